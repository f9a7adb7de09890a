"""Entries of a time export as the rows they are stored as, column by column: of a hundred thousand
no record is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any

from storage.importing.row_ids import record_ids
from storage.importing.timerows import TimeEntry
from storage.importing.updates import START
from storage.tables.json_columns import objects
from storage.tables.mapping import row_map
from triage.records import Work

Columns = list[Sequence[Any]]
"""The values of rows, in the order in which their kind has its columns."""


def time_columns(
    entries: Sequence[TimeEntry],
    clients: Sequence[str],
    keys: Sequence[str],
    works: Sequence[Work],
    engagements: Sequence[str | None],
    source: str,
) -> Columns:
    """The rows of some entries: whose they are, by what they are known next time, what sort of
    work, under which agreement."""
    of = dict(zip(TimeEntry._fields, zip(*entries, strict=True), strict=True))
    days = {day: day.isoformat() for day in set(of["on"])}
    columns: dict[str, Sequence[Any]] = {
        "id": record_ids("time", source, keys),
        "client": clients,
        "on": [days[day] for day in of["on"]],
        "minutes": of["minutes"],
        "engagement": engagements,
        "work": works,
        "text": of["text"],
        "source": list(repeat(source, len(entries))),
        "source_key": keys,
        "extra": _notes(of),
    }
    return [columns[name] for name in row_map("time").columns]


def _notes(of: Mapping[str, Sequence[Any]]) -> list[str | None]:
    """What else the file says of each entry, as JSON; None without anything."""
    known = {name: [text or None for text in of[name]] for name in ("project", "task", START)}
    return [None if text == "{}" else text for text in objects(known)]
