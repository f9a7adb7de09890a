"""The temporary file of an import: one of its own, and those that killed imports left behind.

Who works with such a file holds a lock of SQLite on it, so that whoever finds it knows whether it
is in use: by this process, by another one, in another container that shares the folder. Between two
transactions the lock is gone for a moment, so a file that was written just now is left alone too.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from storage.connection import file_address
from storage.platform import is_own_file

_NAME = re.compile(r"goodterms-\w{8}\.import")
_TRIES = 100
_AT_REST_SECONDS = 60.0
"""A file is left over only when nobody has written to it for so long; a moment would do."""


def begin_file() -> tuple[sqlite3.Connection, Path]:
    """A new private file with a transaction begun in it, after what others left is gone."""
    for _ in range(_TRIES):
        handle, name = tempfile.mkstemp(prefix="goodterms-", suffix=".import")
        status = os.fstat(handle)
        made = status.st_ino
        os.close(handle)
        remove_leftovers(Path(tempfile.gettempdir()), status.st_mtime - _AT_REST_SECONDS)
        connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
        # What is lost with a crash was not promised to anybody.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -500")  # KiB: rows are laid down and read in order
        with suppress(sqlite3.OperationalError, OSError):  # somebody took it for a leftover
            connection.execute("BEGIN IMMEDIATE")
            if Path(name).stat().st_ino == made:
                return connection, Path(name)
        connection.close()
    raise OSError(f"no file could be made in {tempfile.gettempdir()}")


def keep_in_use(connection: sqlite3.Connection) -> None:
    """Ends the transaction and begins one that reads: others see the rows, and that they are
    needed."""
    connection.execute("COMMIT")
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def remove_leftovers(folder: Path, written_before: float) -> None:
    """Removes the user's own files that nobody works with, and that nobody has written to since.

    `written_before` = seconds since 1970, by the clock of that folder's file system.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if not _NAME.fullmatch(entry.name) or not is_own_file(path):
                continue
            if path.stat().st_mtime < written_before:
                _remove_unused(path)


def _remove_unused(path: Path) -> None:
    with suppress(sqlite3.Error, OSError), closing(_opened(path)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return  # in use
        except sqlite3.DatabaseError:
            pass  # torn by the end of its process; whoever worked with it would be asked first
        path.unlink()


def _opened(path: Path) -> sqlite3.Connection:
    address = f"{file_address(str(path))}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)
