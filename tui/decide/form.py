"""The last small form of a decision: one line a field, the first blank one at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
from typing_extensions import override

from tui.decide.answer import AnswerLine, GuessLine
from tui.wording.safe_text import content


class DecisionForm(Vertical):
    """Knows which field is at hand, and moves on and back."""

    DEFAULT_CSS = """
    DecisionForm { height: auto; padding: 0 1; }
    DecisionForm Horizontal { height: 1; }
    DecisionForm Static { width: 29; color: $quiet; }
    DecisionForm Horizontal:focus-within Static { color: $foreground; text-style: bold; }
    DecisionForm .wrong { width: 1fr; height: auto; color: $health-act; padding: 0 0 0 29; }
    DecisionForm AnswerLine { width: 1fr; background: $panel; }
    """

    def __init__(
        self,
        prompts: Mapping[str, str],
        texts: Mapping[str, str],
        guesses: Mapping[str, Sequence[str]],
    ) -> None:
        """What each field asks, what it begins with, and the guesses that some offer, by the
        field's name."""
        super().__init__()
        self._prompts = prompts
        # Held here: a key may reach the screen before it is drawn.
        self._fields: dict[str, AnswerLine] = {
            name: GuessLine(texts[name], guesses[name]) if name in guesses else AnswerLine(text)
            for name, text in ((name, texts[name]) for name in prompts)
        }
        self._wrong = {name: Static(classes="wrong") for name in prompts}
        self._in_order = [*self._fields.values()]
        self.errors: Mapping[str, str] = {}
        """The sentences that stand under the fields, by the field's name."""

    @override
    def compose(self) -> ComposeResult:
        for name, field in self._fields.items():
            with Horizontal():
                yield Static(content(self._prompts[name]))
                yield field
            self._wrong[name].display = False
            yield self._wrong[name]

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {name: field.value for name, field in self._fields.items()}

    @property
    def at_hand(self) -> int:
        """The place of the field with the cursor, from 0."""
        focused = self.screen.focused
        return self._in_order.index(focused) if isinstance(focused, AnswerLine) else 0

    @property
    def at_last(self) -> bool:
        """Whether no field comes after it."""
        return self.at_hand == len(self._in_order) - 1

    def begin(self) -> None:
        """The cursor on the first blank field, on the last one where none is."""
        fields = self._in_order
        next((field for field in fields if not field.value), fields[-1]).focus()

    def step(self, by: int) -> None:
        """On to the next field, or back; it stops at the ends."""
        place = self.at_hand + by
        if 0 <= place < len(self._in_order):
            self._in_order[place].focus()

    @property
    def name_at_hand(self) -> str:
        """The name of the field with the cursor."""
        return list(self._fields)[self.at_hand]

    def complain(self, errors: Mapping[str, str]) -> None:
        """Show complaints under their fields, take all others away, and go to the first."""
        self.errors = errors
        for name, line in self._wrong.items():
            line.update(content(errors.get(name, "")))
            line.display = name in errors
        if errors:
            self.go_to(next(name for name in self._fields if name in errors))

    def go_to(self, name: str) -> None:
        """The cursor on that field."""
        self._fields[name].focus()

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put other texts into some fields."""
        for name, field in self._fields.items():
            field.value = texts.get(name, field.value)

    def go_on_with(self, texts: Mapping[str, str]) -> None:
        """What was typed last time and not taken: the cursor after it, to type on."""
        for name, text in texts.items():
            if name in self._fields and text != self._fields[name].value:
                self._fields[name].go_on_with(text)
