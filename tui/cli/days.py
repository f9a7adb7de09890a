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
    from triage.codec import BadValue
    from tui.wording.parse import day

    try:
        return date.fromisoformat(day(text, today))
    except BadValue as bad:
        raise CommandRefused(f"{name}: {text!r} is no day", str(bad)) from None
