"""The language a client is written to in, and the one that a draft is written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from triage.shipped import toml_beside

UNKNOWN = "und"
"""The code of a language that cannot be told (ISO 639 calls it undetermined)."""
_WORD = re.compile(r"[^\W\d_]{1,30}(?:'[^\W\d_]{1,5})?")
_LATIN = re.compile(r"[a-zà-öø-ÿāăąćčďđēėęěğģīıįķłļńňōőœřśşšťūůűųźżžșț]")


def code(language: str) -> str:
    """Its two letters: "pt_BR" and "PT-br" are "pt"."""
    return language.lower().replace("_", "-").split("-")[0]


def is_english(language: str) -> bool:
    """Whether the program's own lines can stand in the draft."""
    return code(language) == "en"


@dataclass(frozen=True, slots=True)
class _StopWords:
    languages: Mapping[str, frozenset[str]]
    least_words: int
    least_share: float
    lead: float
    foreign_from_words: int
    foreign_share: float


@lru_cache(maxsize=1)
def _stop_words() -> _StopWords:
    data = dict(toml_beside(__file__, "stop_words.toml"))
    words = data.pop("words")
    return _StopWords({name: frozenset(text.split()) for name, text in words.items()}, **data)


def usual_words(language: str) -> frozenset[str]:
    """The small words that nearly every text in a language holds; none where they are not known."""
    return _stop_words().languages.get(language, frozenset())


def language_of(flat: str) -> str | None:
    """The language of a flat text, UNKNOWN for one that nothing here knows; None when it is too
    short to tell."""
    known = _stop_words()
    words = _WORD.findall(flat)
    if _is_other_script(words, known.least_words):
        return UNKNOWN
    hits = {name: sum(word in stop for word in words) for name, stop in known.languages.items()}
    (best, most), (_, next_most) = sorted(hits.items(), key=lambda hit: -hit[1])[:2]
    share = most / len(words) if words else 0
    if most >= known.least_words and share >= known.least_share and most >= known.lead * next_most:
        return best
    if len(words) >= known.foreign_from_words and share < known.foreign_share:
        return UNKNOWN
    return None


def _is_other_script(words: list[str], least: int) -> bool:
    """Whether most words have no letter of the Latin alphabet."""
    foreign = sum(not _LATIN.search(word) for word in words)
    return foreign >= least and foreign > len(words) / 2
