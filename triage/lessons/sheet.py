"""The lesson of an ending: two columns, ours first, what they said and what it was, the evidence.

What can be done to a lesson on a day, and what the records offer for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal

from triage.health.windows import shift
from triage.ledger import Ledger
from triage.playbook.day_text import in_words
from triage.records import Action, Event, Lesson

Column = Literal["ours", "theirs"]
HABIT_DUE_DAYS = 14
"""A habit is a task for the next two weeks, as the guided lesson has it."""
FIRST_OURS = (
    "Fill in your own column first, even if it only says “nothing I can see”. You will see theirs "
    "more fairly."
)


def with_line(lesson: Lesson, column: Column, at: int | None, text: str) -> Lesson:
    """A line added (`at` None), changed, or with an empty text taken out."""
    lines = list(getattr(lesson, column))
    if at is None:
        lines.append(text)
    else:
        lines[at : at + 1] = [text] if text else []
    changed: dict[str, Any] = {column: tuple(lines)}
    return replace(lesson, **changed)


def habit_task(id_: str, client_id: str, text: str, on: date) -> Action:
    """A habit as a thing to do."""
    return Action(id=id_, client=client_id, text=text, on=on, due=shift(on, HABIT_DUE_DAYS))


def why_not_theirs(lesson: Lesson) -> str | None:
    """Why the other column has to wait; None when it can be written."""
    return None if lesson.ours else FIRST_OURS


def why_not_final(lesson: Lesson, ready_from: date | None, on: date) -> str | None:
    """Why the lesson cannot be final on a day; None when it can."""
    if ready_from is None:
        return "You can finish a lesson a week after the relationship has ended."
    if on < ready_from:
        return (
            f"You can finish it from {in_words(ready_from, on)}: "
            "things look clearer after some time."
        )
    if not lesson.ours:
        return FIRST_OURS
    return None if lesson.cause else "Choose who caused it; “nobody” is a fair answer."


def dated_events(ledger: Ledger, on: date) -> list[Event]:
    """What may be evidence: only what happened on a day, the newest first."""
    events = [event for event in ledger.event if event.on <= on]
    return sorted(events, key=lambda event: (event.on, event.id), reverse=True)


def stated_reason(ledger: Ledger, on: date) -> str:
    """What they gave as their reason, as far as it was written down."""
    leavings = [event for event in ledger.event if event.what == "leaving" and event.on <= on]
    newest = max(leavings, key=lambda event: (event.on, event.id), default=None)
    return (newest.text or newest.reason or "") if newest else ""
