"""The second copy of the journal: one JSON line an entry, beside the data file.

It is readable without this program and without SQLite. A line may stand twice when two processes
wrote at the same moment; the number tells.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import FileTrouble
from storage.platform import fsync_folder, open_to_append
from storage.tables.mapping import canonical

if TYPE_CHECKING:
    # Only for the types: the signatures are asked for where nothing heavy is loaded.
    from storage.journal.journal import JournalLine

_BLOCK = 65536


def catch_up(path: Path, lines_after: Callable[[int], Iterable[JournalLine]]) -> str | None:
    """Adds the entries the file does not have yet, and returns when they are on the disk.

    `lines_after(n)` gives the entries from number n on. A file that belongs to other data (after
    a restore by hand, say) is moved aside, never overwritten; then the sentence about it is
    returned. Raises OSError.
    """
    notice = None
    number, signature = _last(path)
    newer = iter(lines_after(number))
    if number:
        known = next(newer, None)
        if known is None or known.hash != signature:
            aside = path.with_name(f"{path.stem}-{signature[:8]}{path.suffix}")
            path.rename(aside)
            notice = f"{path} belonged to another data file; it was renamed to {aside}."
            newer = iter(lines_after(0))
    _append(path, newer)
    return notice


def after_a_save(path: Path, lines_after: Callable[[int], Iterable[JournalLine]]) -> str | None:
    """Like `catch_up`, once a change is on the disk: trouble is a sentence, since an error would
    say that nothing was saved, and the change be made a second time.
    """
    try:
        return catch_up(path, lines_after)
    except (OSError, FileTrouble) as error:
        return (
            f"Saved, but the second copy {path} could not be written ({error}). "
            "It catches up at the next save."
        )


def _append(path: Path, lines: Iterable[JournalLine]) -> None:
    is_new = not path.exists()
    with os.fdopen(open_to_append(path), "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            # A crash in the middle of a line leaves half of one: the next begins on its own.
            file.seek(size - 1)
            if file.read(1) != b"\n":
                file.write(b"\n")
        for line in lines:
            file.write(to_text(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:  # a file is not surely there after a power cut before its folder is synced
        fsync_folder(path.parent)


def to_text(line: JournalLine) -> str:
    """One entry as JSON."""
    return canonical({**asdict(line), "content": json.loads(line.content)})


def signatures(path: Path) -> Iterator[tuple[int, str]]:
    """Number and hash of every whole line there is."""
    if path.exists():
        with path.open("rb") as file:
            yield from filter(None, map(_signature, file))


def _last(path: Path) -> tuple[int, str]:
    """Number and hash of the last whole line; (0, "") when there is none."""
    if not path.exists():
        return 0, ""
    if not path.is_file():
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    tail = b""
    with path.open("rb") as file:
        left = file.seek(0, os.SEEK_END)
        while left:
            step = min(_BLOCK, left)
            left -= step
            file.seek(left)
            tail = file.read(step) + tail
            lines = tail.split(b"\n")
            for line in reversed(lines if left == 0 else lines[1:]):
                if signature := _signature(line):
                    return signature
    return 0, ""


def _signature(line: bytes) -> tuple[int, str] | None:
    try:
        value = json.loads(line)
        return int(value["number"]), str(value["hash"])
    except (ValueError, KeyError, TypeError):
        return None
