"""The door to an open data file: how it is opened and left, and how anything is written to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Self

from storage import captured
from storage.data_file.database import Database
from storage.data_file.journal_copying import JournalCopy
from storage.data_file.open_file import open_file
from storage.errors import DiskTrouble, Locked, ReadOnly
from storage.journal import journal
from storage.journal.images import Content
from triage.records.codec import without_surrogates

BRIEFLY_MS = 50
"""How long a busy file is waited for where the next try comes by itself."""


class Writer:
    """An open data file: its transactions, its journal and the second copy of that."""

    def __init__(
        self, database: Database, *, now: Callable[[], datetime], notices: list[str]
    ) -> None:
        self._database = database
        self._journal_copy = JournalCopy(database)
        self._now = now
        self._seen_version = self._data_version()
        self._own: set[int] = set()
        """The numbers of what this program wrote itself."""
        self._head_at_open = 0
        self.notices = notices

    @classmethod
    def open(
        cls, path: Path, *, now: Callable[[], datetime], create: bool = True, look: bool = True
    ) -> Self:
        """Opens the data file, or makes it. Raises a FileTrouble, or BackupFailed when the copy
        before a migration fails; then the file is as it was.

        One that something else wrote to, or that was left in the middle of a change, is looked
        through first, unless `look` is False.
        """
        database, notices = open_file(path, now=now, create=create)
        store = cls(database, now=now, notices=notices)
        try:
            if look and not store.read_only:
                database.look_through_if_changed()
            store._take_in()
        except BaseException:
            store.close()
            raise
        store._head_at_open = store.head()
        store._begin_second_copy()
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

    @property
    def read_only(self) -> bool:
        """Whether the file is write-protected: it can be read, and every write raises ReadOnly."""
        return self._database.read_only is not None

    def head(self) -> int:
        """The number of the newest journal entry, 0 when there is none."""
        with self._database.reading() as connection:
            return journal.head(connection)[0]

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

    # --- writing ---

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
            if self.read_only or not captured.waiting(connection):
                return
        with suppress(Locked, ReadOnly, DiskTrouble):
            with self._writing():
                pass
            self._copy_journal()

    def _journalled(self, connection: Connection, label: str, content: Content) -> int:
        if not content:
            return journal.head(connection)[0]
        return self._sign(connection, without_surrogates(label), content)

    def _sign(
        self, connection: Connection, label: str, content: Content, undoes: int | None = None
    ) -> int:
        number = journal.append(connection, label, content, self._now(), undoes)
        self._own.add(number)
        return number

    def _begin_second_copy(self) -> None:
        """Writes the second copy where there is none, as after a restore of a file as it was: until
        the next save nothing else would hold what is newer than a backup."""
        if not (self.read_only or self._head_at_open == 0 or self._journal_copy.is_there()):
            self._copy_journal()

    def _copy_journal(self) -> None:
        notice = self._journal_copy.catch_up()
        if notice and notice not in self.notices:
            self.notices.append(notice)
