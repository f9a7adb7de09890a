"""Tyme: its times as CSV, columns as in cba85/tyme-googlecalendar (2016), and as JSON, fields as in
Tyme's documentation of scripts (2022).

Its categories are often clients, and as often not: each is a label beside the project. In the JSON
`duration` counts minutes, whatever its `duration_unit` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    objects,
    text_of,
)
from storage.importing.adapters.tables import NamedRows, TableAdapter, has_all
from storage.importing.table import Skip
from storage.importing.tags import listed
from storage.importing.text_source import Source

_TIMED = "timed"
_LATEST = 1 << 33
"""Seconds since 1970; more are no moment."""


def _rows(table: NamedRows) -> Entries:
    for line, cells in table:
        lengths = {"duration": cells.get("amount", ""), "hours": cells.get("amount_decimal", "")}
        moments = {"on": _moment(cells["unix_start"]), "end_on": _moment(cells["unix_end"])}
        money = {"rate": cells.get("rate", ""), "billed": cells.get("sum", "")}
        yield _entry(line, cells, lengths | moments | money)


def _objects(source: Source) -> Entries:
    for item in objects(source):
        if isinstance(item, Skip):
            yield item
            continue
        line, entry = item
        cells = {name: text_of(value) for name, value in entry.items()}
        more = {
            "id": cells.get("id", ""),
            "minutes": cells.get("duration", ""),
            "on": cells.get("start", ""),
            "end_on": cells.get("end", ""),
            "rate": cells.get("rate", ""),
            "billed": cells.get("sum", ""),
            "currency": cells.get("sum_unit", ""),
            "user": cells.get("user", ""),
        }
        yield _entry(line, cells, more)


def _entry(line: int, cells: Mapping[str, str], more: dict[str, str]) -> Entry | Skip:
    kind = cells.get("type", "")
    if kind and kind.casefold() != _TIMED:
        return Skip(line, f"no hours: {kind}")
    category = cells.get("category", "")
    task = " / ".join(filter(None, (cells.get("task", ""), cells.get("subtask", ""))))
    common = {
        "project": cells.get("project", ""),
        "tags": listed([category] if category else []),
        "task": task,
        "text": cells.get("note", ""),
    }
    return Entry(line, common | more)


def _moment(text: str) -> str:
    """Seconds since 1970 as a moment; anything else as it is."""
    if not text.isdecimal() or int(text) > _LATEST:
        return text
    return f"{datetime.fromtimestamp(int(text), UTC).replace(tzinfo=None).isoformat()}Z"


def _recognizes(start: Start) -> bool:
    return start.has_keys("id", "start", "duration", "project", "task", "category", "billing")


TYME = TableAdapter("tyme", has_all("unix_start", "unix_end", "project", "task"), _rows)
TYME_JSON = Adapter("tyme-json", _recognizes, _objects)
