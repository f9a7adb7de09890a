"""Times of day and lengths of time, in seconds and in whole minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from storage.importing.memo import Memo

DAY = 24 * 3600

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?\s?m\.?)?", re.I)
_WITH_SECONDS = len("10:23:52")
_SECONDS_AFTER = {f":{seconds:02}": seconds for seconds in range(60)}
_TWO_DIGITS = [f"{number:02}" for number in range(60)]
_COLONS = re.compile(r"(\d{1,5}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_HOURS = r"(?:h|hrs?|hours?|std|stunden?|timer?|tim|uur|heures?|or[ae]|horas?|godz|hod|tuntia?)"
_MINUTES = r"(?:m|min|mins|minutes?|minuten|minuter|minutter|minuti|minutos|minuuttia)"
_SECONDS = r"(?:s|secs?|seconds?|sek|sekunden)"
_NUMBER = r"(\d{1,5}(?:[.,]\d{1,4})?)"
_END = r"(?![^\W\d_])\.?"
_WORDS = re.compile(
    rf"(?:{_NUMBER}\s?{_HOURS}{_END})?,?\s*(?:{_NUMBER}\s?{_MINUTES}{_END})?"
    rf",?\s*(?:{_NUMBER}\s?{_SECONDS}{_END})?",
    re.I,
)
_HOURS_AND = re.compile(rf"(\d{{1,5}})\s?{_HOURS}\s?(\d{{2}})", re.I)
"""`8h30`."""


def clock_seconds(text: str) -> int | None:
    """Seconds since midnight of `10:23`, `10:23:52`, `10:23 AM`; None for anything else."""
    # Its seconds make nearly every time of a file another one; the minutes come again.
    if len(text) == _WITH_SECONDS:
        seconds = _SECONDS_AFTER.get(text[5:])
        if seconds is not None:
            minute = _clock_seconds(text[:5])
            return None if minute is None else minute + seconds
    return _clock_seconds(text)


def clock_column(cells: Sequence[str]) -> list[int | None]:
    """`clock_seconds` of each cell, which most columns write alike."""
    try:
        return [_MINUTE[cell[:5]] + _SECONDS_AFTER[cell[5:]] for cell in cells]
    except (KeyError, TypeError):
        return list(map(clock_seconds, cells))


def clock_text(clock: int) -> str:
    """Seconds since midnight as `10:23:52`."""
    minutes, seconds = divmod(clock, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{_TWO_DIGITS[hours]}:{_TWO_DIGITS[minutes]}:{_TWO_DIGITS[seconds]}"


@lru_cache(maxsize=4096)
def _clock_seconds(text: str) -> int | None:
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


_MINUTE: Memo[Any] = Memo(_clock_seconds)


def span_seconds(text: str) -> int | None:
    """Seconds of `01:30:00`, `1:30` (hours and minutes), `1h 30m`, `1.5 h`; else None."""
    text = text.strip()
    if match := _COLONS.fullmatch(text) or _HOURS_AND.fullmatch(text):
        parts = [int(part or 0) for part in (*match.groups(), 0)[:3]]
        if parts[1] > 59 or parts[2] > 59:
            return None
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    match = _WORDS.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in match.groups())
    return int((hours * 3600 + minutes * 60 + seconds).quantize(Decimal(1), ROUND_HALF_UP))


def elapsed(start: tuple[date, int], end: tuple[date, int], zone: tzinfo | None) -> list[int]:
    """Seconds between two wall times, the shorter first where there are several.

    An hour that the clocks repeat or leave out can be meant in two ways. `zone` None: this
    machine's.
    """
    ends, starts = _instants(*end, zone), _instants(*start, zone)
    return sorted({round((last - first).total_seconds()) for last in ends for first in starts})


def _instants(day: date, clock: int, zone: tzinfo | None) -> set[datetime]:
    wall = datetime.combine(day, time()) + timedelta(seconds=clock)
    try:
        return {
            (twice.replace(tzinfo=zone) if zone else twice).astimezone(UTC)
            for twice in (wall, wall.replace(fold=1))
        }
    except (ValueError, OSError):  # Windows knows no local time before 1970
        return {wall.replace(tzinfo=UTC)}


def hours_text(seconds: Decimal | int) -> str:
    """A length as it is told: `1:30 h`."""
    minutes = round(seconds / 60)
    sign = "-" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02} h"


@lru_cache(maxsize=4096)
def whole_minutes(seconds: Decimal | int) -> int:
    """Minutes to keep: seconds rounded half up, and at least 1 for anything above 0."""
    if seconds <= 0:
        return 0
    minutes = (Decimal(seconds) / 60).quantize(Decimal(1), ROUND_HALF_UP)
    return max(1, int(minutes))
