"""The way into the screens. Every millisecond here is waited for at each start."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from storage.errors import BadSetting
from storage.paths import opened_list
from storage.rescue import RescueFile
from tui.cli.errors import CommandRefused
from tui.cli.output import at_terminal
from tui.cli.unlocking import unlock
from tui.keys.keymap import BadKeys, remapped
from tui.workspace.workspace import Workspace


def open_screens(workspace: Workspace, *, sample: Path | None = None) -> int:
    """The full-screen program, or a look at the sample year in a file; its exit code.

    Raises Refused where nobody can see it.
    """
    # Textual draws on standard error: it would land in a file.
    if not all(at_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise CommandRefused(
            "the screens need a terminal", "try goodterms clients; goodterms --help lists the rest"
        )
    if sample is None:
        unlock(workspace, workspace.path)
    # The app lets it go on when the first list is on the screen: it costs a tenth of the start,
    # and what is imported stays anyway.
    gc.disable()
    from tui import app

    workspace.configuration.check()
    check_look(workspace)
    configuration = workspace.configuration
    shown = Workspace(
        sample or workspace.path,
        today=workspace.today,
        now=workspace.now,
        configuration=configuration.to_play_in(sample.parent) if sample else configuration,
        sample=sample is not None,
        opened=None if sample else workspace.opened,
        rescue=None if sample else RescueFile(workspace.path, opened_list(os.environ).parent),
    )
    return app.run(shown)


def check_look(workspace: Workspace) -> None:
    """What the settings file alone cannot know: which keys and themes there are.

    Raises BadSetting, before a screen would hide the reason.
    """
    from textual.theme import BUILTIN_THEMES

    from tui.ui.themes import THEMES

    themes = [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
    if workspace.look.theme not in themes:
        raise _wrong(workspace, "theme", f"must be one of {', '.join(themes)}")
    try:
        remapped(workspace.look.keys)
    except BadKeys as bad:
        raise _wrong(workspace, f"keys.{bad.id}", f"cannot be used: {bad}") from bad


def _wrong(workspace: Workspace, key: str, why: str) -> BadSetting:
    from storage.settings.file import wrong

    file = workspace.configuration.file
    assert file is not None  # without one there are only defaults, and those are right
    return wrong(file, key, why)
