"""Dates as people write them, found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Day = tuple[int, int]
"""Month and day."""

_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_ISO = re.compile(r"(?<![\d-])\d{4}[-/.年](\d{1,2})[-/.月](\d{1,2})(?![\d-])")
_DOTTED = re.compile(r"(?<![\w.,])(\d{1,2})\. ?(\d{1,2})\.(?: ?(?:\d{4}|\d{2}))?(?!\d)")
_WITH_YEAR = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?![\d/-])")
# Without a year 1/2 and 24/7 are no dates, so a word that leads to one must stand before.
_SLASHED = re.compile(
    r"\b(?:by|on|until|till|before|from|since|due) {1,2}(\d{1,2})/(\d{1,2})(?![\d/])", re.IGNORECASE
)
_VERBS = ("may", "march")
"""In small letters before a number these are verbs: "you may 2 or 3 times"."""
# A day, any word, a year: how most languages of the alphabet write a date.
_FOREIGN = re.compile(
    r"(?<!\w)(\d{1,2})\.?º?\s(?:de\s|of\s)?([^\W\d_]{3,12})\.?,?\s(?:de\s)?20\d\d(?!\d)"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. `days` = what it may mean: 3/4 is two days, "end of May" is not told."""

    start: int
    end: int
    days: frozenset[Day] = frozenset()


def find_dates(text: str, months: Mapping[str, int]) -> list[FoundDate]:
    """The dates in `text`, in order; `months` holds the names of months in the draft's language.

    Weekdays, "soon" and "next week" are none: a date is what still means the same day when the
    message is read late.
    """
    dates = [*_numeric(text), *_named(text, months)]
    return sorted(dates, key=lambda date: date.start)


def _numeric(text: str) -> Iterator[FoundDate]:
    for match in _ISO.finditer(text):
        yield from _made(match, (int(match[1]), int(match[2])))
    for match in _DOTTED.finditer(text):
        yield from _made(match, (int(match[2]), int(match[1])))
    for pattern in (_WITH_YEAR, _SLASHED):
        for match in pattern.finditer(text):
            first, second = int(match[1]), int(match[2])
            yield from _made(match, (second, first), (first, second))
    for match in _FOREIGN.finditer(text):
        if 1 <= int(match[1]) <= 31:
            yield FoundDate(*match.span())


def _named(text: str, months: Mapping[str, int]) -> Iterator[FoundDate]:
    if not months:
        return
    name = "|".join(sorted((re.escape(month) for month in months), key=len, reverse=True))
    day_first = re.compile(
        rf"(?<![\w.,])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?\s{{1,3}}(?:of\s|de\s|d')?({name})(?!\w)"
        r"(?!\s(?:be|have|not|need|want|take|look|seem|help|also)\b)",
        re.IGNORECASE,
    )
    month_first = re.compile(
        rf"(?<!\w)({name})\.?\s{{1,3}}(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\w%]|[.:]\d)",
        re.IGNORECASE,
    )
    month_end = re.compile(rf"\bend\sof\s({name})(?!\w)", re.IGNORECASE)
    for match in day_first.finditer(text):
        yield from _made(match, (months[match[2].lower()], int(match[1])))
    for match in month_first.finditer(text):
        if match[1] not in _VERBS:
            yield from _made(match, (months[match[1].lower()], int(match[2])))
    for match in month_end.finditer(text):
        yield FoundDate(*match.span())


def _made(match: re.Match[str], *candidates: Day) -> Iterator[FoundDate]:
    days = frozenset(day for day in candidates if _exists(day))
    if days:
        yield FoundDate(*match.span(), days)


def _exists(day: Day) -> bool:
    month, number = day
    return 1 <= month <= 12 and 1 <= number <= _LONGEST_MONTH[month - 1]
