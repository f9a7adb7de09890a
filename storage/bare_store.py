"""The data file without SQLModel: every write, and the reads that an import asks for."""

from __future__ import annotations

import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from storage import captured
from storage.data_file import drafts
from storage.data_file.backup import copy_to_second, findings_of_snapshot, is_due, make_backup
from storage.data_file.copy_names import list_backups
from storage.data_file.verify import verify
from storage.errors import BackupFailed
from storage.history import History
from storage.journal import journal
from storage.journal.journal import JournalLine
from storage.paths import backup_dir
from storage.record_reads import RecordReads
from storage.sqlite_errors import damaged, explained
from storage.writing.again import Replayed, play_again
from storage.writing.apply_changes import carry_out
from storage.writing.bulk import Batch, bulk_import, in_order, stage
from storage.writing.import_rows import KeptRow
from storage.writing.stage import Stage
from triage.changes import Change, Put, Remove
from triage.records import Record
from triage.records.codec import without_surrogates

LOOK_EVERY = timedelta(days=7)
"""How long a flipped bit may lie in a file that nothing else speaks against."""
BACKUP_EVERY = timedelta(minutes=30)
"""How much work may be in the data file alone, while it is being changed."""


class BareStore(RecordReads, History):
    """One open data file. Threads may share it; they take turns. A process opens a file once:
    on POSIX, looking at it a second time would drop the locks of the first.

    Every method is a transaction of its own, finished when it returns. Any of them may raise a
    FileTrouble (the file is locked, damaged, full, gone); then nothing was written. `notices`
    are sentences for the user that stopped nothing: narrowed permissions, a second copy that
    could not be written.
    """

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
        if self.read_only:
            return  # it only saves time
        with self._writing() as connection:
            head, _ = journal.head(connection)
            drafts.save_glance(connection, key, head, rows)

    # --- looking after the file ---------------------------------------------------------------

    def backup(self, folder: Path | None = None, *, second: Path | None = None) -> Path:
        """Makes a verified copy (default: beside the file) and thins out old ones; the same once
        more in a `second` folder.

        Raises BackupFailed; older copies are then untouched.
        """
        with self._database.bare() as connection:
            copy = make_backup(connection, self.path, folder, self._now())
        if second is not None:
            with self._database.bare() as connection:
                copy_to_second(connection, self.path, copy, second)
        return copy

    def backup_if_due(
        self, every: timedelta = BACKUP_EVERY, *, second: Path | None = None
    ) -> Path | None:
        """Makes a copy when the newest is older than that and lacks something; None when not.

        Raises BackupFailed.
        """
        with self._database.reading() as connection:
            number, signature = journal.head(connection)
        copies = list_backups(backup_dir(self.path))
        due = not self.read_only and is_due(
            copies, number, signature, self._now().astimezone(UTC), every
        )
        return self.backup(second=second) if due else None

    def look_through_if_due(self) -> bool:
        """Looks all through the records once a week; whether it did. Raises Damaged, and from then
        on the file is opened by nobody before it is mended."""
        if self.read_only:
            return False
        checked = self._database.mark.checked_at()
        now = self._now().astimezone(UTC)
        if checked is not None and timedelta() <= now - checked < LOOK_EVERY:
            return False
        try:
            # What the disk gave wrong once is read again before it is called damage.
            findings = findings_of_snapshot(self.path) and findings_of_snapshot(self.path)
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except OSError as error:
            raise BackupFailed(f"The weekly check could not be run ({error}).") from error
        if findings:
            self._database.is_sound = False
            self._database.mark.doubt()
            raise damaged(self.path, findings[0].rstrip("."))
        self._database.mark.looked(now)
        return True

    def play_again(
        self, lines: Iterable[JournalLine], rows_of: Callable[[str], Iterable[KeptRow]]
    ) -> Replayed:
        """Carries out what a journal tells of the time after the newest entry here; `rows_of`
        gives what it tells of the rows of an import."""
        with self._writing() as connection:
            replayed = play_again(connection, lines, rows_of)
        self._copy_journal()
        return replayed

    def capture_again(self, told: Iterable[str]) -> int:
        """Takes in what a second copy tells of notes written down in a hurry that no journal knows;
        how many there were."""
        with self._writing() as connection:
            number = captured.write_again(connection, told)
        self._take_in()
        return number

    def verify(self) -> list[str]:
        """What is wrong with the file, the journal or the newest copy, one sentence each."""
        return verify(self._database)
