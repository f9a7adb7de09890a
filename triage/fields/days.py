"""Days, and stretches of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from triage.fields.field import Context, Field, FieldError
from triage.health.windows import shift
from triage.override import override

_WORDS = {"today": 0, "t": 0, "yesterday": -1, "y": -1, "tomorrow": 1}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AHEAD = re.compile(r"([+-])(\d{1,4})\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})?\Z", re.ASCII)
_TO = re.compile(r"\s+to\s+|\s*\.\.\s*")


@dataclass(frozen=True)
class Day(Field):
    """`2026-03-13`, `today`, `-3` (three days ago), `13.3.` (the nearest one).

    Where the day lies `ahead`, weekdays are read too: the next one, never today. Elsewhere `fri`
    may be meant as last Friday.
    """

    ahead: bool = False
    earliest: date | None = None

    @override
    def hint(self) -> str:
        if self.ahead:
            return "A date like 2026-03-20, 20.3., fri, tomorrow or +7"
        return "A date like 2026-03-13, 13.3., today, yesterday or -3"

    @override
    def parse(self, text: str, context: Context) -> date:
        try:
            day = self._day(text.strip().casefold(), context.today)
        except (ValueError, OverflowError):
            raise FieldError(f"There is no such date: {text.strip()}") from None
        if day is None:
            raise self.error()
        if self.earliest is not None and day < self.earliest:
            raise FieldError(f"{day} is too early; {self.earliest} or later")
        return day

    def _day(self, text: str, today: date) -> date | None:
        """Raises ValueError and OverflowError for a day that the calendar does not have."""
        if text in _WORDS:
            return today + timedelta(days=_WORDS[text])
        if match := _AHEAD.match(text):
            return today + timedelta(days=int(match[1] + match[2]))
        if match := _ISO.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DOTTED.match(text):
            return _dotted(int(match[1]), int(match[2]), match[3], today)
        if self.ahead and text.isalpha() and text[:3] in _WEEKDAYS:
            ahead = (_WEEKDAYS.index(text[:3]) - today.weekday() - 1) % 7 + 1
            return shift(today, ahead)
        return None


def _dotted(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    nearest = None
    for candidate in (today.year - 1, today.year, today.year + 1):
        try:
            near = date(candidate, month, day)
        except ValueError:  # 29 February
            continue
        if nearest is None or abs(near - today) < abs(nearest - today):
            nearest = near
    if nearest is None:
        raise ValueError
    return nearest


@dataclass(frozen=True)
class DayRanges(Field):
    """`2026-08-01 to 2026-08-14; 2026-12-24` as pairs of first and last day."""

    HINT = "Dates like 2026-08-01 to 2026-08-14; separate several with semicolons"

    @override
    def parse(self, text: str, context: Context) -> tuple[tuple[date, date], ...]:
        parts = [part for part in text.split(";") if part.strip()]
        if not parts:
            raise self.error()
        return tuple(self._range(part, context) for part in parts)

    @override
    def format(self, value: tuple[tuple[date, date], ...], currency: str = "") -> str:
        return "; ".join(f"{a}" if a == b else f"{a} to {b}" for a, b in value)

    def _range(self, text: str, context: Context) -> tuple[date, date]:
        days = [Day().parse(part, context) for part in _TO.split(text.strip())]
        if len(days) > 2:
            raise FieldError("Write a start date, “to” and an end date")
        if days[-1] < days[0]:
            raise FieldError(f"A range cannot end before it begins: {days[0]} to {days[-1]}")
        return days[0], days[-1]
