"""A small phrase language for lint rules, and its translation to safe regular expressions.

Written by users too, so it reads like the phrase it finds, and it holds no repeat without an
end: whatever somebody writes, looking through a long draft stays fast.

    you ignored          the words, in any case, over a line break, as whole words
    (never|do not) call  one of
    (really )?sorry      may be there; also after a letter or a comma
    (very )3?sorry       up to so many times
    thank*   *ing   *    any ending, any beginning, any word
    understand ~ but     anything between, inside one sentence (~ at the end: its rest)
    #%                   a number
    you are <rude_words> one of a list of phrases
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

GAP_CHARS = 60
"""The most characters `~` skips; longer gaps find words that have nothing to do with each other."""

_SPACE = " {1,4}"
_ENDING = r"\w{0,20}"
_NUMBER = r"\d{1,12}(?:[.,]\d{1,4}){0,3}"
_WORD = r"\w{1,20}"
_ANYTHING = rf"[^.!?\0]{{0,{GAP_CHARS}}}?"
_GAP = rf"(?!\w){_ANYTHING}(?<!\w)"
_AT_WORD = r"(?<!\w)(?<!\w')(?=\w)"
_AFTER = r"(?!\w)(?!'\w)"
_MARK, _REST = "\1", "\2"
"""Stand for a gap between words, and for the rest of a sentence, while a phrase is read."""
_MOST_GAPS = 2
_TIMES = re.compile(r"\)([2-9])\?")
_UP_TO = {chr(0xE000 + n): f"{{0,{n}}}" for n in range(2, 10)}
"""Signs of no language, one for each number of times, while a phrase is read."""
_LIST = re.compile(r"<([^<>]*)>")
_SIGNS = {
    " ": _SPACE,
    "(": "(?:",
    ")": ")",
    "|": "|",
    "?": "?",
    "#": _NUMBER,
    "~": _ANYTHING,
    _MARK: _GAP,
    _REST: rf"(?!\w)[^.!?\0]{{0,{GAP_CHARS}}}",
}
_PLAIN = frozenset("'-,.%§$€£&/:;!\"")


Span = tuple[int, int]


class BadPhrase(ValueError):
    """A phrase that cannot be read; the message says what is wrong with it."""


@lru_cache(maxsize=512)
def compile_phrases(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression that finds any of the phrases in flattened text; None without phrases.

    Raises BadPhrase.
    """
    patterns = [translate(phrase) for phrase in phrases]
    # The test for a word's start stands once, before all of them: most places fail there.
    words = "|".join(body for at_word, body in patterns if at_word)
    signs = [body for at_word, body in patterns if not at_word]
    alternatives = [f"{_AT_WORD}(?:{words})", *signs] if words else signs
    return re.compile("|".join(alternatives)) if alternatives else None


def spans(phrases: Sequence[str], text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where any of the phrases stands in a part of a flat text, as one expression would find them.

    Of those that overlap the first counts, of those that begin together the first of the list.
    Each phrase is compiled once, in whatever company it is looked for. Raises BadPhrase.
    """
    stop = len(text) if end is None else end
    places = sorted(
        (match.start(), nth, match.end())
        for nth, phrase in enumerate(phrases)
        for match in _compiled(phrase).finditer(text, start, stop)
    )
    apart: list[Span] = []
    for first, _, last in places:
        if not apart or first >= apart[-1][1]:
            apart.append((first, last))
    return apart


@lru_cache(maxsize=4096)
def _compiled(phrase: str) -> re.Pattern[str]:
    at_word, body = translate(phrase)
    return re.compile(f"{_AT_WORD}{body}" if at_word else body)


def fill_in(phrase: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The phrase with the lists that it names. Raises BadPhrase."""

    def phrases_of(match: re.Match[str]) -> str:
        if match[1] not in lists:
            known = ", ".join(lists) or "none"
            raise BadPhrase(f"there is no list <{match[1]}> above it; lists: {known}")
        return f"({'|'.join(lists[match[1]])})"

    return _LIST.sub(phrases_of, phrase)


def names_in(phrase: str) -> list[str]:
    """The lists that a phrase names."""
    return _LIST.findall(phrase)


def translate(phrase: str) -> tuple[bool, str]:
    """Whether the phrase begins at the start of a word, and its expression.

    Whatever it accepts compiles. Raises BadPhrase.
    """
    text = " ".join(phrase.lower().replace("’", "'").split())
    text = _TIMES.sub(lambda times: f"){chr(0xE000 + int(times[1]))}", text)
    if not text:
        raise BadPhrase("the phrase is empty")
    if text.startswith("~") or text.count("~") > _MOST_GAPS:
        raise BadPhrase("~ must follow a word, at most twice")
    _check_groups(text)
    marked = text.removesuffix(" ~").replace(" ~ ", _MARK) + (_REST if text.endswith(" ~") else "")
    body = "".join(
        _symbol(marked[place - 1] if place else " ", char) for place, char in enumerate(marked)
    )
    tail = _AFTER if text[-1].isalnum() or text[-1] in ")?*#" or text[-1] in _UP_TO else ""
    return text[0].isalnum() or text[0] in "(#*", f"(?:{body}){tail}"


def _check_groups(text: str) -> None:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            raise BadPhrase("a ) is never opened")
        if char == "|" and not depth:
            raise BadPhrase("| must be inside ( )")
        if char == "?" and not (place and (text[place - 1].isalnum() or text[place - 1] in "),")):
            raise BadPhrase("? must follow a letter, a comma or a )")
    if depth:
        raise BadPhrase("a ( is never closed")


def _symbol(before: str, char: str) -> str:
    """The expression for one sign, which for * depends on the one `before`."""
    if char.isalnum():
        return char
    if char == "*":
        return _ENDING if before.isalnum() or before == ")" else _WORD
    if char in _UP_TO and before == ")":
        return _UP_TO[char]
    if char in _SIGNS:
        return _SIGNS[char]
    if char in _PLAIN:
        return re.escape(char)
    raise BadPhrase(f"{char!r} has no meaning in a phrase")
