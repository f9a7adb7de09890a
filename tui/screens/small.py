"""A calm request for room, when the window is too small to read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static


class SmallScreen(ModalScreen[None]):
    """Blocks every key until there is room again: nobody should act on what they cannot see."""

    DEFAULT_CSS = """
    SmallScreen { align: center middle; background: $background; }
    SmallScreen Static { width: auto; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        yield Static("Good Terms needs a little more room.\n60 columns and 20 rows will do.")
