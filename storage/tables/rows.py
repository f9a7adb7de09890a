"""Rows of the record tables by plain SQL: found, written, removed, and read one after the other."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from sqlite3 import Connection
from typing import Any

from storage.tables.mapping import row_map
from triage.records import Record

CHUNK = 2000
"""Rows a statement: enough to cost nothing a row, few enough to cost no memory."""


@dataclass(frozen=True)
class Place:
    """Where a row stands: its number in the order of entry, and the import that brought it."""

    seq: int
    batch: str | None


@cache
def column_list(kind: str) -> str:
    """The columns of a kind's records as SQL, in the order its mapping wants them."""
    # SQLite takes "name" for a text where there is no such column, [name] never.
    return ", ".join(f"[{name}]" for name in row_map(kind).columns)


def find(connection: Connection, kind: str, id_: str) -> tuple[Record, Place] | tuple[None, None]:
    """A record and its place, where it is there."""
    return next(placed(connection, kind, "id = ?", (id_,)), (None, None))


def insert(connection: Connection, record: Record, place: Place | None = None) -> None:
    """Adds a row; with a place, where it once stood."""
    kind, values = record.kind, row_map(record.kind).values(record)
    seq, batch = (place.seq, place.batch) if place else (None, None)
    marks = ", ".join("?" for _ in values)
    connection.execute(
        f'INSERT INTO "{kind}" (seq, batch, {column_list(kind)}) VALUES (?, ?, {marks})',
        (seq, batch, *values),
    )


def update(connection: Connection, record: Record) -> None:
    """Overwrites a row; its place stays."""
    rows = row_map(record.kind)
    settings = ", ".join(f'"{name}" = ?' for name in rows.columns)
    connection.execute(
        f'UPDATE "{record.kind}" SET {settings} WHERE id = ?', (*rows.values(record), record.id)
    )


def delete(connection: Connection, kind: str, id_: str) -> None:
    """Removes a row."""
    connection.execute(f'DELETE FROM "{kind}" WHERE id = ?', (id_,))


def matching(
    connection: Connection, kind: str, where: str = "TRUE", values: Sequence[object] = ()
) -> Iterator[Record]:
    """The records of a kind that meet a condition, in the order of entry."""
    read = row_map(kind).record
    query = f'SELECT {column_list(kind)} FROM "{kind}" WHERE {where} ORDER BY seq'
    return map(read, connection.execute(query, values))


def of_client(connection: Connection, kind: str, client_id: str) -> Iterator[Record]:
    """A client's records of a kind, in the order of entry; payments through their invoices."""
    if kind != "payment":
        return matching(connection, kind, "client = ?", (client_id,))
    own = "invoice IN (SELECT id FROM invoice WHERE client = ?)"
    return matching(connection, kind, own, (client_id,))


def placed(
    connection: Connection, kind: str, where: str = "TRUE", values: Sequence[object] = ()
) -> Iterator[tuple[Record, Place]]:
    """The same, each with its place."""
    read = row_map(kind).record
    query = f'SELECT {column_list(kind)}, seq, batch FROM "{kind}" WHERE {where} ORDER BY seq'
    for *row, seq, batch in connection.execute(query, values):
        yield read(row), Place(seq, batch)


def page(
    connection: Connection,
    kind: str,
    after: int,
    where: str,
    values: Sequence[object],
    but: Container[int],
) -> tuple[int, list[Record]]:
    """Some of the records that meet a condition, from those after a number on, but for those of
    some numbers; with the last number looked at, 0 at the end.
    """
    read = row_map(kind).record
    query = (
        f'SELECT seq, {column_list(kind)} FROM "{kind}"'
        f" WHERE seq > ? AND ({where}) ORDER BY seq LIMIT {CHUNK}"
    )
    numbered = connection.execute(query, (after, *values)).fetchall()
    last = numbered[-1][0] if numbered else 0
    return last, [read(row[1:]) for row in numbered if row[0] not in but]


def values_of(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Id -> values of the rows that are there, and the number of each at their end."""
    marks = ", ".join("?" for _ in ids)
    query = f'SELECT {column_list(kind)}, seq FROM "{kind}" WHERE id IN ({marks})'
    at = row_map(kind).columns.index("id")
    return {row[at]: row for row in connection.execute(query, ids)}


def any_of(kind: str, where: str) -> str:
    """The SQL that asks whether a row meets a condition."""
    return f'SELECT 1 FROM "{kind}" WHERE {where} LIMIT 1'


def scalar(connection: Connection, query: str, values: Sequence[object] = ()) -> Any:
    """The first column of the first row; None without a row."""
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None
