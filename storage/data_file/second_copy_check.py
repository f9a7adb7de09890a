"""The second copy of the journal held against the journal itself, every byte of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.journal.journal import JournalLine
from storage.journal.second_copy import import_lines, imports_in, is_row, to_text
from storage.paths import followed
from storage.writing.import_rows import digest_of_rows, kept_rows


def second_copy_findings(path: Path, lines: Sequence[JournalLine]) -> Iterator[str]:
    """Where the second copy says something else, in one sentence; what is newer here than there is
    none, for the next save adds it."""
    path = followed(path)
    if not path.is_file():
        return
    finding = _first_difference(path, lines) or _altered_import(path, lines)
    if finding:
        yield (
            f"The second copy {path} differs from the journal {finding}. "
            "Rename it or move it away: the next save writes a new one."
        )


def _first_difference(path: Path, lines: Sequence[JournalLine]) -> str:
    known = {line.number: line for line in lines}
    last = 0
    told: set[int] = set()
    with path.open("rb") as file:
        for at, text in enumerate(file, start=1):
            if is_row(text) or not text.strip():
                continue
            number = _number(text)
            line = known.get(number or 0)
            if number is None or line is None:
                # Half a line that a crash left stands there once more, whole.
                if not _is_beginning(text, known.get(last + 1)):
                    return f"in line {at}"
                continue
            if text.rstrip(b"\n") != to_text(line).encode():
                return f"at entry {number}"
            told.add(number)
            last = max(last, number)
    missing = next((number for number in range(1, last) if number not in told), 0)
    return f"at entry {missing}" if missing else ""


def _altered_import(path: Path, lines: Sequence[JournalLine]) -> str:
    places = imports_in(path)
    for line in lines:
        source = line.read().batch if '"did":"added"' in line.content else None
        if source is None or source["id"] not in places:
            continue  # an earlier version left them out
        try:
            digest = digest_of_rows(kept_rows(import_lines(path, places.pop(source["id"]))))
        except (ValueError, KeyError, TypeError, AttributeError):
            digest = None
        if str(digest) != source["digest"]:
            return f"in the rows of {source['file']}"
    return "in the rows of an import" if places else ""


def _is_beginning(text: bytes, line: JournalLine | None) -> bool:
    return line is not None and to_text(line).encode().startswith(text.rstrip(b"\n"))


def _number(text: bytes) -> int | None:
    try:
        number = json.loads(text)["number"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return number if isinstance(number, int) else None
