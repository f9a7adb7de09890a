"""`export`: everything into one file."""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, TextIO, cast

from tui.cli.command import Command
from tui.cli.errors import Refused
from tui.cli.output import say
from tui.cli.session import Session


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where to; - is standard output")
    parser.add_argument("--client", metavar="CLIENT", help="this client only")


def export(given: argparse.Namespace, session: Session) -> int:
    """Every record as a line of JSON; `goodterms import` reads it back."""
    from storage.exchange import export_jsonl

    with session.store() as store:
        client = store.client(given.client).id if given.client is not None else None
        if given.file == "-":
            export_jsonl(store, cast("TextIO", _Harmless(sys.stdout)), client)
            return 0
        target = Path(given.file).expanduser()
        with _replacing(target, session.path) as stream:
            export_jsonl(store, stream, client)
    say(f"Written: {target}")
    return 0


class _Harmless(io.TextIOBase):
    """Standard output for JSON: what could steer a terminal goes out as its \\u escape.

    JSON has such characters only inside strings, where the escape means the same.
    """

    _ESCAPES: ClassVar = {
        code: f"\\u{code:04x}"
        for code in (
            *range(0x7F, 0xA0),
            0x061C,
            0x200E,
            0x200F,
            *range(0x2028, 0x202F),
            *range(0x2066, 0x206A),
        )
    }

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str, /) -> int:
        return self._stream.write(text.translate(self._ESCAPES))


@contextmanager
def _replacing(target: Path, database: Path) -> Iterator[TextIO]:
    """A new file that takes the place of `target` when the block ends well, for the user alone.

    Raises Refused when it cannot be written or would be the data file itself.
    """
    if target.is_dir():
        raise Refused(f"{target} is a folder", "name a file in it")
    if target.exists() and database.exists() and target.samefile(database):
        raise Refused(f"{target} is the data file itself", "name another file")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as trouble:
        raise Refused(f"{target}: {trouble.strerror}", "name a file in another folder") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


COMMANDS: Mapping[str, Command] = {"export": Command(_export_arguments, export)}
