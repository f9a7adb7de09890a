"""Opening the data file. The order matters: it is looked at before SQLite may touch it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from storage.bare_platform import open_to_read
from storage.check_mark import CheckMark
from storage.cipher import connect_file
from storage.connection import journal_mode, set_to_lose_nothing
from storage.data_file.backup import make_backup
from storage.data_file.content_check import journal_findings
from storage.data_file.copy_names import best_first, list_backups
from storage.data_file.database import Database
from storage.data_file.migrations import latest, migrate, version_of
from storage.data_file.privacy import narrow, refuse_what_is_not_ours
from storage.errors import (
    Damaged,
    DiskTrouble,
    FileTrouble,
    Locked,
    MissingFile,
    Newer,
    NotOurs,
    ReadOnly,
    StorageError,
)
from storage.header import APPLICATION_ID, HEADER, MAGIC, application_of, version_in
from storage.passphrase import another_passphrase, is_encrypted, is_to_be_looked_at, refuse_locked
from storage.paths import backup_dir, broken_link, followed, journal_copy
from storage.platform import private_file, private_folder, write_protected
from storage.search_index import is_part
from storage.sqlite_errors import damaged, explained

WAIT_MS = 2000
"""How long a busy file is waited for: other processes hold it for milliseconds."""


def open_file(
    path: Path, *, now: Callable[[], datetime], create: bool = True
) -> tuple[Database, list[str]]:
    """Opens the data file, making it or bringing its schema up to date when that is due; with
    what the user should hear about it. One that is write-protected opens to be read.

    Raises a FileTrouble (NotOurs, Damaged, Newer, Locked, ReadOnly when it would have to be
    brought up to date, MissingFile, DiskTrouble) or BackupFailed before a migration; then nothing
    was written to the file.
    """
    link, path = broken_link(path), followed(path)
    try:
        if link is not None:
            raise _leads_nowhere(link)
        refuse_what_is_not_ours(path)
        fresh = _is_fresh(path, create)
        protected = None
        if not fresh:
            _check_header(path)
            protected = _write_protection(path)
        if protected is not None:
            notices = [f"{protected.message} You can look and export; nothing can be saved."]
        else:
            notices = narrow(path)
        handle = open_to_read(str(path))
    except OSError as error:
        raise DiskTrouble(
            f"{path} cannot be opened ({error.strerror or error}).",
            "Check the permissions of the file and its folder, or choose another with --db.",
        ) from error
    connection = None
    try:
        connection = _connect(path) if fresh else _connect_checked(path, protected is not None)
        if version_of(connection) < latest():
            if protected is not None:
                raise protected
            if not fresh:
                _check_before_update(connection, path)
                make_backup(connection, path, None, now(), before_version=latest())
            migrate(connection, now())
        return Database(path, connection, handle, now=now, read_only=protected), notices
    except (sqlite3.Error, StorageError, UnicodeDecodeError) as error:
        if connection is not None:
            connection.close()
        os.close(handle)
        if isinstance(error, StorageError):
            raise
        if isinstance(error, UnicodeDecodeError):
            raise damaged(path, "its tables cannot be read") from error
        raise explained(error, path) from error


def _check_before_update(connection: sqlite3.Connection, path: Path) -> None:
    # The records of an older version cannot be read yet; its journal can.
    mark = CheckMark(str(path))
    if mark.is_there() and not mark.fits() and (findings := journal_findings(connection)):
        raise damaged(path, findings[0].rstrip("."))


def _leads_nowhere(link: Path) -> MissingFile:
    return MissingFile(
        f"{link} is a link, and the file it points to is missing.",
        "If that is on a drive that is not mounted, mount it first; nothing was written.",
    )


def _is_fresh(path: Path, create: bool) -> bool:
    """Whether the file is to be made now; it is there (empty, 0600) when this returns True."""
    if path.is_dir():
        raise NotOurs(f"{path} is a folder.", "Name a file in it, or leave --db out.")
    exists = path.exists()
    if exists and not path.is_file():
        raise NotOurs(f"{path} is a device or a pipe.", "Name a file, or leave --db out.")
    if exists and path.stat().st_size > 0:
        return False
    # An empty place where data was must not look like "no clients yet".
    copies = best_first(path)
    if copies or journal_copy(path).exists():
        what = "is empty" if exists else "is not there"
        newest = copies[0].path if copies else journal_copy(path)
        raise MissingFile(
            f"{path} {what}, but there are backups of its data.",
            f"`goodterms restore {newest}` brings the data back; "
            "to start fresh, move the backups to another folder."
            if copies
            else f"`goodterms restore {newest}` brings back what is in its journal; "
            "to start fresh, move the journal to another folder.",
        )
    if not create:
        raise MissingFile(f"There is no data file at {path}.", "Check the path after --db.")
    private_folder(path.parent)
    if not exists:
        private_file(path)
    return True


def _check_header(path: Path) -> None:
    # The first hundred bytes are read by hand, because a foreign file is none of SQLite's
    # business: opening it could already roll a left-over journal into it.
    is_to_be_looked_at(path)
    refuse_locked(path)
    if is_encrypted(path):
        return  # what it says is seen inside
    with path.open("rb") as file:
        header = file.read(HEADER)
    if not header.startswith(MAGIC):
        if list_backups(backup_dir(path)):
            raise damaged(path, "it does not begin like a data file")
        raise NotOurs(
            f"{path} is not a Good Terms file.",
            "Choose another file with --db; this one was not touched.",
        )
    if len(header) < HEADER:
        raise damaged(path, "it ends after a few bytes")
    if application_of(header) != APPLICATION_ID:
        raise NotOurs(
            f"{path} is a database of another program.",
            "Choose another file with --db; it was left alone.",
        )
    if version_in(header) > latest():
        raise _too_new(path)


def _too_new(path: Path) -> Newer:
    return Newer(
        f"{path} was written by a newer version of this program.",
        "Update the program; nothing was written to the file.",
    )


def _write_protection(path: Path) -> ReadOnly | None:
    """Why a file is only read; None when it may be written."""
    place = write_protected(path)
    if place is None:
        return None
    return ReadOnly(
        f"{place} is write-protected.",
        "Allow writing (chmod u+w), or work on a copy of the file with --db.",
    )


def _connect(path: Path) -> sqlite3.Connection:
    connection = _connected(path, "rw")
    journal = journal_mode(connection)
    if journal != "truncate":
        connection.close()
        raise FileTrouble(
            f"Saving to {path} is not safe now (journal mode {journal}).",
            "Close every other program that has it open, then start again.",
        )
    return connection


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    connection = connect_file(path, mode, WAIT_MS / 1000)
    try:
        if is_encrypted(path):
            _check_passphrase(connection, path)
        return set_to_lose_nothing(connection)
    except BaseException:
        connection.close()
        raise


def _check_passphrase(connection: sqlite3.Connection, path: Path) -> None:
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        version = version_of(connection)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        raise another_passphrase(path) from error
    if path.stat().st_size and application != APPLICATION_ID:
        raise NotOurs(
            f"{path} is a database of another program.",
            "Choose another file with --db; it was left alone.",
        )
    if version > latest():
        raise _too_new(path)


def _connect_checked(path: Path, protected: bool) -> sqlite3.Connection:
    """A connection to a file that passed the check. What the disk gave wrong once is read again
    before it is called damage."""
    try:
        return _checked(path, protected)
    except (Damaged, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(explained(error, path), Locked):
            raise
    return _checked(path, protected)


def _checked(path: Path, protected: bool) -> sqlite3.Connection:
    connection = _connected(path, "ro") if protected else _connect(path)
    try:
        _check_inside(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_inside(connection: sqlite3.Connection, path: Path) -> None:
    # Table by table: the search index is no data, and looking all through it (as SQLite does from
    # 3.44 on) would take a second at every start of a file with 100,000 notes.
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if is_part(table):
            continue
        findings = connection.execute(f'PRAGMA quick_check("{table}")').fetchall()
        if findings != [("ok",)]:
            raise damaged(path, findings[0][0])
    if version_of(connection) == 0:
        raise damaged(path, "its version is missing")
