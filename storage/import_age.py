"""How old the imports are, told without loading what reads files: the first list says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

STALE_DAYS = 7
"""From so many days on an import is to be repeated: one review's week, our default."""


def is_old(remembered: Mapping[str, str], today: date) -> bool:
    """Whether the last import was a week ago; `remembered` is what is kept under SOURCES_TOPIC.

    Not whether any was: one file that was imported once would say so for ever. What cannot be read
    is left out.
    """
    newest = max(last_imports(remembered).values(), default=None)
    return newest is not None and is_stale(newest, today)


def is_stale(on: date, today: date) -> bool:
    """Whether what was imported on a day is to be imported again."""
    return (today - on).days >= STALE_DAYS


def last_imports(remembered: Mapping[str, str]) -> dict[str, date]:
    """What records say they come from -> the day of its last import."""
    last: dict[str, date] = {}
    for value in remembered.values():
        with suppress(ValueError, KeyError, TypeError):
            known = json.loads(value)
            source, on = str(known["source"]), date.fromisoformat(known["on"])
            last[source] = max(on, last.get(source, on))
    return last
