"""Help: what each key does on the screen below, its own keys first; enter runs the line."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Input, Static
from typing_extensions import override

from tui.keys.action import KeyAction
from tui.keys.keymap import in_group, shown
from tui.keys.table import GROUPS
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.line_list import Item, LineList, headed
from tui.wording.safe_text import hanging

_MARGIN = 4
"""Columns that the page's padding and its scroll bar take."""
_LEAST = 40
"""Columns under which a line is not broken further."""
_HELP = "question_mark"
_NOTHING = "  No key on this page matches. For pages, clients and settings press esc, then :"


class _Filter(TextInput):
    """What is typed narrows the list; `?` with nothing typed closes the help, as it opened it."""

    def on_key(self, event: Key) -> None:
        if event.key == _HELP and not self.value:
            event.stop()
            event.prevent_default()
            self.screen.dismiss()


class HelpScreen(BaseScreen[str | None]):
    """Answers with the action of the line that was chosen, None when it was left."""

    SHOWS_RECORDS = False
    GROUP = "help"
    TYPING = True
    OWN_KEYS_ONLY = True  # no help on help

    def __init__(self, place: str, everywhere: tuple[str, ...] | None = None) -> None:
        super().__init__()
        places = (place, "list", "everywhere") if everywhere is None else (place, "everywhere")
        self._places = tuple(dict.fromkeys(places))
        self._everywhere = everywhere
        self._lines = LineList(self.action_run, id="help")
        self._lines.can_focus = False

    @override
    def body(self) -> ComposeResult:
        yield Static(Content.styled("Help", "bold"), classes="title")
        yield _Filter(placeholder="type to find a key or what it does", id="help-filter")
        yield self._lines

    @on(Input.Changed)
    @on(Resize)
    def _show(self) -> None:
        words = self.query_one(_Filter).value.casefold().split()
        items = list(headed((GROUPS[place], self._items(place, words)) for place in self._places))
        self._lines.show(items or [Item(None, Content.styled(_NOTHING, "$quiet"))])

    def _items(self, place: str, words: list[str]) -> Iterator[Item]:
        for key in in_group(place):
            if place == "everywhere" and key.id not in (self._everywhere or (key.id,)):
                continue
            text = f"{self._names(key)} {key.label} {key.help}".casefold()
            if all(word in text for word in words):
                yield Item(key, self._line(key))

    def _names(self, key: KeyAction) -> str:
        remapped = self.workspace.look.keys.get(key.id, key.keys)
        return "  ".join(shown(name) for name in remapped.split(","))

    def _line(self, key: KeyAction) -> Content:
        first = Content(f"  {self._names(key):<14} ")
        return hanging(first, Content(key.help), max(_LEAST, self.app.size.width - _MARGIN))

    # --- keys ---------------------------------------------------------------------------

    @on(Input.Submitted)
    def action_run(self) -> None:
        """Close the help, and do what the line says on the screen below."""
        key = self._lines.current
        if not isinstance(key, KeyAction):
            self.notify_user("No key fits what you typed.")
        elif key.keys.isdecimal():
            self.notify_user("Close the help first, then press the number itself.")
        else:
            self.dismiss(key.action)

    def action_cursor_down(self) -> None:
        """The next line."""
        self._lines.action_cursor_down()

    def action_cursor_up(self) -> None:
        """The line before."""
        self._lines.action_cursor_up()

    async def action_page(self, pages: int) -> None:
        """A page on or back."""
        await self.app.run_action("page_down" if pages > 0 else "page_up", self._lines)
