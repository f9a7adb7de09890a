"""The amount that is being typed into the set-up table, until enter keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from triage.fields.field import Context
from triage.fields.numbers import Amount
from tui.setup.answers import AmountQuestion
from tui.wording.read_back import read_so_far

_LONGEST = 20
"""Characters of an amount."""
_WITH_DIGITS = ".,k€$£"
"""What may follow the first digit of an amount."""


@dataclass
class PendingAmount:
    """What is typed, and the answer that waits for it: its `digit`, and the `question` it asks.

    `currency` is that of everyone's amount, from its first digit on: what another window changes
    meanwhile must not turn euros into kronor. It is empty before.
    """

    text: str = ""
    digit: str = ""
    question: AmountQuestion | None = None
    currency: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether something is typed, or an answer waits for it."""
        return bool(self.text) or self.question is not None

    def takes(self, character: str) -> bool:
        """Whether a character belongs to an amount here: digits, and what may follow one."""
        follows = character in _WITH_DIGITS and bool(self.text)
        return bool(character) and (character.isdecimal() or follows)

    def add(self, character: str) -> bool:
        """Type a character that it takes; False when it is as long as an amount may be."""
        if len(self.text) >= _LONGEST:
            return False
        self.text += character
        return True

    def erase(self, characters: int) -> None:
        """Take back the last characters typed."""
        self.text = self.text[: len(self.text) - characters]

    def read_so_far(self, context: Context) -> str:
        """What is typed as it would be kept; empty while it is no amount yet."""
        return read_so_far(Amount(), self.text, context)

    def value(self, context: Context) -> Decimal | None:
        """The amount; None when nothing is typed. Raises FieldError."""
        return Amount().parse(self.text, context) if self.text else None
