"""Records read from the tables and gathered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import func
from sqlmodel import Session

from storage.client_names import clients_meant
from storage.data_file.database import Database
from storage.errors import AmbiguousClient, NoSuchClient
from storage.tables.mapping import row_map
from storage.tables.rows import CHUNK, columns, find, matching, of_client, pick
from storage.tables.tables import RECORD_TABLES
from triage import ledger as gather
from triage.ledger import Book, Ledger
from triage.records import KINDS, Client, ClientRecord, Payment, Record


def clients(session: Session) -> list[Client]:
    """All clients, in the order of entry."""
    return cast("list[Client]", list(matching(session, "client")))


def get(session: Session, kind: str, id_: str) -> Record | None:
    """One record, or None."""
    return find(session, kind, id_)[0]


def get_many(session: Session, kind: str, ids: Sequence[str]) -> dict[str, Record]:
    """The records of these ids that are there."""
    records = matching(session, kind, RECORD_TABLES[kind].c.id.in_(ids))
    return {record.id: record for record in records}


def client(session: Session, text: str) -> Client:
    """The client meant by an id, a name, or a part of a name.

    Raises NoSuchClient, AmbiguousClient.
    """
    everybody = {each.id: each for each in clients(session)}
    matches = clients_meant(text, ((each.id, each.name) for each in everybody.values()))
    if len(matches) > 1:
        raise AmbiguousClient(text, [everybody[id_] for id_ in matches])
    if not matches:
        raise NoSuchClient(f"No client matches “{text}”.", "`goodterms clients --all` lists them.")
    return everybody[matches[0]]


def ledger(session: Session, client_id: str) -> Ledger:
    """All records of one client. Raises NoSuchClient."""
    records = _records_of(session, client_id)
    if not records:
        raise NoSuchClient(f"There is no client {client_id}.", "It may have been removed.")
    return gather.book(records).ledgers[client_id]


def book(session: Session) -> Book:
    """All records there are."""
    return gather.book(record for kind in KINDS for record in matching(session, kind))


def of_kind(session: Session, kind: str) -> list[Record]:
    """All records of a kind, in the order of entry."""
    return list(matching(session, kind))


def stream(database: Database, client_id: str | None) -> Iterator[Record]:
    """All records (of one client) in the order of KINDS, in chunks of short transactions."""
    if client_id is not None:
        with database.reading() as session:
            records = _records_of(session, client_id)
        yield from records
        return
    with database.reading() as session:
        newest = {
            kind: session.exec(pick(func.max(RECORD_TABLES[kind].c.seq))).one() for kind in KINDS
        }
    for kind in KINDS:
        table = RECORD_TABLES[kind]
        read = row_map(kind).record
        last = 0
        while newest[kind] is not None:
            query = pick(table.c.seq, *columns(kind)).where(
                table.c.seq > last, table.c.seq <= newest[kind]
            )
            with database.reading() as session:
                page = session.exec(query.order_by(table.c.seq).limit(CHUNK))
                chunk = [(row[0], read(row[1:])) for row in page]
            if not chunk:
                break
            last = chunk[-1][0]
            yield from (record for _, record in chunk)


def _records_of(session: Session, client_id: str) -> list[Record]:
    owner = get(session, "client", client_id)
    records = [] if owner is None else [owner]
    for kind, cls in KINDS.items():
        if cls is Payment or issubclass(cls, ClientRecord):
            records += of_client(session, kind, client_id)
    return records
