"""What an error of SQLite means for the person at the keyboard."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from storage.errors import BadRecord, Damaged, DiskTrouble, Locked, ReadOnly, StorageError


def explained(error: Any, path: Path) -> Exception:
    """What SQLite's error means for the person at the keyboard; a bug of ours stays as it is."""
    if not isinstance(error, sqlite3.Error):
        return error if isinstance(error, Exception) else RuntimeError(str(error))
    name = getattr(error, "sqlite_errorname", None) or ""
    for start, explain in _MEANINGS.items():
        if name.startswith(start):
            return explain(path, error)
    # No such table or column, or text that is no UTF-8: somebody else, or the disk, changed them.
    return (
        damaged(path, error) if re.search("no such|could not decode", str(error), re.I) else error
    )


def locked(path: Path, _: sqlite3.Error | None = None) -> StorageError:
    """The one sentence about a file that is in use."""
    return Locked(
        f"{path} is in use by another program.",
        "Nothing was changed: wait a moment and try again.",
    )


def _read_only(path: Path, _: sqlite3.Error) -> StorageError:
    return ReadOnly(
        f"{path} or its folder is write-protected.",
        "Nothing was changed: allow writing (chmod u+w), or work on a copy of the file with --db.",
    )


def _disk(path: Path, error: sqlite3.Error) -> StorageError:
    if (getattr(error, "sqlite_errorname", None) or "").endswith(("_READ", "_SHORT_READ")):
        return DiskTrouble(
            f"The disk could not read {path} ({error}).",
            "Try again; if it still fails, copy the folder to another disk before you write to it.",
        )
    return DiskTrouble(
        f"The disk refused to write {path} ({error}).",
        "Make room or check the disk, then save again: nothing is stored twice.",
    )


def _no_way_in(path: Path, error: sqlite3.Error) -> StorageError:
    return DiskTrouble(
        f"{path} cannot be opened ({error}).", "Check the permissions of the file and its folder."
    )


def damaged(path: Path, what: object) -> Damaged:
    """The one sentence about a damaged file."""
    return Damaged(
        f"{path} is damaged ({what}).",
        "Nothing was written to it: `goodterms restore` brings back the best backup and what was "
        "saved after it; `goodterms verify` lists what is wrong.",
    )


def _bad_record(_: Path, error: sqlite3.Error) -> StorageError:
    return BadRecord(f"This entry could not be saved ({error}).", "Nothing was changed.")


_MEANINGS = {
    "SQLITE_BUSY": locked,
    "SQLITE_LOCKED": locked,
    "SQLITE_READONLY": _read_only,
    "SQLITE_FULL": _disk,
    "SQLITE_IOERR": _disk,
    "SQLITE_CANTOPEN": _no_way_in,
    "SQLITE_PERM": _no_way_in,
    "SQLITE_AUTH": _no_way_in,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_NOTADB": damaged,
    "SQLITE_CONSTRAINT": _bad_record,
}
