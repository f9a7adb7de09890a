"""What was expected, beside what became of it."""

from __future__ import annotations

import pytest

from triage.playbook.decide.expectations import GUESSES, compared, expected_outcome


@pytest.mark.parametrize(("outcome", "guess"), list(GUESSES.items()))
def test_a_guess_is_an_outcome_however_it_is_written(outcome: str, guess: str) -> None:
    assert expected_outcome(guess) == outcome
    assert expected_outcome(f"  {guess.upper()} ") == outcome


@pytest.mark.parametrize("words", [None, "", "two changes at most", "It works, I hope"])
def test_own_words_are_no_guess(words: str | None) -> None:
    assert expected_outcome(words) is None
    assert compared(words, "worked") is None


@pytest.mark.parametrize(
    ("guess", "outcome", "against"),
    [
        ("worked", "worked", "as"),
        ("worked", "partly", "worse"),
        ("partly", "worked", "better"),
        ("failed", "failed", "as"),
        ("failed", "partly", "better"),
        ("partly", "failed", "worse"),
        ("worked", "na", None),
        ("worked", None, None),
    ],
)
def test_a_guess_is_compared(guess: str, outcome: str | None, against: str | None) -> None:
    text = next(text for code, text in GUESSES.items() if code == guess)
    assert compared(text, outcome) == against
