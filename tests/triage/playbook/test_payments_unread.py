"""Nobody is reminded of what they may have paid since the last import."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.clients.overview import overview_of, overviews
from triage.ledger import Book
from triage.open_items import LOOK_FOR_PAYMENT
from triage.playbook.presentation import decide_view
from triage.playbook.state.late_stage import payments_unread

DUE, ON = "2026-11-14", "2026-11-17"
BY_IMPORT, BANK = "invoices", "bank"


def late(source: str | None = BY_IMPORT) -> Desk:
    desk = Desk.of()
    desk.add("invoice", id="i", number="120", issued="2026-11-01", due=DUE, amount="900")
    desk.change("invoice", "i", source=source)
    return desk


def imported(desk: Desk, **days: str) -> Book:
    return replace(desk.book, imported={source: day(on) for source, on in days.items()})


def is_unread(desk: Desk, on: str = ON, **days: str) -> bool:
    now = replace(desk.at(on), payments_read_on=imported(desk, **days).payments_read_on)
    return payments_unread(now)


@pytest.mark.parametrize(
    ("read_on", "unread"),
    [("2026-11-13", True), (DUE, True), ("2026-11-15", False), (ON, False)],
)
def test_an_import_after_the_due_day_has_to_be_there(read_on: str, unread: bool) -> None:
    assert is_unread(late(), invoices=read_on) is unread


def test_what_is_typed_in_by_hand_needs_none() -> None:
    assert not is_unread(late())
    assert not is_unread(late(source=None), invoices="2026-11-13")


def test_payments_of_a_bank_are_read_from_the_bank() -> None:
    desk = late()
    desk.add("invoice", id="old", number="99", issued="2026-08-01", due="2026-08-15", amount="50")
    desk.add("payment", invoice="old", on="2026-08-10", amount="50", source=BANK)
    assert is_unread(desk, invoices=ON, bank="2026-11-13")
    assert not is_unread(desk, invoices="2026-11-13", bank="2026-11-16")


def test_after_a_reminder_or_a_promised_day_it_has_to_be_looked_at_again() -> None:
    desk = late()
    desk.sent("2026-11-17", "payment_reminder")
    assert is_unread(desk, "2026-11-24", invoices="2026-11-17")
    assert not is_unread(desk, "2026-11-24", invoices="2026-11-18")
    desk.log("promise", "2026-11-19", due="2026-11-23")
    assert is_unread(desk, "2026-11-24", invoices="2026-11-20")


@pytest.mark.parametrize(("read_on", "first"), [("2026-11-13", True), ("2026-11-16", False)])
def test_the_next_action_is_to_import_first(read_on: str, first: bool) -> None:
    book = imported(late(), invoices=read_on)
    for shown in (overview_of(book, "c", day(ON)), overviews(book, day(ON))["c"]):
        assert shown.next_action is not None
        assert shown.next_action.text.startswith("Import first") is first
        assert shown.next_action.text.lower().endswith("send a reminder")


def test_who_looked_is_not_asked_a_second_time_on_the_day() -> None:
    """The answer on the card is known on the page, and nothing has to be imported first."""
    desk = late()
    desk.log("promise", "2026-11-15", due="2026-11-20")
    desk.take("2026-11-15", "late", {"stage": "6"}, {"due": "2026-11-20"})
    book = imported(desk, invoices="2026-11-16")
    on = "2026-11-23"

    def begins() -> str:
        now = replace(desk.at(on), payments_read_on=book.payments_read_on)
        question = decide_view(now, "late", {}).question
        assert question is not None
        return question.id

    assert begins() == "paid" and is_unread(desk, on, invoices="2026-11-16")
    (look,) = [a for a in desk.of_kind("action") if a.text == LOOK_FOR_PAYMENT]
    desk.change("action", look.id, done_on=on)
    assert begins() == "stage" and not is_unread(desk, on, invoices="2026-11-16")


def test_only_a_look_for_late_money_that_was_done_by_then_counts() -> None:
    desk = late()
    desk.log("promise", "2026-11-15", due="2026-11-18")
    desk.take("2026-11-15", "late", {"stage": "6"}, {"due": "2026-11-18"})
    (look,) = [a for a in desk.of_kind("action") if a.text == LOOK_FOR_PAYMENT]
    other = {"screen": "adapt", "code": "X", "say": "x", "playbook": "1"}
    desk.add("attempt", id="a", screen="adapt", on="2026-11-15", taken_on="2026-11-15")
    desk.add("decision", id="d", attempt="a", on="2026-11-15", **other)
    done = {"text": LOOK_FOR_PAYMENT, "on": "2026-11-15", "done_on": "2026-11-20"}
    desk.add("action", decision="d", **done)
    assert is_unread(desk, "2026-11-23", invoices="2026-11-17"), "it was not about late money"
    desk.change("action", look.id, done_on="2026-11-24")
    assert is_unread(desk, "2026-11-23", invoices="2026-11-17"), "it was done later"
    desk.change("action", look.id, done_on="2026-11-16")
    assert not is_unread(desk, "2026-11-23", invoices="2026-11-19"), "the newer of both counts"


def test_on_the_promised_day_itself_the_money_may_still_come() -> None:
    desk = late()
    desk.log("promise", "2026-11-16", due="2026-11-20")
    assert not is_unread(desk, "2026-11-20", invoices="2026-11-19")
    assert is_unread(desk, "2026-11-21", invoices="2026-11-19")
