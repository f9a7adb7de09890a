"""One open data file: its connection and its transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import search_index
from storage.check_mark import CheckMark
from storage.connection import file_address
from storage.errors import BadRecord, Moved, ReadOnly
from storage.sqlite_errors import damaged, explained, locked
from storage.tables.mapping import UnreadableRow


class Database:
    """The connection of one Store. Threads take turns; no transaction outlives its `with`.

    Several processes may have the file open, so a transaction is short: an open read keeps
    another process from committing.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, read_only: ReadOnly | None = None
    ) -> None:
        self.path = path
        self.read_only = read_only
        """Why nothing can be written; None when it can."""
        self._connection = connection
        self._lock = threading.RLock()
        self._inside = False
        self._identity = _identity(path)
        self.mark = CheckMark(str(path))
        self.is_sound = False
        """Nothing speaks against the content; until somebody says so, no mark is renewed."""

    def is_replaced(self) -> bool:
        """Whether another file stands at the path by now: a restore in another terminal, a sync."""
        return _identity(self.path) not in (None, self._identity)

    def is_in_place(self) -> bool:
        """Whether the file that was opened is still the one at the path."""
        return _identity(self.path) == self._identity

    def close(self) -> None:
        """Gives the file back; twice is once."""
        with self._lock:
            self._connection.close()

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
        with self.bare() as connection:
            if not self.is_in_place():
                raise Moved(
                    f"{self.path} was moved, deleted or replaced while it was open.",
                    "Nothing was saved there: put it back, or start the program again.",
                )
            # The driver's own transactions begin at the first write and so lose updates between
            # two processes. `isolation_level=None` (set where the file is opened) silences it.
            with _attached(connection, stage), _transaction(connection, "BEGIN IMMEDIATE"):
                yield connection
                search_index.catch_up(connection)
            if self.is_sound:
                self.mark.renew()

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
    def alone(self) -> Iterator[None]:
        """A block in which no other thread uses the connection."""
        with self._lock:
            yield

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
def _attached(connection: sqlite3.Connection, stage: Path | None) -> Iterator[None]:
    if stage is None:
        yield
        return
    # To be read: to write, it would have to be given up by the one who laid down the rows.
    address = f"{file_address(str(stage.absolute()))}?mode=ro"
    connection.execute("ATTACH DATABASE ? AS stage", (address,))
    try:
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


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
