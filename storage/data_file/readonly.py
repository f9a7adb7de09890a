"""All records without the store: for the status line, which a status bar asks for each minute.

Standard library only. It never writes and never creates, and answers None to anything odd:
whoever opens the store afterwards gets the full sentence about what is wrong. A test holds it
against what the store reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from storage.data_file.read_transaction import Unreadable, read_only
from storage.tables.mapping import UnreadableRow, row_map
from triage.ledger import Book, book
from triage.records import KINDS, Record
from triage.records.schema import schema


def read_book(path: Path) -> Book | None:
    """All records there are, from one moment; None when the file cannot be read at once."""
    with suppress(Unreadable, UnreadableRow), read_only(path) as connection:
        return book(record for kind in KINDS for record in _records(connection, kind))
    return None


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
