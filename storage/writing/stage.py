"""New records of an import, ready beside the data file until all of them are there.

Reading a long file takes its time, and nobody else may wait for it: the rows are checked and laid
down in a temporary file, and move into the data file by one short statement a kind. An import that
is stopped or killed before that leaves nothing in the data file.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from storage.sqlite_errors import explained
from storage.tables.mapping import row_map
from storage.tables.rows import column_list
from storage.writing.digest import Digest
from storage.writing.stage_file import begin_file, keep_in_use
from storage.writing.validation import checked_rows
from triage.records import KINDS, Record


class Stage:
    """A temporary file of new rows; it is gone with this object.

    `counts` are records by kind, `digest` is their fingerprint.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.digest = Digest()
        self._tables: set[str] = set()
        self._connection, self.path = begin_file()
        self._gone = weakref.finalize(self, _remove, self._connection, self.path)

    def __bool__(self) -> bool:
        return bool(self.counts)

    def add(self, records: Sequence[Record]) -> None:
        """Checks some records and lays them down. Raises BadRecord, DiskTrouble."""
        by_kind: dict[str, list[Record]] = {}
        for record in records:
            by_kind.setdefault(record.kind, []).append(record)
        for kind, alike in by_kind.items():
            rows = checked_rows(kind, alike)
            self.digest.add_rows(kind, rows)
            self._lay_down(kind, rows)

    def add_columns(self, kind: str, columns: Sequence[Sequence[Any]]) -> None:
        """Lays down rows that were checked when they were read, column by column. Only their texts
        are looked at: what no file can hold is replaced. Raises BadRecord, DiskTrouble."""
        rows = list(zip(*columns, strict=True))
        try:
            self.digest.add_columns(kind, columns)
        except UnicodeEncodeError:
            self.add([row_map(kind).record(row) for row in rows])
        else:
            self._lay_down(kind, rows)

    def _lay_down(self, kind: str, rows: Sequence[Sequence[Any]]) -> None:
        self.counts[kind] += len(rows)
        marks = ", ".join("?" for _ in row_map(kind).columns)
        with self._explaining():
            if kind not in self._tables:
                self._tables.add(kind)
                self._connection.execute(f'CREATE TABLE "{kind}" ({column_list(kind)})')
            self._connection.executemany(f'INSERT INTO "{kind}" VALUES ({marks})', rows)

    def finish(self) -> None:
        """Makes the rows visible to whoever attaches the file."""
        with self._explaining():
            keep_in_use(self._connection)

    def records(self, kind: str) -> Iterator[Record]:
        """The records of a kind, in the order in which they were added."""
        if kind in self._tables:
            query = f'SELECT {column_list(kind)} FROM "{kind}" ORDER BY rowid'
            yield from map(row_map(kind).record, self._connection.execute(query))

    def clients_of(self, kind: str) -> set[str]:
        """The clients that the records of a kind belong to."""
        if kind not in self._tables:
            return set()
        query = f'SELECT DISTINCT client FROM "{kind}"'
        return {client for (client,) in self._connection.execute(query)}

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.path) from error


def move(connection: sqlite3.Connection, stage: Stage, batch: str) -> None:
    """Moves the rows of a stage that is attached as `stage` into the tables."""
    for kind in KINDS:
        if stage.counts[kind]:
            columns = column_list(kind)
            connection.execute(
                f'INSERT INTO main."{kind}" ({columns}, batch)'
                f' SELECT {columns}, ? FROM stage."{kind}" ORDER BY rowid',
                (batch,),
            )


def _remove(connection: sqlite3.Connection, path: Path) -> None:
    connection.close()
    with suppress(OSError):
        path.unlink()
