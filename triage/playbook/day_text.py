"""Days in words, and days in the future."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, datetime

from triage.health.day_text import MONTHS
from triage.health.windows import shift

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def in_words(day: date, on: date | None = None) -> str:
    """ "Fri 6 March" within half a year of `on`, else "6 March 2026"."""
    if on is not None and abs((day - on).days) <= 180:
        return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def next_weekday(day: date) -> date:
    """The first Monday to Friday after `day`."""
    following = shift(day, 1)
    while following.weekday() >= 5:
        following = shift(following, 1)
    return following


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last one of a shorter month, or of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def moment(text: str) -> datetime | date | None:
    """A stored moment: a timestamp, or the day alone where no more is known; None = unreadable."""
    try:
        if len(text) == len("2026-03-13"):
            day: datetime | date = date.fromisoformat(text)
        else:
            day = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    # Days are added to it, which the last year of the calendar has no room for.
    return day if day.year < MAXYEAR else None
