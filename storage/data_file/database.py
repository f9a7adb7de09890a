"""One open data file: its connection, its transactions, and what its errors mean to a person."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from storage import search_index
from storage.errors import (
    BadRecord,
    Damaged,
    DiskTrouble,
    Locked,
    Moved,
    ReadOnly,
    StorageError,
)
from storage.tables.mapping import UnreadableRow


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
        engine = _engine(connection)
        self._for_reading = engine.execution_options(writes=False)
        self._for_writing = engine.execution_options(writes=True)

    def is_replaced(self) -> bool:
        """Whether another file stands at the path by now: a restore in another terminal, a sync."""
        return _identity(self.path) not in (None, self._identity)

    def close(self) -> None:
        """Gives the file back; twice is once."""
        with self._lock:
            self._for_writing.dispose()
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read transaction: everything in it is from one moment."""
        with self._turn(), Session(self._for_reading) as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A write transaction, from its first statement the only one on the file.

        When the block ends the search index follows, and all is committed; it is undone when the
        block raises. Raises ReadOnly,
        Moved, Locked, DiskTrouble or Damaged; whatever it raises, nothing was written.
        """
        with self._turn():
            if _identity(self.path) != self._identity:
                raise Moved(
                    f"{self.path} was moved, deleted or replaced while it was open.",
                    "Nothing was saved there: put it back, or start the program again.",
                )
            with Session(self._for_writing) as session, session.begin():
                yield session
                session.flush()
                search_index.catch_up(self._connection)

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
        with self._turn():
            yield self._connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._lock:
            if self._inside:
                raise RuntimeError("the store was called from inside its own transaction")
            self._inside = True
            try:
                yield
            except DBAPIError as error:
                raise explained(error.orig, self.path) from error
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


def raw(session: Session) -> sqlite3.Connection:
    """SQLite's own connection, inside the session's transaction: for what only SQLite speaks."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _engine(connection: sqlite3.Connection) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    # The driver's own transactions begin at the first write and so lose updates between two
    # processes. `isolation_level=None` (set where the file is opened) silences it, and the
    # transaction begins here: at once for writing, without a lock for reading.
    @event.listens_for(engine, "begin")
    def _begin(begun: Connection) -> None:
        writes = begun.get_execution_options().get("writes")
        begun.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


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
