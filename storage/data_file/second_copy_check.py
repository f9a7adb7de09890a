"""The second copy of the journal held against the journal itself, every byte of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from storage.captured_lines import captured_in, is_captured
from storage.journal.journal import JournalLine
from storage.journal.second_copy import import_lines, imports_in, is_no_entry, to_text
from storage.paths import followed
from storage.tables.mapping import canonical
from storage.writing.import_rows import digest_of_rows, kept_rows


def second_copy_findings(
    path: Path, lines: Sequence[JournalLine], brought: Callable[[JournalLine], Iterable[bytes]]
) -> Iterator[str]:
    """Where the second copy says something else, in one sentence; what is newer here than there is
    none, for the next save adds it. `brought` gives the lines that tell what an import brought."""
    path = followed(path)
    if not path.is_file():
        if path.exists() or path.is_symlink():
            yield (
                f"The second copy {path} is not a file. Move it away: the next save writes a new "
                "one."
            )
        return
    finding = _first_difference(path, lines) or _altered_import(path, lines, brought)
    if finding:
        yield (
            f"The second copy {path} differs from the journal {finding}. "
            "Rename it or move it away: the next save writes a new one."
        )


def _first_difference(path: Path, lines: Sequence[JournalLine]) -> str:
    known = {line.number: line for line in lines}
    last = torn = 0
    told: set[int] = set()
    with path.open("rb") as file:
        for at, text in enumerate(file, start=1):
            if is_captured(text) and captured_in(text) is None:
                if not _is_torn(text):
                    return f"in line {at}"
                torn = torn or at
            if is_no_entry(text) or not text.strip():
                continue
            number = _number(text)
            line = known.get(number or 0)
            if number is None or line is None:
                # Half a line that a crash left stands there once more, whole.
                if not _is_beginning(text, known.get(last + 1)):
                    if not _is_torn(text):
                        return f"in line {at}"
                    torn = torn or at
                continue
            if torn and number != last + 1:
                break
            torn = 0
            if text.rstrip(b"\n") != to_text(line).encode():
                return f"at entry {number}"
            told.add(number)
            last = max(last, number)
    if torn:  # and what it told does not follow, whole
        return f"in line {torn}"
    missing = next((number for number in range(1, last) if number not in told), 0)
    return f"at entry {missing}" if missing else ""


def _altered_import(
    path: Path, lines: Sequence[JournalLine], brought: Callable[[JournalLine], Iterable[bytes]]
) -> str:
    places = imports_in(path)
    for line in lines:
        source = line.read().batch if '"did":"added"' in line.content else None
        if source is None or source["id"] not in places:
            continue  # an earlier version left them out
        at = places.pop(source["id"])
        if _sum(import_lines(path, at)) == _sum(islice(brought(line), 1, None)):
            continue
        if not _is_older(path, at, brought(line)):
            return f"in the rows of {source['file']}"
        try:
            digest = digest_of_rows(kept_rows(import_lines(path, at)))
        except (ValueError, KeyError, TypeError, AttributeError):
            digest = None
        if str(digest) != source["digest"]:
            return f"in the rows of {source['file']}"
    return "in the rows of an import" if places else ""


def _sum(lines: Iterable[bytes]) -> int:
    """A fingerprint of rows in any order, each with its heading; -1 where one is none."""
    total, heading = 0, b""
    for line in lines:
        if line.startswith(b"{"):
            heading = line.rstrip(b"\n")
            continue
        try:
            row = canonical([_as_stored(value) for value in json.loads(line)])
        except (ValueError, TypeError, OverflowError, RecursionError):
            return -1
        total += int.from_bytes(hashlib.sha256(heading + row.encode()).digest(), "big")
    return total


def _as_stored(value: object) -> object:
    """A truth value or a whole number as SQLite would give it or not: 1 and 1.0 are the same."""
    return int(value) if isinstance(value, bool | float) and value == int(value) else value


def _is_older(path: Path, at: int, lines: Iterable[bytes]) -> bool:
    """Whether an earlier version wrote the rows, which knew fewer columns."""
    there = {line.rstrip(b"\n") for line in import_lines(path, at) if line.startswith(b"{")}
    return any(line not in there for line in islice(lines, 1, None) if line.startswith(b"{"))


def _is_torn(text: bytes) -> bool:
    """Whether a power cut took a part of a line: the disk left a hole, or it ends too soon."""
    return b"\0" in text or not text.rstrip(b"\n").endswith(b"}")


def _is_beginning(text: bytes, line: JournalLine | None) -> bool:
    return line is not None and to_text(line).encode().startswith(text.rstrip(b"\n"))


def _number(text: bytes) -> int | None:
    try:
        number = json.loads(text)["number"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return number if isinstance(number, int) else None
