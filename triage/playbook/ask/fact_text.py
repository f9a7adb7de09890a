"""Figures and names as they stand in a question or a fact line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from triage.health.accounts import Account
from triage.health.number_text import amount, rate_amount
from triage.playbook.state.situation import Situation

UNKNOWN = "not known"
NONE = "none"


def cut(text: str, width: int) -> str:
    """One line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def money(value: Decimal | Fraction, situation: Situation) -> str:
    """An amount in the client's currency, without its name: "3,200.00"."""
    return amount(value, situation.client.currency)


def rate_money(value: Decimal | Fraction, situation: Situation) -> str:
    """What an hour brings in the client's currency, without its name."""
    return rate_amount(value, situation.view.floor, situation.client.currency)


def sums(accounts: Iterable[Account], situation: Situation, *, named: bool = False) -> str:
    """What is open of some invoices: "3,200.00 and 70.00 USD". Currencies are never added: each has
    its own sum, the client's own comes first and without its name, unless that is `named`.
    """
    by_currency: dict[str, Decimal] = defaultdict(Decimal)
    for account in accounts:
        by_currency[account.currency.upper()] += situation.view.balance(account)
    code = situation.client.currency.upper()
    own = by_currency.pop(code, None)
    first = "" if own is None else money(own, situation)
    amounts = [f"{first} {code}" if named else first] if own is not None else []
    amounts += [f"{amount(total, code)} {code}" for code, total in sorted(by_currency.items())]
    return " and ".join(amounts)


def hours(minutes: int | Fraction) -> str:
    """Hours with at most one decimal: "3.5"."""
    return f"{float(Fraction(minutes) / 60):.1f}".removesuffix(".0")


def share(part: float) -> str:
    """A share of 1 as a whole per cent."""
    return f"{part:.0%}"
