"""Help: what each key does on the screen below, and everywhere."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from tui.keys.action import KeyAction
from tui.keys.keymap import in_group, shown
from tui.keys.table import GROUPS
from tui.ui.base_screen import BaseScreen
from tui.wording.safe_text import hanging

_MARGIN = 4
"""Columns that the page's padding and its scroll bar take."""
_LEAST = 40
"""Columns under which a line is not broken further."""


class HelpScreen(BaseScreen[None]):
    """The keys of one place, of lists, and of everywhere."""

    SHOWS_RECORDS = False
    GROUP = "help"
    OWN_KEYS_ONLY = True  # no help on help

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    @override
    def body(self) -> ComposeResult:
        yield Static(Content.styled("Help", "bold"), classes="title")
        with VerticalScroll(id="help"):
            groups = [self._place, "log", "list", "everywhere"]
            for group in dict.fromkeys(groups):
                keys = in_group(group)
                if keys:
                    yield Static(Content.styled(f"\n {GROUPS[group]}", "$accent"))
                    yield Static(Content("\n").join(self._line(key) for key in keys))

    def _line(self, key: KeyAction) -> Content:
        remapped = self.workspace.settings.keys.get(key.id, key.keys)
        names = "  ".join(shown(name) for name in remapped.split(","))
        first = Content(f"   {names:<14} ")
        return hanging(first, Content(key.help), max(_LEAST, self.app.size.width - _MARGIN))
