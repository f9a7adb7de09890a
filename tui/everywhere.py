"""What works on every screen: help, undo, the pages about all clients, and the palette."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen
from typing_extensions import override

from tui.routes import FindRoute, HelpRoute, Page, SettingsRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.history import NewestUndo, step_through_history
from tui.ui.host import Host
from tui.ui.overnight import OvernightApp
from tui.ui.palette import commands, palette_provider

if TYPE_CHECKING:
    from textual.command import Provider


class KeysEverywhere(OvernightApp):
    """The keys of the app itself, and what they do."""

    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {palette_provider}

    _newest: NewestUndo

    @property
    @abstractmethod
    def _host(self) -> Host:
        """The same app as its screens see it."""

    @override
    async def action_back(self) -> None:
        """One step back."""
        if isinstance(self.screen, BaseScreen):
            self.screen.action_back()

    def action_help(self) -> None:
        """What the keys do here; the line that is chosen there is done here."""
        below = self.screen
        if not isinstance(below, BaseScreen):
            return

        def chosen(action: str | None) -> None:
            if action is not None:
                self.call_later(below.run_here, action)

        few = tuple(key.id for key in below.works_everywhere()) if below.is_dialog() else None
        self._host.open(HelpRoute(below.GROUP, few), chosen)

    def action_open_page(self, screen: str) -> None:
        """Open a screen that takes nothing."""
        self._host.open(Page(screen))

    def action_find(self) -> None:
        """Find records by their words."""
        self._host.open(FindRoute())

    def action_colleague(self) -> None:
        """Ask a colleague, without the client's name."""
        from tui.client.colleague import ask_a_colleague

        ask_a_colleague(self._host, self.screen_stack)

    @override
    def action_change_theme(self) -> None:
        """Choose other colors; the settings keep them."""
        self._host.open(SettingsRoute("theme"))

    def action_undo(self) -> None:
        """Take back the last change."""
        self._newest.press("u", "U", "H")

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        host = self._host
        step_through_history(host, lambda: f"Redone: {host.workspace.store.redo()}. u: undo")

    @override
    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every key of this screen, pages, clients, themes, settings, quit."""
        from tui.settings import palette

        yield from commands(self._host, screen)
        if isinstance(screen, BaseScreen):
            yield from palette.commands(screen)
        yield SystemCommand("Theme", "Choose other colors", self.action_change_theme)
        yield SystemCommand("Quit", "Quit; what you are typing is kept", self.action_quit)
