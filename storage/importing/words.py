"""What cells of exports say, in twelve languages (words.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from triage.shipped import toml_beside
from triage.text import fold

StateWord = Literal[
    "paid", "open", "partial", "draft", "void", "written_off", "closed", "refunded", "credit"
]
Paper = Literal["invoice", "credit", "other"]

_TABLES: Mapping[str, Mapping[str, Sequence[str]]] = toml_beside(__file__, "words.toml")


def _by_word(table: str) -> dict[str, Any]:
    return {fold(word): what for what, words in _TABLES[table].items() for word in words}


STATES: Mapping[str, StateWord] = _by_word("state")
PAPERS: Mapping[str, Paper] = _by_word("paper")
"""Kinds of paper by their names."""
_STEM = 6
"""Letters from which the beginning of a compound word tells: `Angebotsnummer`."""
_STEMS = [word for word in PAPERS if len(word) >= _STEM and " " not in word]
_PREFIXES = _by_word("prefix")
_MONTHS = {word: int(number) for word, number in _by_word("month").items()}
_TOTALS = frozenset(_by_word("total"))
_FLAGS = _by_word("flag")
MONEY_WORDS = frozenset(_by_word("money"))
TYPE_COLUMNS = frozenset(_by_word("column"))
_PREFIX = re.compile(r"([^\W\d_]+)[\s\-_./#:]*\d.*")
_BETWEEN = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-zà-ž])(?=[A-Z])")


@lru_cache(maxsize=1024)
def yes_or_no(text: str) -> bool | None:
    """What a cell answers; None when it is neither."""
    flag = _FLAGS.get(fold(text))
    return None if flag is None else flag == "yes"


@lru_cache(maxsize=1024)
def month_called(text: str) -> int | None:
    """The number of a month by its name or abbreviation."""
    return _MONTHS.get(fold(text).rstrip("."))


@lru_cache(maxsize=1024)
def state_called(text: str) -> StateWord | None:
    """What the state of an invoice means, `PartiallyPaid` like `partially paid`; None = unknown."""
    return STATES.get(fold(text)) or STATES.get(fold(_CAMEL.sub(" ", text)))


def number_prefix(number: str) -> tuple[str, str] | None:
    """The letters before a number and the sort of paper they hint at; None without a hint."""
    match = _PREFIX.fullmatch(number.strip())
    paper = _PREFIXES.get(fold(match[1])) if match else None
    return (match[1].upper(), paper) if match and paper else None


@lru_cache(maxsize=1024)
def paper_called(text: str) -> Paper | None:
    """The sort of paper that a type cell names; None when it is not known."""
    folded = fold(text)
    if folded in PAPERS:
        return PAPERS[folded]
    sorts = {sort for _, sort in _papers_in(text)}
    return sorts.pop() if len(sorts) == 1 else None


def other_paper_in(title: str) -> str:
    """The paper, no invoice, that a title or a column's name speaks of; "" without one.

    An invoice anywhere in the text makes it one of invoices.
    """
    papers = _papers_in(title)
    if any(sort == "invoice" for _, sort in papers):
        return ""
    return next((name for name, sort in papers if sort == "other"), "")


def _papers_in(text: str) -> list[tuple[str, Paper]]:
    """The papers that a text names, by up to three words each, and their sorts."""
    words = [word for word in _BETWEEN.split(fold(text)) if word]
    papers: list[tuple[str, Paper]] = []
    at = 0
    while at < len(words):
        names = (" ".join(words[at : at + length]) for length in (3, 2, 1))
        name = next((name for name in names if name in PAPERS), "")
        if not name:
            name = next((stem for stem in _STEMS if words[at].startswith(stem)), "")
        if name:
            papers.append((name, PAPERS[name]))
        at += name.count(" ") + 1
    return papers


@lru_cache(maxsize=1024)
def is_total(text: str) -> bool:
    """Whether a cell is the name of a row that adds others up."""
    return fold(text).strip(" :.=") in _TOTALS or bool(total_of(text))


@lru_cache(maxsize=1024)
def total_of(text: str) -> str:
    """Whose total a row is: `Acme` of "Total for Acme"; "" when it does not say."""
    match = re.fullmatch(
        r"(?:total|totals|subtotal|summe|gesamt|zwischensumme|sous-total|totale|totaal|totalt"
        r"|yhteensä|razem|celkem|suma)(?:\s+(?:for|für|pour|de|di|van|för|for|dla|za))?[\s:]+(.+)",
        text.strip(),
        re.IGNORECASE,
    )
    return match[1].strip() if match else ""
