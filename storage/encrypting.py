"""A data file made over into one that only a passphrase opens, and back.

The new file takes the place of the old one at once. What lay beside the old one is deleted with it:
it holds the same, and could be read without the passphrase (or, on the way back, not without it).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from storage import captured
from storage import passphrase as keys
from storage.cipher import connect_for_export
from storage.data_file.backup import check_copy
from storage.data_file.holding import held
from storage.data_file.open_file import open_file
from storage.errors import BackupFailed, StorageError
from storage.files import fsync_path
from storage.forgetting import files_with_everybody
from storage.paths import followed, journal_copy
from storage.platform import fsync_folder, private_file
from storage.remaking import delete_all, delete_hot, newest, refuse_newer
from storage.tables.schema import APPLICATION_ID


def files_beside(database: Path, second: Path | None = None) -> list[Path]:
    """What is deleted when the file is made over: backups, files of before a restore, the second
    copy of the journal, what sources gave last."""
    lines = followed(journal_copy(followed(database)))
    beside = files_with_everybody(database, second)
    return sorted({*beside, *([lines] if lines.is_file() else [])})


def encrypt(
    database: Path, passphrase: str, now: Callable[[], datetime], second: Path | None = None
) -> list[Path]:
    """Makes the file over into one that only this passphrase opens; the files that were deleted.
    Nobody may have it open in this process. Raises StorageError with nothing changed, or saying
    which file is still there."""
    database = followed(database)
    keys.library()
    keys.refuse_locked(database)
    if keys.is_encrypted(database):
        raise StorageError(f"{database} is encrypted already.", "Nothing was changed.")
    return _made_over(database, passphrase, now, second, encrypted=True)


def decrypt(database: Path, now: Callable[[], datetime], second: Path | None = None) -> list[Path]:
    """Makes the file over into a plain one; the files that were deleted. Its passphrase was given
    (`passphrase.unlock`). Raises like `encrypt`."""
    database = followed(database)
    keys.refuse_locked(database)
    if not keys.is_encrypted(database):
        raise StorageError(f"{database} is not encrypted.", "Nothing was changed.")
    return _made_over(database, "", now, second, encrypted=False)


def _made_over(
    database: Path,
    passphrase: str,
    now: Callable[[], datetime],
    second: Path | None,
    *,
    encrypted: bool,
) -> list[Path]:
    _take_in(database, now)
    beside = files_beside(database, second)
    try:
        name = f".{database.stem}-restore-"  # forgetting and restoring know it as a leftover
        folder = Path(tempfile.mkdtemp(prefix=name, dir=database.parent))
    except OSError as error:
        raise BackupFailed(f"Nothing was changed ({error}).", "Make room and try again.") from error
    try:
        ready = folder / f"{database.stem}.db"
        private_file(ready)
        with closing(connect_for_export(database)) as connection:
            seen = _export(connection, ready, passphrase)
        if encrypted:
            keys.unlock(passphrase)
            keys.will_be_encrypted(ready)
        check_copy(ready.absolute(), whole=True)
        fsync_path(ready)
        with held(database):
            refuse_newer(database, seen, "Nothing was changed")
            ready.replace(database)
        (keys.will_be_encrypted if encrypted else keys.will_be_plain)(database)
        delete_hot(database)
        delete_all(beside)
        fsync_folder(database.parent)
        return beside
    except OSError as error:
        raise BackupFailed(
            f"Something was left behind: {error.filename or database} ({error.strerror}).",
            "Delete it yourself: it holds the same data.",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_in(database: Path, now: Callable[[], datetime]) -> None:
    """Brings the file up to date, and takes in what was written down in a hurry."""
    opened, _ = open_file(database, now=now, create=False)
    try:
        with opened.writing() as connection:
            captured.take_in(connection)
    finally:
        opened.close()


def _export(connection: Connection, ready: Path, passphrase: str) -> tuple[str, int]:
    """Writes all of a file into a new one; what was saved last in it."""
    connection.execute(
        f"ATTACH DATABASE ? AS ready KEY {keys.library().quoted(passphrase)}", (str(ready),)
    )
    seen = newest(connection)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("SELECT sqlcipher_export('ready')").fetchall()
    connection.execute(f"PRAGMA ready.user_version = {int(version)}")
    connection.execute(f"PRAGMA ready.application_id = {APPLICATION_ID}")
    connection.execute("DETACH DATABASE ready")
    return seen
