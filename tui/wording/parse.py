"""What people type for a day, an amount or a time span, read generously but never guessed.

Each reader raises BadValue with a sentence that shows what would be right. The result is in the
exchange form (see triage.codec), so one check serves forms, files and the command line.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from triage.codec import BadValue

_WORDS = {"today": 0, "t": 0, "yesterday": -1, "y": -1, "tomorrow": 1}
_AHEAD = re.compile(r"([+-])(\d{1,4})\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})?\Z", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d{1,4})?\Z", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d{1,2})?\Z", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3})[:h](\d{2})?m?\Z", re.ASCII)
_CURRENCY = re.compile(r"[A-Za-z]{3}\Z")
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?h\Z", re.ASCII)


def day(text: str, today: date) -> str:
    """`2026-03-13`, `today`, `yesterday`, `-3` (three days ago), `13.3.` as an ISO day.

    A day without a year is the nearest one: in January, `28.12.` was last month.
    """
    typed = text.strip().casefold()
    try:
        if typed in _WORDS:
            return (today + timedelta(days=_WORDS[typed])).isoformat()
        if found := _AHEAD.match(typed):
            return (today + timedelta(days=int(found[1] + found[2]))).isoformat()
        if found := _ISO.match(typed):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _DOTTED.match(typed):
            return _dotted(int(found[1]), int(found[2]), found[3], today).isoformat()
    except (ValueError, OverflowError):
        raise BadValue(f"There is no such day: {text.strip()}") from None
    raise BadValue("A day like 2026-03-13, 13.3., today, yesterday or -3, please")


def _dotted(number: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    nearest = None
    for candidate in (today.year - 1, today.year, today.year + 1):
        try:
            found = date(candidate, month, number)
        except ValueError:  # 29 February
            continue
        if nearest is None or abs(found - today) < abs(nearest - today):
            nearest = found
    if nearest is None:
        raise ValueError
    return nearest


def amount(text: str, places: int = 2) -> str:
    """`75`, `75.00` or `75,5` as a plain decimal; `places` are the currency's decimals.

    What could be a thousands separator is asked about: `1,800` is 1800 to one and 1.8 to another.
    """
    typed = text.strip().replace(" ", "").replace("'", "")
    if places < 3 and _THOUSANDS.match(typed):
        bare = re.sub(r"[.,](?=\d{3})", "", typed)
        raise BadValue(f"Is that {bare}? Type it without separators, please")
    if not _PLAIN.match(typed):
        raise BadValue("An amount like 75 or 75.00, please")
    return typed.replace(",", ".").removeprefix("+")


def minutes(text: str) -> int:
    """`90`, `1:30`, `1h30` or `1.5h` as minutes."""
    typed = text.strip().casefold()
    if typed.isascii() and typed.isdigit() and len(typed) <= 6:
        return int(typed)
    if found := _HOURS.match(typed):
        return round(float(found[1].replace(",", ".")) * 60)
    if found := _CLOCK.match(typed):
        return int(found[1]) * 60 + int(found[2] or 0)
    raise BadValue("Minutes like 90, or a time like 1:30 or 1.5h, please")


def currency(text: str) -> str:
    """`eur` as the ISO code of a currency."""
    if not _CURRENCY.match(text):
        raise BadValue("Three letters, like EUR or USD, please")
    return text.upper()
