"""Records read from the tables and gathered."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func
from sqlmodel import Session

from storage.data_file.drafts import remembered
from storage.data_file.sessions import Sessions
from storage.errors import NoSuchClient
from storage.import_age import last_imports
from storage.import_topics import SOURCES_TOPIC
from storage.tables.mapping import row_map
from storage.tables.rows import CHUNK
from storage.tables.selects import columns, matching, of_client, pick
from storage.tables.tables import RECORD_TABLES
from triage import ledger as gather
from triage.ledger import Book, Ledger
from triage.records import KINDS, ClientRecord, Payment, Record


def ledger(session: Session, client_id: str) -> Ledger:
    """All records of one client. Raises NoSuchClient."""
    records = _records_of(session, client_id)
    if not records:
        raise NoSuchClient(f"There is no client {client_id}.", "It may have been removed.")
    return gather.book(records).ledgers[client_id]


def book(session: Session) -> Book:
    """All records there are, and when what they come from was last imported."""
    connection = session.connection().connection.driver_connection
    assert connection is not None
    imported = last_imports(remembered(connection, SOURCES_TOPIC))
    records = (record for kind in KINDS for record in matching(session, kind))
    return gather.book(records, imported)


def stream(sessions: Sessions, client_id: str | None) -> Iterator[Record]:
    """All records (of one client) in the order of KINDS, in chunks of short transactions."""
    if client_id is not None:
        with sessions.reading() as session:
            records = _records_of(session, client_id)
        yield from records
        return
    with sessions.reading() as session:
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
            with sessions.reading() as session:
                page = session.exec(query.order_by(table.c.seq).limit(CHUNK))
                chunk = [(row[0], read(row[1:])) for row in page]
            if not chunk:
                break
            last = chunk[-1][0]
            yield from (record for _, record in chunk)


def _records_of(session: Session, client_id: str) -> list[Record]:
    records = list(matching(session, "client", RECORD_TABLES["client"].c.id == client_id))
    for kind, cls in KINDS.items() if records else ():
        if cls is Payment or issubclass(cls, ClientRecord):
            records += of_client(session, kind, client_id)
    return records
