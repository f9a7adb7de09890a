"""One client: everything shown, answered and settled with single keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests.tui.stage import Stage, client, event, now, record, stage
from triage.changes import Put, Remove
from triage.records import Client, Record, WatchRule
from triage.terms import flag_term
from tui.client.note_screen import NoteScreen
from tui.client.records_screen import RecordsScreen
from tui.client.screen import BYES, ON_ITS_WAY, ClientScreen
from tui.client.sections import NEWEST, OlderKey, WeekKey
from tui.client.why_screen import WhyScreen
from tui.clients.screen import ClientsScreen
from tui.decide.checklist_screen import ChecklistScreen
from tui.decide.screen import DecideScreen
from tui.forms.screen import RecordForm
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog
from tui.ui.line_keys import FactKey, FieldKey, FlagKey, RecordKey
from tui.ui.remark import Remark

TERMS = FieldKey("contract.written")


def drawn_notes(on: Stage) -> list[RecordKey]:
    return [key for key in on.items() if isinstance(key, RecordKey) and key.kind == "note"]


def known(**fields: Any) -> Record:
    """A client with no open question."""
    return client(not_tracked=["hours", "money", "contact", "energy"], **fields)


async def test_everything_about_a_client_stands_on_one_screen(db: Path) -> None:
    records = [
        client(contact="Rolf", contract={"written": True, "notice_days": 28}),
        *(event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1, text=f"m{n}") for n in (1, 2)),
        record("action", "a", text="Call Rolf", on="2026-03-01", due="2026-03-16"),
        record(
            "attempt",
            "t",
            screen="adapt",
            on="2026-02-01",
            taken_on="2026-02-01",
            outcome="failed",
            outcome_on="2026-02-15",
        ),
    ]
    async with stage(db, *records, size=(80, 40)) as on:
        await on.press("enter")
        text = on.text
        for part in (
            *("Northlake Foods", "~ watch", "Rolf · 75.00 an hour"),
            *(
                "Why",
                f"~ {flag_term('DISRESPECT')} 2 harsh messages",
                "? hours No hours logged yet.",
            ),
            *("Steps", "1 Adjust Sun 1 Feb to Sun 15 Feb, it did not work"),
            *("Open", "Mon to do Call Rolf"),
            *("Agreed", "agreed in writing notice 28 days pause clause ____"),
            *("Timeline", "they wrote harsh; m2"),
        ):
            assert part in text, part


async def test_a_wide_terminal_has_the_figures_beside_the_list(db: Path) -> None:
    async with stage(db, known(), size=(120, 30)) as on:
        await on.press("enter")
        rule = next(line for line in on.lines if "│" in line)
        assert "hours   not tracked, your choice" in rule.partition("│")[2]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_what_is_next_stands_above_the_figures(db: Path, size: tuple[int, int]) -> None:
    todo = record("action", "a", text="Send the reminder", on="2026-03-01", due="2026-03-16")
    async with stage(db, known(), todo, size=size) as on:
        await on.press("enter")
        lines = [line.rpartition("│")[2].split() for line in on.lines]
        first = lines.index(["next", "Send", "the", "reminder", "(Mon)"])
        assert first < next(n for n, words in enumerate(lines) if words[:1] == ["hours"])


async def test_what_is_not_tracked_says_so(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("enter")
        assert "hours: not tracked, your choice" in on.text


async def test_a_digit_answers_the_first_open_question(db: Path) -> None:
    untracked = client(not_tracked=["hours", "money", "contact"])
    async with stage(db, untracked) as on:
        await on.press("enter", "4")
        (mark,) = on.store.ledger("north").energy
        assert (mark.mark, mark.on) == (4, date(2026, 3, 13))
        assert on.toast == "Energy 4, Northlake Foods. u to undo"
        assert on.verdict() == "good"
        await on.press("3")
        assert on.toast == "No question is open here."
        await on.press("u")
        assert on.store.ledger("north").energy == ()


async def test_the_question_under_the_cursor_comes_first(db: Path) -> None:
    async with stage(db, client(not_tracked=["contact"])) as on:
        await on.press("enter")
        await on.go_to(FactKey("money"))
        await on.press("1")
        assert [f.fact for f in on.store.ledger("north").confirmed] == ["money"]


@pytest.mark.parametrize(
    ("typed", "day"), [(("1", "2", "enter"), date(2026, 3, 1)), (("0", "enter"), date(2026, 3, 13))]
)
async def test_days_since_the_last_talk(db: Path, typed: tuple[str, ...], day: date) -> None:
    async with stage(db, client(not_tracked=["hours", "money", "energy"])) as on:
        await on.press("enter", *typed)
        ledger = on.store.ledger("north")
        assert [(e.what, e.on) for e in ledger.event] == [("call", day)]
        assert ledger.confirmed == ()
        assert on.verdict() == "good"


@pytest.mark.parametrize("typed", ["", "x", "-3", "1.5"])
async def test_an_answer_that_cannot_be_stays_in_its_field(db: Path, typed: str) -> None:
    async with stage(db, client(not_tracked=["hours", "money", "energy"])) as on:
        head = on.store.head()
        await on.press("enter", "enter")
        dialog = on.app.screen
        assert isinstance(dialog, InputDialog)
        dialog.query_one(TextInput).value = typed
        await on.press("enter", "enter")
        assert on.app.screen is dialog and on.store.head() == head
        assert dialog.query_one(TextInput).value == typed
        assert dialog.query_one(Remark).has_class("wrong")
        await on.press("escape")
        assert isinstance(on.app.screen, ClientScreen) and on.store.head() == head


async def test_a_talk_longer_ago_than_the_question_reaches_is_typed_too(db: Path) -> None:
    async with stage(db, client(not_tracked=["hours", "money", "energy"])) as on:
        await on.press("enter", "6", "1", "enter")
        ledger = on.store.ledger("north")
        assert [f.text for f in ledger.confirmed] == ["more than 60 days ago"]
        assert ledger.event == ()


async def test_resting_asks_until_when(db: Path) -> None:
    async with stage(db, client(not_tracked=["money", "contact", "energy"])) as on:
        await on.press("enter", "1")
        await on.type("1.6.")
        await on.press("enter")
        ledger = on.store.ledger("north")
        assert ledger.client.state == "paused"
        assert ledger.event[0].until == date(2026, 6, 1)
        assert on.verdict() == "resting"


@pytest.mark.parametrize(("number", "fields"), [("3", ["day", "time"]), ("4", None)])
async def test_other_answers_open_what_they_need(
    db: Path, number: str, fields: list[str] | None
) -> None:
    async with stage(db, client(not_tracked=["money", "contact", "energy"])) as on:
        await on.press("enter", number)
        if fields is None:
            assert on.store.ledger("north").client.not_tracked[-1] == "hours"
        else:
            form = on.app.screen
            assert isinstance(form, RecordForm)
            assert (form._kind, form._record) == ("time", None)


async def test_who_went_quiet_has_a_page_of_their_own(db: Path) -> None:
    async with stage(db, client(not_tracked=["money", "contact", "energy"])) as on:
        await on.press("enter", "5")
        assert isinstance(on.app.screen, DecideScreen)
        assert on.app.screen.guide.view().screen == "silent"


async def test_the_terms_are_two_numbers(db: Path) -> None:
    bare = client(rate=None, floor=None, not_tracked=["money", "contact", "energy"])
    recent = record("time", "t", on="2026-03-10", minutes=60)
    async with stage(db, bare, recent) as on:
        await on.press("enter")
        assert on.list.current == FactKey("terms")
        await on.press("enter")
        await on.type("80")
        await on.press("enter")
        await on.type("60")
        await on.press("enter")
        stored = on.store.ledger("north").client
        assert (stored.rate, stored.floor) == (Decimal(80), Decimal(60))


# --- settling -------------------------------------------------------------------------------


async def test_space_settles_what_is_open_and_u_takes_it_back(db: Path) -> None:
    promise = event("e", "promise", due="2026-03-20", text="2,000 by Friday")
    invoice = record("invoice", "i", issued="2026-02-01", due="2026-02-20", amount="300.00")
    part = record("payment", "p", invoice="i", on="2026-03-01", amount="100.00")
    async with stage(db, known(), promise, invoice, part) as on:
        await on.press("enter")
        await on.go_to(RecordKey("event", "e"))
        await on.press("space")
        assert on.store.ledger("north").event[0].kept_on == date(2026, 3, 13)
        assert on.toast == "Promise kept today. u to undo"
        await on.go_to(RecordKey("invoice", "i"))
        await on.press("space")
        paid = on.store.ledger("north").payment
        assert [(p.amount, p.on) for p in paid][1] == (Decimal("200.00"), date(2026, 3, 13))
        await on.press("u", "u")
        ledger = on.store.ledger("north")
        assert (len(ledger.payment), ledger.event[0].kept_on) == (1, None)


async def test_space_says_why_not(db: Path) -> None:
    asked = event("e", "request", outcome="pending")
    async with stage(db, known(), asked) as on:
        await on.press("enter")
        await on.go_to(RecordKey("event", "e"))
        await on.press("space")
        assert (
            on.toast == "Was the request billed, declined or done for free? Press Enter to open it."
        )
        await on.go_to(TERMS)
        await on.press("space")
        assert "Move to a line" in on.toast


async def test_a_mistake_is_taken_out_and_comes_back(db: Path) -> None:
    async with stage(db, known(), event("e", "thanks")) as on:
        await on.press("enter")
        await on.go_to(RecordKey("event", "e"))
        await on.press("delete")
        assert on.store.ledger("north").event == ()
        assert on.toast == "Deleted: event. u to undo"
        await on.press("u")
        assert len(on.store.ledger("north").event) == 1


async def test_what_was_decided_is_not_taken_out(db: Path) -> None:
    attempt = record("attempt", "t", screen="adapt", on="2026-02-01")
    async with stage(db, known(), attempt) as on:
        await on.press("enter")
        await on.go_to(RecordKey("attempt", "t"))
        await on.press("delete")
        assert len(on.store.ledger("north").attempt) == 1
        assert "A decision cannot be deleted" in on.toast


# --- opening --------------------------------------------------------------------------------


async def test_enter_opens_what_the_line_stands_for(db: Path) -> None:
    rude = [event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in (1, 2)]
    hours = record("time", "t", on="2026-03-10", minutes=60)
    note = record("note", "n", on="2026-03-10", text="Hm")
    async with stage(db, known(), *rude, hours, note) as on:
        await on.press("enter")
        for key, screen in (
            (FlagKey("DISRESPECT"), RecordsScreen),
            (WeekKey(date(2026, 3, 9)), RecordsScreen),
            (RecordKey("note", "n"), NoteScreen),
            (RecordKey("event", "e1"), RecordForm),
            (TERMS, RecordForm),
        ):
            await on.go_to(key)
            await on.press("enter")
            assert isinstance(on.app.screen, screen), key
            await on.press("escape")
            assert isinstance(on.app.screen, ClientScreen)


async def test_the_records_of_a_flag_open_too(db: Path) -> None:
    rude = [event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in (1, 2)]
    async with stage(db, known(), *rude) as on:
        await on.press("enter", "enter")
        assert "2 harsh messages" in on.lines[0]
        await on.press("j", "enter")
        form = on.app.screen
        assert isinstance(form, RecordForm)
        assert form._record is not None and form._record.id == "e2"


async def test_a_flag_without_records_opens_the_reasons(db: Path) -> None:
    when = "flag(DISRESPECT) >= 1"
    rule = WatchRule(id="w", on=date(2026, 3, 1), when=when, sentence="It begins like this")
    rude = [event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in (1, 2)]
    async with stage(db, known(), *rude, rule) as on:
        await on.press("enter")
        await on.go_to(FlagKey("RULE:w"))
        await on.press("enter")
        assert isinstance(on.app.screen, WhyScreen)


async def test_a_long_life_is_drawn_in_parts(db: Path) -> None:
    notes = [record("note", f"n{n}", on="2026-01-01", text=f"note {n}") for n in range(NEWEST + 5)]
    async with stage(db, known(), *notes) as on:
        await on.press("enter", "G")
        assert len(drawn_notes(on)) == NEWEST
        assert on.list.current == OlderKey()
        await on.press("enter")
        assert len(drawn_notes(on)) == NEWEST + 5


async def test_keys_open_their_screens(db: Path) -> None:
    opened = {
        "e": RecordForm,
        "v": WhyScreen,
        "n": NoteScreen,
        "a": ChoiceDialog,
        "b": ChoiceDialog,
    }
    async with stage(db, known()) as on:
        await on.press("enter")
        for key, screen in opened.items():
            await on.press(key)
            assert isinstance(on.app.screen, screen)
            await on.press("escape")
            assert isinstance(on.app.screen, ClientScreen)


async def test_a_goodbye_asks_which_one(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("enter", "b")
        assert isinstance(on.app.screen, ChoiceDialog)
        answers = [f"{n} {words}" for n, (words, _) in enumerate(BYES, start=1)]
        assert [on.drawn(key) for key in on.items()] == answers


async def test_a_goodbye_on_its_way_is_gone_on_with(db: Path) -> None:
    page = {"attempt": "a", "screen": "part", "code": "LETTER", "say": "x", "playbook": "2"}
    decided = [
        known(state="closing"),
        record("attempt", "a", screen="part", on="2026-03-10", taken_on="2026-03-10"),
        record("decision", "d", on="2026-03-10", set={"end_date": "2026-04-10"}, **page),
    ]
    async with stage(db, *decided) as on:
        await on.press("enter", "b")
        answers = [f"{n} {words}" for n, (words, _) in enumerate(ON_ITS_WAY, start=1)]
        assert [on.drawn(key) for key in on.items()] == answers
        await on.press("1")
        assert isinstance(on.app.screen, ChecklistScreen)
        await on.press("escape", "b", "2")
        assert "Part ways" in on.lines[0]


async def test_who_has_left_does_not_leave_again(db: Path) -> None:
    async with stage(db, client(state="closed", closed_on="2026-03-02")) as on:
        on.app.push_screen(ClientScreen("north"))
        await on.settle()
        await on.press("b")
        assert isinstance(on.app.screen, ClientScreen)
        assert on.toast == "This client has already left."


async def test_a_payment_needs_an_invoice(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("enter", "a", "4")
        assert "no unpaid invoice" in on.toast


async def test_a_client_taken_out_elsewhere_leaves_the_screen(db: Path) -> None:
    async with stage(db, known(), client("Other", "other")) as on:
        on.app.push_screen(ClientScreen("other"))
        await on.settle()
        on.app.push_screen(WhyScreen("other"))
        await on.settle()
        on.store.apply("elsewhere", [Remove("client", "other")])
        on.app.workspace.reload()
        on.app.records_changed()
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)


async def test_another_terminal_is_noticed(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("enter")
        with Store.open(db, now=now) as other:
            renamed = Client(id="north", name="Renamed", rate=Decimal(75))
            other.apply("elsewhere", [Put(renamed)])
        on.app._look_for_other_writers()
        await on.settle()
        assert "Renamed" in on.lines[0]
