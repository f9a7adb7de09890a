"""Currencies and their decimals; amounts are `Decimal`, never float."""

from __future__ import annotations

from decimal import Decimal

# ISO 4217: the currencies whose minor unit is not 1/100.
_BY_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DECIMALS = {code: places for places, codes in _BY_DECIMALS.items() for code in codes.split()}

FINEST = "CLF"
"""A currency with the most decimals there are: amounts written in it lose nothing, whatever the
client's currency becomes later."""


def decimals(currency: str) -> int:
    """Digits after the point that `currency` (ISO code) is written with."""
    return _DECIMALS.get(currency.upper(), 2)


def money_text(amount: Decimal, currency: str) -> str:
    """The exchange form of an amount: plain digits, the currency's decimals, never an exponent."""
    return f"{amount:.{decimals(currency)}f}"


def amount_text(amount: Decimal, currency: str) -> str:
    """An amount for people, thousands set off: `3,200.00`."""
    return f"{amount:,.{decimals(currency)}f}"


def rate_text(rate: Decimal) -> str:
    """The exchange form of a rate: two decimals, or up to four when it has them."""
    text = f"{rate:.4f}"
    return text.removesuffix("00")
