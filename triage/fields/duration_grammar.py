"""How a stretch of time may be written: `2:30`, `90m`, `3h`, `1.5 h`, `1h30`, `2 h 30 min`."""

from __future__ import annotations

import re

_MINUTES = r"m|min|mins|minute|minutes"
_HOURS = r"h|hr|hrs|hour|hours"
_LONGEST = 40
_FORMS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<hours>\d{1,6}):(?P<minutes>\d{2})",
        rf"(?P<hours>\d{{1,6}}) ?(?:{_HOURS}) ?(?P<minutes>\d{{1,2}}) ?(?:{_MINUTES})?",
        rf"(?P<hours>\d{{1,6}}(?:[.,]\d{{1,2}})?) ?(?:{_HOURS})",
        rf"(?P<minutes>\d{{1,6}}) ?(?:{_MINUTES})",
    )
)


def read_duration(text: str) -> int | None:
    """The minutes of a text that says its unit; None when it is written in no form known."""
    words = " ".join(text.casefold().split())
    if len(words) > _LONGEST:
        return None
    for pattern in _FORMS:
        if match := pattern.fullmatch(words):
            parts = match.groupdict()
            hours = float((parts.get("hours") or "0").replace(",", "."))
            return round(hours * 60) + int(parts.get("minutes") or 0)
    return None


def duration_text(minutes: int) -> str:
    """`2 h 30 min`, `45 min`, `3 h`: what a duration was understood as."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not hours else []
    return " ".join(parts)
