"""What cells of exports say, in twelve languages (words.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from triage.text import fold

StateWord = Literal[
    "paid", "open", "partial", "draft", "void", "written_off", "closed", "refunded", "credit"
]
Paper = Literal["invoice", "credit", "other"]

_TABLES: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)


def _by_word(table: str) -> dict[str, str]:
    return {fold(word): what for what, words in _TABLES[table].items() for word in words}


STATES = _by_word("state")
PAPERS = _by_word("paper")
"""Kinds of paper by their names."""
_PREFIXES = _by_word("prefix")
_MONTHS = {word: int(number) for word, number in _by_word("month").items()}
_TOTALS = frozenset(_by_word("total"))
_FLAGS = _by_word("flag")
_PREFIX = re.compile(r"([^\W\d_]+)[\s\-_./#:]*\d.*")
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def yes_or_no(text: str) -> bool | None:
    """What a cell answers; None when it is neither."""
    flag = _FLAGS.get(fold(text))
    return None if flag is None else flag == "yes"


@lru_cache(maxsize=1024)
def month_called(text: str) -> int | None:
    """The number of a month by its name or abbreviation."""
    return _MONTHS.get(fold(text).rstrip("."))


def number_prefix(number: str) -> tuple[str, str] | None:
    """The letters before a number and the sort of paper they hint at; None without a hint."""
    match = _PREFIX.fullmatch(number.strip())
    paper = _PREFIXES.get(fold(match[1])) if match else None
    return (match[1].upper(), paper) if match and paper else None


def paper_named_in(text: str) -> tuple[str, str] | None:
    """The first paper that a title or a column name speaks of, and its sort.

    Up to three words name one; an invoice anywhere in the text makes it one of invoices.
    """
    words = [word for word in _BETWEEN.split(fold(text)) if word]
    papers: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            name = " ".join(words[at : at + length])
            if name in PAPERS:
                papers.append((name, PAPERS[name]))
                at += length - 1
                break
        at += 1
    return next((each for each in papers if each[1] == "invoice"), papers[0] if papers else None)


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
