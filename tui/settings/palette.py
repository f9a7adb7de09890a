"""Settings and themes as commands of the palette."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.app import SystemCommand

from tui.routes import SettingsRoute
from tui.settings.rows import rows
from tui.ui.base_screen import BaseScreen


def commands(screen: BaseScreen[object]) -> Iterable[SystemCommand]:
    """A command for each theme, which sets it, and for each setting, which opens its row.

    They come only when something is typed: there are too many to be read through.
    """
    themes = tuple(sorted(screen.app.available_themes))
    for theme in themes:
        choose = partial(screen.change_setting, "theme", theme)
        yield SystemCommand(f"Theme: {theme}", "Choose these colors", choose, discover=False)
    for row in rows(screen.workspace.settings, themes):
        yield SystemCommand(
            f"Setting: {row.section}, {row.label}",
            f"Now {row.shown.replace('[', '(')}. Open it in the settings ({row.key})",
            partial(screen.open, SettingsRoute(row.key)),
            discover=False,
        )
