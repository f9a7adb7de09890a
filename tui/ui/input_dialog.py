"""One line to type, over the screen that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from triage.codec import BadValue
from tui.keys.bindings import bindings
from tui.ui.field import Field
from tui.wording.safe_text import content


class InputDialog(ModalScreen[str | None]):
    """Answers with what was typed, or None when it was left.

    `check` raises BadValue with a sentence for what cannot be taken; it stands under the field
    and the text stays. An empty answer is passed on unchecked when `empty` says what it means.
    """

    CSS_PATH = "input_dialog.tcss"
    BINDINGS = bindings("ask")

    def __init__(
        self, question: str, check: Callable[[str], object], *, typed: str = "", empty: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self._check = check
        self._typed = typed
        self._empty = empty

    def compose(self) -> ComposeResult:
        with Vertical(id="ask"):
            yield Static(content(self._question, "bold"))
            yield Field(self._typed, id="ask-input")
            yield Static(Content(self._empty), id="ask-remark", classes="quiet")

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if not text and not self._empty:
            return
        try:
            if text:
                self._check(text)
        except BadValue as bad:
            remark = self.query_one("#ask-remark", Static)
            remark.update(content(str(bad)))
            remark.set_class(True, "wrong")
            return
        self.dismiss(text)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
