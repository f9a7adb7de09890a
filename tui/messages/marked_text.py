"""A text in which places are marked while it is being written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.text import Text
from textual.events import Key
from textual.message import Message
from typing_extensions import override

from triage.message_templates import SLOT
from tui.ui.text_area import LongTextArea

_SENTENCE_ENDS = ".!?\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text, from `start` up to `end`. `sort` is stop, warn, hint or blank."""

    start: int
    end: int
    sort: str


class MarkedText(LongTextArea):
    """Marks are given as places in the text that was looked at; typing on may leave them behind
    for the moment until it has been looked at again.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "marked--stop",
        "marked--warn",
        "marked--hint",
        "marked--blank",
        "marked--here",
    }
    DEFAULT_CSS = """
    MarkedText > .marked--stop { color: $health-stop; text-style: bold underline; }
    MarkedText > .marked--warn { color: $health-watch; text-style: underline; }
    MarkedText > .marked--hint { text-style: underline; }
    MarkedText > .marked--blank { color: $accent; }
    MarkedText > .marked--here { background: $block-cursor-background; }
    """

    class Passed(Message):
        """Enter was pressed on a blank that stands selected: nothing was typed into it."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(text, id=id)
        self._by_line: dict[int, list[tuple[int, int, str]]] = {}

    def on_key(self, event: Key) -> None:
        """A blank gives way to what is typed, and to no empty line."""
        if event.key == "enter" and SLOT.fullmatch(self.selected_text):
            event.prevent_default()
            event.stop()
            self.post_message(self.Passed())

    def mark(self, marks: Iterable[Mark], here: Mark | None = None) -> None:
        """Show these marks and no others; `here` is the one at hand, with its whole sentence."""
        text = self.text
        starts = self._starts()
        self._by_line = {}
        if here is not None and here.end <= len(text):
            self._add(Mark(*sentence(text, here.start, here.end), "here"), starts)
        for mark in marks:
            if mark.end <= len(text):  # else the text has become shorter since it was looked at
                self._add(mark, starts)
        self.notify_style_update()
        self.refresh()

    def _add(self, mark: Mark, starts: list[int]) -> None:
        first, last = (bisect_right(starts, at) - 1 for at in (mark.start, mark.end - 1))
        for line in range(first, last + 1):
            begin = max(0, mark.start - starts[line])
            end = min(mark.end, starts[line + 1] - 1) - starts[line]
            self._by_line.setdefault(line, []).append((begin, end, mark.sort))

    @override
    def get_line(self, line_index: int) -> Text:
        """A line with its marks."""
        line = super().get_line(line_index)
        for begin, end, sort in self._by_line.get(line_index, ()):
            style = self.get_component_rich_style(f"marked--{sort}", partial=True)
            line.stylize(style, begin, end)
        return line

    def _starts(self) -> list[int]:
        """Where each line begins, and where one more would."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    @property
    def cursor_index(self) -> int:
        """The place of the cursor in the text."""
        line, column = self.cursor_location
        return self._starts()[line] + column

    def _location(self, index: int) -> tuple[int, int]:
        starts = self._starts()
        at = min(index, starts[-1] - 1)
        line = bisect_right(starts, at) - 1
        return line, at - starts[line]

    def go_to(self, start: int, end: int, *, select: bool = False) -> None:
        """Show a place, the cursor at its end; or with the place selected, to be typed over."""
        first, last = self._location(start), self._location(end)
        self.move_cursor(first if select else last, center=True)
        self.move_cursor(last, select=select)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence, or of the line, round a place."""
    first = max(text.rfind(sign, 0, start) for sign in _SENTENCE_ENDS) + 1
    ends = [at + 1 for sign in _SENTENCE_ENDS if (at := text.find(sign, max(start, end - 1))) >= 0]
    last = min(ends, default=len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, max(last, end)
