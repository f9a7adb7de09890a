"""The data file without the store: for the status line, which a status bar asks for each minute,
and for a search.

Standard library only. It never writes and never creates, and answers None to anything odd:
whoever opens the store afterwards gets the full sentence about what is wrong. A test holds it
against what the store reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from storage.client_names import clients_meant
from storage.mapping import UnreadableRow, row_map
from storage.migrations import latest, version_of
from storage.schema import APPLICATION_ID
from storage.search import Hit, IndexUnusable, Search, by_index
from triage.ledger import Book, book
from triage.records import KINDS, Record
from triage.schema import schema

_WAIT_SECONDS = 0.2


def read_book(path: Path) -> Book | None:
    """All records there are, from one moment; None when the file cannot be read at once."""
    with suppress(_Unreadable), _reading(path) as connection:
        return book(record for kind in KINDS for record in _records(connection, kind))
    return None


def find(path: Path, search: Search, client: str | None = None) -> list[Hit] | None:
    """The newest hits; None when they cannot be read at once, when the index has to be made anew,
    and when `client` (an id, or a part of a name) does not fit exactly one client.
    """
    with suppress(_Unreadable), _reading(path) as connection:
        if client is not None:
            names = connection.execute("SELECT id, name FROM client ORDER BY seq").fetchall()
            meant = clients_meant(client, names)
            if len(meant) != 1:
                return None
            search = replace(search, client_id=meant[0])
        return by_index(connection, search)
    return None


class _Unreadable(Exception):
    """Something the store has to look at."""


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file at one moment. Raises _Unreadable."""
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(
            sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
        ) as connection:
            connection.execute("BEGIN")
            if not _is_ours(connection):
                raise _Unreadable
            yield connection
    except (sqlite3.Error, OSError, UnreadableRow, IndexUnusable) as error:
        raise _Unreadable from error


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is of this program and version, with all that was written in its tables."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID or version_of(connection) != latest():
        return False
    # What waits to be taken in belongs to the records, too.
    return connection.execute("SELECT 1 FROM captured LIMIT 1").fetchone() is None


def _records(connection: sqlite3.Connection, kind: str) -> Iterator[Record]:
    """Every record of a kind, in the order of entry."""
    rows = row_map(kind)
    truths = [at for at, spec in enumerate(schema(rows.cls)) if spec.shape == "bool"]
    names = ", ".join(f'"{name}"' for name in rows.columns)
    for row in connection.execute(f'SELECT {names} FROM "{kind}" ORDER BY seq'):
        values = list(row)
        for at in truths:
            if values[at] is not None:
                values[at] = bool(values[at])
        yield rows.record(values)
