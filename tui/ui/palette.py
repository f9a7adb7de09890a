"""The palette: every action of the screen, every client by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

from tui.keys.table import in_group, shown
from tui.ui.base_screen import BaseScreen
from tui.wording.safe_text import short

if TYPE_CHECKING:
    from tui.app import GoodTerms


def commands(app: GoodTerms, screen: Screen[object]) -> Iterable[SystemCommand]:
    """What can be reached from `screen` by typing a part of its name."""
    if isinstance(screen, BaseScreen):
        for key in (*in_group(screen.GROUP), *in_group("everywhere")):
            if key.action in ("command_palette", "back"):
                continue
            names = shown(app.workspace.settings.keys.get(key.id, key.keys).partition(",")[0])
            yield SystemCommand(
                key.label.capitalize(), f"{key.help} ({names})", _runner(app, screen, key.action)
            )
    for id_, overview in app.workspace.overviews.items():
        yield SystemCommand(
            _plain(overview.name), f"Open this client: {overview.health.health}", _opener(app, id_)
        )
    yield SystemCommand("Theme", "Choose other colours", app.action_change_theme)
    yield SystemCommand("Quit", "Quit; what you are typing is kept", app.action_quit)


def _runner(
    app: GoodTerms, screen: BaseScreen[object], action: str
) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        # Help, undo and their like are the app's own.
        if not await app.run_action(action, screen):
            await app.run_action(action)

    return run


def _opener(app: GoodTerms, client_id: str) -> Callable[[], None]:
    def open_client() -> None:
        from tui.client.screen import ClientScreen

        app.push_screen(ClientScreen(client_id))

    return open_client


def _plain(name: str) -> str:
    """A client's name as the palette can take it: it reads square brackets as markup."""
    return short(name, 60).replace("[", "⁅").replace("]", "⁆")
