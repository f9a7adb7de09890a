"""`calendar`: what has a day, into a file for a calendar program."""

from __future__ import annotations

import argparse

from triage.agenda import agenda
from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.cli.target_file import replacing, target_file, text_in
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace


@command("calendar", arg("file", metavar="FILE.ics", help="an existing file is replaced"))
def calendar(args: argparse.Namespace, workspace: Workspace) -> None:
    """Everything that is open and has a day, as all-day entries for a calendar program."""
    from storage.calendar import as_calendar

    if args.file == "-":
        raise CommandRefused("a calendar needs a file", "name one, like agenda.ics")
    with data_file(workspace) as store:
        target = target_file(args.file, workspace.path)
        entries = agenda(store.book(), workspace.today, workspace.limits)
        text = as_calendar(entries, at=workspace.now(), change=store.head())
    with replacing(target) as stream, text_in(stream) as file:
        file.write(text)
    say(f"Written: {target}, {count(len(entries), 'entry', 'entries')}")
