"""A small question with numbered answers, over the screen that asks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList, Static
from typing_extensions import override

from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item, LineList
from tui.wording.safe_text import content, hanging, safe

T = TypeVar("T")
_WIDTH = 66
PICK_KEYS = "123456789abcdefimnoprstvwxyz"
"""What picks the first answer, the second...: letters after nine, without those that move."""


class ChoiceDialog(BaseScreen[int | None], ModalScreen[int | None]):
    """Answers with the index of what was picked, or None when it was left.

    A digit picks at once, and after nine a letter; further ones are reached with the arrows. The
    cursor begins on the answer with the index `at`. Answers that name days are a function: they
    are other ones after midnight.
    """

    CSS_PATH = "choice_dialog.tcss"
    GROUP = "pick"
    SHOWS_RECORDS = False

    def __init__(
        self,
        question: str,
        answers: Sequence[str] | Callable[[], Sequence[str]],
        remark: str = "",
        *,
        at: int = 0,
    ) -> None:
        super().__init__()
        self._at = at
        self._question = question
        self._words = answers if callable(answers) else lambda: answers
        self._remark = remark

    @override
    def compose(self) -> ComposeResult:
        with Vertical(id="pick"):
            yield Static(content(self._question, "bold", lines=True))
            if self._remark:
                yield Static(content(self._remark, "$quiet", lines=True))
            yield LineList(id="pick-list")

    @override
    def show_keys(self) -> None: ...

    @override
    def on_mount(self) -> None:
        self._draw()
        self.query_one(LineList).go_to(str(self._at))

    @override
    def refresh_from_workspace(self) -> None:
        self._draw()

    def _draw(self) -> None:
        lines = self.query_one(LineList)
        lines.show(Item(str(n), self._line(n, answer)) for n, answer in enumerate(self._words()))

    def _line(self, n: int, answer: str) -> Content:
        key = PICK_KEYS[n] if n < len(PICK_KEYS) else " "
        return hanging(Content.styled(f"{key}  ", "$accent bold"), Content(safe(answer)), _WIDTH)

    def on_key(self, event: Key) -> None:
        key = event.character or ""
        if key and key in PICK_KEYS[: len(self._words())]:
            event.stop()
            event.prevent_default()
            self.dismiss(PICK_KEYS.index(key))

    def action_go(self) -> None:
        """Pick what is marked."""
        self.query_one(LineList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)


def choose(
    over: Screen[Any],
    question: str,
    answers: Sequence[tuple[str, T]] | Callable[[], Sequence[tuple[str, T]]],
    then: Callable[[T], object],
    remark: str = "",
    *,
    now: object = None,
) -> None:
    """Ask over a screen. `answers` are words and what they mean, or a function that gives them as
    of today; `then` gets the one picked.

    The cursor begins on the one that holds `now`, else on the first.
    """

    as_of_today = answers if callable(answers) else lambda: answers

    def picked(index: int | None) -> None:
        if index is not None:
            then(as_of_today()[index][1])

    meanings = [meaning for _, meaning in as_of_today()]
    at = meanings.index(now) if now is not None and now in meanings else 0
    dialog = ChoiceDialog(question, lambda: [words for words, _ in as_of_today()], remark, at=at)
    over.app.push_screen(dialog, picked)
