"""What goes on: the income of a month that may be counted on, by client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from triage.clients.overview import Overview
from triage.health.earned import DAYS_A_MONTH
from triage.health.income import exchange_rates, incomes
from triage.health.windows import has_come
from triage.limits import DEFAULT, Limits
from triage.records import Engagement

LEAST_DAYS = 30
"""Payments are spread over so many days at least: one payment of last week is no month."""

LeftOut = Literal["ended", "resting", "leaving", "finished"]
"""Why a client's money is not counted on; finished = every engagement has ended."""
_LEAVING = frozenset({"leaving", "closing"})


@dataclass(frozen=True, slots=True)
class MonthlyIncome:
    """Money a month in the currency of `triage.health.income.income_currency`.

    `by_client` holds those that go on; None = an exchange rate is missing. `left_out` the others,
    of those that have ended who paid in the last 180 days.
    """

    by_client: Mapping[str, Decimal | None]
    left_out: Mapping[str, LeftOut]

    @property
    def total(self) -> Decimal:
        """What is known of all that goes on."""
        return sum((money for money in self.by_client.values() if money), start=Decimal(0))


def monthly_income(
    overviews: Mapping[str, Overview], on: date, limits: Limits = DEFAULT
) -> MonthlyIncome:
    """What every client brings a month, as far as it goes on.

    A running retainer brings its fee; everybody else what they paid in the last 180 days, spread
    over the days since their first payment (at least 30).
    """
    histories = {id_: overview.history for id_, overview in overviews.items()}
    received, rates = incomes(histories, on, limits), exchange_rates(histories, on, limits)
    by_client: dict[str, Decimal | None] = {}
    left_out: dict[str, LeftOut] = {}
    for id_, overview in overviews.items():
        if (why := _left_out(overview, on)) is not None:
            if why != "ended" or received.get(id_):
                left_out[id_] = why
        else:
            by_client[id_] = _a_month(overview, received.get(id_), rates, on, limits)
    return MonthlyIncome(by_client, left_out)


def _left_out(overview: Overview, on: date) -> LeftOut | None:
    if overview.health.health == "ended" or has_come(overview.client.closed_on, on):
        return "ended"
    if overview.health.health == "resting":
        return "resting"
    if overview.client.state in _LEAVING:
        return "leaving"
    known = overview.ledger.engagement
    return "finished" if known and all(_is_over(engagement, on) for engagement in known) else None


def _is_over(engagement: Engagement, on: date) -> bool:
    return engagement.end is not None and engagement.end < on


def _a_month(
    overview: Overview,
    received: Fraction | None,
    rates: Mapping[str, Fraction],
    on: date,
    limits: Limits,
) -> Decimal | None:
    running = [
        engagement
        for engagement in overview.ledger.engagement
        if engagement.start <= on and not _is_over(engagement, on)
    ]
    retainers = [engagement for engagement in running if engagement.mode == "retainer"]
    rate = rates.get(overview.client.currency.upper())
    fees = sum((Fraction(e.fee) for e in retainers if e.fee is not None), start=Fraction(0))
    if retainers and len(retainers) == len(running):
        return None if rate is None else _decimal(fees * rate)
    if received is None:
        return None
    paid = received * DAYS_A_MONTH / _days_paid(overview, on, limits)
    # What is paid holds the fees already, but for a retainer that has only begun.
    return _decimal(max(paid, fees * (rate or 0)))


def _days_paid(overview: Overview, on: date, limits: Limits) -> int:
    days = [p.on for bill in overview.history.bills for p in bill.payments if p.on <= on]
    since_first = (on - min(days)).days if days else 0
    return min(max(since_first, LEAST_DAYS), limits.income_days)


def _decimal(money: Fraction) -> Decimal:
    return Decimal(money.numerator) / money.denominator
