"""What a settings file may hold, and what the program reads from it: one reader a shape."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from storage.paths import at_home

_FACTS = ("hours", "money", "contact", "energy")


class WrongValue(ValueError):
    """What a value should be, as the end of a sentence that begins with the setting's name.

    `below` is the part of the value that is meant, as in `.timew.command`.
    """

    def __init__(self, text: str, below: str = "") -> None:
        super().__init__(text)
        self.below = below


Read = Callable[[Any], Any]


def text(value: Any) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value:
        raise WrongValue("must be text in quotes")
    return value


def folder(value: Any) -> Path:
    """A folder; `~` is the user's own."""
    return at_home(text(value))


def command(value: Any) -> str:
    """A command as a shell would take it apart."""
    try:
        words = shlex.split(text(value))
    except ValueError:
        words = []
    if not words:
        raise WrongValue('must be a command, as in "neomutt -H", with every quotation mark closed')
    return str(value)


def one_of(*choices: str) -> Read:
    """One of a few words."""

    def read(value: Any) -> str:
        if value not in choices:
            raise WrongValue(f"must be one of {', '.join(choices)}")
        return str(value)

    return read


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise WrongValue('must be a list of texts in quotes, as in ["one", "two"]')
    return tuple(text(part) for part in value)


def facts_not_tracked(value: Any) -> tuple[str, ...]:
    """Facts that need not be known."""
    facts = texts(value)
    for fact in facts:
        if fact not in _FACTS:
            raise WrongValue(f"may list only {', '.join(_FACTS)}, not {fact}")
    return facts


def key_table(value: Any) -> dict[str, str]:
    """Key id -> key."""
    if not isinstance(value, dict):
        raise WrongValue('must be a table of key ids, as in keys = { "clients.note" = "w" }')
    return dict(_remaps(value))


def _remaps(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Key id -> key; the dot of an id makes a table in a table when it is typed without quotes."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _remaps(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", text(value)


def day_ranges(value: Any) -> tuple[tuple[date, date], ...]:
    """Ranges of days, both inclusive."""
    if not isinstance(value, list):
        raise WrongValue("must be a list of ranges, as in [[2026-08-01, 2026-08-14]]")
    return tuple(_range(part) for part in value)


def _range(value: Any) -> tuple[date, date]:
    # A date and time is a date to Python, so the type is asked for exactly.
    if not isinstance(value, list) or [type(day) for day in value] != [date, date]:
        raise WrongValue(
            "must hold pairs of a first and a last day, as in [2026-08-01, 2026-08-14]"
        )
    first, last = value
    if last < first:
        raise WrongValue(f"has a range that ends before it begins: {first} to {last}")
    return first, last


def money(value: Any) -> Decimal:
    """An amount, 0 included."""
    number = decimal(value)
    if number < 0:
        raise WrongValue("must not be negative")
    return number


def decimal(value: Any) -> Decimal:
    """A number, or the same in quotes."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise WrongValue("must be a number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise WrongValue(f"must be a number, not {value!r}") from None
    if not number.is_finite():
        raise WrongValue("must be a number")
    return number


def currency_code(value: Any) -> str:
    """The ISO code of a currency."""
    code = text(value)
    if len(code) != 3 or not code.isascii() or not code.isupper():
        raise WrongValue('must be a currency of three letters, as in "EUR"')
    return code


def rates(value: Any) -> dict[str, Decimal]:
    """Currency -> what one unit of it is worth."""
    if not isinstance(value, dict):
        raise WrongValue("must be a table, as in currency_rates = { USD = 0.92 }")
    worth = {currency_code(name): decimal(rate) for name, rate in value.items()}
    if any(rate <= 0 for rate in worth.values()):
        raise WrongValue("must hold rates above 0")
    return worth


def within(low: int, high: int | None, integer: bool) -> Read:
    """A number from `low` to `high`; None = no largest."""
    span = f"from {low}" + (f" to {high}" if high is not None else "")

    def read(value: Any) -> int | Decimal:
        if integer and (isinstance(value, bool) or not isinstance(value, int)):
            raise WrongValue(f"must be a whole number {span}")
        number = decimal(value)
        if number < low or (high is not None and number > high):
            raise WrongValue(f"must be a number {span}, not {value}")
        return int(value) if integer else number

    return read


def percents(value: Any) -> tuple[int, ...]:
    """Percentages, sorted."""
    if not isinstance(value, list) or not value:
        raise WrongValue("must be a list of percentages, as in [25, 33, 40]")
    read = within(0, 100, integer=True)
    return tuple(sorted(read(part) for part in value))
