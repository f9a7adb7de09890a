"""How a data file is told from others, and how a connection to it is set. Imports next to nothing,
for a command that notes something down is done before a library would be loaded.
"""

from __future__ import annotations

import sqlite3

_PRAGMAS = (
    # Five syncs a commit, and no power cut loses what was acknowledged; the closed file is
    # complete by itself, so a copy or a cloud folder takes all of it.
    "PRAGMA synchronous = FULL",
    # On macOS a sync alone leaves the disk's own cache; elsewhere this changes nothing.
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    # Without it INSERT OR REPLACE walks past the triggers that guard the journal.
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)


def file_address(path: str) -> str:
    """The URI of a file, for SQLite, by its absolute path."""
    return "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def connect(address: str, wait_seconds: float) -> sqlite3.Connection:
    """A connection to a file that is there, set to lose nothing. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"{address}?mode=rw",
        uri=True,
        timeout=wait_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    return set_to_lose_nothing(connection)


def set_to_lose_nothing(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The same connection. Raises sqlite3.Error."""
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def journal_mode(connection: sqlite3.Connection) -> str:
    """The way of undoing a half-done change, `truncate` once it could be set."""
    return str(connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()[0])
