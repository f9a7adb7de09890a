"""What can be done to a lesson, and what the records offer for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from triage.ledger import Ledger
from triage.lessons.sheet import (
    FIRST_OURS,
    dated_events,
    habit_task,
    stated_reason,
    why_not_final,
    why_not_theirs,
    with_line,
)
from triage.open_items import late_promises
from triage.records import Client, Event, Lesson

TODAY = date(2026, 3, 13)
BLANK = Lesson(id="l", client="a", on=TODAY)
FULL_LESSON = Lesson(id="l", client="a", on=TODAY, ours=("late",), cause="nobody")


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def ledger(*events: Event) -> Ledger:
    return Ledger(client=Client(id="a", name="A"), event=events)


def test_lines_are_added_changed_and_taken_out() -> None:
    lesson = with_line(with_line(BLANK, "ours", None, "one"), "ours", None, "two")
    assert lesson.ours == ("one", "two")
    assert with_line(lesson, "ours", 0, "first").ours == ("first", "two")
    assert with_line(lesson, "ours", 0, "").ours == ("two",)
    assert with_line(lesson, "theirs", None, "x").theirs == ("x",)


def test_ours_comes_first() -> None:
    assert why_not_theirs(BLANK) == FIRST_OURS
    assert why_not_theirs(FULL_LESSON) is None


@pytest.mark.parametrize(
    ("lesson", "ready", "says"),
    [
        (FULL_LESSON, TODAY, None),
        (FULL_LESSON, day(-1), "You can finish it from Sat 14 March"),
        (FULL_LESSON, None, "a week after the relationship has ended"),
        (BLANK, TODAY, FIRST_OURS),
        (Lesson(id="l", client="a", on=TODAY, ours=("x",)), TODAY, "cause"),
    ],
)
def test_when_it_can_be_final(lesson: Lesson, ready: date | None, says: str | None) -> None:
    reason = why_not_final(lesson, ready, TODAY)
    assert reason is None if says is None else reason is not None and says in reason


def test_only_what_happened_on_a_day_is_evidence() -> None:
    events = [
        Event(id="a", client="a", on=day(9), what="call"),
        Event(id="b", client="a", on=day(2), what="call"),
        Event(id="c", client="a", on=day(-1), what="call"),
    ]
    assert [e.id for e in dated_events(ledger(*events), TODAY)] == ["b", "a"]


def test_our_late_promises_of_the_last_90_days() -> None:
    def promise(id_: str, due: int, kept: int | None) -> Event:
        kept_on = None if kept is None else day(kept)
        return Event(
            id=id_, client="a", on=day(120), what="our_promise", due=day(due), kept_on=kept_on
        )

    promises = ledger(
        promise("kept", 30, 30),
        promise("late", 30, 29),
        promise("never", 10, None),
        promise("old", 95, None),
        promise("to_come", 0, None),
    )
    assert [e.id for e in late_promises(promises, TODAY)] == ["late", "never"]


def test_their_own_words_about_the_reason() -> None:
    departure = Event(
        id="e", client="a", on=day(3), what="leaving", reason="price", text="too dear"
    )
    bare = Event(id="f", client="a", on=day(2), what="leaving", reason="control")
    assert stated_reason(ledger(departure), TODAY) == "too dear"
    assert stated_reason(ledger(departure, bare), TODAY) == "control"
    assert stated_reason(ledger(), TODAY) == ""


def test_a_habit_is_a_task_for_two_weeks() -> None:
    task = habit_task("t", "a", "word list", TODAY)
    assert (task.text, task.due) == ("word list", day(-14))
