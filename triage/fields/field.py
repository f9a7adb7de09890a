"""What every field can do: read a typed text, write a value, say what to type.

Texts are read generously but never guessed. Forms, settings, decisions and the command line share
these fields; how a field is called on the screen is none of their business.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from triage.records.codec import BadValue, exchange
from triage.text import lower_first, quoted


class FieldError(BadValue):
    """A text that a field cannot take; one sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a text is read against; `currency` is "" where no single one holds, `month_first` says
    whether 3/4 is the fourth of March."""

    today: date
    currency: str = ""
    month_first: bool = False


class Field(ABC):
    """One shape of field.

    `parse` raises FieldError and nothing else, also for an empty text: whether a field may stay
    empty is for the form to say. `parse(format(value))` is the value again.
    """

    HINT: ClassVar[str] = ""

    def hint(self) -> str:
        """What to type, without a full stop; "" when anything goes."""
        return self.HINT

    @abstractmethod
    def parse(self, text: str, context: Context) -> Any:
        """The value of a typed text."""

    def format(self, value: Any, currency: str = "") -> str:
        """The text that would be typed for a value; `currency` is that of its amounts."""
        return str(value)

    def format_or_json(self, plain: str, value: Any, currency: str) -> str:
        """The plain text of a list, or JSON where the plain text would be read as another list."""
        try:
            # No day that is formatted hangs on today.
            same = self.parse(plain, Context(date.min, currency)) == value
        except FieldError:
            same = False
        return plain if same or not value else json.dumps(exchange(value), ensure_ascii=False)

    def read_json(self, text: str) -> Any:
        """What a JSON text holds. Raises FieldError."""
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise self.error(text) from None

    def error(self, text: str) -> FieldError:
        """What to say to a text that is something else altogether: what was typed, and what to
        type."""
        wrong = f"{quoted(text)} cannot be used here. " if text.strip() else ""
        hint = self.hint()
        return FieldError(f"{wrong}Type {lower_first(hint)}")
