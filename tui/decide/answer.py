"""Where an answer of the guided decision is chosen or typed: enter goes on, and from an empty field
backspace goes back.

Each acts within the key press itself. A message would be read only after the next key, and what
is typed ahead would then land in the question before.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Key
from textual.widget import Widget
from typing_extensions import override

from tui.ui.field import TextInput
from tui.ui.line_list import LineList
from tui.ui.text_area import LongTextArea


async def _act(widget: Widget, event: Key, action: str | None) -> None:
    """Let the screen act in the key's place, if the key means an action of the screen."""
    if action is not None:
        event.stop()
        event.prevent_default()
        await widget.run_action(f"screen.{action}")


class AnswerList(LineList):
    """The numbered choices."""

    @property
    def answer(self) -> str | None:
        """The key of the marked answer."""
        return self.current if isinstance(self.current, str) else None

    async def on_key(self, event: Key) -> None:
        """Enter takes the marked one."""
        await _act(self, event, "go" if event.key == "enter" else None)


class AnswerLine(TextInput):
    """One line of the last small form."""

    def __init__(self, value: str) -> None:
        super().__init__(value, selects=True)

    async def on_key(self, event: Key) -> None:
        """Enter goes on, and with nothing to take away backspace goes back."""
        back = "field_back" if event.key == "backspace" and not self.value else None
        await _act(self, event, "next" if event.key == "enter" else back)


class GuessLine(AnswerLine):
    """A line that offers numbered guesses: a digit chooses one, own words take its place."""

    def __init__(self, value: str, guesses: Sequence[str]) -> None:
        super().__init__(value)
        self._guesses = tuple(guesses)

    @override
    async def on_key(self, event: Key) -> None:
        """A guess is one thing, not letters: it is replaced and taken away as a whole."""
        is_guess = self.value in self._guesses
        chosen = self._guess_of(event.character) if is_guess or not self.value else None
        if chosen is not None:
            event.stop()
            event.prevent_default()
            self.value = chosen
            self.cursor_position = len(chosen)
            return
        if is_guess and (event.is_printable or event.key in ("backspace", "delete")):
            self.value = ""
            if not event.is_printable:
                event.stop()
                event.prevent_default()
                return
        await super().on_key(event)

    def _guess_of(self, digit: str | None) -> str | None:
        numbered = {str(n): guess for n, guess in enumerate(self._guesses, start=1)}
        return numbered.get(digit or "")


class AnswerArea(LongTextArea):
    """An answer in one's own words, as long as it needs to be: lines are broken, not cut."""

    async def on_key(self, event: Key) -> None:
        """Enter takes the answer, so paragraphs can only be pasted."""
        back = "question_back" if self._leads_back(event.key) else None
        await _act(self, event, "go" if event.key == "enter" else back)

    def _leads_back(self, key: str) -> bool:
        if key == "backspace":
            return not self.text
        return key == "up" and self.navigator.is_first_wrapped_line(self.cursor_location)
