"""Days, sums and lists as the language of a draft writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from triage.messages.language import is_english
from triage.money import decimals
from triage.playbook.day_text import in_words
from triage.text import listed

_ENDS = ".!?…"


class Phrasing:
    """How a draft's language writes facts; without words where it is not English."""

    def __init__(self, language: str) -> None:
        self.english = is_english(language)

    def day(self, day: date) -> str:
        """A day."""
        return in_words(day) if self.english else day.isoformat()

    def sum(self, amount: Decimal, currency: str) -> str:
        """A sum of money."""
        grouping = "," if self.english else ""
        return f"{amount:{grouping}.{decimals(currency)}f} {currency}"

    def all(self, parts: Iterable[str]) -> str | None:
        """The parts in one phrase, each once."""
        return listed(list(dict.fromkeys(parts)), " and " if self.english else ", ") or None

    def value(self, value: Any) -> str:
        """What a form asked for: a day in words, anything else as it is."""
        try:
            return self.day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)


def as_sentence(text: str) -> str:
    """A typed text with the stop that its last sentence may lack."""
    text = text.strip()
    return f"{text}." if text and text[-1] not in _ENDS else text


def as_part(text: str) -> str:
    """A typed text as a part of a sentence that goes on or ends after it."""
    return text.strip().rstrip(_ENDS)
