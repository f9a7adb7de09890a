"""The list of clients: what a row holds of one client, in which orders it stands, what finds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from triage.clients.overview import Overview
from triage.clients.portfolio import effective_rate
from triage.limits import DEFAULT, Limits
from triage.terms import flag_term
from triage.text import fold

ORDERS = ("worst", "overdue", "rate", "contact", "share", "name")
"""In the order in which one key goes through them."""
_OWES = "overdue"
_TAG = "tag:"
_KEY = "/"


@dataclass(frozen=True, slots=True)
class Standing:
    """The numbers of one client beside its verdict; None = not known, or not tracked by choice.

    `overdue` is money by currency, `owed` its sum in base currency (a currency without a rate
    counts one to one) to order by. `rate` an hour stands against `floor`, both in the client's
    currency; `hours` are those of the short window, `share` is of the income, from 0 to 1.
    """

    overdue: Mapping[str, Decimal]
    owed: Decimal
    rate: Decimal | None
    floor: Decimal | None
    contact: date | None
    hours: float | None
    share: float | None
    flags: tuple[str, ...]


def standing(overview: Overview, share: float | None, limits: Limits = DEFAULT) -> Standing:
    """The numbers of one client. `flags` are the words that find its flags: codes and names."""
    facts, off = overview.facts, overview.health.not_tracked
    overdue = {} if "money" in off else dict(facts.overdue_by_currency)
    rates = {code.upper(): rate for code, rate in limits.currency_rates.items()}
    return Standing(
        overdue=overdue,
        owed=sum((money * rates.get(code, 1) for code, money in overdue.items()), Decimal(0)),
        rate=effective_rate(overview),
        floor=facts.floor,
        contact=None if "contact" in off else facts.last_contact,
        hours=None if "hours" in off else facts.hours_28d,
        share=share,
        flags=tuple(word for flag in overview.health.flags for word in _words(flag.code)),
    )


def _words(code: str) -> tuple[str, ...]:
    """What a flag is called: its code in words, and its name."""
    plain = code.lower().replace("_", " ")
    return ("rule", flag_term(code)) if code.startswith("RULE:") else (plain, flag_term(code))


class Row(Protocol):
    """One client of the list as it is cached: numbers as text, "" = not known.

    `place` is the client's in the order worst first, `owed` and `share` are 0 and None without.
    """

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def health(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def overdue(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def owed(self) -> float: ...
    @property
    def rate(self) -> str: ...
    @property
    def floor(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def share(self) -> float | None: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def flags(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class ClientList(Generic[R]):
    """Rows, and which of ORDERS they stand in; another word is worst first."""

    rows: Sequence[R]
    order: str = ORDERS[0]

    def in_order(self) -> list[R]:
        """The rows in their order; what is not known stands last, and equal ones worst first."""
        key = _KEYS.get(self.order)
        worst_first = sorted(self.rows, key=lambda row: row.place)
        return sorted(worst_first, key=key) if key else worst_first

    @property
    def next_order(self) -> str:
        """The order after this one, round and round."""
        at = ORDERS.index(self.order) if self.order in ORDERS else 0
        return ORDERS[(at + 1) % len(ORDERS)]

    def matching(self, typed: str) -> tuple[list[R], Mapping[str, Mapping[str, int]]]:
        """The rows that hold every word typed, and for each word in what it was found, how often.

        A word is a part of the name, or the beginning of a tag, of a verdict or of a word of a
        flag. `tag:` looks at tags alone. "overdue" also finds whoever owes money after its due day.
        The key that opens the filter may stand before a word: it is how a filter is written down.
        """
        bare = (fold(word).lstrip(_KEY) for word in typed.split())
        words = [word for word in bare if word]
        places = {word: {row.id: place_of(row, word) for row in self.rows} for word in words}
        hits = [row for row in self.rows if all(places[word][row.id] for word in words)]
        return hits, {word: Counter(str(places[word][row.id]) for row in hits) for word in words}


# --- orders ---------------------------------------------------------------------------------


def against_floor(row: Row) -> Decimal | None:
    """The rate as a part of the floor, under 1 = below it; None where one of them is missing."""
    if not row.rate or not row.floor or not Decimal(row.floor):
        return None
    return Decimal(row.rate) / Decimal(row.floor)


def _by_rate(row: Row) -> tuple[bool, Decimal]:
    part = against_floor(row)
    return part is None, part or Decimal(0)


_KEYS: Mapping[str, Callable[[Row], tuple[bool, object]]] = {
    "overdue": lambda row: (False, -row.owed),
    "rate": _by_rate,
    "contact": lambda row: (not row.contact, row.contact),
    "share": lambda row: (row.share is None, -(row.share or 0)),
    "name": lambda row: (False, fold(row.name)),
}


# --- filter ---------------------------------------------------------------------------------


_folded = lru_cache(maxsize=4096)(fold)
"""For the texts of rows: each letter of a filter asks them all again."""


def place_of(row: Row, word: str) -> str | None:
    """In what of a row a folded word is found: name, health, flag, overdue or tag."""
    tags = [_folded(tag) for tag in row.tags]
    if word.startswith(_TAG):
        return "tag" if any(tag.startswith(word.removeprefix(_TAG)) for tag in tags) else None
    if word in (row.health, row.verdict):
        return "health"
    if word in _folded(row.name):
        return "name"
    if any(verdict.startswith(word) for verdict in (row.health, row.verdict)):
        return "health"
    if row.overdue and _OWES.startswith(word):
        return _OWES
    if any(_begins(flag, word) for flag in row.flags):
        return "flag"
    return "tag" if any(tag.startswith(word) for tag in tags) else None


def _begins(flag: str, word: str) -> bool:
    plain = _folded(flag)
    return plain.replace(" ", "_").startswith(word) or any(
        part.startswith(word) for part in plain.split()
    )
