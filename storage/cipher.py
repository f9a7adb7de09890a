"""Connections to data files, plain or encrypted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.passphrase import library, passphrase_of


def connect_file(path: Path, mode: str, wait_seconds: float = 5.0) -> sqlite3.Connection:
    """A connection to a file; `mode` is that of SQLite's addresses. Raises sqlite3.Error."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    passphrase = passphrase_of(path)
    if passphrase is not None:
        encrypted: sqlite3.Connection = library().opened(address, passphrase, wait_seconds)
        return encrypted
    return sqlite3.connect(
        address, uri=True, timeout=wait_seconds, isolation_level=None, check_same_thread=False
    )


def connect_for_export(path: Path) -> sqlite3.Connection:
    """A connection that can write a plain file into an encrypted one, or the other way round.
    Raises sqlite3.Error."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection: sqlite3.Connection = library().opened(address, passphrase_of(path), 5.0)
    return connection
