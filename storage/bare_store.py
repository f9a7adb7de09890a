"""The data file without SQLModel: every write, and the reads that an import asks for."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Any, Self

from storage import captured
from storage.data_file import drafts
from storage.data_file.backup import is_due, list_backups, make_backup
from storage.data_file.database import Database
from storage.data_file.open_file import open_file
from storage.data_file.verify import verify
from storage.errors import (
    CannotUndo,
    DiskTrouble,
    Locked,
    ReadOnly,
)
from storage.journal import journal, second_copy
from storage.journal.images import Content
from storage.journal.journal import JournalEntry, JournalLine
from storage.paths import backup_dir, journal_copy
from storage.record_reads import RecordReads
from storage.tables import rows
from storage.writing.again import Replayed, play_again
from storage.writing.apply_changes import carry_out
from storage.writing.bulk import Batch, bulk_import, in_order, stage
from storage.writing.stage import Stage
from storage.writing.undo import invert, invert_together, undoing
from triage.changes import Change, Put, Remove
from triage.records import Record
from triage.records.codec import without_surrogates

BRIEFLY_MS = 50
"""How long a busy file is waited for where the next try comes by itself."""
BACKUP_EVERY = timedelta(minutes=30)
"""How much work may be in the data file alone, while it is being changed."""


class BareStore(RecordReads):
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
        self._together: str | None = None
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

    # --- other processes --------------------------------------------------------------------

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
    def _writing(self, stage: Path | None = None) -> Iterator[Connection]:
        """A write transaction, before which comes what the command line wrote down in a hurry."""
        with self._database.writing(stage) as connection:
            if captured.waiting(connection):
                self.notices += captured.take_in(connection)
            yield connection

    def _take_in(self) -> None:
        """Takes in what was written down in a hurry; a file in use is left for the next time."""
        with self._database.reading() as connection:
            if not captured.waiting(connection):
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
        with self._writing() as connection:
            content = carry_out(connection, changes)
            if drop_draft is not None:
                drafts.drop_draft(connection, drop_draft)
            number = self._journalled(connection, label, content)
        self._copy_journal()
        return number

    def undo(self) -> str:
        """Takes back the newest change that is not taken back yet, and the imports that came
        together with it; its label. Raises CannotUndo."""
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
        with undoing(), self._writing() as connection:
            there = rows.find(connection, kind, id_)[0] is not None
            entries = journal.touching(connection, kind, id_) if there else []
            inverse = invert_together(connection, entries)
            self._journalled(connection, label, inverse)
        self._copy_journal()

    @contextmanager
    def imports_together(self) -> Iterator[None]:
        """A block whose imports are each a change of its own, and one undo takes back all."""
        self._together = str(uuid.uuid4())
        try:
            yield
        finally:
            self._together = None

    def history(self, limit: int = 50) -> list[JournalEntry]:
        """The newest journal entries, newest first."""
        with self._database.reading() as connection:
            return journal.history(connection, limit)

    def import_batch(
        self,
        label: str,
        *,
        file: str,
        fingerprint: str,
        new: Iterable[Record] | Stage,
        updated: Iterable[Put | Remove] = (),
        remember: Mapping[str, Mapping[str, str]] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Batch:
        """Writes an import as one change that is undone as a whole.

        `new` may be as long as it likes, clients before their records and invoices before their
        payments; `remember` is topic -> name -> answer. While `new` is drawn, others may write:
        the file is taken at the end and for short. `progress` gets the number of new rows made
        ready so far; what it raises cancels the import. Raises BadRecord or Stale with nothing
        written.
        """
        source = {
            "id": str(uuid.uuid4()),
            "file": without_surrogates(file),
            "fingerprint": fingerprint,
            **({"together": self._together} if self._together else {}),
        }
        staged = new if isinstance(new, Stage) else stage(new, progress)
        if progress:
            progress(staged.counts.total())
        with self._writing(staged.path) as connection:
            content = bulk_import(connection, source, staged, list(updated), remember or {})
            self._journalled(connection, label, content)
        self._copy_journal()
        changed = Counter(image.kind for image in content.rows)
        added = (content.batch or {}).get("counts", {})
        return Batch(source["id"], added, in_order(changed))

    def _journalled(self, connection: Connection, label: str, content: Content) -> int:
        if not content:
            return journal.head(connection)[0]
        return journal.append(connection, without_surrogates(label), content, self._now())

    def _invert(
        self, newest: Callable[[Connection], journal.JournalLine | None], verb: str, nothing: str
    ) -> str:
        labels = []
        with undoing(), self._writing() as connection:
            entry = newest(connection)
            if entry is None:
                raise CannotUndo(nothing)
            together = entry.read().together
            while entry is not None:
                label = entry.label.removeprefix("Undo: ")
                inverse = invert(connection, entry.read())
                number = entry.number
                journal.append(connection, f"{verb}: {label}", inverse, self._now(), undoes=number)
                labels.append(label)
                entry = newest(connection) if together else None
                if entry is not None and entry.read().together != together:
                    break
        self._copy_journal()
        return ", ".join(labels)

    def _copy_journal(self) -> None:
        def lines_from(number: int) -> list[journal.JournalLine]:
            with self._database.reading() as connection:
                return journal.lines(connection, after=number - 1)

        notice = second_copy.after_a_save(journal_copy(self.path), lines_from)
        if notice and notice not in self.notices:
            self.notices.append(notice)

    # --- what is kept beside the records ------------------------------------------------------

    def draft(self, key: str) -> str | None:
        """The text typed under this key and not saved, or None."""
        with self._database.reading() as connection:
            return drafts.draft(connection, key)

    def drafts(self) -> dict[str, str]:
        """Every text typed and not saved, by its key."""
        with self._database.reading() as connection:
            return drafts.drafts(connection)

    def replace_draft(self, key: str, was: str | None, text: str | None) -> str | None:
        """Puts `text` in the place of the draft `was`, None meaning none; what is stored now.

        Raises DraftChanged, with nothing written, when another program changed that draft.
        """
        with self._writing() as connection:
            return drafts.replace_draft(connection, key, was, text, self._now())

    def remembered(self, topic: str) -> dict[str, str]:
        """The answers kept under a topic (by `Remember`, or by an import)."""
        with self._database.reading() as connection:
            return drafts.remembered(connection, topic)

    def save_glance(self, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keeps the first list as computed, for `list_cache.read_list_cache` at the next start.

        `key` names what it depends on besides the records (the day, the settings).
        """
        with self._writing() as connection:
            head, _ = journal.head(connection)
            drafts.save_glance(connection, key, head, rows)

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
        with self._database.reading() as connection:
            number, signature = journal.head(connection)
        copies = list_backups(backup_dir(self.path))
        due = is_due(copies, number, signature, self._now().astimezone(UTC), every)
        return self.backup() if due else None

    def play_again(self, lines: Iterable[JournalLine]) -> Replayed:
        """Carries out what a journal tells of the time after the newest entry here."""
        with self._writing() as connection:
            replayed = play_again(connection, lines)
        self._copy_journal()
        return replayed

    def verify(self) -> list[str]:
        """What is wrong with the file, the journal or the newest copy, one sentence each."""
        return verify(self._database)
