"""`undo` and `redo`: take back the last change, or bring it back."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from tui.cli.command import Command, arg
from tui.cli.data_file import data_file
from tui.cli.output import say
from tui.workspace.workspace import Workspace

_SHOWN = 20
"""Changes that the list shows."""


_LIST = arg("--list", action="store_true", help="show the last changes, newest first")


def undo(args: argparse.Namespace, workspace: Workspace) -> int:
    """Take back the last change, or list the last ones."""
    with data_file(workspace) as store:
        if args.list:
            for entry in store.history(_SHOWN):
                mark = " (taken back)" if entry.undone else ""
                at = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
                say(f"{entry.number:>6}  {at}  {entry.label}{mark}")
            return 0
        label = store.undo()
    say(f"Taken back: {label}. goodterms redo brings it back")
    return 0


def redo(_args: argparse.Namespace, workspace: Workspace) -> int:
    """Bring back what was taken back last."""
    with data_file(workspace) as store:
        label = store.redo()
    say(f"Done again: {label}")
    return 0


COMMANDS: Mapping[str, Command] = {
    "undo": Command(undo, (_LIST,)),
    "redo": Command(redo),
}
