"""Pauses of the work, by them or by us, each with the day it ends on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from triage.health.windows import Window, shift, weekdays_after
from triage.records import Event

LONGEST_PAUSE_DAYS = 180
"""A pause without an end that nobody worked after is over then (health.md)."""


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause: its days, none when it ends before it begins."""

    event: Event
    days: Window

    @property
    def holds_days(self) -> bool:
        return self.days.first <= self.days.last


def pauses(events: Iterable[Event], billed_days: Sequence[date]) -> list[Pause]:
    """The pauses by the day they began.

    One without an end lasts up to the day before the next day with billable work. Work of a later
    day than the one asked about ends it later than that day, so no answer hangs on it.
    """
    return [Pause(event, Window(event.on, _end(event, billed_days))) for event in events]


def _end(event: Event, billed_days: Sequence[date]) -> date:
    if event.until is not None:
        return event.until
    latest = shift(event.on, LONGEST_PAUSE_DAYS)
    after = bisect_right(billed_days, event.on)
    return min(latest, shift(billed_days[after], -1)) if after < len(billed_days) else latest


def touching(begun: Iterable[Pause], window: Window) -> bool:
    """Whether a pause holds a day of the window."""
    return any(
        pause.holds_days and pause.days.first <= window.last and pause.days.last >= window.first
        for pause in begun
    )


def weekdays_outside(begun: Iterable[Pause], day: date, on: date) -> int:
    """Mondays to Fridays after `day` up to and including `on` that lie in none of the pauses."""
    paused, counted_to = 0, day
    for pause in sorted(begun, key=lambda pause: pause.days.first):
        first = max(shift(pause.days.first, -1), counted_to)
        last = min(pause.days.last, on)
        if pause.holds_days and last > first:
            paused += weekdays_after(first, last)
            counted_to = last
    return weekdays_after(day, on) - paused
