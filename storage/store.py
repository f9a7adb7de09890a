"""The one door to the data: reads give triage's records, every write is a journalled change."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlmodel import Session

from storage import captured, search_index
from storage.data_file import drafts, queries
from storage.data_file.backup import list_backups, make_backup
from storage.data_file.database import Database, raw
from storage.data_file.open_file import open_file
from storage.data_file.verify import verify
from storage.errors import CannotUndo, DiskTrouble, FileTrouble, Locked, ReadOnly
from storage.journal import journal, second_copy
from storage.journal.by_hand import HandChanges, hand_changes
from storage.journal.images import Content
from storage.journal.journal import JournalEntry, JournalLine
from storage.paths import backup_dir, journal_copy
from storage.search import Hit, IndexUnusable, Search, by_index, by_reading
from storage.writing.again import Replayed, play_again
from storage.writing.apply_changes import carry_out
from storage.writing.bulk import Batch, bulk_import, in_order
from storage.writing.undo import invert, invert_together, undoing
from triage.changes import Change, Put, Remove
from triage.ledger import Book, Ledger
from triage.records import Client, Record
from triage.records.codec import without_surrogates

BRIEFLY_MS = 50
"""How long a busy file is waited for where the next try comes by itself."""
BACKUP_EVERY = timedelta(minutes=30)
"""How much work may be in the data file alone, while it is being changed."""


class Store:
    """One open data file. Threads may share it; they take turns. A process opens a file once:
    on POSIX, looking at it a second time would drop the locks of the first.

    Every method is a transaction of its own, finished when it returns. Any of them may raise a
    FileTrouble (the file is locked, damaged, full, gone); then nothing was written. `notices`
    are sentences for the user that stopped nothing: narrowed permissions, a second copy that
    could not be written.
    """

    def __init__(
        self, database: Database, *, now: Callable[[], datetime], notices: list[str]
    ) -> None:
        self._database = database
        self._now = now
        self._seen_version = self._data_version()
        self.notices = notices

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], datetime], create: bool = True) -> Self:
        """Opens the data file, or makes it. Raises a FileTrouble, or BackupFailed when the copy
        before a migration fails; then the file is as it was.
        """
        database, notices = open_file(path, now=now, create=create)
        store = cls(database, now=now, notices=notices)
        store._take_in()
        return store

    def close(self) -> None:
        """Gives the file back."""
        self._database.close()

    def briefly(self) -> AbstractContextManager[None]:
        """A block in which a file in use raises Locked almost at once: nobody waits for it."""
        return self._database.briefly(BRIEFLY_MS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The data file, links resolved."""
        return self._database.path

    # --- reading ----------------------------------------------------------------------------

    def clients(self) -> list[Client]:
        """All clients, in the order of entry."""
        with self._database.reading() as session:
            return queries.clients(session)

    def client(self, text: str) -> Client:
        """The client of an id, of a name, or of a part that only one name has; case, accents and
        outer blanks do not matter. Raises NoSuchClient, AmbiguousClient."""
        with self._database.reading() as session:
            return queries.client(session, text)

    def ledger(self, client_id: str) -> Ledger:
        """All records of one client, from one moment. Raises NoSuchClient."""
        with self._database.reading() as session:
            return queries.ledger(session, client_id)

    def book(self) -> Book:
        """All records there are, from one moment."""
        with self._database.reading() as session:
            return queries.book(session)

    def get(self, kind: str, id_: str) -> Record | None:
        """One record, or None."""
        with self._database.reading() as session:
            return queries.get(session, kind, id_)

    def get_many(self, kind: str, ids: Sequence[str]) -> dict[str, Record]:
        """Those of the records that are there, by id; at most a few thousand at once."""
        with self._database.reading() as session:
            return queries.get_many(session, kind, ids)

    def records(self, client_id: str | None = None) -> Iterator[Record]:
        """Every record (of one client), kinds in the order of KINDS, then in the order of entry.

        Streams in short transactions, so that a slow taker keeps nobody from writing; what is
        added after the first record was taken is left out, so every reference still points at a
        record that came before.
        """
        return queries.stream(self._database, client_id)

    def of_kind(self, kind: str) -> list[Record]:
        """All records of a kind, in the order of entry."""
        with self._database.reading() as session:
            return queries.of_kind(session, kind)

    def by_hand(self, kind: str) -> HandChanges:
        """What the user entered, changed and took out by hand among the records of a kind."""
        with self._database.reading() as session:
            return hand_changes(kind, journal.standing(session, kind))

    def head(self) -> int:
        """The number of the newest journal entry, 0 when there is none."""
        with self._database.reading() as session:
            return journal.head(session)[0]

    def find(self, search: Search) -> list[Hit]:
        """The newest records with the words that are looked for, clients before all.

        A search index that is damaged or missing is made anew; where it cannot be (the file is in
        use, this Python came without FTS5) every record is read instead.
        """
        with suppress(IndexUnusable), self._database.reading() as session:
            return by_index(raw(session), search)
        with suppress(FileTrouble, IndexUnusable), self._writing() as session:
            search_index.rebuild(raw(session))
            return by_index(raw(session), search)
        with self._database.reading() as session:
            return by_reading(raw(session), search)

    def began(self) -> datetime | None:
        """When the first change was written (UTC); None in a new file."""
        with self._database.reading() as session:
            return journal.began(session)

    def changed_elsewhere(self) -> bool:
        """Whether another process wrote since this was last asked (or since opening)."""
        version = self._data_version()
        changed = version != self._seen_version
        self._seen_version = version
        if changed:
            self._take_in()
        return changed

    def is_replaced(self) -> bool:
        """Whether another file stands in the place of this one by now; this one saves no more."""
        return self._database.is_replaced()

    def _data_version(self) -> int:
        with self._database.bare() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            return int(version)

    # --- writing ----------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """A write transaction, before which comes what the command line wrote down in a hurry."""
        with self._database.writing() as session:
            if captured.waiting(session):
                self.notices += captured.take_in(session)
            yield session

    def _take_in(self) -> None:
        """Takes in what was written down in a hurry; a file in use is left for the next time."""
        with self._database.reading() as session:
            if not captured.waiting(session):
                return
        with suppress(Locked, ReadOnly, DiskTrouble):
            with self._writing():
                pass
            self._copy_journal()

    def apply(self, label: str, changes: Sequence[Change], *, drop_draft: str | None = None) -> int:
        """Carries the changes out as one, and returns its journal number when it is on the disk.

        Changes that alter nothing (a save tried again) make no entry; then the newest number is
        returned. `drop_draft` forgets a draft in the same transaction. Raises Stale, BadRecord.
        """
        with self._writing() as session:
            content = carry_out(session, changes)
            if drop_draft is not None:
                drafts.drop_draft(session, drop_draft)
            number = self._journalled(session, label, content)
        self._copy_journal()
        return number

    def undo(self) -> str:
        """Takes back the newest change that is not taken back yet; its label. Raises CannotUndo."""
        return self._invert(journal.newest_done, "Undo", "There is nothing to undo.")

    def redo(self) -> str:
        """Brings back what was taken back last, while nothing new was done; its label.

        Raises CannotUndo.
        """
        return self._invert(journal.newest_undo, "Redo", "There is nothing to redo.")

    def undo_all_of(self, kind: str, id_: str, label: str) -> None:
        """Takes back every change that wrote this record, as one new change under this label.

        What was done between them stays, and undo brings all of them back. Raises CannotUndo when
        a record in one of them has been changed otherwise since; then nothing is taken back.
        """
        with undoing(), self._writing() as session:
            there = queries.get(session, kind, id_) is not None
            entries = journal.touching(session, kind, id_) if there else []
            inverse = invert_together(session, entries)
            self._journalled(session, label, inverse)
        self._copy_journal()

    def history(self, limit: int = 50) -> list[JournalEntry]:
        """The newest journal entries, newest first."""
        with self._database.reading() as session:
            return journal.history(session, limit)

    def import_batch(
        self,
        label: str,
        *,
        file: str,
        fingerprint: str,
        new: Iterable[Record],
        updated: Iterable[Put | Remove] = (),
        remember: Mapping[str, Mapping[str, str]] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Batch:
        """Writes an import as one change that is undone as a whole.

        `new` may be as long as it likes, clients before their records and invoices before their
        payments; `remember` is topic -> name -> answer. Neither may read from this store while
        it is drawn. `progress` gets the number of new rows written so far; what it raises
        cancels the import. Raises BadRecord or Stale with nothing written.
        """
        source = {
            "id": str(uuid.uuid4()),
            "file": without_surrogates(file),
            "fingerprint": fingerprint,
        }
        with self._writing() as session:
            content = bulk_import(session, source, new, list(updated), remember or {}, progress)
            self._journalled(session, label, content)
        self._copy_journal()
        changed = Counter(image.kind for image in content.rows)
        added = (content.batch or {}).get("counts", {})
        return Batch(source["id"], added, in_order(changed))

    def _journalled(self, session: Session, label: str, content: Content) -> int:
        if not content:
            return journal.head(session)[0]
        return journal.append(session, without_surrogates(label), content, self._now())

    def _invert(
        self, newest: Callable[[Session], journal.JournalLine | None], verb: str, nothing: str
    ) -> str:
        with undoing(), self._writing() as session:
            entry = newest(session)
            if entry is None:
                raise CannotUndo(nothing)
            label = entry.label.removeprefix("Undo: ")
            inverse = invert(session, entry.read())
            journal.append(session, f"{verb}: {label}", inverse, self._now(), undoes=entry.number)
        self._copy_journal()
        return label

    def _copy_journal(self) -> None:
        def lines_from(number: int) -> list[journal.JournalLine]:
            with self._database.reading() as session:
                return journal.lines(session, after=number - 1)

        copy = journal_copy(self.path)
        try:
            notice = second_copy.catch_up(copy, lines_from)
        except (OSError, FileTrouble) as error:
            # The change itself is on the disk by now; saying otherwise would make it a double.
            notice = (
                f"Saved, but the second copy {copy} could not be written ({error}). "
                "It catches up at the next save."
            )
        if notice and notice not in self.notices:
            self.notices.append(notice)

    # --- what is kept beside the records ------------------------------------------------------

    def draft(self, key: str) -> str | None:
        """The text typed under this key and not saved, or None."""
        with self._database.reading() as session:
            return drafts.draft(session, key)

    def drafts(self) -> dict[str, str]:
        """Every text typed and not saved, by its key."""
        with self._database.reading() as session:
            return drafts.drafts(session)

    def replace_draft(self, key: str, was: str | None, text: str | None) -> str | None:
        """Puts `text` in the place of the draft `was`, None meaning none; what is stored now.

        Raises DraftChanged, with nothing written, when another program changed that draft.
        """
        with self._writing() as session:
            return drafts.replace_draft(session, key, was, text, self._now())

    def remembered(self, topic: str) -> dict[str, str]:
        """The answers kept under a topic (by `Remember`, or by an import)."""
        with self._database.reading() as session:
            return drafts.remembered(session, topic)

    def save_glance(self, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keeps the first list as computed, for `list_cache.read_list_cache` at the next start.

        `key` names what it depends on besides the records (the day, the settings).
        """
        with self._writing() as session:
            head, _ = journal.head(session)
            drafts.save_glance(session, key, head, rows)

    # --- looking after the file ---------------------------------------------------------------

    def backup(self, folder: Path | None = None) -> Path:
        """Makes a verified copy (default: beside the file) and thins out old ones.

        Raises BackupFailed; older copies are then untouched.
        """
        with self._database.bare() as connection:
            return make_backup(connection, self.path, folder, self._now())

    def backup_if_due(self, every: timedelta = BACKUP_EVERY) -> Path | None:
        """Makes a copy when the newest is older than that and lacks something; None when not.

        Raises BackupFailed.
        """
        with self._database.reading() as session:
            number, signature = journal.head(session)
        now, copies = self._now().astimezone(UTC), list_backups(backup_dir(self.path))
        if number == 0 or any(
            copy.number == number and signature.startswith(copy.head) for copy in copies
        ):
            return None
        # One that was made while the clock ran ahead tells nothing of how long ago that was.
        if any(timedelta() <= now - copy.at < every for copy in copies):
            return None
        return self.backup()

    def play_again(self, lines: Iterable[JournalLine]) -> Replayed:
        """Carries out what a journal tells of the time after the newest entry here."""
        with self._writing() as session:
            replayed = play_again(session, lines)
        self._copy_journal()
        return replayed

    def verify(self) -> list[str]:
        """What is wrong with the file, the journal or the newest copy, one sentence each."""
        return verify(self._database)
