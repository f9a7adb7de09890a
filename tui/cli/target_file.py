"""The file that a command writes: all of it or nothing, and never over somebody's own file."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from storage.paths import at_home
from storage.platform import fsync_folder
from tui.cli.errors import CommandRefused


def target_file(name: str, database: Path) -> Path:
    """The file that was named, links followed. Raises CommandRefused for one that cannot be it."""
    typed = at_home(name)
    try:
        target = typed.resolve()
        is_folder, is_data = target.is_dir(), database.exists() and _same(target, database)
    except (OSError, RuntimeError, ValueError) as trouble:
        # A circle of links is a RuntimeError before Python 3.13; a NUL is a ValueError.
        why = trouble.strerror if isinstance(trouble, OSError) else "there is no such file"
        raise CommandRefused(f"{typed}: {why}", "name another file") from None
    if is_folder:
        raise CommandRefused(f"{typed} is a folder", "name a file in it")
    if is_data:
        raise CommandRefused(f"{typed} is the data file itself", "name another file")
    return target


def _same(target: Path, database: Path) -> bool:
    return target.exists() and target.samefile(database)


def refuse_other_files(target: Path, may_go: Callable[[Path], bool]) -> None:
    """Raises CommandRefused where there is a file that is none of ours, by `may_go`."""
    if not target.is_file():
        return
    try:
        if may_go(target):
            return
    except OSError as trouble:
        raise CommandRefused(
            f"{target}: {trouble.strerror}", "name another file, or --replace this one"
        ) from None
    raise CommandRefused(
        f"{target} already exists, and this program did not write it",
        "name another file, or --replace it",
    )


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file (0600) that takes the place of `target` when the block ends well.

    A device or pipe is written to as it is. Raises CommandRefused when the file cannot be made or
    written to its end; then what was there is there still.
    """
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
        else:
            with _part_of(target) as stream:
                yield stream
    except BrokenPipeError:
        raise  # whoever reads the pipe has seen enough
    except OSError as trouble:
        raise CommandRefused(
            f"{target}: {trouble.strerror}", "nothing was written; name a file in another folder"
        ) from None


@contextmanager
def _part_of(target: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=".goodterms-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    fsync_folder(target.parent)


@contextmanager
def text_in(stream: BinaryIO) -> Iterator[TextIO]:
    """Text for a file: UTF-8, lines ended as they are written."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
    try:
        yield text
        text.flush()
    finally:
        text.detach()
