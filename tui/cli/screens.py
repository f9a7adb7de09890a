"""The way into the screens. Every millisecond here is waited for at each start."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from storage.errors import BadSetting
from storage.paths import settings_path
from storage.user_files import check_own_files
from tui.cli.errors import CommandRefused
from tui.cli.output import at_terminal
from tui.cli.session import Session
from tui.keys.table import BadKeys, remapped


def open_screens(session: Session, path: Path, *, sample: bool = False) -> int:
    """The full-screen program on a file; its exit code. Raises Refused where nobody can see it."""
    if not (at_terminal(sys.stdin) and at_terminal(sys.stdout)):
        raise CommandRefused(
            "the screens need a terminal", "try goodterms clients; goodterms --help lists the rest"
        )
    # The app lets it go on when the first list is on the screen: it costs a tenth of the start,
    # and what is imported stays anyway.
    gc.disable()
    from tui import app

    check_own_files(session.folder)
    check_look(session)
    return app.run(
        path,
        today=session.today,
        now=session.now,
        settings=session.look,
        settings_file=session.settings_file,
        sample=sample,
    )


def check_look(session: Session) -> None:
    """What the settings file alone cannot know: which keys and themes there are.

    Raises BadSetting, before a screen would hide the reason.
    """
    from textual.theme import BUILTIN_THEMES

    from tui.ui.themes import THEMES

    themes = [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
    if session.look.theme not in themes:
        raise _wrong(session, "theme", f"must be one of {', '.join(themes)}")
    try:
        remapped(session.look.keys)
    except BadKeys as bad:
        raise _wrong(session, f"keys.{bad.id}", f"cannot be: {bad}") from bad


def _wrong(session: Session, key: str, why: str) -> BadSetting:
    from storage.settings_file import wrong

    return wrong(settings_path(session.env), key, why)
