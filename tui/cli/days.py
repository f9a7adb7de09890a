"""Days as they are typed after an option."""

from __future__ import annotations

from datetime import date

from triage.fields.days import Day
from triage.fields.field import Context, FieldError
from tui.cli.errors import CommandRefused


def typed_day(text: str | None, name: str, today: date) -> date:
    """The day of an ISO date, or of `yesterday`, `-3`, `13.3.`; today without an option.

    Raises Refused.
    """
    if text is None:
        return today
    try:
        return Day().parse(text, Context(today))
    except FieldError as error:
        raise CommandRefused(f"{name}: {text!r} is not a date", str(error)) from None
