"""All records without the store: for the status line, which a status bar asks for each minute.

Standard library only. It never writes and never creates, and answers None to anything odd:
whoever opens the store afterwards gets the full sentence about what is wrong. A test holds it
against what the store reads.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.data_file.migrations import latest, version_of
from storage.tables.mapping import UnreadableRow
from storage.tables.rows import matching
from storage.tables.schema import APPLICATION_ID
from triage.ledger import Book, book
from triage.records import KINDS

_WAIT_SECONDS = 0.2


def read_book(path: Path) -> Book | None:
    """All records there are, from one moment; None when the file cannot be read at once."""
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(
            sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
        ) as connection:
            connection.execute("BEGIN")
            if not _is_ours(connection):
                return None
            return book(record for kind in KINDS for record in matching(connection, kind))
    except (sqlite3.Error, OSError, UnreadableRow):
        return None


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is of this program and of this version."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(application == APPLICATION_ID and version_of(connection) == latest())
