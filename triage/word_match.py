"""What counts as a match when records are searched by words.

Every word that was typed must be there, each as the beginning of a word; "words in quotes" stand
one after the other, as they are. Case, accents and all that is no letter or digit do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from triage.text import fold

_QUOTED = re.compile(r'"([^"]*)"?|([^\s"]+)')


def searchable(text: str) -> str:
    """The words of a text as they are compared: folded, one blank between them."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    return " ".join(_words(fold(text)))


_ASCII_WORD = re.compile(r"[a-z0-9]+")


def _words(folded: str) -> list[str]:
    return "".join(letter if _of_word(letter) else " " for letter in folded).split()


def _of_word(letter: str) -> bool:
    # Marks that are no accents (vowel signs, say) make the letter before them another one.
    return letter.isalnum() or unicodedata.category(letter)[0] in "LNM"


@dataclass(frozen=True)
class Term:
    """One word, or several in a row; `begins` = the last of them may be only the beginning."""

    words: str
    begins: bool

    @cached_property
    def _needle(self) -> str:
        return f" {self.words}" if self.begins else f" {self.words} "

    def is_in(self, words: str) -> bool:
        """Whether it is in a `searchable` text."""
        return self._needle in f" {words} "


@dataclass(frozen=True)
class WordQuery:
    """What was typed, as terms that must all be there."""

    terms: tuple[Term, ...]

    @classmethod
    def read(cls, typed: str) -> WordQuery:
        """Any text is a query; one without a letter or digit has no terms and matches nothing."""
        terms = []
        for part in _QUOTED.finditer(typed):
            quoted, word = part.groups()
            words = searchable(quoted if quoted is not None else word)
            if words:
                terms.append(Term(words, begins=quoted is None))
        return cls(tuple(dict.fromkeys(terms)))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def fits(self, words: str) -> bool:
        """Whether a `searchable` text has all of it."""
        return bool(self.terms) and all(term.is_in(words) for term in self.terms)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms are in a text as it was written: from, to; in order, none overlapping."""
        words = list(_located(text))
        marked = [False] * len(words)
        for term in self.terms:
            parts = term.words.split(" ")
            for at in range(len(words) - len(parts) + 1):
                row = [word for word, _, _ in words[at : at + len(parts)]]
                last = row[-1].startswith(parts[-1]) if term.begins else row[-1] == parts[-1]
                if last and row[:-1] == parts[:-1]:
                    marked[at : at + len(parts)] = [True] * len(parts)
        return [span[1:] for span, is_marked in zip(words, marked, strict=True) if is_marked]


def _located(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a text, folded, with its place in it."""
    start: int | None = None
    for at, letter in enumerate(f"{text} "):
        inside = _of_word(letter)
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            for word in _words(fold(text[start:at])):
                yield word, start, at
            start = None


def excerpt(text: str, query: WordQuery, width: int) -> tuple[str, list[tuple[int, int]]]:
    """At most `width` characters of a text round its first match, on one line, and the matches in
    it. What is left out shows as an ellipsis.
    """
    line = " ".join(text.split())
    spans = query.spans(line)
    start = 0
    if spans and spans[0][1] > width - 1:
        # A third of what fits comes before the match, from the beginning of a word.
        start = max(0, spans[0][0] - width // 3)
        start = line.find(" ", start, spans[0][0]) + 1 or start
    head = "…" if start else ""
    room = width - len(head)
    tail = "…" if len(line) - start > room else ""
    shown = line[start : start + room - len(tail)]
    moved = len(head) - start
    end = start + len(shown)
    visible = [
        (max(a, start) + moved, min(b, end) + moved) for a, b in spans if a < end and b > start
    ]
    return head + shown + tail, visible
