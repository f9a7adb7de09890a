"""The phrases that may stand in one text, without those that cannot.

To look for every phrase of the rules takes a third of a second at the first look, nearly all of it
to compile them. Most name a word that the draft does not hold: they are left out before that, and
so are the entries of their lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from triage.messages.language import usual_words

_INNERMOST = re.compile(r"\(([^()]*)\)(\d?\?)?")
_MAY_BE = re.compile(r".\?")
_LIST = re.compile(r"<([^<>]*)>")
_WORD = re.compile(r"[^\W_]{2,}")
_GROUP = 0xE100
"""Private-use signs from here on stand for the groups of a phrase while it is read."""
_NOWHERE = "ꙮ"
"""A letter that no draft holds, in place of a list none of whose entries may stand there."""


class Narrowed:
    """What of the phrases and lists may stand in a flat text."""

    def __init__(self, text: str, lists: Mapping[str, Sequence[str]]) -> None:
        self._text = text
        self._lists = lists
        self._entries: dict[str, tuple[str, ...]] = {}

    def phrases(self, written: Sequence[str]) -> tuple[str, ...]:
        """Those that may stand there, their lists filled in with what may."""
        return tuple(self._filled(phrase) for phrase in written if self._may_stand(phrase))

    def _may_stand(self, phrase: str) -> bool:
        needs = _needs(phrase)
        for words in needs.words:
            for word in words:
                if word in self._text:
                    break
            else:
                return False
        return all(map(self._list, needs.lists)) if needs.lists else True

    def _list(self, name: str) -> tuple[str, ...]:
        if name not in self._entries:
            self._entries[name] = self.phrases(self._lists.get(name, ()))
        return self._entries[name]

    def _filled(self, phrase: str) -> str:
        if "<" not in phrase:
            return phrase
        return _LIST.sub(lambda name: f"({'|'.join(self._list(name[1])) or _NOWHERE})", phrase)


@dataclass(frozen=True, slots=True)
class _Needs:
    """What a text must hold for a phrase to stand in it: of each set of words one, and of each
    list an entry.
    """

    words: tuple[tuple[str, ...], ...]
    lists: tuple[str, ...]


@lru_cache(maxsize=8192)
def _needs(phrase: str) -> _Needs:
    groups: list[str] = []

    def marked(group: re.Match[str]) -> str:
        if group[2]:
            return " "
        groups.append(group[1])
        return chr(_GROUP + len(groups) - 1)

    text = phrase.lower().replace("’", "'")
    while "(" in text:
        shorter = _INNERMOST.sub(marked, text)
        if shorter == text:
            break
        text = shorter
    # To look for what nearly every draft holds leaves little out.
    usual = usual_words("en")
    sets = tuple(words for words in _sets(text, groups) if usual.isdisjoint(words))
    return _Needs(sets, tuple(_LIST.findall(text)))


def _sets(text: str, groups: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Sets of words of which each must give one, for text whose groups are signs."""
    plain = _MAY_BE.sub(" ", _LIST.sub(" ", text))
    if words := _WORD.findall(plain):
        # The longest is the rarest.
        yield (max(words, key=len),)
    for char in plain:
        place = ord(char) - _GROUP
        if 0 <= place < len(groups):
            of_each = [_first(way, groups) for way in groups[place].split("|")]
            if all(of_each):
                yield tuple(word for words in of_each for word in words)


def _first(way: str, groups: Sequence[str]) -> tuple[str, ...]:
    """The words of which one way through a group must give one; none where that is not known."""
    return min(_sets(way, groups), key=len, default=())
