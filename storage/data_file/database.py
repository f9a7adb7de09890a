"""One open data file: its connection and its transactions."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from storage import search_index
from storage.check_mark import CheckMark
from storage.connection import file_address
from storage.data_file.content_check import findings_on_disk
from storage.errors import BadRecord, Locked, Moved, ReadOnly
from storage.passphrase import is_encrypted
from storage.sqlite_errors import damaged, explained, locked
from storage.tables.mapping import UnreadableRow


class Database:
    """The connection of one Store. Threads take turns; no transaction outlives its `with`.

    Several processes may have the file open, so a transaction is short: an open read keeps
    another process from committing.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        handle: int,
        *,
        now: Callable[[], datetime],
        read_only: ReadOnly | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        """Why nothing can be written; None when it can."""
        self._connection = connection
        self._handle: int | None = handle
        """The file, open for reading since before SQLite opened it: what stands at the path by now
        is held against it, and its count of changes is read from it."""
        self._now = now
        self._lock = threading.RLock()
        self._inside = False
        self._identity = _identity(os.fstat(handle))
        self.mark = CheckMark(str(path), handle)
        self.is_encrypted = is_encrypted(path)
        self.is_sound = False
        """Nothing speaks against the content; until somebody says so, no mark is renewed."""

    def is_replaced(self) -> bool:
        """Whether another file stands at the path by now: a restore in another terminal, a sync."""
        return _standing_at(self.path) not in (None, self._identity)

    def is_in_place(self) -> bool:
        """Whether the file that was opened is still the one at the path."""
        return _standing_at(self.path) == self._identity

    def close(self) -> None:
        """Gives the file back; twice is once."""
        with self._lock:
            self._connection.close()
            if self._handle is not None:
                os.close(self._handle)  # after SQLite's own, whose locks it would drop
                self._handle = None

    def look_through_if_changed(self) -> None:
        """Looks all through the file where it is not as this program left it. Raises Damaged."""
        if not self.mark.is_there():
            self.mark.unchecked()  # what it was like before, nobody knows: the weekly look tells
        elif not self.mark.fits():
            with self.writing():  # meanwhile nobody else is in the middle of a save
                if not self.mark.fits():
                    self.look_through()
        elif self.mark.is_saving():
            self._after_a_killed_save()
        self.is_sound = True

    def look_through(self) -> None:
        """Looks all through the records as they are on the disk. Raises Damaged."""
        findings = findings_on_disk(self.path)
        if findings:
            raise damaged(self.path, findings[0].rstrip("."))
        self.mark.checked(self._now())

    def _after_a_killed_save(self) -> None:
        # SQLite has made the file whole. All the same it is looked through, as soon as it may take
        # its time.
        with suppress(Locked), self.writing():  # locked: the save is under way
            if self.mark.is_saving():
                self.mark.unchecked()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A read transaction: everything in it is from one moment."""
        with self.bare() as connection, _transaction(connection, "BEGIN"):
            yield connection

    @contextmanager
    def writing(self, stage: Path | None = None) -> Iterator[sqlite3.Connection]:
        """A write transaction, from its first statement the only one on the file.

        `stage` is a file whose tables are there as `stage` meanwhile. When the block ends the
        search index follows, and all is committed; it is undone when the block raises. Raises
        ReadOnly, Moved, Locked, DiskTrouble or Damaged; whatever it raises, nothing was written.
        """
        if self.read_only is not None:
            raise ReadOnly(self.read_only.message, self.read_only.hint)
        begun = False
        with self.bare() as connection:
            self._refuse_moved()
            try:
                # The driver's own transactions begin at the first write and so lose updates between
                # two processes. `isolation_level=None` (set where the file is opened) silences it.
                with (
                    _attached(connection, stage, self.is_encrypted),
                    _transaction(connection, "BEGIN IMMEDIATE"),
                ):
                    self._refuse_moved()  # it may have been replaced while it was in use
                    begun = self._begin()
                    yield connection
                    search_index.catch_up(connection)
            finally:
                if begun:  # saved or taken back, the file is as it should be
                    self.mark.renew()

    def _begin(self) -> bool:
        """Marks that a save begins, where nothing speaks against the content; whether it did.
        Raises Damaged."""
        if self.is_sound:
            if not self.mark.fits():
                self.look_through()
            self.mark.begin()
        return self.is_sound

    def _refuse_moved(self) -> None:
        if not self.is_in_place():
            raise Moved(
                f"{self.path} was moved, deleted or replaced while it was open.",
                "Nothing was saved there: put it back, or start the program again.",
            )

    @contextmanager
    def briefly(self, wait_ms: int) -> Iterator[None]:
        """A block that waits no longer than that for other threads and other programs.

        Raises Locked. Transactions go inside it, not round it.
        """
        if not self._lock.acquire(timeout=wait_ms / 1000):
            raise locked(self.path)
        try:
            (usual,) = self._connection.execute("PRAGMA busy_timeout").fetchone()
            self._connection.execute(f"PRAGMA busy_timeout = {wait_ms}")
            try:
                yield
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {usual}")
        finally:
            self._lock.release()

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """The connection itself, outside any transaction, for what SQLite runs only there."""
        with self._lock:
            if self._inside:
                raise RuntimeError("two changes were being saved at the same moment")
            self._inside = True
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise explained(error, self.path) from error
            except UnicodeEncodeError as error:
                raise BadRecord(
                    f"The text {error.object!r} contains characters that cannot be saved.",
                    "Nothing was saved: remove those characters, then save again.",
                ) from error
            except UnicodeDecodeError as error:
                raise damaged(self.path, "its tables cannot be read") from error
            except UnreadableRow as error:
                raise damaged(self.path, f"{error} cannot be read") from error
            finally:
                self._inside = False


@contextmanager
def _attached(
    connection: sqlite3.Connection, stage: Path | None, encrypted: bool
) -> Iterator[None]:
    if stage is None:
        yield
        return
    # To be read: to write, it would have to be given up by the one who laid down the rows.
    address = f"{file_address(str(stage.absolute()))}?mode=ro"
    plain = " KEY ''" if encrypted else ""
    connection.execute(f"ATTACH DATABASE ? AS stage{plain}", (address,))
    try:
        connection.execute("PRAGMA stage.cache_size = -500")
        yield
    finally:
        connection.execute("DETACH DATABASE stage")


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some errors (a full disk) have undone it already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _standing_at(path: Path) -> tuple[int, int] | None:
    try:
        return _identity(path.stat())
    except OSError:
        return None


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
