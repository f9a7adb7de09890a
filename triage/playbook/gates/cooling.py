"""A night's sleep before a goodbye (gate G4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from triage.health.windows import shift
from triage.playbook.day_text import in_words, moment
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.state.situation import Situation
from triage.records import Attempt

COOLING = timedelta(hours=24)
"""Published advice: a day or two before deciding, a night before an angry mail."""
MOST_COOLING = timedelta(hours=72)
"""However many hard messages arrive meanwhile."""


def cooling_gate(situation: Situation, opened: Attempt | None) -> ClosedGate | None:
    """G4: part stays shut for 24 hours from its first opening and from the last hard message in.

    `opened` is the attempt that holds the moment of opening; without one nothing has begun.
    """
    if opened is not None and opened.taken_on is not None and not _decided(situation, opened):
        opened = None  # said to be decided, by a file and by no decision
    began = moment(opened.opened_at) if opened and opened.opened_at else None
    if began is None:
        return ClosedGate(
            "G4",
            "“Part ways” has not been opened yet; the 24-hour wait begins when you open it",
        )
    ends = cooling_ends(began, hard_days(situation))
    by_the_clock = situation.now is not None and isinstance(began, datetime)
    if situation.now is not None and by_the_clock:
        open_now = situation.now >= ends
    else:
        open_now = situation.on >= ends.date()
    if open_now:
        return None
    clock = f" at {ends:%H:%M}" if by_the_clock else ""
    day = ends.date()
    return ClosedGate("G4", f"sleep on it: this opens on {in_words(day, situation.on)}{clock}", day)


def _decided(situation: Situation, attempt: Attempt) -> bool:
    return any(decision.attempt == attempt.id for decision in situation.ledger.decision)


def cooling_ends(began: datetime | date, hard: Iterable[date]) -> datetime:
    """The moment from which on it is open.

    Where only days are known, 24 hours are until the next day begins. `hard` = days on which a
    hard message came in.
    """
    start = start_of(began)
    if datetime.max - start < MOST_COOLING:
        return datetime.max
    ends = max([start + COOLING, *map(night_after, hard)])
    return min(ends, start + MOST_COOLING)


def start_of(began: datetime | date) -> datetime:
    """The moment itself, or the beginning of a day of which no more is known."""
    return began if isinstance(began, datetime) else datetime.combine(began, time())


def night_after(day: date) -> datetime:
    """The moment at which the night after a day is over."""
    return datetime.combine(shift(day, 1), time())


def hard_days(situation: Situation) -> list[date]:
    """Days on which a message of hard tone came in, oldest first."""
    messages = situation.events("message_in")
    return [event.on for event in messages if event.tone < 0]
