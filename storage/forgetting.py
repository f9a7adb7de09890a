"""Forgetting a client: nothing of them is left in any file that belongs to the data file.

The rest is written into a new file, which takes the place of the old one; the old one, its backups
and its second copies are deleted, for there is no way to take somebody out of a copy and still call
it one.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import captured
from storage.data_file.backup import check_copy
from storage.data_file.copy_names import list_backups
from storage.data_file.holding import held
from storage.data_file.journal_copying import JournalCopy
from storage.data_file.open_file import open_file
from storage.errors import BackupFailed, StorageError
from storage.passphrase import is_encrypted, will_be_encrypted
from storage.paths import backup_dir, companion_name, followed, journal_copy, source_outputs
from storage.platform import fsync_folder
from storage.remaking import delete_all, delete_hot, newest, refuse_newer
from storage.writing.without_client import write_without


@dataclass(frozen=True)
class ForgottenClient:
    """How many records of each kind are gone, and the files that were deleted."""

    records: Mapping[str, int]
    files: tuple[Path, ...]


def files_with_everybody(database: Path, second: Path | None = None) -> list[Path]:
    """What is deleted when somebody is forgotten, for it holds all there was: backups here and in
    a `second` folder, files of before a restore, journals set aside, what sources gave last."""
    database = followed(database)
    return sorted({*_copies(database, second), *_set_aside(database)})


def forget(
    database: Path, client_id: str, now: Callable[[], datetime], second: Path | None = None
) -> ForgottenClient:
    """Takes a client out of the data file and all that belongs to it. Nobody may have it open in
    this process. Raises StorageError with nothing changed, or saying which file is still there."""
    database = followed(database)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{database.stem}-forget-", dir=database.parent))
    except OSError as error:
        raise BackupFailed(f"Nothing was deleted ({error}).", "Make room and try again.") from error
    try:
        ready = folder / f"{database.stem}.db"
        if is_encrypted(database):
            will_be_encrypted(ready)
        old, _ = open_file(database, now=now, create=False)
        new, _ = open_file(ready, now=now)
        try:
            with old.writing() as connection:
                captured.take_in(connection)
            with old.reading() as before, new.writing() as connection:
                seen = newest(before)
                records = write_without(before, connection, client_id, now())
            notice = JournalCopy(new).catch_up()
            if notice:
                raise StorageError(notice, "Nothing was deleted.")
        finally:
            new.close()
            old.close()
        check_copy(ready.absolute(), whole=True)
        with held(database):
            refuse_newer(database, seen, "Nothing was deleted")
            deleted = _replace(database, ready, files_with_everybody(database, second))
        return ForgottenClient(records, tuple(deleted))
    except OSError as error:
        raise BackupFailed(
            f"Some of it could not be deleted: {error.filename or database} ({error.strerror}).",
            "Correct that, then forget the client once more: it deletes what is still there.",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(database: Path, ready: Path, everybody: list[Path]) -> list[Path]:
    lines = followed(journal_copy(database))
    ready.replace(database)
    delete_hot(database)
    if journal_copy(ready).exists():
        shutil.move(journal_copy(ready), lines)
    else:
        lines.unlink(missing_ok=True)
    delete_all(everybody)
    fsync_folder(database.parent)
    return everybody


def _copies(database: Path, second: Path | None) -> Iterator[Path]:
    name = companion_name(database)
    for place in filter(None, (backup_dir(database), second)):
        for copy in list_backups(place):
            if copy.path.name.startswith(f"{name}-2"):
                yield copy.path
    yield from backup_dir(database).glob("*.part")


def _set_aside(database: Path) -> Iterator[Path]:
    yield from database.parent.glob(f"{database.stem}-before-restore-*")
    lines = followed(journal_copy(database))
    yield from lines.parent.glob(f"{lines.stem}-*{lines.suffix}")
    for leftover in ("restore", "forget"):
        yield from database.parent.glob(f".{database.stem}-{leftover}-*")
    if (sources := source_outputs(database)).exists():
        yield sources
