"""The search index of a data file, held against its records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.search_index import NAME, SEARCHED, index_rows


def assert_index_is_true(path: Path) -> None:
    """The index holds the words of every record as it is now, and nothing else."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        indexed = sorted(connection.execute(f"SELECT rowid, tags, words FROM {NAME}"))
        assert indexed == sorted(row for kind in SEARCHED for row in index_rows(connection, kind))
        assert connection.execute("SELECT * FROM search_due").fetchall() == []
        connection.execute(f"INSERT INTO {NAME} ({NAME}) VALUES ('integrity-check')")
