"""Forms as values: which fields a kind has, what they show, and what comes back from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from triage.fields.field import Context
from triage.ledger import book
from triage.limits import DEFAULT
from triage.playbook.by_hand import GUARDED
from triage.records import EVENT_FIELDS, KINDS, Client, Event, Invoice, Plan, Quirk, Record, Time
from triage.records.codec import parse
from triage.terms import field_term
from tui.forms.defaults import default_texts, fixed_values
from tui.forms.fields import HIDDEN, RecordField, Surroundings, form_fields, texts
from tui.forms.parse import BadFields, changed_record, new_record
from tui.wording.labels import ADDED_BY_HAND

TODAY = date(2026, 3, 13)
CONTEXT = Context(TODAY, "EUR")
NORTH = Client(id="north", name="Northlake", rate=Decimal(75), payment_days=30)
RECORDS: tuple[Record, ...] = (
    NORTH,
    Client(id="quay", name="Quay & Sons"),
    parse(
        {
            "kind": "engagement",
            "id": "e",
            "client": "north",
            "mode": "hourly",
            "start": "2026-01-01",
        }
    ),
    parse(
        {
            **{"kind": "invoice", "id": "i1", "client": "north", "number": "2026-01"},
            **{"issued": "2026-01-05", "due": "2026-02-04", "amount": "100.00"},
        }
    ),
    parse({"kind": "payment", "id": "p", "invoice": "i1", "on": "2026-02-01", "amount": "40.00"}),
)
LEDGERS = book(RECORDS).ledgers
AROUND = Surroundings(LEDGERS["north"], {"north": "Northlake", "quay": "Quay & Sons"})


def fields(kind: str, what: str | None = None) -> list[RecordField]:
    return form_fields(kind, AROUND, what)


def blank(kind: str, what: str | None = None) -> dict[str, str]:
    return default_texts(kind, fields(kind, what), AROUND, CONTEXT, DEFAULT)


def made(kind: str, **typed: str) -> Any:
    what = typed.get("what")
    fixed = fixed_values(kind, "new", "north")
    values = blank(kind, what) | typed
    return new_record(kind, fixed, fields(kind, what), values, CONTEXT)


def errors(kind: str, **typed: str) -> dict[str, str]:
    with pytest.raises(BadFields) as caught:
        made(kind, **typed)
    return dict(caught.value.errors)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_with_every_field_once(kind: str) -> None:
    names = [field.name for field in fields(kind, "call")]
    assert len(names) == len(set(names))
    assert not set(names) & set(HIDDEN)
    assert all(field.label for field in fields(kind, "call"))


@pytest.mark.parametrize("what", EVENT_FIELDS)
def test_an_event_asks_what_belongs_to_it_and_no_more(what: str) -> None:
    names = {field.name for field in fields("event", what)}
    everything = {name for own in EVENT_FIELDS.values() for name in own}
    assert names & everything - {"engagement"} == set(EVENT_FIELDS[what]) - {"engagement"}


MINIMUM: dict[str, dict[str, str]] = {
    "event": {"what": "call"},
    "time": {"minutes": "1:30"},
    "invoice": {"amount": "250"},
    "payment": {},
    "action": {"text": "Call"},
    "engagement": {},
    "work_item": {"text": "Footer"},
    "gift": {"until": "+90", "hours_per_month": "2,5"},
    "plan": {"invoices": "2026-01", "instalments": "1.4. 30; 1.5. 30.00"},
    "energy": {"mark": "4"},
    "confirmed": {"fact": "money"},
    "override": {"health": "watch"},
    "lesson": {"ours": "quoted too low, no notice"},
    "message": {"template": "how_we_work"},
}


@pytest.mark.parametrize("kind", ADDED_BY_HAND)
def test_every_kind_that_is_added_by_hand_can_be(kind: str) -> None:
    record = made(kind, **MINIMUM[kind])
    assert record.kind == kind
    assert record.id == "new"


def test_what_a_new_record_holds_before_anything_is_typed() -> None:
    assert blank("invoice")["issued"] == "2026-03-13"
    assert blank("invoice")["due"] == "2026-04-12", "issue and the client's payment days"
    assert blank("payment") | {"on": "2026-03-13"} == {
        **{"invoice": "i1", "on": "2026-03-13", "amount": "60.00"},
    }, "what is left of the oldest open invoice"
    assert blank("time")["engagement"] == "e"
    assert blank("client")["currency"] == "EUR"


def test_values_are_read_generously() -> None:
    time = made("time", minutes="1.5h", on="yesterday", work="own")
    assert time == Time(
        id="new",
        client="north",
        on=date(2026, 3, 12),
        minutes=90,
        work="own",
        engagement="e",
    )
    plan = made("plan", **MINIMUM["plan"])
    assert isinstance(plan, Plan)
    assert plan.invoices == ("i1",)
    assert [(p.due, p.amount) for p in plan.instalments] == [
        (date(2026, 4, 1), Decimal(30)),
        (date(2026, 5, 1), Decimal("30.00")),
    ]
    client = made("client", name="New", currency="usd", linked="quay", season="3, 4")
    assert (client.currency, client.linked, client.season) == ("USD", ("quay",), (3, 4))
    client = made("client", name="New", quirks="BOUNDARY 1.9.2026 calls late; SILENT 2026-05-01")
    assert client.quirks == (
        Quirk(flag="BOUNDARY", until=date(2026, 9, 1), reason="calls late"),
        Quirk(flag="SILENT", until=date(2026, 5, 1)),
    )


def test_every_complaint_stands_at_its_field() -> None:
    problems = errors("invoice", amount="lots", due="soon", issued="")
    assert set(problems) == {"amount", "due", "issued"}
    assert problems["issued"] == f"{field_term('issued')} is needed"
    assert errors("client", name="New", payment_days="-1").keys() == {"payment_days"}
    assert errors("invoice", amount="1.234", due="today").keys() == {"amount"}
    assert errors("client", name="New", currency="euros").keys() == {"currency"}


def test_what_only_the_whole_record_can_tell_stands_at_its_field_too() -> None:
    assert errors("engagement", mode="fixed") == {
        "fee": "fee is missing: a fixed engagement needs one"
    }
    assert errors("event", what="promise").keys() == {"due"}
    assert errors("invoice", amount="10.005").keys() == {"amount"}


def test_a_sentence_of_the_file_format_uses_the_label() -> None:
    assert errors("event", what="promise")["due"].startswith("due is missing")
    assert errors("event", what="message_in", on="")["on"] == f"{field_term('on')} is needed"


def test_a_reference_that_fits_none_or_several_is_asked_about() -> None:
    assert "Acme" in errors("client", name="New", linked="Acme")["linked"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.kind)
def test_an_untouched_form_changes_nothing(record: Record) -> None:
    own = form_fields(record.kind, AROUND)
    before = texts(record, own, "EUR")
    assert changed_record(record, own, before, before, CONTEXT) == record


def test_only_touched_fields_are_changed() -> None:
    odd = Event(id="x", client="north", on=TODAY, what="call", text="two\nlines \x1b[31m")
    own = form_fields("event", AROUND, "call")
    before = texts(odd, own, "EUR")
    after = changed_record(odd, own, before, before | {"who": "Rolf"}, CONTEXT)
    assert isinstance(after, Event)
    assert (after.text, after.who) == (odd.text, "Rolf")


def test_a_contract_fact_is_changed_alone() -> None:
    own = form_fields("client", AROUND)
    before = texts(NORTH, own, "EUR")
    typed = before | {"contract.notice_days": "28", "contract.written": "yes"}
    after = changed_record(NORTH, own, before, typed, CONTEXT)
    assert isinstance(after, Client)
    assert (after.contract.notice_days, after.contract.written) == (28, True)
    assert after.rate == NORTH.rate


def test_an_emptied_field_is_not_known_any_more() -> None:
    own = form_fields("client", AROUND)
    before = texts(NORTH, own, "EUR")
    after = changed_record(NORTH, own, before, before | {"rate": ""}, CONTEXT)
    assert isinstance(after, Client)
    assert after.rate is None


def test_line_breaks_survive_a_one_line_field() -> None:
    record = made("event", what="call", text="one␊two")
    assert record.text == "one\ntwo"


def test_an_invoice_shows_its_own_currency_in_a_payment() -> None:
    invoice = next(field for field in fields("payment") if field.name == "invoice")
    assert invoice.choices == (("i1", "2026-01 (100.00)"),)
    assert isinstance(LEDGERS["north"].invoice[0], Invoice)


@pytest.mark.parametrize("kind", ADDED_BY_HAND)
@pytest.mark.parametrize("text", ["\x1b[31m [/] \u202e", "x" * 10_000, "[" * 10_000, "9" * 5_000])
def test_nonsense_in_every_field_is_an_error_at_its_field(kind: str, text: str) -> None:
    own = fields(kind, "message_in")
    typed = {field.name: text for field in own if not field.choices}
    try:
        made(kind, **typed | {"what": "message_in"} if kind == "event" else typed)
    except BadFields as bad:
        assert bad.errors.keys() <= {field.name for field in own}
        assert all(len(sentence) < 200 for sentence in bad.errors.values())


def test_what_a_gate_counts_stands_in_no_form() -> None:
    for kind, guarded in GUARDED.items():
        names = {field.name for field in form_fields(kind, AROUND, new=False)}
        assert names.isdisjoint({*guarded.fields, *guarded.fixed})
        assert names.isdisjoint(HIDDEN)


@pytest.mark.parametrize(
    ("chosen", "issued", "says"),
    [(14, "2026-01-05", True), (30, "2026-01-05", False), (14, "2026-01-21", False)],
)
def test_payment_terms_that_nobody_chose_are_shown_beside_those_of_the_invoices(
    chosen: int, issued: str, says: bool
) -> None:
    client = Client(id="north", name="Northlake", payment_days=chosen)
    dated = {"issued": issued, "due": "2026-02-04", "amount": "100.00"}
    bill = parse({"kind": "invoice", "id": "i", "client": "north", **dated})
    around = Surroundings(book([client, bill]).ledgers["north"], {"north": "Northlake"})
    (days,) = (f for f in form_fields("client", around, new=False) if f.name == "payment_days")
    assert (" 30 days" in days.hint) is says
