"""Holding the data file while another one takes its place: nobody may be told that something was
saved in a file that is on its way out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.cipher import connect_file
from storage.errors import Locked
from storage.header import APPLICATION_ID, HEADER, application_of
from storage.passphrase import is_encrypted
from storage.platform import CAN_REPLACE_OPEN_FILES
from storage.sqlite_errors import explained

_WAIT_SECONDS = 2.0


@contextmanager
def held(database: Path) -> Iterator[None]:
    """A block in which no other program saves in the file; whoever waits to do so finds afterwards
    that it was replaced. Raises Locked when a save does not end.

    A file that SQLite cannot read as it lies there is not held: nobody saves there either, and it
    is kept as it was found. Nor is any held where an open file cannot be replaced.
    """
    connection = _holding(database) if CAN_REPLACE_OPEN_FILES and _is_plain(database) else None
    try:
        yield
    finally:
        if connection is not None:
            connection.close()


def _is_plain(database: Path) -> bool:
    """Whether it is ours, with nothing beside it that SQLite would play into it."""
    if any(database.with_name(f"{database.name}{ending}").exists() for ending in ("-wal", "-shm")):
        return False
    if is_encrypted(database):
        return True
    try:
        with database.open("rb") as file:
            return application_of(file.read(HEADER)) == APPLICATION_ID
    except OSError:
        return False


def _holding(database: Path) -> sqlite3.Connection | None:
    """A connection in the middle of a change; None where there can be none."""
    connection = None
    try:
        # To read is refused where a crash left a journal: to write would play it into the file.
        connection = connect_file(database.absolute(), "ro", _WAIT_SECONDS)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.close()
        connection = connect_file(database.absolute(), "rw", _WAIT_SECONDS)
        connection.execute("BEGIN IMMEDIATE")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if connection is not None:
            connection.close()
        if isinstance(trouble := explained(error, database), Locked):
            raise trouble from error
        return None
    return connection
