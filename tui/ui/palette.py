"""The palette: every action of the screen, every page, every client by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

from tui.keys.keymap import in_group, shown
from tui.keys.table import KEYS
from tui.routes import (
    ClientRoute,
    FindRoute,
    ImportRoute,
    Page,
    Route,
    SettingsRoute,
    SetupRoute,
)
from tui.ui.base_screen import BaseScreen
from tui.ui.host import Host
from tui.wording.safe_text import short

if TYPE_CHECKING:
    from textual.system_commands import SystemCommandsProvider

PAGES: Mapping[str, Route] = {
    "Find words in notes, events, messages, decisions, invoices": FindRoute(),
    "Import": ImportRoute(),
    "Setup table": SetupRoute(),
    "Settings": SettingsRoute(),
}
"""Pages about all clients that have a route. They can be opened from anywhere, as can every page
that its key alone opens.
"""


def commands(host: Host, screen: Screen[object]) -> Iterable[SystemCommand]:
    """What can be reached from `screen` by typing a part of its words."""
    if isinstance(screen, BaseScreen):
        for key in (*in_group(screen.GROUP), *screen.works_everywhere()):
            if key.action in ("command_palette", "back"):
                continue
            if screen.is_dialog() and key.keys.isdecimal():
                continue  # there a number is an answer, and which one is not known
            names = shown(host.workspace.settings.keys.get(key.id, key.keys).partition(",")[0])
            run = partial(screen.run_here, key.action)
            yield SystemCommand(key.label.capitalize(), f"{key.help} ({names})", run)
    for title, route in PAGES.items():
        yield SystemCommand(f"Go to: {title}", "Open this page", partial(host.open, route))
    pages = {key.page: key for key in KEYS if key.page and not key.page_for_client}
    for page, key in pages.items():
        yield SystemCommand(
            f"Go to: {key.label.capitalize()}", key.help, partial(host.open, Page(page))
        )
    for id_, overview in host.workspace.overviews.items():
        text = f"Open this client: {overview.health.health}"
        yield SystemCommand(_plain(overview.name), text, partial(host.open, ClientRoute(id_)))


def _plain(name: str) -> str:
    """A client's name as the palette can take it: it reads square brackets as markup."""
    return short(name, 60).replace("[", "⁅").replace("]", "⁆")


def palette_provider() -> type[SystemCommandsProvider]:
    """What finds the commands, loaded when the palette is opened for the first time."""
    from tui.ui.palette_search import PaletteSearch

    return PaletteSearch
