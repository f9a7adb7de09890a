"""`undo` and `redo`: take back the last change, or bring it back."""

from __future__ import annotations

import argparse

from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.output import say
from tui.workspace.workspace import Workspace

_SHOWN = 20
"""Changes that the list shows."""


@command("undo", arg("--list", action="store_true", help="show the latest changes, newest first"))
def undo(args: argparse.Namespace, workspace: Workspace) -> None:
    """Take back the last change, or list the last ones."""
    with data_file(workspace) as store:
        if args.list:
            for entry in store.history(_SHOWN):
                mark = " (undone)" if entry.undone else ""
                at = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
                say(f"{entry.number:>6}  {at}  {entry.label}{mark}")
            return
        label = store.undo()
    say(f"Undone: {label}. To redo: goodterms redo")


@command("redo")
def redo(_args: argparse.Namespace, workspace: Workspace) -> None:
    """Bring back what was taken back last."""
    with data_file(workspace) as store:
        label = store.redo()
    say(f"Redone: {label}")
