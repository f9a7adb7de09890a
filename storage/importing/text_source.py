"""Bytes on disk -> rows with their line numbers.

Every walk over a file is a stream: only the row at hand is in memory.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from storage.formula_guard import unguarded
from storage.importing.errors import ImportTrouble
from storage.importing.spreadsheet import OLD_EXCEL, SAVE_AS_CSV, ZIP, Sheet, sheets_of

_CHUNK = 1 << 16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tried in this order when there is no mark: cp1252 knows five bytes less than latin-1, which
# takes anything.
_GUESSES = ("utf-8", "cp1252", "latin-1")

_NOT_TEXT = (
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"age-encryption.org/", "an encrypted file"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: how its text is encoded, and the hash of its bytes (hex SHA-256).

    `mend`: its letters were spoilt when it was saved, and are to be put right. `sheets` are those
    of a spreadsheet, the first of which is read; a text has none. `lines` are those of a text.
    """

    path: Path
    encoding: str
    fingerprint: str
    mend: bool = False
    sheets: tuple[Sheet, ...] = ()
    lines: int = 0

    @property
    def is_guess(self) -> bool:
        """Whether nothing in the file proves the encoding."""
        return self.encoding not in ("utf-8", "utf-8-sig", "utf-16")

    @property
    def each_sheet(self) -> list[Source]:
        """The same file with one of its sheets to be read, in their order; a text as it is."""
        return [replace(self, sheets=(sheet,)) for sheet in self.sheets] or [self]


class SourceRow(NamedTuple):
    """The cells of one row as written, and the line (from 1) it begins on.

    `section` is the heading above it that is no currency.
    """

    line: int
    cells: list[str]
    section: str = ""


def open_source(path: Path) -> Source:
    """Look the whole file over once.

    Raises ImportTrouble for anything that is neither a text nor a spreadsheet.
    """
    try:
        if path.exists() and not path.is_file():
            raise ImportTrouble(f"{path} is not a file.", "Give the path of the exported file.")
        return _look_over(path)
    except FileNotFoundError:
        raise ImportTrouble(f"{path} does not exist.", "Check the name and the folder.") from None
    except PermissionError:
        raise ImportTrouble(
            f"You have no permission to read {path}.",
            "Change its permissions, or make a copy that you can read.",
        ) from None
    except (OSError, ValueError) as error:
        raise ImportTrouble(f"{path} cannot be read: {error}.", "Check the file.") from None


def refuse_changed(source: Source) -> None:
    """Whether a file still is as it was looked over. Raises ImportTrouble."""
    if open_source(source.path).fingerprint != source.fingerprint:
        raise ImportTrouble(f"{source.path} has changed since the preview.", "Import it again.")


def _look_over(path: Path) -> Source:
    digest, lines = hashlib.sha256(), 0
    with path.open("rb") as stream:
        chunk = stream.read(_CHUNK)
        if not chunk.strip():
            raise ImportTrouble(
                f"{path} is empty.", "Export it again from the program it came from."
            )
        if chunk.startswith((ZIP, OLD_EXCEL)):
            sheets = sheets_of(path)
            fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
            return Source(path, "utf-8", fingerprint, sheets=sheets)
        marked = next((name for bom, name in _BOMS if chunk.startswith(bom)), None)
        _refuse_binary(path, chunk, marked)
        candidates = [marked] if marked else list(_GUESSES)
        decoders = {name: codecs.getincrementaldecoder(name)() for name in candidates}
        while True:
            digest.update(chunk)
            lines += chunk.count(b"\n")
            for name in list(decoders):
                try:
                    decoders[name].decode(chunk, final=not chunk)
                except UnicodeDecodeError:
                    del decoders[name]
            if not decoders:
                raise ImportTrouble(f"{path} is not a text file.", SAVE_AS_CSV)
            if not chunk:
                break
            chunk = stream.read(_CHUNK)
    encoding = next(name for name in candidates if name in decoders)
    return Source(path, encoding, digest.hexdigest(), lines=lines)


def _refuse_binary(path: Path, start: bytes, marked: str | None) -> None:
    for magic, what in _NOT_TEXT:
        if start.startswith(magic):
            raise ImportTrouble(f"{path} is {what}, not a text file.", SAVE_AS_CSV)
    if marked != "utf-16" and b"\0" in start:
        raise ImportTrouble(f"{path} is not a text file.", SAVE_AS_CSV)


def read_rows(source: Source, delimiter: str) -> Iterator[SourceRow]:
    """The rows of the file, blank ones included.

    Raises ImportTrouble when the rows cannot be told apart, or the file changes while it is read.
    """
    return (SourceRow(line, cells) for line, cells in numbered_rows(source, delimiter))


def numbered_rows(source: Source, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The same, each as the line it begins on and its cells."""
    if source.sheets:
        for number, cells in source.sheets[0].rows():
            yield number, _as_meant(cells, source)
        return
    line = 1
    try:
        with source.path.open(encoding=source.encoding, newline="") as stream:
            reader = csv.reader(stream, delimiter=delimiter)
            for cells in reader:
                is_plain = not source.mend and "'" not in "".join(cells)
                yield line, cells if is_plain else _as_meant(cells, source)
                line = reader.line_num + 1
    except csv.Error:
        raise ImportTrouble(
            f"{source.path}:{line}: a quotation mark opens here and is never closed.",
            "Correct that line, or export the file again.",
        ) from None
    except (OSError, UnicodeDecodeError):
        raise ImportTrouble(
            f"{source.path} changed while it was being read.", "Import it again."
        ) from None


def _as_meant(cells: list[str], source: Source) -> list[str]:
    """The cells without what was done to them so that no spreadsheet runs one, or spoils it."""
    plain = [unguarded(cell) if cell[:1] == "'" else cell for cell in cells]
    return [mended(cell) for cell in plain] if source.mend else plain


def mended(text: str) -> str:
    """UTF-8 that was read as Western European and saved so (`MÃ¼ller`), as it was before."""
    if text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
