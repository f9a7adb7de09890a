"""What is said beside a text or a field while it is filled."""

from __future__ import annotations

from textual.widgets import Static

from tui.wording.safe_text import content


class Remark(Static):
    """One thing at a time, in another colour when something is wrong."""

    _said: str | None = None

    DEFAULT_CSS = """
    Remark { color: $quiet; }
    Remark.wrong { color: $health-act; }
    """

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say this, in place of what was said."""
        if text != self._said:  # to draw it is to lay out the screen, and much is said twice
            self._said = text
            self.update(content(text))
        self.set_class(wrong, "wrong")


class DraftRemark(Remark):
    """Says beside a text how its draft does. What answers a key stays to be read until the next."""

    refused = False
    """Whether a refusal stands there."""
    _answers = False

    def refuse(self, text: str) -> None:
        """Why something was not done with the text."""
        self.refused = True
        self.say(text, wrong=True)

    def answer(self, text: str) -> None:
        """What a key found or did: the draft, which is saved a moment later, does not cover it."""
        self._answers = True
        self.say(text)

    def refuse_while(self, wrong: str, else_say: str) -> None:
        """A refusal follows what is typed: it changes, and gives way when nothing is wrong."""
        self.refused = bool(wrong)
        self.say(wrong or else_say, wrong=self.refused)

    def typed(self) -> None:
        """Something was typed: a refusal or an answer has been read."""
        self.refused = self._answers = False

    def say_of_draft(self, text: str, *, wrong: bool = False) -> None:
        """How the draft does, unless a refusal or an answer is still to be read."""
        if not (self.refused or self._answers):
            self.say(text, wrong=wrong)
