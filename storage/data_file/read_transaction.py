"""The data file opened for reading, before the store is loaded: of this version, at one moment,
and with nothing in it that the store has to see to first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.header import APPLICATION_ID, VERSION

_WAIT_SECONDS = 0.2


class Unreadable(Exception):
    """Something the store has to look at."""


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A read transaction. Raises Unreadable, also for what SQLite refuses inside the block."""
    if not path.is_file():
        raise Unreadable  # a pipe would be waited for without end
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(
            sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
        ) as connection:
            connection.execute("BEGIN")
            if not _is_ours(connection):
                raise Unreadable
            yield connection
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise Unreadable from error


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is of this program and version, with all that was written in its tables."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) != (APPLICATION_ID, VERSION):
        return False
    # What waits to be taken in belongs to the records, too.
    return connection.execute("SELECT 1 FROM captured LIMIT 1").fetchone() is None
