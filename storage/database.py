"""One open data file: its connection, its transactions, and what its errors mean to a person."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.errors import (
    BadRecord,
    Damaged,
    DiskTrouble,
    Locked,
    Moved,
    ReadOnly,
    StorageError,
)
from storage.mapping import UnreadableRow


class Database:
    """The connection of one Store. Threads take turns; no transaction outlives its `with`.

    Several processes may have the file open, so a transaction is short: an open read keeps
    another process from committing.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()
        self._inside = False
        self._identity = _identity(path)

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

        `stage` is a file whose tables are there as `stage` meanwhile.
        It is committed when the block ends and undone when the block raises. Raises ReadOnly,
        Moved, Locked, DiskTrouble or Damaged; whatever it raises, nothing was written.
        """
        with self.bare() as connection:
            if _identity(self.path) != self._identity:
                raise Moved(
                    f"{self.path} was moved, deleted or replaced while it was open.",
                    "Nothing was saved there: put it back, or start the program again.",
                )
            # The driver's own transactions begin at the first write and so lose updates between
            # two processes. `isolation_level=None` (set where the file is opened) silences it.
            with _attached(connection, stage), _transaction(connection, "BEGIN IMMEDIATE"):
                yield connection

    @contextmanager
    def briefly(self, wait_ms: int) -> Iterator[None]:
        """A block that waits no longer than that for other threads and other programs.

        Raises Locked. Transactions go inside it, not round it.
        """
        if not self._lock.acquire(timeout=wait_ms / 1000):
            raise _locked(self.path, None)
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
                raise RuntimeError("the store was called from inside its own transaction")
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
            except UnreadableRow as error:
                raise damaged(self.path, f"{error} cannot be read") from error
            finally:
                self._inside = False


@contextmanager
def _attached(connection: sqlite3.Connection, stage: Path | None) -> Iterator[None]:
    if stage is None:
        yield
        return
    connection.execute("ATTACH DATABASE ? AS stage", (str(stage),))
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


def explained(error: Any, path: Path) -> Exception:
    """What SQLite's error means for the person at the keyboard; a bug of ours stays as it is."""
    if not isinstance(error, sqlite3.Error):
        return error if isinstance(error, Exception) else RuntimeError(str(error))
    name = getattr(error, "sqlite_errorname", None) or ""
    for start, explain in _MEANINGS.items():
        if name.startswith(start):
            return explain(path, error)
    # No such table or column, or text that is no UTF-8: somebody else, or the disk, changed them.
    return (
        damaged(path, error) if re.search("no such|could not decode", str(error), re.I) else error
    )


def _locked(path: Path, _: sqlite3.Error | None) -> StorageError:
    return Locked(
        f"{path} is in use by another program.",
        "Nothing was changed: wait a moment and try again.",
    )


def _read_only(path: Path, _: sqlite3.Error) -> StorageError:
    return ReadOnly(
        f"{path} or its folder is write-protected.",
        "Nothing was changed: allow writing (chmod u+w), or choose another file with --db.",
    )


def _disk(path: Path, error: sqlite3.Error) -> StorageError:
    return DiskTrouble(
        f"The disk refused to write {path} ({error}).",
        "Make room or check the disk, then save again: nothing is stored twice.",
    )


def _no_way_in(path: Path, error: sqlite3.Error) -> StorageError:
    return DiskTrouble(
        f"{path} cannot be opened ({error}).", "Check the permissions of the file and its folder."
    )


def damaged(path: Path, what: object) -> Damaged:
    """The one sentence about a damaged file."""
    return Damaged(
        f"{path} is damaged ({what}).",
        "Nothing was written to it: `goodterms backups` lists the backups, "
        "`goodterms restore FILE` restores one.",
    )


def _bad_record(_: Path, error: sqlite3.Error) -> StorageError:
    return BadRecord(f"This entry could not be saved ({error}).", "Nothing was changed.")


_MEANINGS = {
    "SQLITE_BUSY": _locked,
    "SQLITE_LOCKED": _locked,
    "SQLITE_READONLY": _read_only,
    "SQLITE_FULL": _disk,
    "SQLITE_IOERR": _disk,
    "SQLITE_CANTOPEN": _no_way_in,
    "SQLITE_PERM": _no_way_in,
    "SQLITE_AUTH": _no_way_in,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_NOTADB": damaged,
    "SQLITE_CONSTRAINT": _bad_record,
}
