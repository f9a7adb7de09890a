"""How old the imports are, told without loading what reads files: the first list says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

STALE_DAYS = 7
"""From so many days on an import is to be repeated: one review's week, our default."""


def is_old(remembered: Mapping[str, str], today: date) -> bool:
    """Whether one of the files that were imported was read a week ago; `remembered` is what is kept
    under SOURCES_TOPIC. What cannot be read is left out.
    """
    return any(is_stale(day, today) for day in _days(remembered))


def is_stale(on: date, today: date) -> bool:
    """Whether what was imported on a day is to be imported again."""
    return (today - on).days >= STALE_DAYS


def _days(remembered: Mapping[str, str]) -> list[date]:
    days = []
    for value in remembered.values():
        with suppress(ValueError, KeyError, TypeError):
            days.append(date.fromisoformat(json.loads(value)["on"]))
    return days
