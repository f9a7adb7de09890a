"""Days as they are typed after an option."""

from __future__ import annotations

from datetime import date

from triage.codec import BadValue
from tui.cli.errors import CommandRefused
from tui.wording.parse import day


def typed_day(text: str, name: str, today: date) -> date:
    """The day of an ISO date, or of `yesterday`, `-3`, `13.3.`. Raises Refused."""
    try:
        return date.fromisoformat(day(text, today))
    except BadValue as bad:
        raise CommandRefused(f"{name}: {text!r} is no day", str(bad)) from None
