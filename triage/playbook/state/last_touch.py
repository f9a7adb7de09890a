"""The tone of our last message to them: it is what they will remember."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.message_templates import load_templates
from triage.playbook.day_text import in_words
from triage.playbook.state.situation import Situation
from triage.text import lower_first


@dataclass(frozen=True, slots=True)
class Touch:
    """Our newest message. `why` says what was not clean about it; None = it was clean."""

    day: date
    what: str
    why: str | None

    @property
    def clean(self) -> bool:
        """Whether nothing was hard in it and no stop stood against it."""
        return self.why is None

    def words(self, on: date) -> str:
        """One line of it: `parting letter on Thu 26 March, nothing harsh in it`."""
        return f"{self.what} on {in_words(self.day, on)}, {self.why or 'nothing harsh in it'}"


def last_touch(situation: Situation) -> Touch | None:
    """Our newest message up to that day; None when there was none.

    One that went out against a stop (with a written reason) is not clean, nor one that is noted
    as hard. Of one day the harder word counts: that is the one that stays.
    """
    touches = [
        Touch(
            sent.day,
            _title(sent.message.template),
            f"sent against advice: {sent.message.reason}" if sent.message.reason else None,
        )
        for sent in situation.sent
    ]
    touches += [
        Touch(event.on, "your message", "harsh words" if event.tone < 0 else None)
        for event in situation.events("message_out")
    ]
    return max(touches, key=lambda touch: (touch.day, not touch.clean), default=None)


def _title(template: str) -> str:
    """What a message is called within a sentence; one of a template that is gone, by its id."""
    known = load_templates().get(template)
    return template.replace("_", " ") if known is None else lower_first(known.title)
