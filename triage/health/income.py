"""Who the income comes from. A fact about you, never a fault of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from triage.health.history import History
from triage.health.windows import Window, last
from triage.ledger import Book, Ledger
from triage.limits import DEFAULT, Limits


def income_shares(book: Book, on: date, limits: Limits = DEFAULT) -> Mapping[str, float | None]:
    """Each client's share of the payments received in the last 180 days, in base currency.

    None for a client whose payments are in a currency without a rate (the others share what is
    known), and for everybody when nothing came in. A client billed through another is read at the
    payer.
    """
    sums = incomes(book, on, limits)
    total = sum((money for money in sums.values() if money is not None), start=Fraction(0))
    return {
        id_: float(money / total) if money is not None and total > 0 else None
        for id_, money in sums.items()
    }


def incomes(book: Book, on: date, limits: Limits = DEFAULT) -> Mapping[str, Fraction | None]:
    """What each client paid in the last 180 days, in base currency; None = a rate is missing.

    While all payments are in one currency no rate is needed, and that currency is meant.
    """
    window = last(on, limits.income_days)
    received = {id_: list(_received(ledger, window)) for id_, ledger in book.ledgers.items()}
    currencies = {currency for parts in received.values() for currency, _ in parts}
    rates = {limits.base_currency.upper(): Fraction(1)}
    rates.update({code.upper(): Fraction(rate) for code, rate in limits.currency_rates.items()})
    if len(currencies) == 1:
        rates = dict.fromkeys(currencies, Fraction(1))
    return {
        id_: sum((amount * rates[currency] for currency, amount in parts), start=Fraction(0))
        if all(currency in rates for currency, _ in parts)
        else None
        for id_, parts in received.items()
    }


def _received(ledger: Ledger, window: Window) -> Iterator[tuple[str, Fraction]]:
    for account in History(ledger).accounts:
        currency = (account.invoice.currency or ledger.client.currency).upper()
        for payment in account.payments:
            if payment.on in window:
                yield currency, Fraction(payment.amount)
