"""The list of the first screen: rows of cut text, one line each, drawn line by line.

A DataTable draws every cell through Rich; with fifty rows that alone cost a third of the start and
half of a cursor move. This list draws only the lines that changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from typing_extensions import override

from tui.keys.bindings import bindings

_INDENT = 2


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row: its key, its cells as safe text with a colour ("" = the row's own), and the sign
    before them: one of a marked row.
    """

    key: str
    cells: tuple[tuple[str, str], ...]
    sign: str = " "


class RowList(ScrollView, can_focus=True):
    """A list with a cursor and a heading that stays."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--cursor", "row-list--head"}
    DEFAULT_CSS = """
    RowList { height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    RowList > .row-list--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    RowList:blur > .row-list--cursor { background: $block-cursor-blurred-background; }
    RowList > .row-list--head { color: $quiet; }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor is on another row."""

    class Chosen(Message):
        """The row under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._head: tuple[str, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._right: frozenset[int] = frozenset()
        self._lines: tuple[ListLine, ...] = ()
        self._remark = ""

    # --- content ------------------------------------------------------------------------

    def show(
        self,
        head: Sequence[str],
        widths: Sequence[int],
        lines: Sequence[ListLine],
        right: frozenset[int] = frozenset(),
    ) -> None:
        """Replace everything; the cursor stays on its row when that is still there.

        `right` are the numbers of the columns whose text stands at their right end.
        """
        at = self.current
        self._right = right
        self._head, self._widths, self._lines = tuple(head), tuple(widths), tuple(lines)
        keys = [line.key for line in lines]
        place = keys.index(at) if at in keys else min(self.cursor, max(0, len(keys) - 1))
        self.set_reactive(RowList.cursor, place)
        self.virtual_size = Size(0, len(lines) + 1)
        self._reveal(place)
        self.refresh()
        if self.current != at:
            self.post_message(self.Moved())

    def say_instead(self, remark: str) -> None:
        """What stands there while there are no rows. Safe text, with its own line breaks."""
        self._remark = remark
        self.refresh()

    @property
    def current(self) -> str | None:
        """The key of the row under the cursor."""
        return self._lines[self.cursor].key if self.cursor < len(self._lines) else None

    def keep_cursor(self, key: str | None) -> None:
        """Put the cursor on a row, if it is there."""
        for place, line in enumerate(self._lines):
            if line.key == key:
                self.cursor = place

    # --- drawing ------------------------------------------------------------------------

    @override
    def render_line(self, y: int) -> Strip:
        """The heading stays on top; below it the rows of the scrolled part."""
        if y == 0 and self._lines:
            style = self.get_component_rich_style("row-list--head")
            return self._strip([(label, "") for label in self._head], style)
        index = self.scroll_offset.y + y - 1
        if not self._lines:
            return self._remark_line(y - 2)
        if index >= len(self._lines):
            return Strip.blank(self.size.width, self._plain_style)
        on_it = index == self.cursor
        style = self.get_component_rich_style("row-list--cursor") if on_it else self._plain_style
        line = self._lines[index]
        return self._strip(line.cells, style, line.sign)

    @cached_property
    def _plain_style(self) -> Style:
        return self.rich_style  # worked out anew at each call: a third of the drawing

    @override
    def notify_style_update(self) -> None:
        """Forget the style that the lines were drawn with."""
        super().notify_style_update()
        vars(self).pop("_plain_style", None)

    def _strip(self, cells: Sequence[tuple[str, str]], style: Style, sign: str = " ") -> Strip:
        segments = [Segment(sign, style)]
        for n, ((text, colour), width) in enumerate(zip(cells, self._widths, strict=True)):
            own = style + Style(color=colour) if colour else style
            segments.append(Segment(_cut(text, width, n in self._right) + "  ", own))
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def _remark_line(self, number: int) -> Strip:
        room = max(1, self.size.width - 2 * _INDENT)
        lines = [part for line in self._remark.splitlines() for part in wrap(line, room)]
        style = self.get_component_rich_style("row-list--head")
        text = " " * _INDENT + lines[number] if 0 <= number < len(lines) else ""
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    def _reveal(self, row: int) -> None:
        """Scroll as far as it takes to show a row."""
        top = self.scroll_offset.y
        height = max(1, self.size.height - 1)
        if row < top:
            self.scroll_to(y=row, animate=False, immediate=True)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False, immediate=True)

    def watch_cursor(self, before: int, after: int) -> None:
        self._reveal(after)
        for row in (before, after):
            self.refresh(Region(0, row - self.scroll_offset.y + 1, self.size.width, 1))
        self.post_message(self.Moved())

    def validate_cursor(self, row: int) -> int:
        return max(0, min(row, len(self._lines) - 1))

    # --- moving -------------------------------------------------------------------------

    def action_cursor_down(self) -> None:
        """Next row."""
        self.cursor += 1

    def action_cursor_up(self) -> None:
        """Row before."""
        self.cursor -= 1

    def action_scroll_top(self) -> None:
        """First row."""
        self.cursor = 0

    def action_scroll_bottom(self) -> None:
        """Last row."""
        self.cursor = len(self._lines) - 1

    @override
    def action_page_down(self) -> None:
        """A page down."""
        self.cursor += max(1, self.size.height - 2)

    @override
    def action_page_up(self) -> None:
        """A page up."""
        self.cursor -= max(1, self.size.height - 2)

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y - 1
        if not 0 <= row < len(self._lines):
            return
        if row == self.cursor:
            self.post_message(self.Chosen())
        self.cursor = row


def _cut(text: str, width: int, right: bool) -> str:
    room = width - cell_len(text)
    if room >= 0:
        return " " * room + text if right else set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(0, width - 1)).rstrip() + "…", width)
