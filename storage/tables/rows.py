"""One record in its table: found, written, removed. Reads are selects of columns, never objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlmodel import Session, select

from storage.tables.mapping import row_map
from storage.tables.tables import RECORD_TABLES
from triage.records import Record

CHUNK = 2000
"""Rows a statement: enough to cost nothing a row, few enough to cost no memory."""


# SQLModel's `select` is typed for up to four columns; ours have more and are named at run time.
pick: Callable[..., Any] = select


@dataclass(frozen=True)
class Place:
    """Where a row stands: its number in the order of entry, and the import that brought it."""

    seq: int
    batch: str | None


@cache
def columns(kind: str) -> tuple[Any, ...]:
    """The columns of a kind's records, in the order its mapping wants them."""
    table = RECORD_TABLES[kind]
    return tuple(table.c[name] for name in row_map(kind).columns)


def find(session: Session, kind: str, id_: str) -> tuple[Record, Place] | tuple[None, None]:
    """A record and its place, where it is there."""
    table = RECORD_TABLES[kind]
    query = pick(*columns(kind), table.c.seq, table.c.batch).where(table.c.id == id_)
    row = session.exec(query).first()
    if row is None:
        return None, None
    *values, seq, batch = row
    return row_map(kind).record(values), Place(seq, batch)


def insert(session: Session, record: Record, place: Place | None = None) -> None:
    """Adds a row; with a place, where it once stood."""
    values = row_map(record.kind).row(record)
    if place is not None:
        values |= {"seq": place.seq, "batch": place.batch}
    session.connection().execute(RECORD_TABLES[record.kind].insert(), values)


def update(session: Session, record: Record) -> None:
    """Overwrites a row; its place stays."""
    table = RECORD_TABLES[record.kind]
    values = row_map(record.kind).row(record)
    session.connection().execute(table.update().where(table.c.id == record.id), values)


def delete(session: Session, kind: str, id_: str) -> None:
    """Removes a row."""
    table = RECORD_TABLES[kind]
    session.connection().execute(table.delete().where(table.c.id == id_))


def matching(session: Session, kind: str, *where: Any) -> Iterator[Record]:
    """The records of a kind that meet some conditions, in the order of entry."""
    read = row_map(kind).record
    query = pick(*columns(kind)).where(*where).order_by(RECORD_TABLES[kind].c.seq)
    return (read(row) for row in session.exec(query).all())


def placed(session: Session, kind: str, *where: Any) -> Iterator[tuple[Record, Place]]:
    """The same, each with its place, one after the other from the file."""
    table = RECORD_TABLES[kind]
    read = row_map(kind).record
    query = pick(*columns(kind), table.c.seq, table.c.batch).where(*where).order_by(table.c.seq)
    for *values, seq, batch in session.exec(query):
        yield read(values), Place(seq, batch)


def of_client(session: Session, kind: str, client_id: str) -> Iterator[Record]:
    """A client's records of a kind, in the order of entry; payments through their invoices."""
    table = RECORD_TABLES[kind]
    if kind != "payment":
        return matching(session, kind, table.c.client == client_id)
    invoices = RECORD_TABLES["invoice"]
    own = pick(invoices.c.id).where(invoices.c.client == client_id)
    return matching(session, kind, table.c.invoice.in_(own))
