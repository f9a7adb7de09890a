"""All records in memory and what is judged from them, kept in step with the data file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from storage.errors import Locked
from storage.import_age import is_old
from storage.import_topics import SOURCES_TOPIC
from triage.changes import Put, Remove
from triage.clients.overview import last_finished, overview_of, overviews
from triage.clients.review_history import put_off_until
from triage.former_names import with_former_names
from triage.health import income_shares
from triage.playbook.after.derived_changes import derived_changes, may_bring
from triage.playbook.state.journal_facts import NOTHING_KNOWN, JournalFacts
from tui.workspace.invalidation import book_around, clients_touched, reload_clients

if TYPE_CHECKING:
    from datetime import date

    from storage.store import Store
    from triage.changes import ChangeSet
    from triage.clients.overview import Overview
    from triage.ledger import Book
    from triage.limits import Limits
    from triage.playbook.model import Playbook
    from triage.records import Record
    from tui.workspace.draft_cache import DraftCache


class DataFile(Protocol):
    """Where the records are read, and by which day and thresholds they are judged."""

    @property
    def store(self) -> Store: ...
    @property
    def today(self) -> date: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def playbook(self) -> Playbook: ...
    @property
    def drafts(self) -> DraftCache: ...


class BookCache:
    """Nothing is read before somebody asks; what was asked for is kept ready from then on."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._lock = RLock()  # a screen may want the records while a thread still reads them
        self.head = -1
        """The number of the newest journal entry, as of the last look at the file."""
        self._behind = False  # another program wrote, and that could not be read yet
        self._book: Book | None = None
        self._overviews: Mapping[str, Overview] | None = None
        self._shares: Mapping[str, float | None] | None = None
        self.began: datetime | None = None
        """When the first change was written (UTC), as of the last reading."""
        self._remembered: dict[str, dict[str, str]] = {}
        self._journal_facts: dict[str, tuple[int, JournalFacts]] = {}

    def remembered(self, topic: str) -> dict[str, str]:
        """The answers kept under a topic; while the file is in use, as last read."""
        store = self._data.store
        try:
            with store.briefly():
                self._remembered[topic] = store.remembered(topic)
        except Locked:
            self._behind = True
        return self._remembered.get(topic, {})

    def new_data_is_due(self) -> bool:
        """Whether an import is a week old. Raises StorageError."""
        return is_old(self.remembered(SOURCES_TOPIC), self._data.today)

    def journal_facts(self, client_id: str) -> JournalFacts:
        """What only the journal knows of a client; while the file is in use, as last read."""
        head, known = self._journal_facts.get(client_id, (-1, NOTHING_KNOWN))
        if head == self.head:
            return known
        store = self._data.store
        try:
            with store.briefly():
                known = store.client_facts(client_id)
        except Locked:
            self._behind = True
            return known
        self._journal_facts[client_id] = self.head, known
        return known

    def open(self) -> None:
        """Read the records if that was not done yet. Raises StorageError."""
        with self._lock:
            if self._book is None:
                self.reload()

    @property
    def book(self) -> Book:
        """All records, as of the last reading."""
        with self._lock:
            self.open()
            assert self._book is not None
            return self._book

    @property
    def overviews(self) -> Mapping[str, Overview]:
        """Every client with health, facts, step and next action, the worst first."""
        with self._lock:
            if self._overviews is None:
                self._overviews = self._judged(self.book)
            return self._overviews

    def overview(self, client_id: str) -> Overview:
        """One client's. Raises KeyError for a client that is not there."""
        if self._overviews is not None:
            return self._overviews[client_id]
        data = self._data
        return overview_of(self.book, client_id, data.today, data.limits, data.playbook)

    @property
    def shares(self) -> Mapping[str, float | None]:
        """Each client's part of the income, from 0 to 1."""
        if self._shares is None:
            self._shares = income_shares(self.book, self._data.today, self._data.limits)
        return self._shares

    def use(self, book: Book) -> None:
        """Work on records that were read another way."""
        self._book, self._overviews, self._shares = book, None, None

    def reload(self) -> None:
        """Read the records again, and judge them as of today if they were judged before."""
        with self._lock:
            self._behind = True
            store = self._data.store
            head, book = store.head(), store.book()
            self._data.drafts.use(store.drafts())
            self.began = store.began()
            self.head = head
            self._shares = None
            if self._overviews is not None:
                self._overviews = self._judged(book)
            self._book = book
            self._behind = False

    def reload_if_changed(self) -> bool:
        """Reload when another program wrote to the file since; whether it did."""
        if self._book is None:
            return False
        with self._lock:
            store = self._data.store
            self._behind = store.changed_elsewhere() or self._behind
            if not self._behind:
                return False
            changed = store.head() != self.head
            if changed:
                self.reload()
            self._behind = False
            return changed

    def look_for_other_writers(self) -> bool:
        """The same, but a file in use is waited for no longer than a moment. Raises Locked."""
        # The lock first, as a thread that reloads takes them: the other way round each would wait
        # for the other.
        with self._lock, self._data.store.briefly():
            return self.reload_if_changed()

    def reload_after(self, number: int, changes: ChangeSet) -> None:
        """Read again what an own change touched; everything, where more may be different.

        The change is on the disk: while the file is in use, the next look for other writers reads
        it.
        """
        with self._lock:
            if self._book is None:
                return
            try:
                self._read_after(number, changes, self._book)
            except Locked:
                self._behind = True

    def _read_after(self, number: int, changes: ChangeSet, before: Book) -> None:
        whom = clients_touched(changes.changes)
        if whom is None or number not in (self.head, self.head + 1):
            self.reload()
            return
        clients, reviews = whom
        self._book = reload_clients(self._data.store, before, clients, reviews)
        self.head = number  # only now: what could not be read is read at the next look
        self._shares = None
        self._judge_again(clients, before)

    def _judge_again(self, clients: Collection[str], before: Book) -> None:
        """Judge these clients anew; all of them, where they stand beside another review now."""
        if self._overviews is None:
            return
        book, today, limits = self.book, self._data.today, self._data.limits
        then, now = (last_finished(b.reviews, today) for b in (before, book))
        if then != now:
            self._overviews = self._judged(book)
            return
        playbook = self._data.playbook
        old_until, until = (put_off_until(b.reviews, today) for b in (before, book))
        put_off = {id_ for id_, _ in old_until.items() ^ until.items() if id_ in book.ledgers}
        whom = {*clients, *put_off}
        new = {id_: overview_of(book, id_, today, limits, playbook) for id_ in whom}
        ordered = sorted({**self._overviews, **new}.values(), key=lambda overview: overview.order)
        self._overviews = {overview.client.id: overview for overview in ordered}

    def _judged(self, book: Book) -> Mapping[str, Overview]:
        return overviews(book, self._data.today, self._data.limits, self._data.playbook)

    def with_names_kept(self, changes: ChangeSet) -> ChangeSet:
        """The changes, where a client who is renamed keeps the name before."""
        return with_former_names(changes)

    def _before(self, changes: ChangeSet) -> Iterator[Record]:
        """What stood where something is changed or taken out."""
        for change in changes.changes:
            if isinstance(change, Put) and change.was is not None:
                yield change.was
            elif isinstance(change, Remove):
                stood = self._data.store.get(change.kind, change.id)
                yield from () if stood is None else (stood,)

    def follow_ups(self, changes: ChangeSet) -> tuple[ChangeSet, ...]:
        """What follows from changes made by hand; each says in its label what it is about."""
        if not any(map(may_bring, changes.changes)):
            return ()
        book = self._book
        if book is None:
            book = book_around(self._data.store, [*changes.records, *self._before(changes)])
        return derived_changes(book, changes, self._data.today, self._data.limits)
