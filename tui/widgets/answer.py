"""The fields of the guided decision: enter goes on, and from an empty one backspace goes back."""

from __future__ import annotations

from textual.events import Key
from textual.message import Message

from tui.widgets.field import Field
from tui.widgets.writing import Writing


class Back(Message):
    """Backspace in a field with nothing in it, or up from its first line."""


class AnswerLine(Field):
    """One line of the last small form."""

    def on_key(self, event: Key) -> None:
        """Nothing to take away: one step back."""
        if event.key == "backspace" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(Back())


class AnswerArea(Writing):
    """An answer in one's own words, as long as it needs to be: lines are broken, not cut."""

    class Given(Message):
        """Enter was pressed."""

    def on_key(self, event: Key) -> None:
        """Enter takes the answer, so paragraphs can only be pasted."""
        if event.key == "enter":
            answer: Message = self.Given()
        elif self._leads_back(event.key):
            answer = Back()
        else:
            return
        event.stop()
        event.prevent_default()
        self.post_message(answer)

    def _leads_back(self, key: str) -> bool:
        if key == "backspace":
            return not self.text
        return key == "up" and self.navigator.is_first_wrapped_line(self.cursor_location)
