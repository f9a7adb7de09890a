"""The one door to the data: reads give triage's records, every write is a journalled change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime

from typing_extensions import override

from storage import search_index
from storage.bare_store import BareStore
from storage.data_file import queries
from storage.data_file.database import Database
from storage.data_file.sessions import Sessions
from storage.errors import FileTrouble
from storage.import_age import last_imports
from storage.import_topics import SOURCES_TOPIC
from storage.journal.client_facts import client_facts
from storage.search import Hit, IndexUnusable, Search, by_index, by_reading
from triage.ledger import Book, Ledger
from triage.playbook.state.journal_facts import JournalFacts
from triage.records import Record


class Store(BareStore):
    """The data file with all its reads; those that gather records are written with SQLModel."""

    @override
    def __init__(
        self, database: Database, *, now: Callable[[], datetime], notices: list[str]
    ) -> None:
        super().__init__(database, now=now, notices=notices)
        self._sessions = Sessions(database)

    def ledger(self, client_id: str) -> Ledger:
        """All records of one client, from one moment. Raises NoSuchClient."""
        with self._sessions.reading() as session:
            return queries.ledger(session, client_id)

    def client_facts(self, client_id: str) -> JournalFacts:
        """What only the journal knows of a client."""
        with self._database.reading() as connection:
            return client_facts(connection, client_id, self._now().tzinfo)

    def book(self) -> Book:
        """All records there are, from one moment."""
        with self._sessions.reading() as session:
            return queries.book(session)

    def imported(self) -> dict[str, date]:
        """What records say they come from -> the day of its last import."""
        return last_imports(self.remembered(SOURCES_TOPIC))

    def find(self, search: Search) -> list[Hit]:
        """The newest records with the words that are looked for, clients before all.

        A search index that is damaged or missing is made anew; where it cannot be (the file is in
        use, this Python came without FTS5) every record is read instead.
        """
        with suppress(IndexUnusable), self._database.reading() as connection:
            return by_index(connection, search)
        with suppress(FileTrouble, IndexUnusable), self._writing() as connection:
            search_index.rebuild(connection)
            return by_index(connection, search)
        with self._database.reading() as connection:
            return by_reading(connection, search)

    def records(self, client_id: str | None = None) -> Iterator[Record]:
        """Every record (of one client), kinds in the order of KINDS, then in the order of entry.

        Streams in short transactions, so that a slow taker keeps nobody from writing; what is
        added after the first record was taken is left out, so every reference still points at a
        record that came before.
        """
        return queries.stream(self._sessions, client_id)
