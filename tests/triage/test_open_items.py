"""What is open, and what one key writes to settle it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from triage.ledger import Ledger, book
from triage.open_items import (
    balance,
    is_jab,
    is_open,
    no_reply,
    not_in_one_key,
    open_records,
    rests_until,
    running_engagements,
    settled,
    wanted_by,
)
from triage.records import Client, Event, Invoice, Payment, Record
from triage.records.codec import parse

TODAY = date(2026, 3, 13)
CLIENT = Client(id="c", name="Northlake")


def of(*records: Record) -> Ledger:
    known = () if isinstance(records[0], Client) else (CLIENT,)
    return book([*known, *records]).ledgers["c"]


def made(kind: str, **fields: Any) -> Record:
    return parse({"kind": kind, "id": "r", "client": "c", **fields})


def happened(what: str, **fields: Any) -> Record:
    return made("event", what=what, on="2026-03-02", **fields)


OPEN = {
    "their promise": happened("promise", due="2026-03-09"),
    "our promise": happened("our_promise", due="2026-03-20"),
    "question": happened("message_in", needs_answer=True),
    "complaint": happened("message_in", complaint=True),
    "complaint in a call": happened("call", complaint=True),
    "complaint in a meeting": happened("meeting", complaint=True),
    "action": made("action", text="Call", on="2026-03-01", due="2026-03-16"),
    "work": made("work_item", text="Footer"),
    "invoice": made("invoice", issued="2026-02-01", due="2026-03-01", amount="100.00"),
}


@pytest.mark.parametrize("name", OPEN)
def test_one_key_settles_it_today(name: str) -> None:
    record = OPEN[name]
    ledger = of(record)
    assert open_records(ledger, TODAY) == [record]
    done = settled(record, ledger, TODAY, "new")
    assert done is not None
    after = of(record, done.record) if isinstance(done.record, Payment) else of(done.record)
    assert open_records(after, TODAY) == []
    assert done.words


@pytest.mark.parametrize(
    "record",
    [
        happened("promise", due="2026-03-09", kept_on="2026-03-09"),
        happened("message_in"),
        happened("call"),
        happened("request", outcome="billed"),
        made("action", text="Call", on="2026-03-01", done_on="2026-03-02"),
        made("action", text="Call", on="2026-03-01", dropped_on="2026-03-02"),
        made("action", text="Call", on="2026-04-01"),
        made("work_item", text="Footer", done_on="2026-03-13"),
        made("invoice", issued="2026-02-01", due="2026-03-01", amount="1.00", state="void"),
        made("invoice", issued="2026-04-01", due="2026-04-20", amount="1.00"),
        made("note", on="2026-03-01", text="hello"),
    ],
)
def test_nothing_to_settle(record: Record) -> None:
    ledger = of(record)
    assert not is_open(record, ledger, TODAY)
    assert settled(record, ledger, TODAY, "new") is None
    assert not_in_one_key(record, ledger, TODAY) == "There is nothing open here to settle."


def test_what_is_settled_later_is_open_today() -> None:
    promise = happened("promise", due="2026-03-09", kept_on="2026-03-20")
    assert is_open(promise, of(promise), TODAY)


def test_an_invoice_is_paid_by_what_is_left_of_it() -> None:
    invoice = OPEN["invoice"]
    assert isinstance(invoice, Invoice)
    part = Payment(id="p", invoice="r", on=date(2026, 3, 5), amount=Decimal("30.00"))
    later = Payment(id="q", invoice="r", on=date(2026, 3, 14), amount=Decimal("70.00"))
    ledger = of(invoice, part, later)
    assert balance(invoice, ledger, TODAY) == Decimal("70.00")
    done = settled(invoice, ledger, TODAY, "new")
    assert done is not None
    assert done.record == Payment(id="new", invoice="r", on=TODAY, amount=Decimal("70.00"))


def test_a_complaint_with_a_question_is_answered_first_and_solved_then() -> None:
    both = happened("message_in", needs_answer=True, complaint=True)
    first = settled(both, of(both), TODAY, "new")
    assert first is not None
    assert isinstance(first.record, Event)
    assert (first.record.answered_on, first.record.solved_on) == (TODAY, None)
    second = settled(first.record, of(first.record), TODAY, "new")
    assert second is not None
    assert isinstance(second.record, Event)
    assert second.record.solved_on == TODAY


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        (happened("request", outcome="pending"), "Press Enter to open it"),
        (happened("incident", type="threat"), "press ! to open it"),
    ],
)
def test_what_needs_more_than_a_key_says_where_it_ends(record: Record, hint: str) -> None:
    ledger = of(record)
    assert is_open(record, ledger, TODAY)
    assert settled(record, ledger, TODAY, "new") is None
    assert hint in not_in_one_key(record, ledger, TODAY)


def test_the_nearest_date_comes_first_and_no_date_last() -> None:
    records = [
        parse({"kind": "action", "id": "late", "client": "c", "text": "a", "on": "2026-03-01"}),
        parse(
            {**{"kind": "work_item", "id": "w", "client": "c", "text": "b"}, "due": "2026-03-15"}
        ),
        parse(
            {"kind": "event", "id": "e", "client": "c", "what": "promise", "on": "2026-03-01"}
            | {"due": "2026-03-14"}
        ),
    ]
    assert [r.id for r in open_records(of(*records), TODAY)] == ["e", "w", "late"]
    assert wanted_by(records[1]) == date(2026, 3, 15)


@pytest.mark.parametrize(
    ("state", "fields", "jab"),
    [
        ("closing", {"tone": -1}, True),
        ("left_well", {"tone": -2}, True),
        ("active", {"tone": -1}, False),
        ("closing", {}, False),
        ("closing", {"tone": -1, "complaint": True}, False),
        ("closing", {"tone": -1, "needs_answer": False}, False),
        ("closing", {"tone": -1, "what": "call"}, False),
    ],
)
def test_hard_words_after_a_goodbye_need_no_reply(
    state: Any, fields: dict[str, Any], jab: bool
) -> None:
    message = happened(**{"what": "message_in", "needs_answer": True, **fields})
    assert isinstance(message, Event)
    ledger = of(replace(CLIENT, state=state), message)
    assert is_jab(message, ledger, TODAY) is jab
    assert rests_until(message) == date(2026, 3, 3)
    left = no_reply(message)
    assert left.words == "No reply needed"
    assert is_open(left.record, ledger, TODAY) is message.complaint


@pytest.mark.parametrize(
    ("start", "end", "runs"),
    [
        ("2026-03-13", None, True),
        ("2026-03-14", None, False),
        ("2026-01-01", "2026-03-14", True),
        ("2026-01-01", "2026-03-13", False),
    ],
)
def test_work_runs_from_its_first_day_to_the_day_before_its_end(
    start: str, end: str | None, runs: bool
) -> None:
    work = made("engagement", mode="hourly", start=start, **({"end": end} if end else {}))
    assert running_engagements(of(work), TODAY) == [work] * runs


def test_a_promise_that_names_an_unpaid_invoice_is_not_kept_by_one_key() -> None:
    day = date(2026, 3, 2)
    bill = Invoice(
        id="i", client="c", number="2026-149", issued=day, due=day, amount=Decimal("90.00")
    )
    promise = happened("promise", text="They pay 2026-149 by Tuesday", due="2026-03-10")
    other = happened("promise", text="Feedback on the draft", due="2026-03-10")
    paid = Payment(id="p", invoice="i", on=date(2026, 3, 12), amount=Decimal("90.00"))
    assert settled(promise, of(promise, bill), TODAY, "new") is None
    assert "not paid" in not_in_one_key(promise, of(promise, bill), TODAY)
    assert settled(other, of(other, bill), TODAY, "new") is not None
    late = replace(paid, on=date(2026, 3, 20))
    assert settled(promise, of(promise, bill, late), TODAY, "new") is None
