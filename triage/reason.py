"""What counts as a reason: words of one's own, never the same key forty times.

Whoever passes a gate, skips a step, sends against advice or says better of a client than the
records do, gives one; it is read again later.
"""

from __future__ import annotations

_LETTERS_OF_TEXT = 0.5
"""At least this part of a reason is letters; our default."""
_CHARS_PER_LETTER = 5
"""One different letter for so many characters asked for; our default."""


class NoReason(ValueError):
    """What was typed is no reason; the message says what is missing."""


def reason(text: str, least: int) -> str:
    """The reason, blanks joined, of `least` characters or more. Raises NoReason."""
    words = " ".join(text.split())
    if len(words) < least:
        raise NoReason(f"{least} characters or more; this one has {len(words)}")
    letters = [char for char in words.casefold() if char.isalpha()]
    varied = len(set(letters)) * _CHARS_PER_LETTER >= least
    if not varied or len(letters) < _LETTERS_OF_TEXT * len(words.replace(" ", "")):
        raise NoReason("real words, not filler")
    return words
