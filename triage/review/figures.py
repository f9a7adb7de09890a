"""All clients together on one day: what is overdue, what an hour brings, who stands where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from triage.health import ClientHistory, assess
from triage.health.earned import effective_rate, invoiced_rate
from triage.health.snapshot import ClientSnapshot
from triage.health.terms import decimal
from triage.limits import DEFAULT, Limits

WEEK = 7
"""Days whose hours are counted: one review's."""
ACTIVE = ("stop", "act", "watch", "unknown", "good")
"""Verdicts of clients who have neither ended nor rest, the worst first."""

Everybody = Mapping[str, ClientHistory]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Day `on` as the records tell it now. Money is by currency, never added across them.

    `overdue` is what was unpaid past its due day; `rates` the effective rate of all hours worked
    in the short window, by the currency of the client; `hours` those of the last seven days;
    `verdicts` the computed verdict of each client who had begun by then.
    """

    on: date
    overdue: Mapping[str, Decimal]
    rates: Mapping[str, Decimal]
    hours: float
    verdicts: Mapping[str, str]

    @property
    def tally(self) -> Mapping[str, int]:
        """How many active clients stood on each verdict."""
        return Counter(verdict for verdict in self.verdicts.values() if verdict in ACTIVE)


def day_figures(everybody: Everybody, on: date, limits: Limits = DEFAULT) -> DayFigures:
    """The figures of day `on`."""
    overdue: dict[str, Decimal] = defaultdict(Decimal)
    money: dict[str, Fraction] = defaultdict(Fraction)
    worked: Counter[str] = Counter()
    minutes = 0
    for history in everybody.values():
        view = ClientSnapshot(history, on, limits)
        for currency, sum_ in overdue_by_currency(history, on, limits).items():
            overdue[currency] += sum_
        minutes += view.minutes(view.last(WEEK))
        rate, own = _rate(view), view.minutes(view.short)
        if rate is not None and own:
            currency = view.client.currency.upper()
            money[currency] += rate * own
            worked[currency] += own
    rates = {currency: decimal(money[currency] / worked[currency]) for currency in sorted(worked)}
    return DayFigures(
        on=on,
        overdue=dict(sorted(overdue.items())),
        rates={currency: rate for currency, rate in rates.items() if rate is not None},
        hours=minutes / 60,
        verdicts={
            id_: assess(history, on, limits).health
            for id_, history in everybody.items()
            if _had_begun(history, on)
        },
    )


def overdue_by_currency(
    history: ClientHistory, on: date, limits: Limits = DEFAULT
) -> Mapping[str, Decimal]:
    """What one client has not paid past its due day, in the currency of each invoice."""
    view = ClientSnapshot(history, on, limits)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for account in view.overdue if view.tracks("money") else ():
        sums[account.currency.upper()] += view.balance(account)
    return sums


def _rate(view: ClientSnapshot) -> Fraction | None:
    """What an hour brings, as the card of the client shows it."""
    if not view.tracks("hours"):
        return None
    if view.client.earns == "invoices":
        return invoiced_rate(view, view.last(view.limits.invoiced_days))
    return effective_rate(view, view.short)


def _had_begun(history: ClientHistory, on: date) -> bool:
    since = history.client.since
    return since is None or since <= on
