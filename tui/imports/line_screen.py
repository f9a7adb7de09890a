"""Everything about one line of an import's preview, on a page of its own."""

from __future__ import annotations

from tui.imports.line_details import LineDetails
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item
from tui.ui.list_pane import ListPane
from tui.wording.safe_text import content, short

_WIDEST = 400
"""Characters of a line; a row of a file may be a book."""


class LineScreen(BaseScreen[None]):
    """A list to scroll through."""

    GROUP = "line"
    SHOWS_RECORDS = False

    def __init__(self, details: LineDetails) -> None:
        super().__init__()
        self._details = details
        self.list_pane = self._pane = ListPane(self._draw, lambda: None)

    def _draw(self) -> None:
        self._pane.show(
            content(short(self._details.title, _WIDEST), "bold"),
            (
                Item(number, content(short(line, _WIDEST)))
                for number, line in enumerate(self._details.lines)
            ),
            empty="There are no more details.",
        )
