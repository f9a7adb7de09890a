"""A closed list in one line of a form: arrows, a digit, or the letters of a word choose."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widget import Widget
from typing_extensions import override

from tui.ui.word_search import WordSearch
from tui.wording.safe_text import flowing, short

_BY_DIGIT = 9


class ChoiceInput(Widget, can_focus=True):
    """Shows what is chosen. The whole list is shown by the form, where it has room."""

    DEFAULT_CSS = """
    ChoiceInput { height: 1; width: 1fr; padding: 0 1; }
    ChoiceInput:focus {
        background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    """

    class Changed(Message):
        """Something else is chosen now."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], value: str, *, name: str | None = None
    ) -> None:
        super().__init__(name=name)
        self._choices = tuple(choices)
        self._at = self._index(value)
        self._search = WordSearch([word for _, word in self._choices])

    def _index(self, value: str) -> int:
        return next((n for n, (choice, _) in enumerate(self._choices) if choice == value), 0)

    @property
    def value(self) -> str:
        """The value chosen; "" = not known."""
        return self._choices[self._at][0] if self._choices else ""

    @value.setter
    def value(self, value: str) -> None:
        self._put(self._index(value))

    def _put(self, index: int) -> None:
        if index != self._at:
            self._at = index
            self.refresh()
            self.post_message(self.Changed())

    def step(self, by: int) -> None:
        """The next choice, or with -1 the one before; round at the ends."""
        if self._choices:
            self._put((self._at + by) % len(self._choices))

    @override
    def render(self) -> Content:
        """What is chosen."""
        if not self._choices:
            return Content.styled("there is none yet", "$quiet")
        value, word = self._choices[self._at]
        text = Content.styled(short(word, 60), "" if value else "$quiet")
        if not self.has_focus:
            return text
        typed = self._search.typed
        return Content.assemble("‹ ", text, " ›", (f"   {typed}▏" if typed else "", "bold"))

    def overview(self, width: int) -> Content:
        """All choices with their numbers, the chosen one marked."""
        numbered = self._numbered()
        parts: list[Content] = []
        for index, (_, word) in enumerate(self._choices):
            number = numbered.get(index, "")
            label = Content.styled(short(word, 40), "bold $accent" if index == self._at else "")
            parts.append(Content.assemble((f"{number} " if number else "", "$accent"), label))
        return flowing(parts, width)

    def _numbered(self) -> dict[int, str]:
        """Index -> digit; "not known" has 0, long lists have letters instead of digits."""
        known = [n for n, (value, _) in enumerate(self._choices) if value]
        if len(known) > _BY_DIGIT:
            return {}
        numbers = {index: str(n) for n, index in enumerate(known, start=1)}
        return {n: numbers.get(n, "0") for n in range(len(self._choices))}

    def on_key(self, event: Key) -> None:
        character = (event.character or "").casefold()
        for index, digit in self._numbered().items():
            if digit == character:
                event.stop()
                self._forget()
                self._put(index)
                return
        if character.isalpha():
            event.stop()  # also one that fits none: in a form a letter is never a command
            self._letter(character)
        elif self._search.typed:
            self._forget()

    def on_blur(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._search.forget()
        self.refresh()

    def _letter(self, letter: str) -> None:
        if not self._choices:
            return
        at = self._search.type(letter, self._at)
        if at is not None:
            self._put(at)
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click goes on to the next choice."""
        self.step(1)
