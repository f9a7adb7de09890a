"""`demo`: a look around in the sample year."""

from __future__ import annotations

import argparse
from pathlib import Path

from storage.paths import at_home
from storage.throw_away import ThrowAwayFolder
from tui.cli.command import arg, command
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.cli.screens import open_screens
from tui.workspace.workspace import Workspace


@command("demo", arg("--keep", metavar="FILE", help="only save the sample year to a new data file"))
def demo(args: argparse.Namespace, workspace: Workspace) -> int:
    """The sample year on a throw-away file, or in a new file to try commands on."""
    if args.keep is not None:
        path = at_home(args.keep).absolute()
        if path.exists():
            raise CommandRefused(f"{path} already exists", "name a new file")
        _fill(workspace, path)
        say(f"Written: {path}")
        return 0
    with ThrowAwayFolder() as folder:
        path = folder.path / "sample-year.db"
        _fill(workspace, path)
        return open_screens(workspace, sample=path)


def _fill(workspace: Workspace, path: Path) -> None:
    from storage.demo import build

    try:
        build(path, workspace.today, now=workspace.now)
    except OverflowError:
        raise CommandRefused(
            f"the calendar has no year before {workspace.today}", "choose another day with --as-of"
        ) from None
