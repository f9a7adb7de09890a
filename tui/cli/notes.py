"""`note`: the user's own words, typed, piped in, or written in an editor."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tui.cli.command import command, words
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import at_terminal, say, tell
from tui.cli.said import noted, noted_label
from tui.cli.saving import new_record, save
from tui.workspace.workspace import Workspace


@command(
    "note",
    words("text", "TEXT", "the note; default: standard input or your editor"),
    client=True,
)
def note(args: argparse.Namespace, workspace: Workspace) -> None:
    """A note for a client."""
    with data_file(workspace) as store:
        client = store.client(args.client)
        with _written(args.text) as text:
            if not text.strip():
                raise CommandRefused("the note is empty", "nothing was saved")
            record = new_record(workspace, "note", client.id, text=text)
            save(workspace, f"{client.name}: {noted_label()}", record)
    say(noted(client.name, record.id))


@contextmanager
def _written(words: Sequence[str]) -> Iterator[str]:
    """The text of the note, for the block that saves it."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if words:
        yield " ".join(words)
    elif at_terminal(sys.stdin) and editor:
        with edited(editor) as text:
            yield text
    else:
        yield piped()


def piped() -> str:
    """Everything on standard input, as UTF-8 text. Raises Refused for anything else."""
    if sys.stdin is None:
        raise CommandRefused(
            "there is no standard input", 'for example: goodterms note north "text"'
        )
    if at_terminal(sys.stdin):
        say("Write the note; end it with Ctrl-D on a line of its own.")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandRefused("standard input is not UTF-8 text", "nothing was saved") from None


@contextmanager
def edited(editor: str) -> Iterator[str]:
    """What the user writes in their editor, for the block that saves it.

    Its file goes when the block ends well; otherwise what is in it stays, and where it is is said.
    Raises Refused when the editor cannot be run or fails.
    """
    handle, name = tempfile.mkstemp(prefix="goodterms-", suffix=".txt")
    os.close(handle)
    path = Path(name)
    try:
        yield _edited(editor, path)
    except BaseException:
        if path.exists() and path.stat().st_size:
            tell(f"note: what you wrote is kept in {path}")
        else:
            path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


def _edited(editor: str, path: Path) -> str:
    try:
        ended = subprocess.run([*shlex.split(editor), str(path)], check=False)
        if ended.returncode:
            raise CommandRefused(f"{editor} ended with {ended.returncode}", "nothing was saved")
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandRefused("the note is not UTF-8 text", "nothing was saved") from None
    except ValueError:  # a quotation mark that is never closed
        raise CommandRefused(f"EDITOR cannot be run: {editor}", "set it to your editor") from None
    except OSError as trouble:
        raise CommandRefused(f"{editor}: {trouble.strerror}", "set EDITOR to your editor") from None
