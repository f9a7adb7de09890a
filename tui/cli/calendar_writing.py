"""`calendar`: what has a day, into a file for a calendar program."""

from __future__ import annotations

import argparse
from pathlib import Path

from triage.clients.agenda import agenda
from triage.clients.due_now import with_next_actions
from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.cli.target_file import refuse_other_files, replacing, target_file, text_in
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace


@command(
    "calendar",
    arg(
        "file",
        metavar="FILE.ics",
        help="updated if it exists: entries done or removed since then are marked as canceled",
    ),
    arg("--replace", action="store_true", help="even if this program did not write FILE"),
)
def calendar(args: argparse.Namespace, workspace: Workspace) -> None:
    """Everything that is open and has a day, as all-day entries for a calendar program."""
    from storage.calendar import as_calendar, is_own_calendar

    if args.file == "-":
        raise CommandRefused("a calendar needs a file", "name one, like agenda.ics")
    with data_file(workspace) as store:
        target = target_file(args.file, workspace.path)
        if not args.replace:
            refuse_other_files(target, is_own_calendar)
        earlier = _content(target) if target.is_file() and is_own_calendar(target) else b""
        today = workspace.today
        planned = agenda(workspace.book, today, workspace.limits)
        entries = with_next_actions(planned, workspace.overviews, today)
        at, change = workspace.now(), store.head()
    try:
        text, canceled = as_calendar(entries, at=at, change=change, earlier=earlier)
    except ValueError:
        if not args.replace:
            raise CommandRefused(
                f"{target} cannot be read: its entries cannot be canceled",
                "name another file, or --replace it",
            ) from None
        text, canceled = as_calendar(entries, at=at, change=change)
    with replacing(target) as stream, text_in(stream) as file:
        file.write(text)
    more = f", {canceled} canceled" if canceled else ""
    say(f"Written: {target}, {count(len(entries), 'entry', 'entries')}{more}")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise CommandRefused(f"{path}: {trouble.strerror}", "name another file") from None
