"""Days as they are typed after an option."""

from __future__ import annotations

import re
from datetime import date

from tui.cli.errors import CommandRefused

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def iso_day(text: str, name: str) -> date:
    """The day of an ISO date; `name` is the option it was typed for. Raises Refused."""
    if _ISO.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise CommandRefused(f"{name}: {text!r} is no day", "write it as 2026-03-13")


def typed_day(text: str, name: str, today: date) -> date:
    """The day of an ISO date, or of `yesterday`, `-3`, `13.3.`. Raises Refused."""
    from triage.fields.days import Day
    from triage.fields.field import Context, FieldError

    try:
        return Day().parse(text, Context(today))
    except FieldError as error:
        raise CommandRefused(f"{name}: {text!r} is no day", str(error)) from None
