"""Rules about who is meant: the greeting, other clients' names, private notes."""

from __future__ import annotations

import re
from functools import lru_cache

from triage.messages.draft import Draft
from triage.messages.findings import Findings, LintCase
from triage.text import fold

_NOT_ITS_CASE = "This may be the name of another client. If it is, take it out."
_TITLES = frozenset(("mr", "mrs", "ms", "mx", "dr", "prof", "herr", "frau", "monsieur", "madame"))
_WORD = re.compile(r"\w{2,60}")
_SHORTEST_NAME = 2
_GREETING_CHARS = 80


def other_clients(case: LintCase) -> Findings:
    """L22: another client's or contact's whole name, unless it is part of this client's.

    One word that is not in the name's own case may be a plain word, an apple: only a hint.
    """
    text = case.draft.bare
    names = (case.context.client_name, *case.context.names)
    own = [span for name in names for span in _places(text, name)]
    for other in case.context.others:
        for start, end in _places(text, other):
            if any(left <= start and end <= right for left, right in own):
                continue
            if len(other.split()) > 1 or text[start:end] == other.strip():
                yield case.at(start, end)
            else:
                yield case.at(start, end, _NOT_ITS_CASE, "hint")


def _places(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands as a whole, in any case, over a line break too."""
    name = name.strip()
    if len(name) < _SHORTEST_NAME:
        return []
    words = r"\s{1,4}".join(re.escape(word) for word in name.split())
    return [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)]


def greeting(case: LintCase) -> Findings:
    """L23: the greeting names somebody else; a warning when it names nobody, a hint when no
    contact is known."""
    known = {part for name in case.context.names for part in _parts(name)}
    if not known:
        yield case.absent("No contact is on file: check who you are greeting.", "hint")
        return
    place = case.draft.greeting
    if place is None:
        yield case.absent("There is no greeting.", "warn")
        return
    start, end = place[0], min(place[1], place[0] + _GREETING_CHARS)
    line = case.draft.bare[start:end]
    if known & set(_parts(line)):
        return
    on_file = f"On file: {', '.join(case.context.names)}."
    if _names_somebody(case, line):
        yield case.at(start, end, f"{case.rule.why} {on_file}")
    else:
        yield case.at(start, end, f"The greeting names nobody. {on_file}", "warn")


def _names_somebody(case: LintCase, line: str) -> bool:
    """Whether a word in capitals stands where a greeting names its reader."""
    greeting = re.match(r"[^,:;.!?\n\0]{0,60}", line)
    words = greeting.group().split() if greeting else []
    others = [word for word in words if fold(word) not in case.lint.greeting_words]
    greets = len(others) < len(words)
    return greets and any(word[:1].isupper() for word in others)


def _parts(name: str) -> list[str]:
    return [part for part in _WORD.findall(fold(name)) if part not in _TITLES]


def private_notes(case: LintCase) -> Findings:
    """L29: as many words in a row as make up a sentence of a private note."""
    row = case.lint.words_in_a_row
    known = _rows(case.context.private_notes, row)
    words = case.draft.words
    start = end = -1
    for first in range(len(words) - row + 1):
        if tuple(word for word, _, _ in words[first : first + row]) not in known:
            continue
        left, right = words[first][1], words[first + row - 1][2]
        if start >= 0 and left > end:
            yield case.at(start, end)
            start = -1
        start, end = (left if start < 0 else start), right
    if start >= 0:
        yield case.at(start, end)


@lru_cache(maxsize=4)
def _rows(notes: tuple[str, ...], row: int) -> frozenset[tuple[str, ...]]:
    """Every run of `row` words of the notes; kept, because it is asked for at each keystroke."""
    from_notes = (_note_words(note) for note in notes)
    return frozenset(
        tuple(words[n : n + row]) for words in from_notes for n in range(len(words) - row + 1)
    )


def _note_words(note: str) -> list[str]:
    return [word for word, _, _ in Draft(note).words]
