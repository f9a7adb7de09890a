"""Sheets of .xlsx, .xls and .ods files as rows of text, as the same table would be in a CSV."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.importing.errors import ImportTrouble

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
SAVE_AS_CSV = "Save or export it as CSV, then import that."

_WORKER = Path(__file__).with_name("sheet_worker.py")
_PROTECTED = 3
_ANY_ERROR = 1
"""Python's own exit code for an error; any other says that memory ran out or the library broke."""
_SECONDS = 120
"""A hundred thousand rows take about three."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file, each of its rows as a line of JSON."""

    name: str
    lines: tuple[bytes, ...]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The number of each row (from 1) that holds something, and its cells."""
        for line in self.lines:
            number, cells = json.loads(line)
            yield number, cells


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a file in its order, without hidden ones. Raises ImportTrouble, and OSError."""
    _refuse_other_archives(path)
    command = [sys.executable, "-I", str(_WORKER), str(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise ImportTrouble(f"{path} takes too long to read.", SAVE_AS_CSV) from None
    if done.returncode == _PROTECTED:
        raise ImportTrouble(
            f"{path} is protected with a password.", "Save it without one, or as CSV."
        )
    if done.returncode not in (0, _ANY_ERROR):
        raise ImportTrouble(
            f"{path} is damaged, or too large to read.",
            "Delete cells far from the table, or save it as CSV.",
        )
    if done.returncode:
        raise ImportTrouble(f"{path} cannot be read as a spreadsheet.", SAVE_AS_CSV)
    sheets = tuple(_sheets(done.stdout.splitlines()))
    if not sheets:
        raise ImportTrouble(f"{path} has no sheets with cells.", SAVE_AS_CSV)
    return sheets


def _sheets(lines: list[bytes]) -> Iterator[Sheet]:
    starts = [at for at, line in enumerate(lines) if line.startswith(b'"')]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Sheet(json.loads(lines[start]), tuple(lines[start + 1 : end]))


def _refuse_other_archives(path: Path) -> None:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if not any(name.startswith("xl/") or name == "content.xml" for name in names):
            raise ImportTrouble(
                f"{path} is a zip file.", "Unpack it, then import the files that are in it."
            )
