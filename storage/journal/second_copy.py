"""The second copy of the journal: one JSON line an entry, beside the data file.

It is readable without this program and without SQLite. A line may stand twice when two processes
wrote at the same moment; the number tells. The rows of an import stand before its entry: a line
that names the import, for each kind a heading, and a line a row (storage/writing/import_rows.py).
So does what the command line wrote down in a hurry (storage/captured_lines.py).
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from io import RawIOBase
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from storage.captured_lines import captured_in, is_captured
from storage.errors import FileTrouble
from storage.paths import followed
from storage.platform import alone_with, fsync_folder, open_to_append
from storage.tables.mapping import canonical

if TYPE_CHECKING:
    # Only for the types: the signatures are asked for where nothing heavy is loaded.
    from storage.journal.journal import JournalLine

_BLOCK = 65536
_PIECE = 1 << 18
"""Bytes that are written at once, and a line more."""
_IMPORT = "import"
_IMPORT_START = b'{"import":'
_KIND_START = b'{"columns":'


LinesAfter = Callable[[int], Iterable["JournalLine"]]
RowsOf = Callable[["JournalLine"], Iterable[bytes]]
"""The lines that tell the rows of an import; nothing for other entries."""


def catch_up(path: Path, lines_after: LinesAfter, rows_of: RowsOf) -> str | None:
    """Adds the entries the file does not have yet, and returns when they are on the disk.

    `lines_after(n)` gives the entries from number n on. A file that belongs to other data (after
    a restore by hand, say) is moved aside, never overwritten; then the sentence about it is
    returned. Raises OSError.
    """
    path = followed(path)
    _refuse_no_file(path)
    if not path.exists():
        _append(path, lines_after(0), rows_of)
        return None
    # Two programs that write at once would mix the rows of an import.
    with path.open("rb") as there, alone_with(there.fileno()):
        return _catch_up(path, lines_after, rows_of)


def _catch_up(path: Path, lines_after: LinesAfter, rows_of: RowsOf) -> str | None:
    notice = None
    number, signature = _last(path)
    newer = iter(lines_after(number))
    if number:
        known = next(newer, None)
        if known is None or known.hash != signature:
            aside = _free_name(path, signature)
            path.rename(aside)
            notice = f"{path} belonged to another data file; it was renamed to {aside}."
            newer = iter(lines_after(0))
    _append(path, newer, rows_of)
    return notice


def after_a_save(path: Path, lines_after: LinesAfter, rows_of: RowsOf) -> str | None:
    """Like `catch_up`, once a change is on the disk: trouble is a sentence, since an error would
    say that nothing was saved, and the change be made a second time.
    """
    try:
        return catch_up(path, lines_after, rows_of)
    except (OSError, FileTrouble) as error:
        return (
            f"Saved, but the second copy {path} could not be written ({error}). "
            "It catches up at the next save."
        )


def _free_name(path: Path, signature: str) -> Path:
    """A name that nothing has yet."""
    for again in count(1):
        mark = f"-{again}" if again > 1 else ""
        aside = path.with_name(f"{path.stem}-{signature[:8]}{mark}{path.suffix}")
        if not aside.exists():
            return aside
    raise AssertionError(f"every name beside {path} is taken")


def _refuse_no_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not a file", str(path))


def _append(path: Path, lines: Iterable[JournalLine], rows_of: RowsOf) -> None:
    is_new = not path.exists()
    with os.fdopen(open_to_append(path), "r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            # A crash in the middle of a line leaves half of one: the next begins on its own.
            file.seek(size - 1)
            if file.read(1) != b"\n":
                _write(file, b"\n")
        for block in _blocks(lines, rows_of):
            _write(file, block)
        os.fsync(file.fileno())
    if is_new:  # a file is not surely there after a power cut before its folder is synced
        fsync_folder(path.parent)


def _blocks(lines: Iterable[JournalLine], rows_of: RowsOf) -> Iterator[bytes]:
    """The lines to add, in pieces that end with one: what another program adds meanwhile stands
    between two lines."""
    block = bytearray()
    for line in lines:
        for text in chain(rows_of(line), (to_text(line).encode(),)):
            block += text + b"\n"
            if len(block) > _PIECE:
                yield bytes(block)
                block.clear()
    if block:
        yield bytes(block)


def _write(file: RawIOBase, block: bytes) -> None:
    left = memoryview(block)
    while left:  # a disk that is nearly full takes a part
        left = left[file.write(left) or 0 :]


def add_rows(path: Path, rows: Iterable[bytes]) -> None:
    """Adds the rows of an import that an earlier version left out. Raises OSError."""
    with os.fdopen(open_to_append(followed(path)), "ab") as file:
        file.write(b"\n")
        for row in rows:
            file.write(row + b"\n")
        file.flush()
        os.fsync(file.fileno())


def heading_of(batch: str) -> bytes:
    """The line after which the rows of an import stand."""
    return canonical({_IMPORT: batch}).encode()


def imports_in(path: Path) -> dict[str, int]:
    """Where the rows of each import begin, by its id; those that stand last count."""
    places: dict[str, int] = {}
    if path.is_file():  # a pipe would be waited for without end
        with path.open("rb") as file:
            for line in file:
                if line.startswith(_IMPORT_START) and (batch := _import_named(line)):
                    places[batch] = file.tell()
    return places


def is_no_entry(line: bytes) -> bool:
    """Whether a line tells of the rows of an import, of which there may be many, or what was
    written down in a hurry."""
    return line.startswith((b"[", _KIND_START, _IMPORT_START)) or is_captured(line)


def captured_lines(path: Path) -> Iterator[str]:
    """What was written down in a hurry, as JSON, each as it was written."""
    if path.is_file():
        with path.open("rb") as file:
            yield from filter(None, map(captured_in, filter(is_captured, file)))


def import_lines(path: Path, at: int) -> Iterator[bytes]:
    """The lines from a place on that tell rows of one import."""
    with path.open("rb") as file:
        file.seek(at)
        for line in file:
            if line.startswith((b"[", _KIND_START)):
                yield line
            elif not is_captured(line):
                return


def _import_named(line: bytes) -> str | None:
    try:
        return str(json.loads(line)[_IMPORT])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def to_text(line: JournalLine) -> str:
    """One entry as JSON."""
    return canonical({**asdict(line), "content": json.loads(line.content)})


def signatures(path: Path) -> Iterator[tuple[int, str]]:
    """Number and hash of every whole line there is."""
    if path.is_file():
        with path.open("rb") as file:
            yield from filter(None, map(_signature, file))


def _last(path: Path) -> tuple[int, str]:
    """Number and hash of the last whole line; (0, "") when there is none."""
    if not path.exists():
        return 0, ""
    rest: list[bytes] = []
    """What was read of a line whose beginning was not, the latest piece first."""
    with path.open("rb") as file:
        left = file.seek(0, os.SEEK_END)
        while left:
            step = min(_BLOCK, left)
            left -= step
            file.seek(left)
            first, *lines = file.read(step).split(b"\n")
            if not lines and left:
                rest.append(first)
                continue
            if lines:
                lines[-1] += b"".join(reversed(rest))
                rest = [first]
            else:
                rest.append(first)
            whole = lines if left else [b"".join(reversed(rest)), *lines]
            for line in reversed(whole):
                if signature := _signature(line):
                    return signature
    return 0, ""


def _signature(line: bytes) -> tuple[int, str] | None:
    if is_no_entry(line):
        return None
    try:
        value = json.loads(line)
        return int(value["number"]), str(value["hash"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
