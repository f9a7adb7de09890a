"""`forget`: a client leaves every file of the program, for good."""

from __future__ import annotations

import argparse

from storage.forgetting import files_with_everybody, forget
from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import prompted, say
from tui.wording.formatting import count
from tui.wording.undo_words import counted_kinds
from tui.workspace.workspace import Workspace


@command("forget", arg("client", metavar="CLIENT", help="whole name, a part of it, or id"))
def forget_client(args: argparse.Namespace, workspace: Workspace) -> None:
    """Delete a client and all that is known of them, in the data file, its journal and its
    backups. It cannot be undone, so the name has to be typed.
    """
    second = workspace.settings.second_backups
    with data_file(workspace) as store:
        client = store.client(args.client)
    files = files_with_everybody(workspace.path, second)
    say(f"This deletes {client.name} and everything recorded about them. It cannot be undone.")
    if files:
        say(f"Also deleted, because they contain all clients: {count(len(files), 'older file')}")
        say(*(f"  {path}" for path in files))
    say("Exports, letters and calendar files that you made stay: delete those yourself.")
    typed = prompted("Type the client's whole name to go on: ")
    if typed is None or typed.strip() != client.name:
        raise CommandRefused("the name was not typed", "nothing was deleted")
    gone = forget(workspace.path, client.id, workspace.now, second)
    with data_file(workspace) as store:
        copy = store.backup(second=second)
    say(f"Forgotten: {counted_kinds(gone.records)}. A new backup: {copy}")
