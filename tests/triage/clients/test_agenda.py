"""What stands on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from triage.clients.agenda import agenda, due_by
from triage.ledger import book
from triage.records import (
    Action,
    Attempt,
    Client,
    Decision,
    Event,
    Instalment,
    Invoice,
    Payment,
    Plan,
    Record,
    WorkItem,
)
from triage.records.events import What

TODAY = date(2026, 3, 13)


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def entries(*records: Record) -> list[tuple[str, int]]:
    # A user may have a playbook of their own, which nobody hands over here: none may be asked.
    with patch("triage.playbook.state.situation.builtin", side_effect=AssertionError):
        coming = agenda(book([Client(id="a", name="A"), *records]), TODAY)
    return [(entry.kind, (entry.day - TODAY).days) for entry in coming]


def action(due: int | None, done_on: date | None = None, dropped_on: date | None = None) -> Action:
    return Action(
        id=f"x{due}{done_on}{dropped_on}",
        client="a",
        on=day(-5),
        text="Call",
        due=None if due is None else day(due),
        done_on=done_on,
        dropped_on=dropped_on,
    )


def test_open_things_to_do_stand_on_their_day_nearest_first() -> None:
    assert entries(
        action(3), action(-2), action(None), action(1, done_on=TODAY), action(1, dropped_on=TODAY)
    ) == [("action", -2), ("action", 3)]


def test_promises_of_both_sides_until_they_are_kept() -> None:
    def promise(what: What, due: int, kept: int | None = None) -> Event:
        return Event(
            id=f"{what}{due}",
            client="a",
            on=day(-3),
            what=what,
            due=day(due),
            kept_on=None if kept is None else day(kept),
        )

    assert entries(promise("promise", 2), promise("our_promise", 1), promise("promise", 5, 0)) == [
        ("our_promise", 1),
        ("their_promise", 2),
    ]


def test_open_work_stands_on_its_day_until_it_is_done_or_handed_over() -> None:
    def item(due: int | None, **fields: Any) -> WorkItem:
        when = None if due is None else day(due)
        return WorkItem(id=f"w{due}{sorted(fields)}", client="a", text="Menu", due=when, **fields)

    due = entries(item(4), item(None), item(1, done_on=TODAY), item(2, assigned="Ana"))
    assert due == [("work", 4)]


def test_a_running_step_is_looked_at_again_on_its_day() -> None:
    step = Attempt(
        id="t", client="a", screen="train", on=day(-9), taken_on=day(-9), review_by=day(5)
    )
    assert entries(step) == [("step", 5)]


def test_a_door_is_not_looked_at_on_the_very_day_of_what_is_to_be_done_there() -> None:
    door = Attempt(
        id="t", client="a", screen="late", on=day(-2), taken_on=day(-2), review_by=day(3)
    )
    decision = Decision(
        id="d", client="a", attempt="t", screen="late", code="X", on=day(-2), say="x", playbook="1"
    )
    check = replace(action(3), decision="d")
    assert entries(door, decision, check) == [("action", 3)]
    assert entries(door, decision, replace(check, due=day(2))) == [("action", 2), ("step", 3)]
    assert entries(door, decision, replace(check, done_on=TODAY)) == [("step", 3)]


def test_a_step_is_looked_at_on_the_way_until_that_day_is_past() -> None:
    def step(check: int) -> Attempt:
        began, ends = day(-9), day(9)
        return Attempt(
            id="t",
            client="a",
            screen="train",
            on=began,
            taken_on=began,
            review_by=ends,
            check_on=day(check),
        )

    assert entries(step(2)) == [("check", 2), ("step", 9)]
    assert entries(step(0)) == [("check", 0), ("step", 9)]
    assert entries(step(-1)) == [("step", 9)]


def test_instalments_are_promises_until_what_was_paid_reaches_them() -> None:
    parts = tuple(Instalment(due=day(ahead), amount=Decimal(100)) for ahead in (-3, 4, 11))
    owed = Invoice(id="i", client="a", issued=day(-60), due=day(-46), amount=Decimal(300))
    plan = Plan(id="p", client="a", agreed=day(-10), invoices=("i",), instalments=parts)

    def open_after(*payments: tuple[int, int]) -> list[tuple[str, int]]:
        return entries(
            owed,
            plan,
            *(Payment(id=f"p{n}", invoice="i", on=day(n), amount=Decimal(m)) for n, m in payments),
        )

    waiting = [("their_promise", ahead) for ahead in (-3, 4, 11)]
    assert open_after() == waiting
    assert open_after((-4, 100)) == waiting[1:]
    assert open_after((-4, 99)) == waiting
    assert open_after((-4, 100), (-1, 150)) == waiting[2:]
    assert open_after((-4, 300)) == []
    assert open_after((2, 300)) == waiting, "what is not paid yet is no payment"


def test_the_day_of_waiting_before_a_goodbye_ends() -> None:
    opened = Attempt(id="t", client="a", screen="part", on=TODAY, opened_at="2026-03-13T10:00:00")
    assert entries(opened) == [("cooling", 1)]


def test_the_same_thing_has_the_same_uid_on_another_day() -> None:
    first, second = (
        agenda(
            book(
                [
                    Client(id="a", name="A"),
                    Action(id="x", client="a", on=TODAY, text="Call", due=due),
                ]
            ),
            TODAY,
        )
        for due in (day(1), day(9))
    )
    assert first[0].uid == second[0].uid and first[0].day != second[0].day


def test_what_is_due_today_holds_what_is_overdue() -> None:
    coming = agenda(
        book([Client(id="a", name="A"), action(-2), action(0), action(1), action(8)]), TODAY
    )
    assert len(due_by(coming, TODAY)) == 2
    assert len(due_by(coming, TODAY, 7)) == 3


def test_the_ends_of_the_calendar() -> None:
    last = Action(id="x", client="a", on=TODAY, text="Call", due=date.max)
    for on in (date.min, date.max):
        coming = agenda(book([Client(id="a", name="A"), last]), on)
        assert len(due_by(coming, on, 7)) == (1 if on == date.max else 0)
