"""A data file brought back: from a copy, and what the second copy of the journal tells of the time
after it; or from that journal alone.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.bare_store import BareStore
from storage.data_file.backup import check_copy
from storage.data_file.copy_names import best_first
from storage.data_file.restoring import restore
from storage.errors import BackupFailed
from storage.journal.journal import JournalLine
from storage.journal.second_copy import captured_lines, import_lines, imports_in, is_no_entry
from storage.paths import followed, journal_copy
from storage.tables.mapping import canonical
from storage.writing.again import Replayed
from storage.writing.import_rows import KeptRow, kept_rows

_JOURNAL = ".jsonl"


@dataclass(frozen=True)
class Restored:
    """Where the former file is now (None: there was none), and what came back after the copy."""

    aside: Path | None
    later: Replayed


def bring_back(
    copy: Path, database: Path, now: Callable[[], datetime], *, later: bool = True
) -> Restored:
    """Puts a copy in the place of the data file, with what was saved after it unless `later` is
    False; what stood there is moved aside. `copy` may be a journal (JSON lines), too.

    All of it is made ready beside the file before anything is moved. Raises BackupFailed, or a
    StorageError of the copy, with the present file untouched.
    """
    database = followed(database)
    is_journal = copy.suffix == _JOURNAL and copy.is_file()
    if not is_journal:
        if not copy.is_file():
            raise BackupFailed(f"{copy} does not exist.", "`goodterms backups` lists the backups.")
        check_copy(copy.absolute(), whole=later)
    journal = copy if is_journal else journal_copy(database)
    if not (is_journal or (later and journal.is_file())):
        return Restored(restore(copy, database, now()), Replayed())
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{database.stem}-restore-", dir=database.parent))
    except OSError as error:
        raise BackupFailed(
            f"{copy} could not be restored ({error}).", "Nothing was deleted."
        ) from error
    try:
        ready = folder / f"{database.stem}.db"
        if not is_journal:
            shutil.copyfile(copy, ready)
        with BareStore.open(ready, now=now) as store:
            told = _Journal(journal)
            replayed = store.play_again(told.entries(), told.rows_of)
            replayed.done += store.capture_again(captured_lines(journal))
            if told.ends_unreadable:
                replayed.left.append("the last change (not readable in the journal)")
            if store.head() == 0:
                raise BackupFailed(f"There is nothing readable in {copy}.", "Choose another.")
        check_copy(ready.absolute(), whole=True)
        aside = restore(ready, database, now())
        with suppress(OSError):  # it is written anew at the next save
            shutil.move(journal_copy(ready), followed(journal_copy(database)))
        return Restored(aside, replayed)
    except OSError as error:
        raise BackupFailed(
            f"{copy} could not be restored ({error}).", "Nothing was deleted."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def best_source(database: Path, second: Path | None = None) -> Path | None:
    """What brings most of a data file back: the first copy that is sound, here or in a `second`
    folder, else the second copy of the journal where it tells everything from the beginning on.
    """
    for copy in best_first(database, second):
        with suppress(BackupFailed):
            check_copy(copy.path.absolute(), whole=True)
            return copy.path
    journal = journal_copy(database)
    with suppress(OSError):
        if next((entry.number for entry in _Journal(journal).entries()), 0) == 1:
            return journal
    return None


class _Journal:
    """The entries of a journal that can be read and are as they were written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places = imports_in(path)
        self.ends_unreadable = False
        """Whether nobody knows what its last line tells."""

    def entries(self) -> Iterator[JournalLine]:
        """The entries, oldest first, each once."""
        last = 0
        if not self._path.is_file():
            return
        with self._path.open("rb") as file:
            for text in file:
                if is_no_entry(text) or not text.strip():
                    continue
                line = _entry(text)
                self.ends_unreadable = line is None
                if line is not None and line.number > last:
                    last = line.number
                    yield line

    def rows_of(self, batch: str) -> Iterator[KeptRow]:
        """What it tells of the rows of an import, by its id."""
        if batch in self._places:
            yield from kept_rows(import_lines(self._path, self._places[batch]))


def _entry(text: bytes) -> JournalLine | None:
    try:
        value = json.loads(text)
        line = JournalLine(**{**value, "content": canonical(value["content"])})
        return line if line.hash == line.expected_hash() else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
