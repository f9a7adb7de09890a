"""A promise, its to-dos and its door close by what the payments on record show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.changes import ChangeSet, Put, RecordIds
from triage.clients.agenda import agenda
from triage.clients.current_step import running_step
from triage.clients.overview import overview_of
from triage.open_items import open_actions
from triage.paid_up import paid_up_on, promise_kept_on
from triage.playbook.after.derived_changes import derived_changes
from triage.playbook.ask.fact_lines_money import promise
from triage.playbook.state.waiting import promised_day
from triage.records import Event, Payment
from triage.review.action_question import action_question, done, due_action
from triage.review.outlook import outlook

PROMISE = {"got": "yes", "dispute": "no", "stage": "6"}
PROMISED, CHECKED = "2026-11-11", "2026-11-20"


def promised(**values: str) -> Desk:
    """One invoice overdue, another that falls due later, and a day they promised to pay by."""
    desk = Desk.of()
    desk.add("invoice", id="old", number="120", issued="2026-09-01", due="2026-10-01", amount="900")
    desk.add("invoice", id="new", number="128", issued="2026-10-01", due="2026-10-31", amount="900")
    desk.take("2026-10-30", "late", PROMISE, {"due": PROMISED, "expect": "It works", **values})
    return desk


def pay(desk: Desk, invoice: str, on: str, amount: str = "900") -> None:
    desk.add("payment", invoice=invoice, on=on, amount=amount)


def the_promise(desk: Desk) -> Event:
    made: Event = desk.of_kind("event")[0]
    return made


def dated(desk: Desk, on: str) -> list[str]:
    return [entry.text for entry in agenda(desk.book, day(on))]


@pytest.mark.parametrize(
    ("paid", "kept", "words"),
    [
        ("2026-11-05", "2026-11-05", "kept, paid on Thu 5 November"),
        ("2026-11-11", "2026-11-11", "kept, paid on Wed 11 November"),
        ("2026-11-16", "2026-11-16", "kept, late, paid on Mon 16 November"),
        (None, None, "not kept"),
    ],
)
def test_the_payment_says_whether_a_promise_was_kept(
    paid: str | None, kept: str | None, words: str
) -> None:
    desk = promised()
    if paid is not None:
        pay(desk, "old", paid)
    known = promise_kept_on(the_promise(desk), desk.at(CHECKED).ledger, day(CHECKED))
    assert known == (day(kept) if kept else None)
    assert promise(desk.at(CHECKED)) == f"to pay by Wed 11 November: {words}"
    assert any("promised to pay" in text for text in dated(desk, CHECKED)) is (paid is None)


def test_what_was_decided_to_get_the_money_is_over_with_it() -> None:
    desk = promised()
    assert len(open_actions(desk.at(CHECKED).ledger, day(CHECKED))) == 2
    pay(desk, "old", PROMISED)
    now = desk.at(CHECKED)
    assert open_actions(now.ledger, day("2026-11-10")), "it was open until then"
    assert open_actions(now.ledger, day(CHECKED)) == []
    assert running_step(now.ledger, day(CHECKED), {"EXPOSURE", "PAY_LATE"}) is None
    shown = overview_of(desk.book, "c", day(CHECKED))
    assert action_question(shown) is None
    seen = outlook(shown)
    assert seen is not None and seen.paid_up_on == day(PROMISED)


def test_the_look_for_the_money_says_what_is_on_record_and_leaves_the_next_step() -> None:
    desk = promised()
    desk.sent("2026-10-30", "payment_promise")
    pay(desk, "old", "2026-11-05", "200")
    shown = overview_of(desk.book, "c", day(CHECKED))
    asked, action = action_question(shown), due_action(shown)
    assert asked is not None and action is not None and action.template is None
    # The other invoice is overdue by then as well.
    assert "1,600.00 EUR" in asked.question
    desk.apply(done(desk.at(CHECKED), action, RecordIds("seen")))
    after = overview_of(desk.book, "c", day(CHECKED))
    assert action_question(after) is None
    assert after.next_action is not None
    assert (after.next_action.screen, after.next_action.action) == ("late", None)


def test_part_of_it_keeps_no_promise_and_nobody_is_left_waiting_for_a_kept_one() -> None:
    desk = promised()
    assert promised_day(desk.at("2026-11-10")) is not None
    pay(desk, "old", "2026-11-05", "500")
    assert paid_up_on(desk.at(CHECKED).ledger, day("2026-10-30"), day(CHECKED)) is None
    pay(desk, "old", "2026-11-06", "400")
    assert promised_day(desk.at("2026-11-10")) is None


def test_money_that_went_back_keeps_no_promise() -> None:
    desk = promised()
    pay(desk, "old", PROMISED)
    pay(desk, "old", "2026-11-14", "-900")
    assert promise_kept_on(the_promise(desk), desk.at(CHECKED).ledger, day("2026-11-13"))
    assert promise_kept_on(the_promise(desk), desk.at(CHECKED).ledger, day(CHECKED)) is None


def test_what_was_noted_by_hand_comes_first_and_our_own_promises_have_no_payment() -> None:
    desk = promised()
    pay(desk, "old", PROMISED)
    desk.change("event", the_promise(desk).id, kept_on="2026-11-09")
    ledger = desk.at(CHECKED).ledger
    assert promise_kept_on(ledger.event[0], ledger, day(CHECKED)) == day("2026-11-09")
    ours = desk.log("our_promise", "2026-10-30", due=PROMISED)
    ledger = desk.at(CHECKED).ledger
    mine = next(event for event in ledger.event if event.id == ours)
    assert promise_kept_on(mine, ledger, day(CHECKED)) is None


def test_a_payment_entered_by_hand_writes_the_day_on_the_promise() -> None:
    desk = promised()
    payment = Payment(id="p", invoice="old", on=day("2026-11-09"), amount=Decimal(900))
    (noted,) = derived_changes(desk.book, ChangeSet("paid", (Put(payment),)), day(PROMISED))
    (put,) = noted.puts
    assert isinstance(put.record, Event)
    assert (put.record.what, put.record.kept_on) == ("promise", day("2026-11-09"))
    part = replace(payment, amount=Decimal(100))
    assert derived_changes(desk.book, ChangeSet("paid", (Put(part),)), day(PROMISED)) == ()
