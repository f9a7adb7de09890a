"""What can be read of an open data file without SQLModel, record by record."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date, datetime
from sqlite3 import Connection
from typing import Any

from storage.data_file import drafts
from storage.data_file.client_called import client_called
from storage.data_file.database import Database
from storage.journal import journal
from storage.journal.by_hand import HandChanges, hand_changes
from storage.tables import rows
from triage.records import Client, Record


class RecordReads:
    """The reads of a store; each is a transaction of its own, finished when it returns."""

    _database: Database

    def clients(self) -> list[Client]:
        """All clients, in the order of entry."""
        with self._database.reading() as connection:
            return self._clients(connection)

    def client(self, text: str) -> Client:
        """The client of an id, of a name, or of a part that only one name has; case, accents and
        outer blanks do not matter. Raises AmbiguousClient."""
        with self._database.reading() as connection:
            return client_called(text, self._clients(connection))

    def get(self, kind: str, id_: str) -> Record | None:
        """One record, or None."""
        with self._database.reading() as connection:
            return rows.find(connection, kind, id_)[0]

    def get_many(self, kind: str, ids: Sequence[str]) -> dict[str, Record]:
        """Those of the records that are there, by id; at most a few thousand at once."""
        with self._database.reading() as connection:
            marks = ", ".join("?" for _ in ids)
            records = rows.matching(connection, kind, f"id IN ({marks})", ids)
            return {record.id: record for record in records}

    def of_kind(self, kind: str) -> list[Record]:
        """All records of a kind, in the order of entry."""
        with self._database.reading() as connection:
            return list(rows.matching(connection, kind))

    def matching(
        self, kind: str, where: str, values: Sequence[object] = (), *, but: Container[int] = ()
    ) -> Iterator[Record]:
        """The records of a kind that meet an SQL condition, but for those of some numbers in the
        order of entry; in short transactions, so that a slow taker keeps nobody from writing."""
        last = 0
        while True:
            with self._database.reading() as connection:
                last, page = rows.page(connection, kind, last, where, values, but)
            if not last:
                return
            yield from page

    def rows(self, kind: str, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Id -> values of those rows that are there, as SQLite has them, and the number of each in
        the order of entry at their end; at most a few thousand at once."""
        with self._database.reading() as connection:
            return rows.values_of(connection, kind, ids)

    def has_any(self, kind: str, where: str, values: Sequence[object] = ()) -> bool:
        """Whether a record of a kind meets an SQL condition."""
        with self._database.reading() as connection:
            return rows.scalar(connection, rows.any_of(kind, where), values) is not None

    def latest_day(self, client_id: str) -> date | None:
        """The last day with hours for a client."""
        with self._database.reading() as connection:
            query = 'SELECT max("on") FROM time WHERE client = ?'
            day = rows.scalar(connection, query, (client_id,))
        return date.fromisoformat(day) if day else None

    def by_hand(self, kind: str) -> HandChanges:
        """What the user entered, changed and took out by hand among the records of a kind."""
        with self._database.reading() as connection:
            return hand_changes(kind, journal.standing(connection, kind))

    def all_remembered(self) -> dict[str, dict[str, str]]:
        """All answers that are kept: topic -> name -> answer."""
        topics: dict[str, dict[str, str]] = {}
        with self._database.reading() as connection:
            for topic, name, value in drafts.all_remembered(connection):
                topics.setdefault(topic, {})[name] = value
        return topics

    def began(self) -> datetime | None:
        """When the first change was written (UTC); None in a new file."""
        with self._database.reading() as connection:
            return journal.began(connection)

    @staticmethod
    def _clients(connection: Connection) -> list[Client]:
        records = rows.matching(connection, "client")
        return [record for record in records if isinstance(record, Client)]
