"""Days on which nothing is expected of anyone: the user is away, or the client is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from triage.health.windows import shift
from triage.ledger import Ledger

Ranges = Sequence[tuple[date, date]]
"""First and last day of each absence, both included."""


def is_away(day: date, away: Ranges) -> bool:
    """Whether a day lies in an absence."""
    return any(first <= day <= last for first, last in away)


def back_on(day: date, away: Ranges) -> date:
    """The day itself, or the first one after the absence that it falls into."""
    while day != date.max and is_away(day, away):
        day = shift(day, 1)
    return day


def days_away(first: date, last: date, away: Ranges) -> int:
    """How many of the days from `first` to `last` were days of absence."""
    within = ((max(start, first), min(end, last)) for start, end in away)
    days: set[int] = set()
    for start, end in within:
        days.update(range(start.toordinal(), end.toordinal() + 1))
    return len(days)


def absences(ledger: Ledger, away: Iterable[tuple[date, date]]) -> Ranges:
    """The user's own absences and the client's: a pause of theirs with an end."""
    theirs = [
        (event.on, event.until)
        for event in ledger.event
        if event.what == "pause" and event.by == "them" and event.until is not None
    ]
    return (*away, *theirs)
