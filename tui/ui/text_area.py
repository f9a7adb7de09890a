"""The field in which longer texts are written."""

from __future__ import annotations

from math import ceil

from textual.events import Paste
from textual.message import Message
from textual.widgets import TextArea

from tui.wording.safe_text import safe

MOST_BYTES = 64 * 1024
"""The longest text that is taken: above it every key becomes slow, in this and other programs."""


def kilobytes(text: str) -> float:
    """The size of a text on the disk."""
    return len(text.encode("utf-8", "replace")) / 1024


def too_long(size: float, what: str) -> str:
    """That a text of `size` kB is more than `what` ("a note") holds."""
    return f"That is {ceil(size):,} kB; {what} can hold {MOST_BYTES // 1024} kB"


class LongTextArea(TextArea):
    """A TextArea that shows only safe text and refuses a paste that would be too much."""

    class TooLong(Message):
        """A paste was refused; `size` is its size in kB."""

        def __init__(self, size: float) -> None:
            super().__init__()
            self.size = size

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(safe(text, lines=True), id=id, compact=True, highlight_cursor_line=False)

    def on_resize(self) -> None:
        """In another window the lines are broken anew, and the caret is on another row."""
        if self.has_focus:
            self.call_after_refresh(self.scroll_cursor_visible)

    def on_paste(self, event: Paste) -> None:
        """Control characters become visible; a paste goes in whole or not at all."""
        event.prevent_default()
        event.stop()
        if kilobytes(self.text) + kilobytes(event.text) > MOST_BYTES / 1024:
            self.post_message(self.TooLong(kilobytes(event.text)))
            return
        lines = event.text.replace("\r\n", "\n").replace("\r", "\n")
        self.replace(safe(lines, lines=True), *self.selection, maintain_selection_offset=False)
