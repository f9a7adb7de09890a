"""The app as a terminal shows it: its driver, its colours, and drawn again after a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from tui.ui.terminal_driver import terminal_driver
from tui.ui.themes import THEMES, borrowed_colours, for_few_colours
from tui.ui.typeahead import TypeAheadApp

if TYPE_CHECKING:
    from textual.driver import Driver


class TerminalApp(TypeAheadApp):
    """Every theme has our own colour names, and a cursor that is seen with 16 colours, too."""

    @override
    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    @override
    def get_driver_class(self) -> type[Driver]:
        return terminal_driver(super().get_driver_class())

    @override
    def get_css_variables(self) -> dict[str, str]:
        return for_few_colours(super().get_css_variables(), self.console.color_system)

    @override
    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour names for every other theme."""
        theme = self.current_theme
        return {} if theme in THEMES else borrowed_colours(theme)
