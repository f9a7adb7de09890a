"""A message as a text file of its own, for mail programs that want one."""

from __future__ import annotations

import re
from pathlib import Path

from storage.errors import StorageError
from storage.platform import private_file

_PLAIN = re.compile(r"[^A-Za-z0-9]+")
_MOST_NAMES = 99


def write_letter(folder: Path, name: str, text: str) -> Path:
    """Writes a new file (0600) into a folder that is there; its path.

    `name` is cut down to letters that every system takes; a name that is taken gets a number.
    Raises StorageError with nothing left behind.
    """
    stem = _PLAIN.sub("-", name).strip("-")[:80] or "message"
    try:
        path = _new_file(folder, stem)
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError:
            path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageError(
            f"{folder}: the message could not be written there ({error.strerror}).",
            "Choose another folder.",
        ) from error
    return path


def _new_file(folder: Path, stem: str) -> Path:
    for number in range(1, _MOST_NAMES + 1):
        path = folder / (f"{stem}.txt" if number == 1 else f"{stem}-{number}.txt")
        try:
            private_file(path)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(0, "too many files have that name")
