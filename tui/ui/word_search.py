"""Letters typed over a list of choices: each word of a line can be begun with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from triage.text import fold

_WORD = re.compile(r"[^\W_]+")


def matches(words: str, typed: str) -> bool:
    """Whether a word of the line begins with what is typed; so may the line from there on."""
    line, begun = fold(words), fold(typed)
    return any(line.startswith(begun, word.start()) for word in _WORD.finditer(line))


class WordSearch:
    """What was typed so far, and the line that it leads to."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = tuple(lines)
        self.typed = ""

    def forget(self) -> None:
        """Begin anew with the next letter."""
        self.typed = ""

    def type(self, letter: str, at: int) -> int | None:
        """The line after one more letter, the nearest from `at` on; None when none fits.

        Letters that fit no line any more begin a new word: typed again, a letter goes on to the
        next line that it fits.
        """
        longer = self._next(self.typed + letter, at)
        if self.typed and longer is not None:
            self.typed += letter
            return longer
        fresh = self._next(letter, at + 1)
        self.typed = letter if fresh is not None else ""
        return fresh

    def _next(self, typed: str, start: int) -> int | None:
        places = [(start + n) % len(self._lines) for n in range(len(self._lines))]
        return next((at for at in places if matches(self._lines[at], typed)), None)
