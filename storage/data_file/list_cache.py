"""The first list without the store: a start reads it before the heavier imports are done.

Standard library only; it never writes, never creates, and answers None to anything odd. Whoever
opens the store afterwards gets the full sentence about what is wrong.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WAIT_SECONDS = 0.2


@dataclass(frozen=True)
class KeptList:
    """The list as it was last computed.

    `key` names the day and settings it was computed for. `current` says that nothing was written
    since; whether the key still fits, the caller knows.
    """

    key: str
    rows: tuple[Mapping[str, Any], ...]
    current: bool


def read_list_cache(path: Path) -> KeptList | None:
    """The cached first list; None when there is none or the file cannot be read at once."""
    cached = _rows(
        path,
        "SELECT name, rows, head = (SELECT coalesce(max(number), 0) FROM journal)"
        " AND NOT EXISTS (SELECT 1 FROM captured) FROM glance LIMIT 1",
    )
    if not cached:
        return None
    key, text, current = cached[0]
    try:
        rows = json.loads(text)
    except ValueError:
        return None
    return KeptList(key, tuple(rows), bool(current))


def clients_overview(path: Path) -> list[tuple[str, str]]:
    """Id and name of every client, for a list that was never computed yet."""
    return _rows(path, "SELECT id, name FROM client ORDER BY seq")


def _rows(path: Path, query: str) -> list[Any]:
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS)) as connection:
            return connection.execute(query).fetchall()
    except (sqlite3.Error, OSError, UnicodeDecodeError):
        return []
