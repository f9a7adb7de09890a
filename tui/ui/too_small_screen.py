"""A calm request for room, when the window is too small to read."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

SMALLEST = Size(60, 20)
"""Columns and rows under which a screen cannot be read; then the program asks for room."""


class TooSmallScreen(ModalScreen[None]):
    """Blocks every key until there is room again: nobody should act on what they cannot see.

    It covers the screen below: a list cut off on all sides behind it would only confuse.
    """

    DEFAULT_CSS = """
    TooSmallScreen Static {
        width: 100%; height: 100%; background: $background;
        content-align: center middle; text-align: center;
    }
    """

    @override
    def compose(self) -> ComposeResult:
        columns, rows = SMALLEST
        enough = f"{columns} columns and {rows} rows will do."
        yield Static(f"Good Terms needs a little more room.\n{enough}")


def ask_for_room(app: App[Any], size: Size) -> None:
    """Ask for room while the window is too small, and for no longer."""
    small = size.width < SMALLEST.width or size.height < SMALLEST.height
    if small and not isinstance(app.screen, TooSmallScreen):
        app.push_screen(TooSmallScreen())
    elif not small and isinstance(app.screen, TooSmallScreen):
        app.pop_screen()
