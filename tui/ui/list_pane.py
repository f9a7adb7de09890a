"""The pane of a screen that is one list: a title, a rule, and the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from tui.ui.line_list import Item, LineList
from tui.wording.safe_text import both_ends, content

_MARGINS = 3
"""Columns that the margins and the scroll bar take."""
_LEAST = 20
_TITLE = 2
"""Rows of the title and the rule below it."""


class ListPane(Vertical):
    """`draw` is called when the pane is mounted and for every new size, and calls `show`;
    `choose` is called for the line that was chosen.
    """

    DEFAULT_CSS = """
    ListPane > .title { text-wrap: nowrap; text-overflow: ellipsis; }
    ListPane > .head { height: 1; padding: 0 1; }
    ListPane > .empty { height: auto; padding: 1 3; color: $quiet; }
    """

    def __init__(self, draw: Callable[[], None], choose: Callable[[], None]) -> None:
        super().__init__()
        self.lines = LineList(choose)
        self._draw = draw
        self._title = Static(classes="title")
        self._head = Static(classes="head")
        self._empty = Static(classes="empty")

    @override
    def compose(self) -> ComposeResult:
        yield self._title
        yield Static(classes="rule")
        yield self._head
        yield self._empty
        yield self.lines

    @property
    def width(self) -> int:
        """Columns of a line."""
        return max(_LEAST, self.screen.size.width - _MARGINS)

    @property
    def rows(self) -> int:
        """Rows that the title and all lines take."""
        lines = sum(item.text.plain.count("\n") + 1 for item in self.lines.items)
        return _TITLE + int(self._head.display) + lines

    def show(
        self,
        title: Content,
        items: Iterable[Item],
        *,
        right: str | Content = "",
        head: Content | None = None,
        empty: str = "",
    ) -> None:
        """Draw the lines. `right` stands at the end of the title, `head` above the lines, `empty`
        in their place while there are none.
        """
        self.lines.show(items)
        self._title.update(both_ends(title, Content("") + right, self.width) if right else title)
        self._head.update(head or "")
        self._head.display = head is not None
        self._empty.update(content(empty))
        self._empty.display = bool(empty) and not self.lines.items

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()
