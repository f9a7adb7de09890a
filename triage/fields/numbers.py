"""Amounts, rates, times and plain numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from triage.fields.amount_grammar import read_amount
from triage.fields.duration_grammar import read_duration
from triage.fields.field import Context, Field, FieldError
from triage.money import decimals, money_text, rate_text
from triage.override import override
from triage.text import quoted

_LARGEST = 10**14  # ten-thousandths in a 64-bit column
_LARGEST_NUMBER = 2**53
_DIGITS = 6
_HOURS_OF_A_DAY = 24
_DAYS = re.compile(r"(?P<days>[+-]?\d+) ?(?:d|days?)?", re.ASCII)


def _span(low: int | None, high: int | None) -> str:
    return "" if low is None else f" from {low}" + ("" if high is None else f" to {high}")


def _outside(value: Decimal | float, low: int | None, high: int | None) -> bool:
    return (low is not None and value < low) or (high is not None and value > high)


@dataclass(frozen=True)
class Measure(Field):
    """A number kept exactly, to four decimals."""

    low: int | None = None
    high: int | None = None

    @override
    def hint(self) -> str:
        return f"A number{_span(self.low, self.high)}"

    @override
    def parse(self, text: str, context: Context) -> Decimal:
        value = self._read(text, context)
        if value is None:
            raise self.error(text)
        if abs(value) >= _LARGEST:
            raise FieldError(f"{quoted(text)} has too many digits. Type a shorter number")
        if _outside(value, self.low, self.high):
            span = _span(self.low, self.high)
            raise FieldError(f"{quoted(text)} cannot be used here. Type a number{span}")
        return value

    @override
    def format(self, value: Decimal, currency: str = "") -> str:
        return f"{value:f}"

    def _read(self, text: str, context: Context) -> Decimal | None:
        return read_amount(text, unsure=",")


@dataclass(frozen=True)
class Amount(Measure):
    """`75`, `1,200.00`, `1.200,00`, `1 800`, `1.2k` or `€75` in the currency of the context."""

    @override
    def hint(self) -> str:
        return "An amount like 75, 1,200.00 or 1.2k"

    @override
    def format(self, value: Decimal, currency: str = "") -> str:
        text = money_text(value, currency) if currency else f"{value:f}"
        # Read again, three decimals could be thousands.
        return f"{text}0" if not currency and len(text.partition(".")[2]) == 3 else text

    @override
    def _read(self, text: str, context: Context) -> Decimal | None:
        unsure = ".," if decimals(context.currency) < 3 else ""
        return read_amount(text, unsure=unsure, currency=context.currency)


@dataclass(frozen=True)
class Rate(Amount):
    """An amount per hour, which may have four decimals in any currency."""

    @override
    def format(self, value: Decimal, currency: str = "") -> str:
        return rate_text(value)


@dataclass(frozen=True)
class Number(Field):
    """A number that need not be exact, such as hours a month."""

    low: int | None = None

    @override
    def hint(self) -> str:
        return f"A number like 2 or 2.5{_span(self.low, None) if self.low else ''}"

    @override
    def parse(self, text: str, context: Context) -> int | float:
        plain = read_amount(text, unsure=",")
        try:
            value = float(text if plain is None else plain)
        except ValueError:
            raise self.error(text) from None
        if not math.isfinite(value):
            raise self.error(text)
        if abs(value) > _LARGEST_NUMBER:
            raise FieldError(f"{quoted(text)} is too large. Type a smaller number")
        if _outside(value, self.low, None):
            raise FieldError(f"{quoted(text)} is too small. Type a number{_span(self.low, None)}")
        return int(value) if value == int(value) else value


@dataclass(frozen=True)
class Hours(Number):
    """Hours: `3`, `2.5`, `2:30`, `90m` or `1h30`."""

    @override
    def hint(self) -> str:
        return "Hours like 3 or 2.5, or a time like 2:30, 90m or 1h30"

    @override
    def parse(self, text: str, context: Context) -> int | float:
        minutes = read_duration(text)
        return super().parse(text if minutes is None else str(minutes / 60), context)


@dataclass(frozen=True)
class Whole(Field):
    """A whole number within bounds."""

    low: int | None = None
    high: int | None = None

    @override
    def hint(self) -> str:
        return f"A whole number{_span(self.low, self.high)}"

    @override
    def parse(self, text: str, context: Context) -> int:
        try:
            value = int(text)
        except ValueError:
            raise self.error(text) from None
        if abs(value) > _LARGEST_NUMBER or _outside(value, self.low, self.high):
            raise self.error(text)
        return value


@dataclass(frozen=True)
class DayCount(Whole):
    """A number of days: `30`, `30 days` or `30d`."""

    @override
    def hint(self) -> str:
        return f"A number of days{_span(self.low, self.high)}"

    @override
    def parse(self, text: str, context: Context) -> int:
        alone = _DAYS.fullmatch(text.strip().casefold())
        if alone is None:
            raise self.error(text)
        return super().parse(alone["days"], context)


@dataclass(frozen=True)
class Minutes(Field):
    """`90m`, `1:30`, `1h30` or `1.5h` as minutes. A number alone is minutes, in files and after
    commands; where a person fills in hours (`in_hours`) it is hours, of one day at most."""

    in_hours: bool = False

    @override
    def hint(self) -> str:
        if self.in_hours:
            return "Hours like 3 or 2.5, or a time like 1:30, 90m or 1h30"
        return "Minutes like 90, or a time like 1:30, 90m or 1.5h"

    @override
    def parse(self, text: str, context: Context) -> int:
        minutes = read_duration(text)
        if minutes is not None:
            return minutes
        if self.in_hours:
            return self._hours(text)
        bare = text.strip()
        if bare.isascii() and bare.isdigit() and len(bare) <= _DIGITS:
            return int(bare)
        raise self.error(text)

    def _hours(self, text: str) -> int:
        hours = read_amount(text, unsure=".,")
        if hours is None or hours < 0:
            raise self.error(text)
        if hours > _HOURS_OF_A_DAY:
            bare = text.strip()
            raise FieldError(
                f"{quoted(text)} means hours here, and a day has 24. For minutes, type {bare}m"
            )
        return round(hours * 60)

    @override
    def format(self, value: int, currency: str = "") -> str:
        return f"{value // 60}:{value % 60:02}"


@dataclass(frozen=True)
class CurrencyRates(Field):
    """`USD 0.92; GBP 1.17` as what other currencies are worth."""

    HINT = "Rates like USD 0.92; GBP 1.17"

    @override
    def parse(self, text: str, context: Context) -> dict[str, Decimal]:
        parts = [part for part in text.split(";") if part.strip()]
        if not parts:
            raise self.error(text)
        return dict(self._rate(part, context) for part in parts)

    @override
    def format(self, value: Mapping[str, Decimal], currency: str = "") -> str:
        return "; ".join(f"{code} {worth:f}" for code, worth in value.items())

    def _rate(self, text: str, context: Context) -> tuple[str, Decimal]:
        code, worth = text.strip()[:3], text.strip()[3:].replace("=", " ", 1).strip()
        if not (code.isascii() and code.isalpha() and len(code) == 3) or not worth:
            raise self.error(text)
        return code.upper(), Measure(0).parse(worth, context)
