"""The form: any record added or changed by keys, nothing typed is ever lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tui.forms.on_stage import complaints, fill, known, line, north, open_form
from tests.tui.stage import client, event, record, stage
from triage.fields.days import Day
from triage.fields.field import Context
from triage.fields.numbers import Amount, Hours, Minutes, Rate
from triage.ledger import book
from triage.limits import DEFAULT
from triage.records import KINDS, Event, Invoice
from triage.records.codec import parse
from tui.client.screen import ClientScreen
from tui.clients.rowlist import RowList
from tui.clients.screen import ClientsScreen
from tui.forms.choice import ChoiceInput
from tui.forms.fields import Surroundings
from tui.forms.form_line import FormLine
from tui.forms.screen import RecordForm
from tui.forms.values import FormValues
from tui.wording.labels import ADDED_BY_HAND


async def test_a_client_is_added_by_name_alone_and_the_cursor_goes_to_it(db: Path) -> None:
    async with stage(db, known(), client("Zebra", "zebra")) as on:
        await on.press("a")
        await on.type("Quay")
        await on.press("ctrl+s")
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.toast == "Client added. u to undo"
        added = {c.name: c for c in on.store.clients()}["Quay"]
        assert (added.currency, added.since) == ("EUR", None)
        assert on.app.screen.query_one(RowList).current == added.id
        await on.press("u")
        assert len(on.store.clients()) == 2


async def test_enter_goes_from_field_to_field_and_saves_on_the_last(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "energy", "north")
        await on.press("up", "enter", "4", "enter")
        assert [m.mark for m in on.store.ledger("north").energy] == [4]


async def test_arrows_move_between_fields_and_choose(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "engagement", "north")
        mode = line(on, "mode").editor
        assert isinstance(mode, ChoiceInput)
        assert (mode.has_focus, mode.value) == (True, "hourly")
        await on.press("right", "right")
        assert mode.value == "retainer"
        await on.press("left", "2")
        assert mode.value == "fixed"
        await on.press("m")
        assert mode.value == "retainer"
        await on.press("down")
        assert line(on, "start").editor.has_focus
        await on.press("up")
        assert mode.has_focus


async def test_a_letter_in_a_closed_list_is_never_a_command(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("l", "8", "l", "+", "up")
        line(on, "tone").editor.focus()
        await on.press("u")
        assert len(on.store.ledger("north").event) == 1
        assert isinstance(on.app.screen, RecordForm)


async def test_a_name_that_is_taken_is_told(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("a")
        await fill(on, "name", " NORTHLAKE foods ")
        await on.press("ctrl+s")
        assert on.toast == "Client added. Another client has that name too. u to undo"


async def test_a_key_that_cannot_act_in_this_field_is_dim_and_says_why(db: Path) -> None:
    async with stage(db, known()) as on:
        form = await open_form(on, "client", record=north(on))
        assert form.disabled_reason("choose(1)")


async def test_a_day_is_shown_as_it_was_understood(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "issued", "-3")
        assert "= Tuesday 10 March 2026" in on.text


@pytest.mark.parametrize(
    ("kind", "field", "text", "reading"),
    [
        ("invoice", "issued", "fri, 6 mar", "= Friday 6 March 2026"),
        ("invoice", "due", "+2w", "= Friday 27 March 2026"),
        ("invoice", "amount", "1.200,00", "= 1,200.00 EUR"),
        ("time", "minutes", "3", "= 3 h"),
        ("time", "minutes", "90m", "= 1 h 30 min"),
        ("gift", "hours_per_month", "2:30", "= 2 h 30 min"),
        ("engagement", "rate", "€75", "= 75.00 EUR an hour"),
        ("plan", "instalments", "20 mar 500", "= 1 part, 500.00 EUR in all"),
        ("invoice", "due", "soon", ""),
        ("invoice", "amount", "1,800", ""),
    ],
)
async def test_what_is_understood_stands_beside_the_field(
    db: Path, kind: str, field: str, text: str, reading: str
) -> None:
    async with stage(db, known(), size=(100, 30)) as on:
        await open_form(on, kind, "north")
        await fill(on, field, text)
        shown = line(on, field).reading
        assert shown.startswith(reading) and bool(shown) == bool(reading)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_day_amount_and_duration_is_read_back_on_every_form(
    db: Path, kind: str
) -> None:
    agreed = record("engagement", "g", mode="hourly", start="2026-01-01")
    async with stage(db, known(), agreed, size=(100, 60)) as on:
        await open_form(on, kind, "north")
        for form_line in on.app.screen.query(FormLine):
            typed = {Day: "+7", Amount: "1.2k", Rate: "75", Minutes: "90m", Hours: "3h"}
            text = typed.get(type(form_line.field.shape), "")
            if text:
                form_line.editor.value = text
                await on.settle()
                assert form_line.reading, form_line.field.name


async def test_amounts_are_in_the_currency_that_the_form_names(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "amount", "75")
        assert line(on, "amount").reading == "= 75.00 EUR"
        await fill(on, "currency", "usd")
        assert line(on, "amount").reading == "= 75.00 USD"
        await fill(on, "amount", "€75")
        await on.press("ctrl+s")
        assert complaints(on).keys() == {"amount"}


async def test_enter_stays_on_what_cannot_be_read_and_says_why_under_it(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        line(on, "issued").editor.focus()
        await fill(on, "issued", "soon")
        await on.press("enter")
        assert line(on, "issued").editor.has_focus
        assert complaints(on).keys() == {"issued"} and "“soon”" in complaints(on)["issued"]
        assert line(on, "issued").text == "soon"
        await fill(on, "issued", "last fri")
        await on.press("enter")
        assert not complaints(on) and line(on, "due").editor.has_focus


@pytest.mark.parametrize("key", ["down", "up", "enter"])
async def test_a_field_that_cannot_be_read_keeps_the_cursor_whichever_way_one_moves(
    db: Path, key: str
) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "due", "mar 2027")
        line(on, "due").editor.focus()
        await on.press(key)
        assert line(on, "due").editor.has_focus
        assert "2027-03-01" in complaints(on)["due"]
        await fill(on, "due", "2027-03-01")
        await on.press(key)
        assert not complaints(on) and not line(on, "due").editor.has_focus


async def test_the_due_day_follows_the_day_of_issue_until_it_is_typed(db: Path) -> None:
    async with stage(db, known(payment_days=30)) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "issued", "1.3.")
        assert line(on, "due").text == "2026-03-31"
        await fill(on, "issued", "soon")
        assert line(on, "due").text == "2026-03-31", "nothing follows from what cannot be read"
        await fill(on, "due", "eom")
        await fill(on, "issued", "2.3.")
        assert line(on, "due").text == "eom"


async def test_a_stored_due_day_follows_where_it_came_from_the_terms(db: Path) -> None:
    by_terms = record("invoice", "i", issued="2026-03-01", due="2026-03-31", amount="9.00")
    agreed = record("invoice", "j", issued="2026-03-01", due="2026-05-01", amount="9.00")
    async with stage(db, known(payment_days=30), by_terms, agreed) as on:
        for invoice, due in ((by_terms, "2026-04-01"), (agreed, "2026-05-01")):
            await open_form(on, "invoice", "north", invoice)
            await fill(on, "issued", "2.3.")
            await on.press("ctrl+s")
            stored = on.store.get("invoice", invoice.id)
            assert isinstance(stored, Invoice) and stored.due == date.fromisoformat(due)


async def test_the_amount_of_a_payment_follows_its_invoice_until_it_is_typed(db: Path) -> None:
    records = [
        record("invoice", "i1", issued="2026-02-01", due="2026-02-20", amount="300.00"),
        record("invoice", "i2", issued="2026-03-01", due="2026-03-20", amount="80.00"),
        record("invoice", "i3", issued="2026-01-01", due="2026-01-20", amount="50.00"),
        record("payment", "p", invoice="i3", on="2026-01-20", amount="50.00"),
    ]
    async with stage(db, known(), *records) as on:
        await open_form(on, "payment", "north")
        for invoice, amount in (("i1", "300.00"), ("i2", "80.00"), ("i3", ""), ("i1", "300.00")):
            line(on, "invoice").editor.value = invoice
            await on.settle()
            assert line(on, "amount").text == amount
        await fill(on, "amount", "100")
        line(on, "invoice").editor.value = "i2"
        await on.settle()
        assert line(on, "amount").text == "100"


def test_a_draft_brings_back_the_day_that_followed() -> None:
    north = parse({"kind": "client", "id": "north", "name": "Northlake", "payment_days": 10})
    around = Surroundings(book([north]).ledgers["north"], {"north": "Northlake"})
    draft = {"issued": "1.3."}
    context = Context(date(2026, 3, 13), "EUR")
    values = FormValues("invoice", None, around, context, DEFAULT, draft=draft)
    assert values.texts["due"] == "2026-03-11"
    assert values.touched == draft


async def test_complaints_stand_at_their_fields_and_nothing_is_lost(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "number", "2026-07")
        await fill(on, "amount", "1,800")
        await fill(on, "due", "soon")
        await on.press("ctrl+s")
        assert set(complaints(on)) == {"amount", "due"}
        assert line(on, "due").editor.has_focus
        assert line(on, "number").text == "2026-07"
        await fill(on, "due", "13.4.")
        await fill(on, "amount", "1800")
        await on.press("ctrl+s")
        (invoice,) = on.store.ledger("north").invoice
        assert (invoice.number, invoice.due, invoice.amount) == (
            "2026-07",
            date(2026, 4, 13),
            Decimal("1800"),
        )


async def test_the_fields_of_an_event_follow_what_happened(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("l", "+")
        await fill(on, "text", "by Friday")
        choice = line(on, "what").editor
        choice.focus()
        choice.value = "promise"
        await on.settle()
        assert line(on, "text").text == "by Friday"
        assert line(on, "what").editor.has_focus
        await fill(on, "due", "+7")
        await on.press("ctrl+s")
        (promise,) = on.store.ledger("north").event
        assert (promise.what, promise.due, promise.text) == (
            "promise",
            date(2026, 3, 20),
            "by Friday",
        )


async def test_the_form_of_every_kind_fits_and_opens(db: Path) -> None:
    invoice = record("invoice", "i", issued="2026-02-01", due="2026-02-20", amount="300.00")
    async with stage(db, known(), invoice) as on:
        for kind in ADDED_BY_HAND:
            form = await open_form(on, kind, "north")
            assert on.lines[-1].strip().startswith("enter next, save"), kind
            assert max(len(shown) for shown in on.lines) <= 80, kind
            assert form.query(FormLine), kind
            await on.press("escape")
            assert isinstance(on.app.screen, ClientsScreen), kind


async def test_only_what_was_touched_is_changed(db: Path) -> None:
    odd = event("e", "call", text="two\nlines \x1b[31m", engagement="gone", sort_of="extra")
    async with stage(db, known(), odd) as on:
        await open_form(on, "event", "north", odd)
        assert all("\x1b" not in shown for shown in on.lines)
        await fill(on, "who", "Rolf")
        await on.press("ctrl+s")
        stored = on.store.get("event", "e")
        assert isinstance(stored, Event)
        assert (stored.who, stored.text) == ("Rolf", "two\nlines \x1b[31m")
        assert stored.extra == {"sort_of": "extra"}


async def test_a_form_without_a_change_writes_nothing(db: Path) -> None:
    async with stage(db, known()) as on:
        before = on.store.head()
        await on.press("enter", "e", "ctrl+s")
        assert isinstance(on.app.screen, ClientScreen)
        await on.press("e", "escape")
        assert isinstance(on.app.screen, ClientScreen)
        assert on.store.head() == before


async def test_somebody_who_is_worked_with_is_not_ended_in_the_form(db: Path) -> None:
    async with stage(db, known(), event("e", "call", on="2026-03-10")) as on:
        await open_form(on, "client", "north", north(on))
        await fill(on, "closed_on", "2026-03-12")
        await on.press("ctrl+s")
        assert set(complaints(on)) == {"closed_on"} and north(on).closed_on is None
        await fill(on, "closed_on", "2026-01-12")
        await on.press("ctrl+s")
        assert north(on).closed_on == date(2026, 1, 12)


async def test_payment_terms_that_nobody_chose_are_called_assumed_until_they_are_typed(
    db: Path,
) -> None:
    bill = record("invoice", "i", issued="2026-01-05", due="2026-02-04", amount="9.00")
    async with stage(db, known(), bill) as on:
        await open_form(on, "client", record=on.store.client("north"))
        (said,) = line(on, "payment_days").query(".assumed")
        assert "30 days" in str(said.render()) and said.display
        assert "30 days" in next(row for row in on.lines if "payment terms" in row), "not cut"
        assert not [each for each in on.app.screen.query(".assumed") if each is not said]
        await fill(on, "payment_days", "30")
        assert not said.display
