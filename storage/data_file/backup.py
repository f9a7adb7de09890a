"""Verified copies of the data file: made, thinned out, listed, brought back."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from storage.data_file.content_check import content_findings
from storage.data_file.migrations import latest
from storage.errors import BackupFailed
from storage.files import fsync_path, replacing
from storage.journal import second_copy
from storage.paths import backup_dir, companion_name, followed, journal_copy
from storage.platform import private_file, private_folder
from storage.search_index import is_about_search, is_part
from storage.tables.schema import APPLICATION_ID, NO_HASH

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)-s(?P<number>\d+)-(?P<head>[0-9a-f]{8})"
    r"(?P<before>-before-v\d+)?\.db\Z"
)

# Everything of two days, then the newest of each of so many days, weeks and months: what a file
# once held can be looked up a year later, in some 36 copies.
_KEEP_ALL = timedelta(days=2)
_KEEP = {"%Y-%m-%d": 12, "%G-W%V": 10, "%Y-%m": 12}


_LOOK = "looking.part"
"""A copy that is made to be looked through, and goes at once."""


@dataclass(frozen=True)
class BackupFile:
    """A copy by its name: when it was made (UTC), by the clock of then, and the newest journal
    entry in it with the first digits of its hash."""

    path: Path
    at: datetime
    number: int
    before_migration: bool
    head: str = ""


@dataclass(frozen=True)
class BackupSummary:
    """What a copy is compared by."""

    head: tuple[int, str]
    counts: Mapping[str, int]


def list_backups(folder: Path) -> list[BackupFile]:
    """The copies in a folder, newest first. An absent folder holds none."""
    copies = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        if copy := _named(path):
            copies.append(copy)
    return sorted(copies, key=lambda copy: (copy.at, copy.number), reverse=True)


def _named(path: Path) -> BackupFile | None:
    parts = _NAME.match(path.name)
    if parts is None:
        return None
    try:
        at = datetime.strptime(parts["at"], _STAMP).replace(tzinfo=UTC)
    except ValueError:  # a day that no calendar has: somebody else's name
        return None
    return BackupFile(path, at, int(parts["number"]), bool(parts["before"]), parts["head"])


def best_first(database: Path) -> list[BackupFile]:
    """The copies beside a data file, the one that holds most of it first.

    The clock may once have been wrong, so what counts is how many changes are in a copy; before
    that, whether it is of the history that the second copy of the journal tells, and not of one
    that an earlier restore left.
    """
    copies = list_backups(backup_dir(database))
    try:
        history = dict(second_copy.signatures(journal_copy(database)))
    except OSError:
        history = {}

    def worth(copy: BackupFile) -> tuple[bool, int, datetime]:
        of_history = history.get(copy.number, "").startswith(copy.head or "-")
        return of_history, copy.number, copy.at

    return sorted(copies, key=worth, reverse=True)


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

    `before_version` marks one made before a migration: those stay for ever. Raises BackupFailed;
    a copy that fails its check is deleted and nothing else is.
    """
    folder = folder or backup_dir(database)
    before = content(connection)
    number, head = before.head
    mark = f"-before-v{before_version}" if before_version else ""
    stamp = now.astimezone(UTC).strftime(_STAMP)
    target = folder / f"{companion_name(database)}-{stamp}-s{number}-{head[:8]}{mark}.db"
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
    own = [copy for copy in list_backups(folder) if _is_of(connection, copy)]
    for old in too_many(own, now):
        with suppress(OSError):
            old.path.unlink()
    return target


def findings_of_snapshot(connection: sqlite3.Connection, database: Path) -> list[str]:
    """What is wrong with the records, found in a copy that is gone afterwards: nobody has to wait
    while they are looked through. Raises OSError and sqlite3.Error."""
    private_folder(backup_dir(database))
    part = backup_dir(database) / _LOOK
    part.unlink(missing_ok=True)
    private_file(part)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
        with closing(sqlite3.connect(part)) as snapshot:
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
    try:
        # Not `mode=ro`: SQLite loads no CHECK constraints then, and its check passes over them.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as connection:
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
                raise BackupFailed(f"{path} has records without their client.", "Choose another.")
            # What was saved by an older version is looked through once it is up to date.
            whole = whole and version == latest()
            if whole and (findings := content_findings(connection)):
                raise BackupFailed(f"{path} is damaged. {findings[0]}", "Choose another.")
            return content(connection)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise BackupFailed(f"{path} cannot be read ({error}).", "Choose another backup.") from error


def too_many(copies: Iterable[BackupFile], now: datetime) -> list[BackupFile]:
    """The copies that nobody will miss."""
    kept: set[Path] = set()
    slots: dict[str, set[str]] = {form: set() for form in _KEEP}
    ordered = sorted(copies, key=lambda copy: copy.at, reverse=True)
    for copy in ordered:
        if copy.before_migration or now.astimezone(UTC) - copy.at < _KEEP_ALL:
            kept.add(copy.path)
        for form, most in _KEEP.items():
            slot = copy.at.strftime(form)
            if slot not in slots[form] and len(slots[form]) < most:
                slots[form].add(slot)
                kept.add(copy.path)
    return [copy for copy in ordered if copy.path not in kept]


def restore(copy: Path, database: Path, now: datetime) -> Path | None:
    """Puts a copy in the place of the data file; what stood there is moved aside, not deleted.

    Returns where the former file is now (None: there was none). The file must not be open in
    this process. Raises BackupFailed with the present file untouched.
    """
    if not copy.is_file():
        raise BackupFailed(f"{copy} does not exist.", "`goodterms backups` lists the backups.")
    check_copy(copy.absolute())
    database = followed(database)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    try:
        with replacing(database) as part:
            shutil.copyfile(copy, part)
            fsync_path(part)  # before what stands there is moved away
            check_copy(part.absolute())
            aside = _move_aside(database, stamp)
    except OSError as error:
        raise BackupFailed(
            f"{copy} could not be restored ({error}).", "Nothing was deleted."
        ) from error
    return aside


def _move_aside(database: Path, stamp: str) -> Path | None:
    aside = _free_name(database, stamp)
    # A hot journal belongs to its file: left behind, it would be played into the restored one.
    hot = database.with_name(f"{database.name}-journal")
    if hot.exists():
        hot.rename(aside.with_name(f"{aside.name}-journal"))
    lines = journal_copy(database)
    if lines.exists():
        lines.rename(journal_copy(aside))
    if not database.exists():
        return None
    try:
        # A second name rather than another: until the copy takes the place, the file is there.
        os.link(database, aside)
    except OSError:  # no such thing on this disk
        database.rename(aside)
    return aside


def _free_name(database: Path, stamp: str) -> Path:
    """A name that nothing has: two restores in one second both keep what they found."""
    for again in count(1):
        mark = f"-{again}" if again > 1 else ""
        name = f"{database.stem}-before-restore-{stamp}{mark}{database.suffix}"
        aside = database.with_name(name)
        if not aside.exists() and not journal_copy(aside).exists():
            return aside
    raise AssertionError("numbers do not end")
