"""What is expected of a decision: a guess that can be compared later, or own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from triage.records import Outcome
from triage.text import fold

GUESSES: Mapping[Outcome, str] = {
    "worked": "It works",
    "partly": "It partly works",
    "failed": "Nothing changes",
}
"""What is offered, best first; the first one stands there until another is chosen."""

Compared = Literal["as", "better", "worse"]


def expected_outcome(expect: str | None) -> Outcome | None:
    """The outcome that a stored expectation guessed; None for own words and for none."""
    words = fold(expect or "")
    return next((outcome for outcome, guess in GUESSES.items() if fold(guess) == words), None)


def compared(expect: str | None, outcome: str | None) -> Compared | None:
    """How an outcome compares with the guess; None where one of them is not known."""
    guess, order = expected_outcome(expect), list(GUESSES)
    if guess is None or outcome not in order:
        return None
    place, expected_place = order.index(outcome), order.index(guess)
    if place == expected_place:
        return "as"
    return "better" if place < expected_place else "worse"
