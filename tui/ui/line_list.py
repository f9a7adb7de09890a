"""A list of lines of text with headings between them, moved through with the list keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
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
    """One entry: the key of what it stands for, or None for a heading or a remark, which the
    cursor passes over.
    """

    key: Hashable | None
    text: Content


def headed(sections: Iterable[tuple[str, Iterable[Item]]]) -> Iterator[Item]:
    """Sections with their titles, a blank line between them; empty ones are left out."""
    gap = ""
    for title, items in sections:
        section = list(items)
        if section:
            yield Item(None, Content.assemble(gap, (title, "$accent")))
            yield from section
            gap = "\n"


class LineList(OptionList):
    """Text is always Content, never markup: it may hold what a client wrote.

    `choose` is called for the line that is chosen, by enter or by a click on it.
    """

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

    def __init__(
        self,
        choose: Callable[[], object] | None = None,
        *,
        id: str | None = None,  # noqa: A002  Textual's own name
    ) -> None:
        super().__init__(id=id, markup=False)
        self._choose = choose
        # Not the options' ids: an open record stands in two sections, and ids must be unique.
        self.items: list[Item] = []

    @property
    def current(self) -> Hashable | None:
        """The key of the line under the cursor."""
        return self.items[self.highlighted].key if self.highlighted is not None else None

    def show(self, items: Iterable[Item]) -> None:
        """Replace all lines; the cursor stays on its line, or near it when that is gone."""
        before, row = self.current, self.highlighted or 0
        self.items = list(items)
        self.set_options(Option(item.text, disabled=item.key is None) for item in self.items)
        lines = [n for n, item in enumerate(self.items) if item.key is not None]
        if not lines:
            return
        same = [n for n in lines if self.items[n].key == before]
        self.highlighted = min(same or lines, key=lambda n: abs(n - row))

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on a line, if it is there."""
        keys = [item.key for item in self.items]
        if key in keys:
            self.highlighted = keys.index(key)

    @override
    def action_select(self) -> None:
        """Choose the line; without one the screen's own key acts, and says why it cannot."""
        if self.highlighted is None:
            raise SkipAction
        super().action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if self._choose is not None:
            event.stop()
            self._choose()

    def action_scroll_top(self) -> None:
        """The first line."""
        self.action_first()

    def action_scroll_bottom(self) -> None:
        """The last line."""
        self.action_last()
