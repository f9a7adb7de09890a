"""Records read with SQLModel: selects of columns, never objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlmodel import Session, select

from storage.tables.mapping import row_map
from storage.tables.tables import RECORD_TABLES
from triage.records import Record

# SQLModel's `select` is typed for up to four columns; ours have more and are named at run time.
pick: Callable[..., Any] = select


@cache
def columns(kind: str) -> tuple[Any, ...]:
    """The columns of a kind's records, in the order its mapping wants them."""
    table = RECORD_TABLES[kind]
    return tuple(table.c[name] for name in row_map(kind).columns)


def matching(session: Session, kind: str, *where: Any) -> Iterator[Record]:
    """The records of a kind that meet some conditions, in the order of entry."""
    read = row_map(kind).record
    query = pick(*columns(kind)).where(*where).order_by(RECORD_TABLES[kind].c.seq)
    return (read(row) for row in session.exec(query).all())


def of_client(session: Session, kind: str, client_id: str) -> Iterator[Record]:
    """A client's records of a kind, in the order of entry; payments through their invoices."""
    table = RECORD_TABLES[kind]
    if kind != "payment":
        return matching(session, kind, table.c.client == client_id)
    invoices = RECORD_TABLES["invoice"]
    own = pick(invoices.c.id).where(invoices.c.client == client_id)
    return matching(session, kind, table.c.invoice.in_(own))
