"""SQLCipher's connection, with the errors of sqlite3: whoever reads and writes needs to know no
second library. Needs the extra `cipher`; loaded for an encrypted file only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

from sqlcipher3 import dbapi2
from typing_extensions import override


def opened(address: str, passphrase: str | None, wait_seconds: float) -> sqlite3.Connection:
    """A connection in whose place one of sqlite3 might stand; without a passphrase, to a plain
    file. Raises sqlite3.Error."""
    with _translated():
        connection = _Connection(
            address, isolation_level=None, uri=True, timeout=wait_seconds, check_same_thread=False
        )
    # What it says of each page would land on the screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if passphrase is not None:
        connection.execute(f"PRAGMA key = {quoted(passphrase)}")  # which takes no parameter
    return cast("sqlite3.Connection", connection)


def opens(path: Path, passphrase: str) -> bool:
    """Whether the passphrase opens an encrypted file. Raises sqlite3.Error for other trouble."""
    try:
        with closing(opened(f"{path.absolute().as_uri()}?mode=ro", passphrase, 5.0)) as connection:
            connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        return False
    return True


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        kind = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
        same: sqlite3.Error = kind(*error.args)
        same.sqlite_errorname = getattr(error, "sqlite_errorname", "")
        same.sqlite_errorcode = getattr(error, "sqlite_errorcode", 0)
        raise same from error


# sqlcipher3 ships no types, so to mypy its classes are Any.
class _Cursor(dbapi2.Cursor):  # type: ignore[misc]
    @override
    def execute(self, *args: Any) -> Any:
        with _translated():
            return super().execute(*args)

    @override
    def executemany(self, *args: Any) -> Any:
        with _translated():
            return super().executemany(*args)

    @override
    def fetchone(self) -> Any:
        with _translated():
            return super().fetchone()

    @override
    def fetchmany(self, *args: Any, **kwargs: Any) -> Any:
        with _translated():
            return super().fetchmany(*args, **kwargs)

    @override
    def fetchall(self) -> Any:
        with _translated():
            return super().fetchall()

    @override
    def __next__(self) -> Any:
        with _translated():
            return super().__next__()


class _Connection(dbapi2.Connection):  # type: ignore[misc]
    @override
    def cursor(self, *_: Any, **__: Any) -> Any:
        return super().cursor(_Cursor)

    @override
    def execute(self, *args: Any) -> Any:
        return self.cursor().execute(*args)

    @override
    def executemany(self, *args: Any) -> Any:
        return self.cursor().executemany(*args)
