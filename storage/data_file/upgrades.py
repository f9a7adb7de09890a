"""The steps that change what older files hold, by the version they lead to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from storage.data_file.renamed_answers import rename_answers
from storage.search_index import rebuild
from storage.tables.added_fields import add_columns
from storage.tables.schema import statements


def _add_search(connection: sqlite3.Connection, _: datetime) -> None:
    for statement in statements(4):
        connection.execute(statement)
    rebuild(connection)


UPGRADES: Mapping[int, Callable[[sqlite3.Connection, datetime], None]] = {
    2: rename_answers,
    3: add_columns,
    4: _add_search,
}
