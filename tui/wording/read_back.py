"""How a typed text is read, shown while it is typed."""

from __future__ import annotations

from decimal import Decimal

from triage.fields.days import Day
from triage.fields.field import Context, Field
from triage.fields.parts import Instalments
from tui.wording.formatting import long_day


def read_back(field: Field, text: str, context: Context) -> str:
    """A day with its weekday, instalments with their sum; "" for all else. Raises FieldError."""
    if isinstance(field, Day):
        day = field.parse(text, context)
        return f"= {long_day(day)} {day.year}"
    if isinstance(field, Instalments):
        parts = field.parse(text, context)
        total, last = sum((part.amount for part in parts), start=Decimal(0)), parts[-1].due
        return f"= {len(parts)} parts, {total:,} in all, the last on {long_day(last)} {last.year}"
    return ""
