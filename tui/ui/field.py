"""A one-line field that shows only safe text."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from tui.wording.safe_text import safe


class TextInput(Input):
    """An Input into which control characters cannot be pasted unseen."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002  Textual's own name
        name: str | None = None,
    ) -> None:
        super().__init__(
            safe(value),
            placeholder=placeholder,
            id=id,
            name=name,
            compact=True,
            select_on_focus=False,
        )

    def on_paste(self, event: Paste) -> None:
        """The first line goes in, with what could steer a terminal made visible."""
        event.prevent_default()
        event.stop()
        first, *_ = event.text.splitlines() or [""]
        self.replace(safe(first), *sorted(self.selection))
