"""A calm request for room, when the window is too small to read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override


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
        yield Static("Good Terms needs a little more room.\n60 columns and 20 rows will do.")
