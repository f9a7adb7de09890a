"""The way into the screens. Every millisecond here is waited for at each start."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from tui.cli.errors import Refused
from tui.cli.output import at_terminal
from tui.cli.session import Session


def open_screens(session: Session, path: Path, *, sample: bool = False) -> int:
    """The full-screen program on a file; its exit code. Raises Refused where nobody can see it."""
    if not (at_terminal(sys.stdin) and at_terminal(sys.stdout)):
        raise Refused(
            "the screens need a terminal", "try goodterms clients; goodterms --help lists the rest"
        )
    # The app lets it go on when the first list is on the screen: it costs a tenth of the start,
    # and what is imported stays anyway.
    gc.disable()
    from storage.own_files import check_own_files
    from tui import app

    check_own_files(session.folder)
    return app.run(
        path,
        today=session.today,
        now=session.now,
        settings=session.look,
        folder=session.folder,
        sample=sample,
    )
