"""Amounts, rates, times and plain numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from triage.fields.field import Context, Field, FieldError
from triage.money import decimals, money_text, rate_text
from triage.override import override

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d{1,4})?\Z", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d{1,2})?\Z", re.ASCII)
_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\Z", re.ASCII)
_NEVER = re.compile(r"(?!)")
_CLOCK = re.compile(r"(\d{1,6})[:h](\d{2})?m?\Z", re.ASCII)
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?h\Z", re.ASCII)
_LARGEST = 10**14  # ten-thousandths in a 64-bit column
_LARGEST_NUMBER = 2**53


def _span(low: int | None, high: int | None) -> str:
    return "" if low is None else f" from {low}" + ("" if high is None else f" to {high}")


def _outside(value: Decimal | float, low: int | None, high: int | None) -> bool:
    return (low is not None and value < low) or (high is not None and value > high)


def _plain(text: str, thousands: re.Pattern[str]) -> str:
    """The text with a decimal point. What could be thousands is asked about: `1,800` is 1800 to
    one and 1.8 to another."""
    bare = text.strip().replace(" ", "").replace("'", "")
    if thousands.match(bare):
        joined = re.sub(r"[.,](?=\d{3})", "", bare)
        raise FieldError(f"Is that {joined}? Type it without separators, please")
    return bare.replace(",", ".")


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
        bare = _plain(text, self._thousands(context))
        if not _PLAIN.match(bare):
            raise self.error()
        value = Decimal(bare)
        if abs(value) >= _LARGEST or _outside(value, self.low, self.high):
            raise FieldError(
                f"A number{_span(self.low, self.high) or ' that is not so large'}, please"
            )
        return value

    @override
    def format(self, value: Decimal, currency: str = "") -> str:
        return f"{value:f}"

    def _thousands(self, context: Context) -> re.Pattern[str]:
        return _COMMAS


@dataclass(frozen=True)
class Amount(Measure):
    """`75`, `75.00`, `75,5` or `1 800` in the currency of the context."""

    @override
    def hint(self) -> str:
        return "An amount like 75 or 75.00"

    @override
    def format(self, value: Decimal, currency: str = "") -> str:
        text = money_text(value, currency) if currency else f"{value:f}"
        # Read again, three decimals could be thousands.
        return f"{text}0" if not currency and len(text.partition(".")[2]) == 3 else text

    @override
    def _thousands(self, context: Context) -> re.Pattern[str]:
        return _THOUSANDS if decimals(context.currency) < 3 else _NEVER


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
        bare = _plain(text, _COMMAS)
        try:
            value = float(bare)
        except ValueError:
            raise self.error() from None
        if not abs(value) <= _LARGEST_NUMBER:  # nan is not
            raise FieldError("That number is too large or too small")
        if _outside(value, self.low, None):
            raise FieldError(f"A number{_span(self.low, None)}, please")
        return int(value) if value == int(value) else value


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
            raise self.error() from None
        if abs(value) > _LARGEST_NUMBER or _outside(value, self.low, self.high):
            raise self.error()
        return value


@dataclass(frozen=True)
class Minutes(Field):
    """`90`, `1:30`, `1h30` or `1.5h` as minutes."""

    HINT = "Minutes like 90, or a time like 1:30 or 1.5h"

    @override
    def parse(self, text: str, context: Context) -> int:
        bare = text.strip().casefold()
        if bare.isascii() and bare.isdigit() and len(bare) <= 6:
            return int(bare)
        if match := _HOURS.match(bare):
            return round(float(match[1].replace(",", ".")) * 60)
        if match := _CLOCK.match(bare):
            return int(match[1]) * 60 + int(match[2] or 0)
        raise self.error()

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
            raise self.error()
        return dict(self._rate(part, context) for part in parts)

    @override
    def format(self, value: Mapping[str, Decimal], currency: str = "") -> str:
        return "; ".join(f"{code} {worth:f}" for code, worth in value.items())

    def _rate(self, text: str, context: Context) -> tuple[str, Decimal]:
        code, worth = text.strip()[:3], text.strip()[3:].replace("=", " ", 1).strip()
        if not (code.isascii() and code.isalpha() and len(code) == 3) or not worth:
            raise self.error()
        return code.upper(), Measure(0).parse(worth, context)
