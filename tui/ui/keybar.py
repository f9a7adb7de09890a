"""The line at the bottom: which keys work here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from typing_extensions import override


class Shown(NamedTuple):
    """One entry: the key as people write it, its label, the action, and why it cannot act now.

    `brief` is the label where there is no room for the long one.
    """

    key: str
    label: str
    action: str
    disabled_reason: str | None = None
    brief: str = ""


class KeyBar(Widget):
    """One line of keys. What does not fit is left to the help; the last entry always fits."""

    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 1; color: $foreground; }
    """

    class Pressed(Message):
        """An entry was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self.entries: tuple[Shown, ...] = ()
        self._spots: list[tuple[int, int, str]] = []

    def show(self, entries: Sequence[Shown]) -> None:
        """Replace the line."""
        self.entries = tuple(entries)
        self.refresh()

    @override
    def render(self) -> Content:
        """The entries from the left, as many as the width holds."""
        parts: list[Content] = []
        self._spots = []
        column = 0
        last = len(self.entries) - 1
        room = self.content_size.width
        entries = _shortened(self.entries, room)
        keep = len(_words(entries[-1])) + 2 if entries else 0
        for index, entry in enumerate(entries):
            words = _words(entry)
            if column + len(words) > room - (0 if index == last else keep):
                continue
            quiet = entry.disabled_reason is not None
            self._spots.append((column, column + len(words), entry.action))
            parts.append(
                Content.assemble(
                    (entry.key, "$quiet" if quiet else "$accent bold"),
                    (f" {entry.label}", "$quiet" if quiet else ""),
                    "  ",
                )
            )
            column += len(words) + 2
        return Content.assemble(*parts)

    def on_click(self, event: Click) -> None:
        """A click on an entry is the key."""
        for start, end, action in self._spots:
            if start <= event.x - self.styles.padding.left < end:
                self.post_message(self.Pressed(action))


def _shortened(entries: Sequence[Shown], room: int) -> list[Shown]:
    """The entries with as many brief labels as they need to fit, those that save most first."""
    shown = list(entries)
    for at in sorted(range(len(shown)), key=lambda n: len(shown[n].brief) - len(shown[n].label)):
        if sum(len(_words(entry)) + 2 for entry in shown) - 2 <= room:
            break
        if shown[at].brief:
            shown[at] = shown[at]._replace(label=shown[at].brief)
    return shown


def _words(entry: Shown) -> str:
    return f"{entry.key} {entry.label}"
