"""Times of day and lengths of time, in seconds and in whole minutes."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

DAY = 24 * 3600

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?\s?m\.?)?", re.I)
_COLONS = re.compile(r"(\d{1,5}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_WORDS = re.compile(r"(?:(\d{1,5})\s?h\w*)?\s*(?:(\d{1,5})\s?m\w*)?\s*(?:(\d{1,5})\s?s\w*)?", re.I)


def clock_seconds(text: str) -> int | None:
    """Seconds since midnight of `10:23`, `10:23:52`, `10:23 AM`; None for anything else."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    half = (match[4] or "").lower()
    if half == "a" and hours > 12:
        return None
    if half and hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return hours * 3600 + minutes * 60 + seconds


def span_seconds(text: str) -> int | None:
    """Seconds of `01:30:00`, `1:30` (hours and minutes) or `1h 30m`; None for anything else."""
    text = text.strip()
    match = _COLONS.fullmatch(text)
    if match:
        if int(match[2]) > 59 or int(match[3] or 0) > 59:
            return None
    else:
        match = _WORDS.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def whole_minutes(seconds: Decimal | int) -> int:
    """Minutes to keep: seconds rounded half up, and at least 1 for anything above 0."""
    if seconds <= 0:
        return 0
    minutes = (Decimal(seconds) / 60).quantize(Decimal(1), ROUND_HALF_UP)
    return max(1, int(minutes))
