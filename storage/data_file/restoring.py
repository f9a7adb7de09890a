"""A copy put in the place of the data file: what stood there is moved aside, never deleted, and at
no moment there is no data file.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from itertools import count
from pathlib import Path

from storage.data_file.backup import check_copy
from storage.data_file.copy_names import stamp
from storage.data_file.holding import held
from storage.errors import BackupFailed
from storage.files import fsync_path, replacing
from storage.paths import followed, journal_copy

HOT = ("-journal", "-wal", "-shm")
"""What SQLite may have left beside its file: played into another one, it would spoil it."""


def restore(copy: Path, database: Path, now: datetime) -> Path | None:
    """Puts a copy in the place of the data file. The file must not be open in this process.

    Returns where the former file is now (None: there was none). Raises BackupFailed, or Locked
    while another program saves; then the present file is where it was, or the error says where it
    lies.
    """
    if not copy.is_file():
        raise BackupFailed(f"{copy} does not exist.", "`goodterms backups` lists the backups.")
    check_copy(copy.absolute())
    database = followed(database)
    former = _Former(database, now)
    try:
        with held(database), replacing(database) as part:
            shutil.copyfile(copy, part)
            fsync_path(part)  # before what stands there is moved away
            check_copy(part.absolute())
            former.set_aside()
    except OSError as error:
        former.put_back()
        raise BackupFailed(f"{copy} could not be restored ({error}).", former.told()) from error
    return former.aside if former.is_kept else None


class _Former:
    """The data file that stood there, with all that belongs to it."""

    def __init__(self, database: Path, now: datetime) -> None:
        self._database = database
        self.aside = _free_name(database, stamp(now))
        self.is_kept = False
        self._moved: list[tuple[Path, Path]] = []

    def set_aside(self) -> None:
        """Gives the file a second name, and moves what belongs to it there."""
        if self._database.exists():
            _second_name(self._database, self.aside)
            self.is_kept = True
        for ending in HOT:
            hot = self._database.with_name(f"{self._database.name}{ending}")
            if hot.exists():
                self._move(hot, self.aside.with_name(f"{self.aside.name}{ending}"))
        lines = followed(journal_copy(self._database))
        if lines.exists():
            self._move(lines, journal_copy(self.aside))

    def _move(self, path: Path, place: Path) -> None:
        shutil.move(path, place)  # the second copy may be on another disk
        self._moved.append((path, place))

    def put_back(self) -> None:
        """What belongs to the file lies beside it again, as far as the disk lets it."""
        for path, place in reversed(self._moved):
            try:
                shutil.move(place, path)
            except OSError:
                return
            self._moved.remove((path, place))
        if self.is_kept and self._database.exists():
            self.aside.unlink(missing_ok=True)

    def told(self) -> str:
        """Where everything is after a failure."""
        if self._moved:
            names = ", ".join(str(place) for _, place in self._moved)
            return f"Nothing was deleted: the data file is where it was, and beside it {names}."
        return "Nothing was deleted: the data file is where it was."


def _second_name(database: Path, aside: Path) -> None:
    try:
        # A second name rather than another: until the copy takes the place, the file is there.
        os.link(database, aside)
    except OSError:  # no such thing on this disk
        try:
            shutil.copy2(database, aside)
            fsync_path(aside)
        except OSError:
            aside.unlink(missing_ok=True)
            raise


def _free_name(database: Path, at: str) -> Path:
    """A name that nothing has: two restores in one second both keep what they found."""
    for again in count(1):
        mark = f"-{again}" if again > 1 else ""
        name = f"{database.stem}-before-restore-{at}{mark}{database.suffix}"
        aside = database.with_name(name)
        beside = [aside.with_name(f"{aside.name}{ending}") for ending in HOT]
        if not any(path.exists() for path in (aside, journal_copy(aside), *beside)):
            return aside
    raise AssertionError(f"every name beside {database} is taken")
