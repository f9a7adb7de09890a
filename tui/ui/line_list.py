"""A list of lines of text with headings between them, moved through with the list keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from tui.keys.bindings import bindings


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its key, or "" for a heading or a remark, which the cursor passes over."""

    key: str
    text: Content


class LineList(OptionList):
    """Text is always Content, never markup: it may hold what a client wrote."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    DEFAULT_CSS = """
    LineList {
        border: none; padding: 0; background: $background; height: 1fr;
        scrollbar-size-vertical: 1;
    }
    LineList:focus { border: none; background-tint: initial; }
    LineList > .option-list--option { padding: 0 1; }
    LineList > .option-list--option-disabled { color: $foreground; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id, markup=False)
        # Not the options' ids: an open record stands in two sections, and ids must be unique.
        self._keys: list[str] = []

    @property
    def current(self) -> str | None:
        """The key of the line under the cursor."""
        return self._keys[self.highlighted] if self.highlighted is not None else None

    def show(self, items: Iterable[Item]) -> None:
        """Replace all lines; the cursor stays on its line, or near it when that is gone."""
        at, row = self.current, self.highlighted
        found = list(items)
        self._keys = [item.key for item in found]
        self.set_options(Option(item.text, disabled=not item.key) for item in found)
        lines = [n for n, key in enumerate(self._keys) if key]
        if not lines:
            return
        same = [n for n in lines if at is not None and self._keys[n] == at]
        self.highlighted = min(same or lines, key=lambda n: abs(n - (row or 0)))

    def go_to(self, key: str) -> None:
        """Put the cursor on a line, if it is there."""
        if key and key in self._keys:
            self.highlighted = self._keys.index(key)

    @override
    def action_select(self) -> None:
        """Choose the line; without one the screen's own key acts, and says why it cannot."""
        if self.highlighted is None:
            raise SkipAction
        super().action_select()

    def action_scroll_top(self) -> None:
        """The first line."""
        self.action_first()

    def action_scroll_bottom(self) -> None:
        """The last line."""
        self.action_last()
