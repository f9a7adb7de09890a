"""How a number may be written: `1,200.00`, `1.200,00`, `1 200`, `1.2k`, `€75`, `75 EUR`.

What could be thousands to one and decimals to another is not read but asked about: `1,800`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from triage.fields.field import FieldError
from triage.text import quoted

_LONGEST = 60
_GAPS = str.maketrans("", "", " '’\u00a0\u2009\u202f")
"""Blanks and apostrophes between the digits; they never begin decimals."""
_MARK = r"[^\W\d_]{0,3}[^\s\w.,;:'’+\u2212()\[\]{}=%\"-]?\.?"
_AMOUNT = re.compile(
    rf"(?P<sign>[+\u2212-]?)\s*(?P<before>{_MARK})\s*(?P<inner>[+\u2212-]?)\s*"
    r"(?P<number>[0-9](?:[0-9.,'’\s]*[0-9])?)"
    rf"\s*(?P<thousand>(?:k(?![^\W\d_]))?)\s*(?P<after>{_MARK})\Z",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_CODE = re.compile(r"[a-z]{3}\Z", re.IGNORECASE | re.ASCII)
_DECIMALS = 4

SIGNS: Mapping[str, str] = {
    "$": "USD AUD CAD NZD SGD HKD MXN TWD ARS CLP COP",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "r$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY CNY",
    "₹": "INR",
    "rs": "INR PKR LKR NPR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₴": "UAH",
    "₫": "VND",
    "฿": "THB",
    "₦": "NGN",
    "₱": "PHP",
    "kr": "SEK NOK DKK ISK",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "fr": "CHF",
    "lei": "RON",
    "r": "ZAR",
}
"""What people write for a currency -> the currencies that it can stand for."""


def read_amount(text: str, *, unsure: str, currency: str | None = None) -> Decimal | None:
    """The number of a typed text; None when it is written in no form that is known.

    With a mark in `unsure` before three digits it is asked whether these are decimals. `currency`
    is the one that may stand beside the digits, "" when none is known; None = a plain number.
    Raises FieldError for what can be meant in two ways, and for another currency.
    """
    match = _AMOUNT.match(text.strip()) if len(text) <= _LONGEST else None
    if match is None or (match["sign"] and match["inner"]):
        return None
    marks = [mark for mark in (match["before"], match["after"]) if mark]
    if currency is None and (marks or match["thousand"]):
        return None
    if len(marks) > 1 or not all(_is_currency(mark) for mark in marks):
        return None
    plain = _plain(match["number"].translate(_GAPS), text, unsure)
    if plain is None:
        return None
    for mark in marks:
        _check_currency(mark, currency or "", text)
    negative = (match["sign"] or match["inner"]) in ("-", "\u2212")
    value = Decimal(f"{'-' if negative else ''}{plain}")
    # Not 1.2E+3: the number is written as it was typed.
    return Decimal(f"{value * 1000:f}") if match["thousand"] else value


def _plain(number: str, text: str, unsure: str) -> str | None:
    """The digits with a decimal point; None when its marks make no number."""
    used = [mark for mark in number if mark in ".,"]
    if not used:
        return number if number.isdecimal() else None
    head, _, decimals = number.rpartition(used[-1])
    if len(used) == 1:
        if used[0] in unsure and len(decimals) == 3 and _GROUPS.fullmatch(number):
            raise FieldError(_asked(text, head, decimals))
        return f"{head}.{decimals}" if _fits(head, decimals) else None
    if len(set(used)) == 1:
        return re.sub(r"[.,]", "", number) if _GROUPS.fullmatch(number) else None
    if not _GROUPS.fullmatch(head) or used[-1] in head:
        return None
    head = re.sub(r"[.,]", "", head)
    return f"{head}.{decimals}" if _fits(head, decimals) else None


def _fits(head: str, decimals: str) -> bool:
    return head.isdecimal() and decimals.isdecimal() and len(decimals) <= _DECIMALS


def _asked(text: str, head: str, decimals: str) -> str:
    return (
        f"{quoted(text)} can mean {head}{decimals} or {head}.{decimals}. "
        f"Type {head}{decimals} for the first, {head}.{decimals}0 for the second"
    )


def _name(mark: str) -> str:
    return mark.casefold().rstrip(".")


def _is_currency(mark: str) -> bool:
    return _name(mark) in SIGNS or _CODE.match(mark.rstrip(".")) is not None


def _check_currency(mark: str, currency: str, text: str) -> None:
    name = _name(mark)
    if not currency:
        raise FieldError(f"{quoted(text)} names a currency. Type the amount without it")
    if currency not in (*SIGNS.get(name, "").split(), name.upper()):
        raise FieldError(f"{quoted(text)} is in another currency. Type the amount in {currency}")
