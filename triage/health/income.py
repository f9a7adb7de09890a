"""Who the income comes from. A fact about you, never a fault of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from triage.health.history import ClientHistory, histories
from triage.health.windows import Window, last
from triage.ledger import Book
from triage.limits import DEFAULT, Limits

Everybody = Book | Mapping[str, ClientHistory]
"""All records, or the histories made once from them when many days are asked about."""
Received = Mapping[str, list[tuple[str, Fraction]]]
"""Client -> currency and amount of each payment in the window."""


def income_shares(
    everybody: Everybody, on: date, limits: Limits = DEFAULT
) -> Mapping[str, float | None]:
    """Each client's share of the payments received in the last 180 days, in base currency.

    None for a client whose payments are in a currency without a rate (the others share what is
    known), and for everybody when nothing came in. A client billed through another is read at the
    payer.
    """
    sums = incomes(everybody, on, limits)
    total = sum((money for money in sums.values() if money is not None), start=Fraction(0))
    return {
        id_: float(money / total) if money is not None and total > 0 else None
        for id_, money in sums.items()
    }


def incomes(
    everybody: Everybody, on: date, limits: Limits = DEFAULT
) -> Mapping[str, Fraction | None]:
    """What each client paid in the last 180 days, in base currency; None = a rate is missing.

    While all payments are in one currency no rate is needed, and that currency is meant.
    """
    received = _all_received(everybody, on, limits)
    rates = _exchange(received, limits)
    return {
        id_: sum((amount * rates[currency] for currency, amount in parts), start=Fraction(0))
        if all(currency in rates for currency, _ in parts)
        else None
        for id_, parts in received.items()
    }


def exchange_rates(
    everybody: Everybody, on: date, limits: Limits = DEFAULT
) -> Mapping[str, Fraction]:
    """Currency -> what one unit is worth in the currency that `incomes` are in."""
    return _exchange(_all_received(everybody, on, limits), limits)


def income_currency(everybody: Everybody, on: date, limits: Limits = DEFAULT) -> str:
    """The currency that `incomes` are in."""
    only = _only_currency(_all_received(everybody, on, limits))
    return only or limits.base_currency.upper()


def _exchange(received: Received, limits: Limits) -> Mapping[str, Fraction]:
    if only := _only_currency(received):
        return {only: Fraction(1)}
    rates = {code.upper(): Fraction(rate) for code, rate in limits.currency_rates.items()}
    return {limits.base_currency.upper(): Fraction(1), **rates}


def _all_received(everybody: Everybody, on: date, limits: Limits) -> Received:
    window = last(on, limits.income_days)
    known = histories(everybody) if isinstance(everybody, Book) else everybody
    return {id_: list(_received(history, window)) for id_, history in known.items()}


def _only_currency(received: Received) -> str | None:
    currencies = {currency for parts in received.values() for currency, _ in parts}
    return currencies.pop() if len(currencies) == 1 else None


def _received(history: ClientHistory, window: Window) -> Iterator[tuple[str, Fraction]]:
    for bill in history.bills:
        for payment in bill.payments:
            if payment.on in window:
                yield bill.currency, Fraction(payment.amount)
