"""The last small form of a decision: one line a field, the first blank one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
from typing_extensions import override

from tui.decide.answer import AnswerLine
from tui.wording.safe_text import content


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its name, what it asks, and the text it begins with."""

    name: str
    prompt: str
    text: str


class DecisionForm(Vertical):
    """Knows which field is at hand, and moves on and back."""

    DEFAULT_CSS = """
    DecisionForm { height: auto; padding: 0 1; }
    DecisionForm Horizontal { height: 1; }
    DecisionForm Static { width: 29; color: $quiet; }
    DecisionForm AnswerLine { width: 1fr; background: $panel; }
    """

    def __init__(self, asked: Sequence[Asked], *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._asked = tuple(asked)
        # Held here: a key may reach the screen before it is drawn.
        self._lines = [AnswerLine(field.text, name=field.name) for field in asked]

    @override
    def compose(self) -> ComposeResult:
        for field, line in zip(self._asked, self._lines, strict=True):
            with Horizontal():
                yield Static(content(field.prompt))
                yield line

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {
            field.name: line.value for field, line in zip(self._asked, self._lines, strict=True)
        }

    @property
    def at_hand(self) -> int:
        """The place of the field with the cursor, from 0."""
        focused = self.screen.focused
        return self._lines.index(focused) if isinstance(focused, AnswerLine) else 0

    @property
    def at_last(self) -> bool:
        """Whether no field comes after it."""
        return self.at_hand == len(self._asked) - 1

    def begin(self) -> None:
        """The cursor on the first blank field."""
        lines = self._lines
        next((line for line in lines if not line.value), lines[0]).focus()

    def step(self, by: int) -> None:
        """On to the next field, or back; it stops at the ends."""
        place = self.at_hand + by
        if 0 <= place < len(self._asked):
            self._lines[place].focus()

    def go_to(self, name: str) -> None:
        """The cursor on that field."""
        for field, line in zip(self._asked, self._lines, strict=True):
            if field.name == name:
                line.focus()

    def fill(self, texts: dict[str, str]) -> None:
        """Put other texts into some fields."""
        for field, line in zip(self._asked, self._lines, strict=True):
            line.value = texts.get(field.name, line.value)
