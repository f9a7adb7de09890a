"""A one-line field that shows only safe text."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input
from typing_extensions import override

from tui.wording.safe_text import safe


class TextInput(Input):
    """An Input into which control characters cannot be pasted unseen.

    With `selects` its text is selected when the cursor comes to it, so that typing replaces what
    stands there; without, as where one goes on writing, typing adds to it. What was replaced or
    taken away comes back with the key that brings it back in a long text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "undo", show=False)]

    virtual_size = Reactive(Size(0, 0))
    """How long its text is. Textual lays out the whole screen when that changes, at each key; here
    only the text moves: the field is one line of a fixed width, without scrollbars."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002  Textual's own name
        name: str | None = None,
        selects: bool = False,
    ) -> None:
        super().__init__(
            safe(value),
            placeholder=placeholder,
            id=id,
            name=name,
            compact=True,
            select_on_focus=selects,
        )
        self._replaced: list[str] = []

    @override
    def replace(self, text: str, start: int, end: int) -> None:
        if start != end:
            self._replaced.append(self.value)
        super().replace(text, start, end)

    def action_undo(self) -> None:
        """The text before something of it was last replaced or taken away."""
        if self._replaced:
            self.value = self._replaced.pop()
            self.cursor_position = len(self.value)

    def on_paste(self, event: Paste) -> None:
        """All lines go in as one, with what could steer a terminal made visible."""
        event.prevent_default()
        event.stop()
        lines = [line for line in event.text.splitlines() if line.strip()]
        self.replace(safe(" ".join(lines)), *sorted(self.selection))

    def go_on_with(self, text: str) -> None:
        """A text that was typed earlier and not stored: the cursor after it, to type on."""
        self.select_on_focus = False
        self.value = safe(text)
        self.cursor_position = len(self.value)
