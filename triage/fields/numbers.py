"""Amounts, rates, times and plain numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from triage.fields.field import Context, Field, FieldError
from triage.money import decimals, money_text, rate_text

_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d{1,4})?\Z", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d{1,2})?\Z", re.ASCII)
_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\Z", re.ASCII)
_CLOCK = re.compile(r"(\d{1,6})[:h](\d{2})?m?\Z", re.ASCII)
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?h\Z", re.ASCII)
_LARGEST = 10**14  # ten-thousandths in a 64-bit column
_LARGEST_NUMBER = 2**53


def _ask_about_thousands(bare: str) -> FieldError:
    """`1,800` is 1800 to one and 1.8 to another."""
    plain = re.sub(r"[.,](?=\d{3})", "", bare)
    return FieldError(f"Is that {plain}? Type it without separators, please")


def _span(low: float | None, high: float | None) -> str:
    if low is None:
        return "" if high is None else f" up to {high}"
    return f" from {low}" + ("" if high is None else f" to {high}")


def _outside(value: Decimal | float, low: int | None, high: int | None) -> bool:
    return (low is not None and value < low) or (high is not None and value > high)


@dataclass(frozen=True)
class Amount(Field):
    """`75`, `75.00`, `75,5` or `1 800` in the currency of the context."""

    low: int | None = None

    def hint(self) -> str:
        return "An amount like 75 or 75.00"

    def parse(self, text: str, context: Context) -> Decimal:
        bare = text.strip().replace(" ", "").replace("'", "")
        if decimals(context.currency) < 3 and _THOUSANDS.match(bare):
            raise _ask_about_thousands(bare)
        if not _PLAIN.match(bare):
            raise self.error()
        return _bounded(self, Decimal(bare.replace(",", ".")), self.low, None)

    def format(self, value: Decimal, currency: str = "") -> str:
        return money_text(value, currency) if currency else _exact(value)


@dataclass(frozen=True)
class Rate(Amount):
    """An amount per hour, which may have four decimals in any currency."""

    def format(self, value: Decimal, currency: str = "") -> str:
        return rate_text(value)


@dataclass(frozen=True)
class Measure(Field):
    """A number kept exactly, to four decimals."""

    low: int | None = None
    high: int | None = None

    def hint(self) -> str:
        return f"A number{_span(self.low, self.high)}"

    def parse(self, text: str, context: Context) -> Decimal:
        bare = text.strip()
        if _COMMAS.match(bare):
            raise _ask_about_thousands(bare)
        if not _PLAIN.match(bare):
            raise self.error()
        return _bounded(self, Decimal(bare.replace(",", ".")), self.low, self.high)

    def format(self, value: Decimal, currency: str = "") -> str:
        return f"{value:f}"


def _bounded(field: Field, value: Decimal, low: int | None, high: int | None) -> Decimal:
    if abs(value) >= _LARGEST:
        raise FieldError("That is too large")
    if _outside(value, low, high):
        raise FieldError(f"A number{_span(low, high)}, please")
    return value


def _exact(value: Decimal) -> str:
    """Never three decimals: read again, they could be thousands."""
    text = f"{value:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


@dataclass(frozen=True)
class Number(Field):
    """A number that need not be exact, such as hours a month."""

    low: int | None = None

    def hint(self) -> str:
        return f"A number like 2 or 2.5{f', {self.low} or more' if self.low else ''}"

    def parse(self, text: str, context: Context) -> int | float:
        bare = text.strip()
        if _COMMAS.match(bare):
            raise _ask_about_thousands(bare)
        try:
            value = float(bare.replace(",", "."))
        except ValueError:
            raise self.error() from None
        if not math.isfinite(value) or abs(value) > _LARGEST_NUMBER:
            raise FieldError("That is too large")
        if _outside(value, self.low, None):
            raise FieldError(f"A number from {self.low}, please")
        return int(value) if value == int(value) else value

    def format(self, value: float, currency: str = "") -> str:
        return str(value)


@dataclass(frozen=True)
class Whole(Field):
    """A whole number within bounds."""

    low: int | None = None
    high: int | None = None

    def hint(self) -> str:
        return f"A whole number{_span(self.low, self.high)}"

    def parse(self, text: str, context: Context) -> int:
        try:
            value = int(text)
        except ValueError:
            raise self.error() from None
        if abs(value) > _LARGEST_NUMBER or _outside(value, self.low, self.high):
            raise self.error()
        return value

    def format(self, value: int, currency: str = "") -> str:
        return str(value)


@dataclass(frozen=True)
class Minutes(Field):
    """`90`, `1:30`, `1h30` or `1.5h` as minutes."""

    def hint(self) -> str:
        return "Minutes like 90, or a time like 1:30 or 1.5h"

    def parse(self, text: str, context: Context) -> int:
        bare = text.strip().casefold()
        if bare.isascii() and bare.isdigit() and len(bare) <= 6:
            return int(bare)
        if match := _HOURS.match(bare):
            return round(float(match[1].replace(",", ".")) * 60)
        if match := _CLOCK.match(bare):
            return int(match[1]) * 60 + int(match[2] or 0)
        raise self.error()

    def format(self, value: int, currency: str = "") -> str:
        return f"{value // 60}:{value % 60:02}"


@dataclass(frozen=True)
class CurrencyRates(Field):
    """`USD 0.92; GBP 1.17` as what other currencies are worth."""

    def hint(self) -> str:
        return "Rates like USD 0.92; GBP 1.17"

    def parse(self, text: str, context: Context) -> dict[str, Decimal]:
        parts = [part for part in text.split(";") if part.strip()]
        if not parts:
            raise self.error()
        return dict(self._rate(part, context) for part in parts)

    def format(self, value: Mapping[str, Decimal], currency: str = "") -> str:
        return "; ".join(f"{code} {worth:f}" for code, worth in value.items())

    def _rate(self, text: str, context: Context) -> tuple[str, Decimal]:
        code, worth = text.strip()[:3], text.strip()[3:].replace("=", " ", 1).strip()
        if not (code.isascii() and code.isalpha() and len(code) == 3) or not worth:
            raise self.error()
        return code.upper(), Measure(0).parse(worth, context)
