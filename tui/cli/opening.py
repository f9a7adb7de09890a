"""`demo`, and the way into the screens."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tui.cli.command import Command
from tui.cli.errors import Refused
from tui.cli.output import at_terminal, say
from tui.cli.session import Session


def open_screens(session: Session, path: Path, *, sample: bool = False) -> int:
    """The full-screen program on a file; its exit code. Raises Refused where nobody can see it."""
    if not (at_terminal(sys.stdin) and at_terminal(sys.stdout)):
        raise Refused(
            "the screens need a terminal", "try goodterms clients; goodterms --help lists the rest"
        )
    from storage.own_files import check_own_files
    from tui import app

    check_own_files(session.folder)
    return app.run(
        path,
        today=session.today,
        now=session.now,
        settings=session.settings,
        folder=session.folder,
        sample=sample,
    )


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep", metavar="FILE", help="only write the sample year to a new data file"
    )


def demo(given: argparse.Namespace, session: Session) -> int:
    """The sample year on a throw-away file, or in a new file to try commands on."""
    if given.keep is not None:
        path = Path(given.keep).expanduser().absolute()
        if path.exists():
            raise Refused(f"{path} is there already", "name a new file")
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
        raise Refused(
            f"the calendar has no year before {session.today}", "choose another day with --as-of"
        ) from None


COMMANDS: Mapping[str, Command] = {"demo": Command(_demo_arguments, demo)}
