"""One record in its table: found, written, removed. Reads are selects of columns, never objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlmodel import Session, select

from storage.mapping import row_map
from storage.tables import RECORD_TABLES
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


def all_of(session: Session, kind: str) -> Iterator[Record]:
    """Every record of a kind, in the order of entry."""
    read = row_map(kind).record
    query = pick(*columns(kind)).order_by(RECORD_TABLES[kind].c.seq)
    return (read(row) for row in session.exec(query).all())


def placed(session: Session, kind: str) -> Iterator[tuple[Record, Place]]:
    """Every record of a kind with its place."""
    table = RECORD_TABLES[kind]
    read = row_map(kind).record
    query = pick(*columns(kind), table.c.seq, table.c.batch).order_by(table.c.seq)
    for *values, seq, batch in session.exec(query):
        yield read(values), Place(seq, batch)


def of_client(session: Session, kind: str, client_id: str) -> Iterator[Record]:
    """A client's records of a kind, in the order of entry; payments through their invoices."""
    table = RECORD_TABLES[kind]
    query = pick(*columns(kind)).order_by(table.c.seq)
    if kind == "payment":
        invoices = RECORD_TABLES["invoice"]
        mine = pick(invoices.c.id).where(invoices.c.client == client_id)
        query = query.where(table.c.invoice.in_(mine))
    else:
        query = query.where(table.c.client == client_id)
    read = row_map(kind).record
    return (read(row) for row in session.exec(query).all())
