"""A promise, its to-dos and its door close by what the payments on record show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.changes import ChangeSet, Put, RecordIds
from triage.clients.agenda import agenda
from triage.clients.current_step import running_step
from triage.clients.overview import overview
from triage.limits import DEFAULT
from triage.message_templates import load_templates
from triage.messages.slots import slot_values
from triage.open_items import open_actions, open_records, settled
from triage.paid_up import is_named_unpaid, paid_up_on, promise_kept_on, promised_invoices
from triage.playbook.after.derived_changes import derived_changes
from triage.playbook.ask.background import open_promises
from triage.playbook.ask.fact_lines_money import promise
from triage.playbook.state.waiting import open_promise
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


def test_what_counts_as_paid_is_the_same_for_flags_steps_and_things_to_do() -> None:
    desk, on = promised(), day("2026-11-11")
    for invoice in ("old", "new"):
        pay(desk, invoice, "2026-11-05", "880")
    own = replace(DEFAULT, pay_tolerance=Decimal(20), pay_tolerance_percent=5)
    for limits, is_open in ((DEFAULT, True), (own, False)):
        now = overview(desk.book.ledgers["c"], on, limits)
        assert bool(now.situation.open_actions) is is_open
        assert (now.step is not None) is is_open
        lines = [entry.kind for entry in agenda(desk.book, on, limits)]
        assert ("their_promise" in lines) is is_open
        assert bool(open_promises(now.situation)) is is_open
        records = [record.kind for record in open_records(now.ledger, on, limits)]
        assert ("event" in records) is is_open


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
    shown = desk.overview(CHECKED)
    assert action_question(shown) is None
    seen = outlook(shown)
    assert seen is not None and seen.paid_up_on == day(PROMISED)


def test_the_look_for_the_money_says_what_is_on_record_and_leaves_the_next_step() -> None:
    desk = promised()
    desk.sent("2026-10-30", "payment_promise")
    pay(desk, "old", "2026-11-05", "200")
    shown = desk.overview(CHECKED)
    asked, action = action_question(shown), due_action(shown)
    assert asked is not None and action is not None and action.template is None
    # The other invoice is overdue by then as well, and was not promised.
    assert "700.00 EUR" in asked.question
    desk.apply(done(desk.at(CHECKED), action, RecordIds("seen")))
    after = desk.overview(CHECKED)
    assert action_question(after) is None
    assert after.next_action is not None
    assert (after.next_action.screen, after.next_action.action) == ("late", None)


def test_part_of_it_keeps_no_promise_and_nobody_is_left_waiting_for_a_kept_one() -> None:
    desk = promised()
    assert open_promise(desk.at("2026-11-10")) is not None
    pay(desk, "old", "2026-11-05", "500")
    assert paid_up_on(desk.at(CHECKED).ledger, day("2026-10-30"), day(CHECKED)) is None
    pay(desk, "old", "2026-11-06", "400")
    assert open_promise(desk.at("2026-11-10")) is None


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


# --- a promise that names its invoice ----------------------------------------------------------

NAMED, ON, DUE = "Will pay 2026-152", "2026-11-17", "2026-11-25"


def two_overdue(text: str | None = NAMED) -> Desk:
    """Two invoices overdue, and a promise to pay that names the older one."""
    desk = Desk.of()
    for id_, number, due in (("a", "2026-152", "2026-10-20"), ("b", "2026-163", "2026-11-10")):
        desk.add("invoice", id=id_, number=number, issued="2026-10-01", due=due, amount="900")
    desk.log("promise", ON, due=DUE, text=text)
    return desk


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        (NAMED, True),
        ("pays invoice 2026-152.", True),
        ("will pay by Wednesday", False),
        ("Will pay 2026-152 and 2026-163", False),
        ("Will pay 2026-1520", False),
        (None, False),
    ],
)
def test_a_promise_is_about_the_invoice_that_it_names(text: str | None, is_kept: bool) -> None:
    desk = two_overdue(text)
    pay(desk, "a", DUE)
    now = desk.at("2026-11-27")
    assert promise_kept_on(the_promise(desk), now.ledger, now.on) == (day(DUE) if is_kept else None)
    assert (promise(now) or "").endswith("not kept") is not is_kept
    assert ("their_promise" in [e.kind for e in agenda(desk.book, now.on)]) is not is_kept


def test_the_decision_to_wait_for_it_is_over_when_that_invoice_is_paid() -> None:
    desk = two_overdue()
    desk.take(ON, "late", PROMISE, {"due": DUE, "expect": "It works"})
    desk.sent(ON, "payment_promise")
    assert [action.due for action in open_actions(desk.at(ON).ledger, day(ON))] == [
        day("2026-11-26")
    ]
    pay(desk, "a", DUE)
    shown = desk.overview("2026-11-27")
    assert open_actions(shown.ledger, shown.on) == []
    assert action_question(shown) is None
    assert shown.step is None
    seen = outlook(shown)
    assert seen is not None and seen.paid_up_on == day(DUE)


def test_the_look_for_it_asks_for_what_was_promised_and_not_for_all_that_is_overdue() -> None:
    desk = two_overdue()
    desk.take(ON, "late", PROMISE, {"due": DUE})
    desk.sent(ON, "payment_promise")
    asked = action_question(desk.overview("2026-11-27"))
    assert asked is not None and " 900.00 EUR" in asked.question


@pytest.mark.parametrize(("due", "promises"), [(DUE, 1), ("2026-11-30", 2)])
def test_the_same_day_decided_is_the_promise_on_record(due: str, promises: int) -> None:
    desk = two_overdue()
    desk.take(ON, "late", PROMISE, {"due": due})
    assert len([event for event in desk.of_kind("event") if event.what == "promise"]) == promises


def test_a_promise_noted_twice_for_one_day_is_kept_with_the_one_that_names_its_invoice() -> None:
    desk = two_overdue()
    bare = desk.log("promise", ON, due=DUE)
    pay(desk, "a", DUE)
    ledger = desk.at("2026-11-27").ledger
    twin = next(event for event in ledger.event if event.id == bare)
    assert promise_kept_on(twin, ledger, day("2026-11-27")) == day(DUE)


def test_the_message_that_confirms_it_names_that_invoice_and_its_day() -> None:
    desk = two_overdue()
    template = load_templates()["payment_promise"]
    ledger = desk.at(ON).ledger
    values = slot_values(ledger, day(ON), template=template)
    assert (values["invoice_no"], values["reply_by"]) == ("2026-152", "25 November 2026")
    reminder = slot_values(ledger, day(ON), template=load_templates()["payment_reminder"])
    assert reminder["invoice_no"] == "2026-152 and 2026-163"


def test_a_promise_names_no_invoice_that_a_loose_credit_note_had_settled() -> None:
    desk = two_overdue("Will pay 2026-152 and 2026-163")
    desk.add("invoice", id="credit", issued="2026-11-12", due="2026-11-12", amount="-900")
    pay(desk, "b", DUE)
    now = desk.at("2026-11-27")
    assert [a.invoice.id for a in promised_invoices(the_promise(desk), now.ledger)] == ["b"]
    only = two_overdue()
    only.add("invoice", id="credit", issued="2026-11-12", due="2026-11-12", amount="-900")
    now = only.at("2026-11-27")
    assert promise_kept_on(the_promise(only), now.ledger, now.on) is None, "the other is open"


def test_an_invoice_of_the_very_day_may_be_promised() -> None:
    desk = two_overdue("Will pay 2026-170")
    desk.add("invoice", id="c", number="2026-170", issued=ON, due="2026-12-01", amount="900")
    now = desk.at(ON)
    assert [a.invoice.id for a in promised_invoices(the_promise(desk), now.ledger)] == ["c"]


def test_a_promise_noted_twice_is_not_settled_by_hand_while_its_invoice_is_open() -> None:
    desk = two_overdue()
    bare = desk.log("promise", ON, due=DUE)
    ledger = desk.at("2026-11-27").ledger
    twin = next(event for event in ledger.event if event.id == bare)
    assert settled(twin, ledger, day("2026-11-27"), "new") is None
    pay(desk, "a", "2026-11-27")
    ledger = desk.at("2026-11-27").ledger
    assert not is_named_unpaid(twin, ledger, day("2026-11-27"))


def test_what_falls_due_on_the_day_that_was_asked_is_not_overdue_on_it() -> None:
    desk = promised()
    now = desk.at(CHECKED).ledger
    assert paid_up_on(now, day("2026-10-31"), day(CHECKED)) is None
    pay(desk, "old", "2026-11-02")
    now = desk.at(CHECKED).ledger
    assert paid_up_on(now, day("2026-10-31"), day(CHECKED)) == day("2026-11-02")


def test_money_that_was_there_long_before_it_was_asked_for_is_no_answer() -> None:
    for paid, is_over in (("2026-10-09", True), ("2026-10-01", False)):
        desk = Desk.of()
        desk.add("invoice", id="old", number="1", issued="2026-08-01", due="2026-09-15", amount="9")
        desk.take(
            "2026-11-06", "late", {"got": "yes", "dispute": "no", "stage": "friendly_reminder"}
        )
        pay(desk, "old", paid, "9")
        assert (desk.overview("2026-11-07").step is None) is is_over
