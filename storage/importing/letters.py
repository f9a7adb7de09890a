"""Letters that came out wrong: text read, or once saved, by another encoding than its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from storage.importing.text_source import Source, mended

_LOST = "\ufffd"
_WESTERN = frozenset(
    "äöüßéèêëàâáãåçñíìîïóòôõøœæúùûýÿš€£§°–—‘’“”„«»•…©®½²³´¡¿ªº·×\u00a0ÄÖÜÉÈÊËÀÂÁÃÅÇÑÍÌÎÏÓÒÔÕØŒÆÚÙÛÝ"
)
"""What Western European texts hold; other letters under their encoding are probably others."""
_EASTERN = frozenset("³¹¿œšžŸ¼¾¥£¯ˆðþÐÞ¶")
"""Signs that stand inside words where an Eastern European text is read as a Western one."""
_IN_A_ROW = re.compile(r"[^\W\d_a-zA-Z]{3}")
"""Three letters with accents after each other: a word of another alphabet."""
OTHERS = ("cp1250", "cp1251", "mac-roman")
"""Encodings that are offered instead, the likeliest first."""
_EXAMPLES = 3
_TOGETHER = tuple(
    map(
        frozenset,
        (
            "äöüßéàèç",  # German, and what Swiss names bring
            "àâæçéèêëîïôœùûüÿ",
            "áéíñóúüïç",
            "àèéìíîòóùú",
            "áâãàçéêíóôõúü",
            "áéëèïíóöúüê",  # Dutch
            "åäöéøæüèêô",  # the Nordic languages
            "áéíóúýðþæö",  # Icelandic
        ),
    )
)
"""Letters that stand in words of one Western language each."""
_TILDE = re.compile("õ(?!e)")
"""In Portuguese, an e follows; elsewhere it is what became of a Hungarian ő."""


def is_odd(source: Source, word: str) -> bool:
    """Whether a cell looks as if it was read or saved by a wrong encoding."""
    if word.isascii():
        return False
    if _LOST in word or mended(word) != word:
        return True
    if not source.is_guess:
        return False
    inner = set(pairwise(word))
    beside_letters = {
        sign for pair in inner for sign in pair if sign in _EASTERN and any(map(str.isalpha, pair))
    }
    if beside_letters or _IN_A_ROW.search(word):
        return True
    return not {c for c in word if not c.isascii()} <= _WESTERN or any(map(_is_mixed, word.split()))


def _is_mixed(word: str) -> bool:
    """Whether no Western language has all the letters of a word: `Dvoøák` was `Dvořák`."""
    letters = {c for c in word.casefold() if c.isalpha() and not c.isascii() and c not in "šžß"}
    # A name in capitals may be any; a word has its accents in small letters, too.
    return bool(_TILDE.search(word)) or not any(letters <= each for each in _TOGETHER)


def ways_to_read(source: Source, words: Iterable[str]) -> dict[str, str]:
    """Answer -> how the first of the words would read with it; what they are now comes first."""
    examples = list(words)[:_EXAMPLES]
    ways = {"as-is": ", ".join(examples)}
    if any(mended(word) != word for word in examples):
        ways["mend"] = ", ".join(map(mended, examples))
    elif source.is_guess:
        ways |= dict(_otherwise(source, examples))
    return ways


def _otherwise(source: Source, words: list[str]) -> Iterator[tuple[str, str]]:
    written = ", ".join(words).encode(source.encoding, "replace")
    for encoding in OTHERS:
        read = written.decode(encoding, "replace")
        if _LOST not in read:
            yield encoding, read
