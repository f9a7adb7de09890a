"""Numbers as they stand in a sentence. Rounding never moves a number across its limit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from triage.limits import Limits
from triage.money import amount_text, decimals
from triage.terms import SEVERITIES

_LONGEST = 30


def bound(
    limits: Limits, name: str, severity: int, text: object | None = None, *, step: str = "from"
) -> str:
    """The limit that set a severity: "act from 5", with "your limit" when the user changed it."""
    shown = limits.value(name) if text is None else text
    whose = ", your limit" if limits.changed(name) else ""
    return f"{SEVERITIES[severity]} {step} {shown}{whose}"


def above(limits: Limits, name: str, severity: int) -> str:
    """The same for a percentage that was passed: "act above 50%"."""
    return bound(limits, name, severity, f"{limits.value(name)}%", step="above")


def amount(money: Decimal | Fraction, currency: str, *, down: bool = True) -> str:
    """An amount with thousands set off, rounded down (or up): "3,200.00"."""
    places = decimals(currency)
    scaled = Fraction(money) * 10**places
    cents = math.floor(scaled) if down else math.ceil(scaled)
    return f"{Decimal(cents).scaleb(-places):,.{places}f}"


def rate_amount(rate: Decimal | Fraction, floor: Decimal | Fraction | None, currency: str) -> str:
    """What an hour brings, rounded as on every page, down only where a rate under the floor would
    read as the floor: "49.99" under 50."""
    exact = Fraction(rate)
    rounded = amount_text(Decimal(exact.numerator) / exact.denominator, currency)
    reads_as = Fraction(rounded.replace(",", ""))
    hides_it = floor is not None and exact < Fraction(floor) <= reads_as
    return amount(rate, currency) if hides_it else rounded


def hours(minutes: int | Fraction, *, down: bool = False) -> str:
    """Hours with at most one decimal, rounded up (or down): "12.5 h"."""
    tenths = Fraction(minutes) / 6
    return f"{_tenths(math.floor(tenths) if down else math.ceil(tenths))} h"


def percent(part: int | Fraction, total: int | Fraction) -> str:
    """A share with at most one decimal, rounded up: "30.1%"."""
    return f"{_tenths(math.ceil(Fraction(part) * 1000 / total))}%"


def counted(number: int, singular: str, many: str | None = None) -> str:
    """ "1 message", "3 messages"."""
    return f"{number} {singular if number == 1 else many or singular + 's'}"


def times(number: int) -> str:
    """How often, as people say it: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


_EASY_SHARES = 10
"""People picture "1 in 7" or "3 in 8", not "3 in 20"."""


def chance(share: Fraction) -> str:
    """A share as people say it: "1 in 4", rounded to at most tenths."""
    near = share.limit_denominator(_EASY_SHARES)
    return f"{near.numerator} in {near.denominator}"


_PARTS = {
    Fraction(1, 2): "half of",
    Fraction(1, 3): "a third of",
    Fraction(1, 4): "a quarter of",
    Fraction(1, 5): "a fifth of",
}


def part_of(part: Fraction | int, total: Fraction | int) -> str:
    """A part in words where it has a plain one: "a third of", else "12% of"."""
    share = Fraction(part) / total if total else Fraction(0)
    for exact, words in _PARTS.items():
        if abs(share - exact) <= Fraction(1, 40):
            return words
    return f"{math.ceil(share * 100)}% of"


def joined(parts: Sequence[str]) -> str:
    """Parts of a sentence: "2 invoices and 16 h"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def cut(text: str) -> str:
    """The user's own words, short enough for a sentence."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _tenths(number: int) -> str:
    units, rest = divmod(number, 10)
    return f"{units}.{rest}" if rest else f"{units}"
