"""Days, and stretches of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from triage.fields.day_grammar import DayReading, read_day, whole_month
from triage.fields.field import Context, Field, FieldError
from triage.override import override
from triage.text import quoted

_TO = re.compile(r"\s+to\s+|\s*\.\.\s*")


@dataclass(frozen=True)
class Day(Field):
    """`20 mar`, `20.3.`, `3/20`, `fri`, `last fri`, `today`, `-3` (three days ago), `2026-03-20`.

    Where the day lies `ahead`, a weekday is the next one, never today; elsewhere the last one.
    """

    ahead: bool = False
    earliest: date | None = None

    @override
    def hint(self) -> str:
        if self.ahead:
            return "A date like 20 mar, 20.3., fri, +7, 2026-03-20 or eom (end of month)"
        return "A date like 13 mar, 13.3., last fri, today, -3 or 2026-03-13"

    @override
    def parse(self, text: str, context: Context) -> date:
        reading = DayReading(context.today, self.ahead, context.month_first, self.earliest)
        try:
            day = read_day(text, reading)
        except FieldError:
            raise
        except (ValueError, OverflowError):
            raise FieldError(f"There is no such date: {quoted(text)}") from None
        if day is None:
            if (first := whole_month(text)) is not None:
                raise FieldError(f"Which day? If you do not know it, type {first}")
            raise self.error(text)
        if self.earliest is not None and day < self.earliest:
            raise FieldError(f"{day} is too early. Type {self.earliest} or a later date")
        return day


@dataclass(frozen=True)
class DayRanges(Field):
    """`2026-08-01 to 2026-08-14; 2026-12-24` as pairs of first and last day."""

    HINT = "Dates like 2026-08-01 to 2026-08-14; separate several with semicolons"

    @override
    def parse(self, text: str, context: Context) -> tuple[tuple[date, date], ...]:
        parts = [part for part in text.split(";") if part.strip()]
        if not parts:
            raise self.error(text)
        return tuple(self._range(part, context) for part in parts)

    @override
    def format(self, value: tuple[tuple[date, date], ...], currency: str = "") -> str:
        return "; ".join(f"{a}" if a == b else f"{a} to {b}" for a, b in value)

    def _range(self, text: str, context: Context) -> tuple[date, date]:
        days = [Day(ahead=True).parse(part, context) for part in _TO.split(text.strip())]
        if len(days) > 2:
            raise FieldError(
                f"{quoted(text)} does not work here. Type a start date, “to” and an end date"
            )
        if days[-1] < days[0]:
            raise FieldError(f"A range cannot end before it begins: {days[0]} to {days[-1]}")
        return days[0], days[-1]
