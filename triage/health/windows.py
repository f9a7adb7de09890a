"""Calendar days: inclusive windows that end on the day asked about, and weekdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.shifted_day import shift

__all__ = ["Window", "before_last", "has_come", "last", "shift", "weekdays_after"]


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days; 0 when `last` lies before `first`."""
        return max(0, (self.last - self.first).days + 1)


def has_come(day: date | None, on: date) -> bool:
    """Whether a day in a record's field, None where it is not known, is `on` or before."""
    return day is not None and day <= on


def last(on: date, days: int) -> Window:
    """The `days` days that end on `on`."""
    return Window(shift(on, 1 - days), on)


def before_last(on: date, days: int) -> Window:
    """The `days` days right before `last(on, days)`."""
    return Window(shift(on, 1 - 2 * days), shift(on, -days))


def weekdays_after(day: date, on: date) -> int:
    """Mondays to Fridays after `day`, up to and including `on`."""
    weeks, rest = divmod(max(0, (on - day).days), 7)
    odd = sum(1 for n in range(1, rest + 1) if (day.weekday() + n) % 7 < 5)
    return 5 * weeks + odd
