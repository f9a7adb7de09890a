"""What is known while an import is looked at: the store, and the files before in this import."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from storage.bare_store import BareStore
from storage.importing.clients import Clients
from storage.importing.row_ids import client_key
from storage.importing.same_times import IsTaken, StoredTimes
from storage.journal.by_hand import HandChanges
from triage.records import Client, Engagement, Invoice, Payment, Record, Time


@dataclass(frozen=True)
class ClientMatches:
    """Clients that the files of one import name: as whole records, or by a name in a column."""

    records: tuple[Client, ...] = ()
    names: tuple[Client, ...] = ()


class ImportLookup:
    """Reads the store once per question, and learns what earlier files would add.

    `coming` are the ids of clients that a file looked at before will have made, `coming_times` and
    `coming_invoices` its entries; they are learnt where there are `several` files.
    """

    def __init__(self, store: BareStore, named: ClientMatches, *, several: bool = False) -> None:
        self._store = store
        self.stored = {client.id: client for client in store.clients()}
        self.clients = Clients(self.stored.values())
        for client in named.records:
            if client.id not in self.stored:
                self.clients.add(client)
        for client in named.names:
            if not (self.clients.named(client.name) or self.clients.formerly(client.name)):
                self.clients.add(client)
        self.several = several
        self.coming: set[str] = set()
        self.coming_times: list[Time] = []
        self.coming_invoices: list[Invoice] = []
        self._remembered: dict[str, dict[str, str]] = {}
        self._by_hand: dict[str, HandChanges] = {}
        self._first_days: dict[str, dict[str, date]] = {}

    @cached_property
    def invoices(self) -> list[Invoice]:
        """All stored invoices."""
        records = self._store.of_kind("invoice")
        return [record for record in records if isinstance(record, Invoice)]

    @cached_property
    def _payments(self) -> dict[str, list[Payment]]:
        payments: dict[str, list[Payment]] = {}
        for record in self._store.of_kind("payment"):
            if isinstance(record, Payment):
                payments.setdefault(record.invoice, []).append(record)
        return payments

    def learn(self, records: Iterable[Record]) -> None:
        """Take up what a file looked at will have written."""
        for record in records:
            if isinstance(record, Time):
                self.coming_times.append(record)
            elif isinstance(record, Invoice):
                self.coming_invoices.append(record)

    def latest_day(self, client_id: str) -> date | None:
        """The last day with stored hours for a client."""
        return self._store.latest_day(client_id)

    def has_entries(self, client_id: str, source: str) -> bool:
        """Whether something of a client came from a source."""
        theirs = ("client = ? AND source = ?", (client_id, source))
        return any(self._store.has_any(kind, *theirs) for kind in ("time", "invoice"))

    def payments(self, invoice: Invoice) -> list[Payment]:
        """The stored payments of an invoice."""
        return self._payments.get(invoice.id, [])

    def by_hand(self, kind: str) -> HandChanges:
        """What the user changed among the records of a kind."""
        if kind not in self._by_hand:
            self._by_hand[kind] = self._store.by_hand(kind)
        return self._by_hand[kind]

    def knows_times_from(self, source: str) -> bool:
        """Whether entries of a source are stored, were taken out, or come with earlier files."""
        if self._store.has_any("time", "source = ?", (source,)):
            return True
        other = (*self.by_hand("time").taken_out.values(), *self.coming_times)
        return any(isinstance(time, Time) and time.source == source for time in other)

    def knows_older_keys(self, source: str) -> bool:
        """Whether entries of a source are stored by keys of earlier versions."""
        old = "source = ? AND substr(source_key, 1, 3) NOT IN ('id:', 'at:', 'on:')"
        return self._store.has_any("time", old, (source,))

    def times_from(self, source: str, *, but: Container[int], is_taken: IsTaken) -> StoredTimes:
        """The entries of one source but those of some numbers, none of them taken by a row yet."""
        out = self.by_hand("time").taken_out.values()
        return StoredTimes(
            (
                time
                for time in self._store.matching("time", "source = ?", (source,), but=but)
                if isinstance(time, Time)
            ),
            (time for time in out if isinstance(time, Time) and time.source == source),
            (time for time in self.coming_times if time.source == source),
            is_taken,
        )

    def times_elsewhere(self, source: str, first: date, last: date) -> Iterator[Time]:
        """The entries of every other source, by hand too, on some days; and all that are coming."""
        days = (source, first.isoformat(), last.isoformat())
        where = 'source IS NOT ? AND "on" BETWEEN ? AND ?'
        for time in self._store.matching("time", where, days):
            if isinstance(time, Time):
                yield time
        yield from self.coming_times

    def time_rows(self, ids: Sequence[str]) -> Mapping[str, tuple[Any, ...]]:
        """Id -> stored values of entries, and the number of each at their end."""
        return self._store.rows("time", ids)

    def remembered(self, topic: str) -> dict[str, str]:
        """Answers of earlier imports; what is added to it is known from then on."""
        if topic not in self._remembered:
            self._remembered[topic] = self._store.remembered(topic)
        return self._remembered[topic]

    def engagement_for(self, client_id: str, day: date, project: str) -> str | None:
        """The agreement a day's work belongs to: the one called like its project, or the only one
        there is; None where there is a choice.

        Without it the hours of a retainer would count by the hour, on top of the fee.
        """
        if client_id not in self._engagements:
            return None
        running = [
            engagement
            for engagement in self._engagements[client_id]
            if engagement.start <= day and (engagement.end is None or day < engagement.end)
        ]
        if len(running) > 1:
            key = client_key(project)
            running = [each for each in running if each.name and client_key(each.name) == key]
        return running[0].id if len(running) == 1 else None

    def engagement_called(self, client_id: str, project: str, id_: str) -> Engagement | None:
        """The agreement of an id, or else of a client and called like a project."""
        theirs = self._engagements.get(client_id, [])
        key = client_key(project)
        called = [each for each in theirs if each.name and client_key(each.name) == key]
        return next((each for each in theirs if each.id == id_), called[-1] if called else None)

    def first_day(self, client_id: str, project: str) -> date | None:
        """The first day with stored hours for a project of a client."""
        if client_id not in self._first_days:
            days = self._first_days[client_id] = {}
            for time in self._store.matching("time", "client = ?", (client_id,)):
                if isinstance(time, Time):
                    key = client_key(str(time.extra.get("project", "")))
                    days[key] = min(time.on, days.get(key, time.on))
        return self._first_days[client_id].get(client_key(project))

    @cached_property
    def _engagements(self) -> dict[str, list[Engagement]]:
        engagements: dict[str, list[Engagement]] = {}
        for record in self._store.of_kind("engagement"):
            if isinstance(record, Engagement):
                engagements.setdefault(record.client, []).append(record)
        return engagements
