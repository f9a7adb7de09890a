"""One line to type, over the screen that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static
from typing_extensions import override

from triage.fields.field import Context, Field
from triage.records.codec import BadValue
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.read_back import ReadBack
from tui.ui.remark import DraftRemark
from tui.wording.formatting import long_day
from tui.wording.safe_text import content, safe

_TYPE_FIRST = "Type an answer first"


class InputDialog(BaseScreen[str | None], ModalScreen[str | None]):
    """Answers with what was typed, or None when it was left.

    `read` raises BadValue with a sentence for what cannot be taken; it stands under the field and
    the text stays. An empty answer is passed on unchecked when `empty` says what it means;
    else it is refused, and `hint` says what to type. What stands in the field at first is there
    to be replaced, or when it is `begun` to be written on. What is typed is kept under `draft`,
    when there is one, until whoever asked has stored it and drops that draft. What is typed is
    shown as it is understood by `reads`, a field and what it is read against. It goes by the day
    on which it was asked, or by `day`; where that has passed, this is said.
    """

    CSS_PATH = "input_dialog.tcss"
    GROUP = "ask"
    TYPING = True

    def __init__(
        self,
        question: str,
        read: Callable[[str], Any],
        *,
        typed: str = "",
        begun: bool = False,
        empty: str = "",
        hint: str = "",
        draft: str | None = None,
        reads: tuple[Field, Context] | None = None,
        day: date | None = None,
    ) -> None:
        super().__init__()
        self._question = question
        self.read = read
        self._typed = typed
        self._empty = empty
        self._hint = hint
        self._below = empty or hint
        self._draft = draft
        self._field = TextInput(typed, id="ask-input", selects=not begun)
        self._remark = DraftRemark(self._below, id="ask-remark")
        self._reads = reads
        self._day = reads[1].today if reads is not None else day
        self.read_back = ReadBack(reads[0], typed, reads[1]) if reads is not None else None

    @override
    def compose(self) -> ComposeResult:
        with Vertical(id="ask"):
            yield Static(content(self._question, "bold"))
            with Horizontal(id="ask-line"):
                yield self._field
                if self.read_back is not None and not self.read_back.below:
                    yield self.read_back
            if self.read_back is not None and self.read_back.below:
                yield self.read_back
            yield self._remark

    @override
    def on_mount(self) -> None:
        # Over another screen there is no bar, and so no keys to show.
        if self._draft is None:
            return
        text = self.draft.keep(self._draft, self._unsaved)
        if text is not None:
            self._field.go_on_with(text)
            self._remark.say("Your unsaved text from last time is back.")

    @override
    def refresh_from_workspace(self) -> None:
        super().refresh_from_workspace()
        if self._day is not None and self._day != self.workspace.today:
            self._below = f"Started on {long_day(self._day)}: your answer counts as of that day."
            self._remark.say_of_draft(self._below)

    @override
    def show_keys(self) -> None: ...

    @override
    def say_of_draft(self, text: str) -> None:
        self._remark.say_of_draft(text or self._below, wrong=bool(text))

    def _unsaved(self) -> str | None:
        text = self._field.value
        return text if text.strip() and text != safe(self._typed) else None

    def _why_not(self, text: str) -> str:
        """Why this cannot be the answer; "" when it can."""
        if not text:
            return "" if self._empty else f"{self._hint or _TYPE_FIRST}. Press Esc to leave."
        try:
            self.read(text)
        except BadValue as bad:
            return str(bad)
        return ""

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._remark.refused:
            self._remark.refuse_while(self._why_not(self._field.value.strip()), self._below)
        if self.read_back is not None and self._reads is not None:
            self.read_back.follow(self._field.value, self._reads[1])
        self.draft.changed()

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if wrong := self._why_not(text):
            self._remark.refuse(wrong)
        else:
            self.dismiss(text)


def ask_line(over: Screen[Any], dialog: InputDialog, then: Callable[[Any], object]) -> None:
    """Ask for a line over a screen. `then` gets what the dialog reads, of an empty one None."""

    def answered(text: str | None) -> None:
        if text is not None:
            then(dialog.read(text) if text else None)

    over.app.push_screen(dialog, answered)


def ask_value(
    over: Screen[Any],
    question: str,
    field: Field,
    context: Context,
    then: Callable[[Any], object],
    *,
    typed: str = "",
    empty: str = "",
) -> None:
    """Ask for the value of a field, shown while it is typed as it is understood."""
    dialog = InputDialog(
        question,
        lambda text: field.parse(text, context),
        typed=typed,
        empty=empty,
        hint=field.hint(),
        reads=(field, context),
    )
    ask_line(over, dialog, then)
