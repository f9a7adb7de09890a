"""Fields of the exchange format that came after version 1 of the data file.

A file that carried one into an older program kept it among the fields that program did not know;
the column takes it from there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from storage.tables.mapping import row_map
from storage.tables.rows import column_list, update
from triage.money import FINEST
from triage.records.codec import BadValue, dump, parse

ADDED_IN_3: Mapping[str, tuple[str, ...]] = {
    "client": ("past_rates", "past_floors"),
    "invoice": ("credits",),
    "event": ("reason_to_wait",),
}
"""Kind -> the fields version 3 has a column for; a list of small records is JSON text like all."""


def add_columns(connection: sqlite3.Connection, _: datetime) -> None:
    """Adds the columns and moves into them what was kept beside the known fields."""
    for kind, names in ADDED_IN_3.items():
        for name in names:
            connection.execute(f'ALTER TABLE "{kind}" ADD COLUMN "{name}" TEXT')
        _adopt(connection, kind, names)


def _adopt(connection: sqlite3.Connection, kind: str, names: tuple[str, ...]) -> None:
    rows = row_map(kind)
    query = f'SELECT {column_list(kind)} FROM "{kind}" WHERE extra IS NOT NULL'
    for values in connection.execute(query).fetchall():
        if not set(names) & set(json.loads(values[-1])):
            continue
        # A value that the field cannot hold stays where it is: it is exported as it came.
        with suppress(BadValue):
            update(connection, parse(dump(rows.record(values), FINEST)))
