"""Verified copies of the data file: made, checked, thinned out."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storage.cipher import connect_file
from storage.data_file.content_check import content_findings
from storage.data_file.copy_names import BackupFile, copy_name, list_backups
from storage.data_file.migrations import latest
from storage.data_file.thinning import too_many
from storage.errors import BackupFailed
from storage.files import fsync_path, replacing
from storage.passphrase import is_to_be_looked_at, refuse_locked
from storage.paths import backup_dir
from storage.platform import private_file, private_folder
from storage.search_index import is_about_search, is_part
from storage.tables.schema import APPLICATION_ID, NO_HASH

_LOOK = "looking.part"
"""A copy that is made to be looked through, and goes at once."""


@dataclass(frozen=True)
class BackupSummary:
    """What a copy is compared by."""

    head: tuple[int, str]
    counts: Mapping[str, int]


def is_due(
    copies: Iterable[BackupFile], number: int, signature: str, now: datetime, every: timedelta
) -> bool:
    """Whether no copy holds the newest entry (its number and hash), and none is younger than
    `every`. A file without entries needs none.
    """
    made = list(copies)
    if number == 0 or any(
        copy.number == number and signature.startswith(copy.head) for copy in made
    ):
        return False
    # One that was made while the clock ran ahead tells nothing of how long ago that was.
    return not any(timedelta() <= now - copy.at < every for copy in made)


def make_backup(
    connection: sqlite3.Connection,
    database: Path,
    folder: Path | None,
    now: datetime,
    *,
    before_version: int | None = None,
) -> Path:
    """A copy of the open file, checked before it counts; then old ones are thinned out.

    `before_version` marks one made before a migration. Raises BackupFailed; a copy that fails its
    check is deleted and nothing else is.
    """
    folder = folder or backup_dir(database)
    before = content(connection)
    mark = f"-before-v{before_version}" if before_version else ""
    target = folder / copy_name(database, now, before.head, mark)
    try:
        with replacing(target) as part:
            connection.execute("VACUUM INTO ?", (str(part),))
            copied = check_copy(part)
            # Another process may have written meanwhile; then the counts of before say nothing.
            if content(connection) == before and copied != before:
                raise BackupFailed(f"The copy {target} differs from {database}.")
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(
            f"No backup could be written to {folder} ({error}).",
            "Your data is untouched: make room there, or name another folder.",
        ) from error
    _thin_out(connection, database, folder, target)
    return target


def copy_to_second(
    connection: sqlite3.Connection, database: Path, copy: Path, folder: Path
) -> Path:
    """The same copy once more in another folder, on another disk say; checked, and thinned out
    there, too. Raises BackupFailed; where there is no such folder now, none is made.
    """
    if not folder.is_dir():
        raise BackupFailed(
            f"The second folder for backups, {folder}, cannot be found.",
            "The backup next to the data file was made. If the folder is on a drive, plug it in.",
        )
    target = folder / copy.name
    try:
        with replacing(target) as part:
            shutil.copyfile(copy, part)
            fsync_path(part)
            check_copy(part)
    except OSError as error:
        raise BackupFailed(
            f"No backup could be written to {folder} ({error}).",
            "The backup next to the data file was made.",
        ) from error
    _thin_out(connection, database, folder, target)
    return target


def _thin_out(connection: sqlite3.Connection, database: Path, folder: Path, newest: Path) -> None:
    try:
        size = database.stat().st_size
    except OSError:
        return  # it was moved meanwhile: every copy may be needed
    own = [copy for copy in list_backups(folder) if _is_of(connection, copy)]
    for old in too_many(own, size):
        if old.path != newest:
            with suppress(OSError):
                old.path.unlink()


def findings_of_snapshot(database: Path) -> list[str]:
    """What is wrong with the records, found in a copy that is gone afterwards: nobody has to wait
    while they are looked through. It is made from the disk, not from what an open connection has
    in memory. Raises OSError and sqlite3.Error."""
    private_folder(backup_dir(database))
    part = backup_dir(database) / _LOOK
    part.unlink(missing_ok=True)
    private_file(part)
    try:
        with closing(connect_file(database, "rw")) as fresh:
            fresh.execute("VACUUM INTO ?", (str(part),))
        with closing(connect_file(part, "rw")) as snapshot:
            return content_findings(snapshot)
    finally:
        part.unlink(missing_ok=True)


def _is_of(connection: sqlite3.Connection, copy: BackupFile) -> bool:
    """Whether a copy is of this file: another one may keep its copies in the same folder, and
    under the same name."""
    query = "SELECT 1 FROM journal WHERE number = ? AND substr(hash, 1, 8) = ?"
    return connection.execute(query, (copy.number, copy.head)).fetchone() is not None


def content(connection: sqlite3.Connection) -> BackupSummary:
    """The newest journal entry and the number of rows of each table with data."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    counts = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
        if not is_part(name)
    }
    newest = connection.execute(
        "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return BackupSummary(head=newest or (0, NO_HASH), counts=counts)


def check_copy(path: Path, *, whole: bool = False) -> BackupSummary:
    """What a closed data file holds. Raises BackupFailed unless it is ours, whole and not newer;
    `whole` says that its records are held against its journal, too.
    """
    is_to_be_looked_at(path)
    refuse_locked(path)
    try:
        # Not `mode=ro`: SQLite loads no CHECK constraints then, and its check passes over them.
        with closing(connect_file(path, "rw")) as connection:
            connection.execute("PRAGMA query_only = ON")
            ours = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if ours != APPLICATION_ID or version == 0:
                raise BackupFailed(f"{path} is not a Good Terms file.", "Choose another.")
            if version > latest():
                raise BackupFailed(
                    f"{path} was written by a newer version of this program.",
                    "Update the program first.",
                )
            for (finding,) in connection.execute("PRAGMA integrity_check").fetchall():
                if finding != "ok" and not is_about_search(finding):
                    raise BackupFailed(f"{path} is damaged ({finding}).", "Choose another.")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupFailed(
                    f"{path} has records whose client is missing.", "Choose another."
                )
            # What was saved by an older version is looked through once it is up to date.
            whole = whole and version == latest()
            if whole and (findings := content_findings(connection)):
                raise BackupFailed(f"{path} is damaged. {findings[0]}", "Choose another.")
            return content(connection)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise BackupFailed(f"{path} cannot be read ({error}).", "Choose another backup.") from error
