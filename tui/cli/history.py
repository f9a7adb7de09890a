"""`undo` and `redo`: take back the last change, or bring it back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.wording.undo_words import kept_words, undo_words
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.history import PastChange

_SHOWN = 50
"""Changes that the list shows."""


@command(
    "undo",
    arg("number", metavar="NUMBER", nargs="?", help="an older change from the list"),
    arg("--list", action="store_true", help="show the latest changes, newest first"),
)
def undo(args: argparse.Namespace, workspace: Workspace) -> None:
    """Take back the last change or an older one, or list the last ones with what each would undo.

    Of an older import what was changed since stays, and is named.
    """
    with data_file(workspace) as store:
        if args.list:
            for change in store.changes(_SHOWN):
                say(_line(change))
            return
        if args.number is None:
            label, kept = store.undo(), ""
        else:
            undone = store.take_back(_number(args.number))
            names = {client.id: client.name for client in store.clients()}
            label, kept = undone.label, kept_words(undone.kept, names)
    say(f"Undone: {label}. To redo: goodterms redo")
    if kept:
        say(kept)


def _number(typed: str) -> int:
    """The number of a change. Raises CommandRefused."""
    if not (typed.isascii() and typed.isdecimal()):
        raise CommandRefused(
            f"{typed!r} is not the number of a change", "goodterms undo --list shows the numbers"
        )
    return int(typed)


def _line(change: PastChange) -> str:
    entry = change.entry
    at = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    would = f"  (undo: {undo_words(change)})" if change.can_go else ""
    mark = " (undone)" if entry.undone else ""
    return f"{entry.number:>6}  {at}  {entry.label}{mark}{would}"


@command("redo")
def redo(_args: argparse.Namespace, workspace: Workspace) -> None:
    """Bring back what was taken back last."""
    with data_file(workspace) as store:
        label = store.redo()
    say(f"Redone: {label}")
