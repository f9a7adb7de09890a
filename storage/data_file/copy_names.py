"""The copies of a data file by their names: when each was made, and what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.journal import second_copy
from storage.paths import backup_dir, companion_name, journal_copy

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)-s(?P<number>\d+)-(?P<head>[0-9a-f]{8})"
    r"(?P<before>-before-v\d+)?\.db\Z"
)


@dataclass(frozen=True)
class BackupFile:
    """A copy by its name: when it was made (UTC), by the clock of then, and the newest journal
    entry in it with the first digits of its hash."""

    path: Path
    at: datetime
    number: int
    before_migration: bool
    head: str = ""


def stamp(moment: datetime) -> str:
    """A moment as the names have it."""
    return moment.astimezone(UTC).strftime(_STAMP)


def copy_name(database: Path, moment: datetime, head: tuple[int, str], mark: str) -> str:
    """What a copy is called; `head` is the number and hash of its newest journal entry."""
    number, signature = head
    return f"{companion_name(database)}-{stamp(moment)}-s{number}-{signature[:8]}{mark}.db"


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


def best_first(database: Path, second: Path | None = None) -> list[BackupFile]:
    """The copies beside a data file and in a `second` folder, the one that holds most first.

    The clock may once have been wrong, so what counts is how many changes are in a copy; before
    that, whether it is of the history that the second copy of the journal tells, and not of one
    that an earlier restore left.
    """
    copies = list_backups(backup_dir(database))
    try:
        history = dict(second_copy.signatures(journal_copy(database)))
    except OSError:
        history = {}
    if second is not None:
        name = companion_name(database)
        copies += [each for each in list_backups(second) if each.path.name.startswith(f"{name}-")]

    def worth(copy: BackupFile) -> tuple[bool, int, datetime]:
        of_history = history.get(copy.number, "").startswith(copy.head or "-")
        return of_history, copy.number, copy.at

    return sorted(copies, key=worth, reverse=True)
