"""`demo`: a look around in the sample year."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

from storage.paths import at_home
from tui.cli.command import Command
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.cli.screens import open_screens
from tui.cli.session import Session


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep", metavar="FILE", help="only write the sample year to a new data file"
    )


def demo(given: argparse.Namespace, session: Session) -> int:
    """The sample year on a throw-away file, or in a new file to try commands on."""
    if given.keep is not None:
        path = at_home(given.keep).absolute()
        if path.exists():
            raise CommandRefused(f"{path} is there already", "name a new file")
        _fill(session, path)
        say(f"Written: {path}")
        return 0
    with tempfile.TemporaryDirectory(prefix="goodterms-") as folder:
        path = Path(folder) / "sample-year.db"
        _fill(session, path)
        return open_screens(session, path, sample=True)


def _fill(session: Session, path: Path) -> None:
    from storage.demo import build

    try:
        build(path, session.today, now=session.now)
    except OverflowError:
        raise CommandRefused(
            f"the calendar has no year before {session.today}", "choose another day with --as-of"
        ) from None


COMMANDS: Mapping[str, Command] = {"demo": Command(_demo_arguments, demo)}
