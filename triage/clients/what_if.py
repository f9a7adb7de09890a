"""What if a client went: money, time, and how long it may take to find somebody else.

Nothing here is advice to end anything: it shows whether there is room to decide freely.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from triage.clients.monthly_income import LeftOut, monthly_income
from triage.clients.overview import Overview
from triage.clients.portfolio import effective_rate, histories
from triage.health.earned import DAYS_A_MONTH
from triage.health.income import income_currency
from triage.health.windows import shift
from triage.limits import DEFAULT, Limits

REPLACE_MONTHS = 3
"""Months until somebody else is found, where nothing is known: our default."""
LOOK_AGAIN_DAYS = 28
"""Days until the question is looked at again: our default, the length of the short window."""
_BACK_DAYS = 730
_SETTLED_DAYS = 90  # who stands in the first weeks of the records was there before they began
_LEAST_ARRIVALS, _LEAST_MONTHS = 2, 6


@dataclass(frozen=True, slots=True)
class WhatIfFinding:
    """How many months it takes to find somebody else, and where that comes from.

    `yours` is a setting. `arrivals` = `came` new clients in `months_seen` months. `default` is
    ours.
    """

    months: int
    source: Literal["yours", "arrivals", "default"]
    came: int = 0
    months_seen: int = 0


@dataclass(frozen=True, slots=True)
class Without:
    """What would be without one client.

    Money is a month's, as far as it goes on, in `currency`; None = not known; `left_out` names who
    brings nothing of it and why. `hours` are those of the short window,
    `refill` what they bring a month at the rate that the rest earns. `linked` are the clients an
    ending could cost as well, `linked_income` what those bring. `shares` is the new mix.
    """

    client_id: str
    currency: str
    income: Decimal | None
    rest: Decimal
    costs: Decimal | None
    savings: Decimal | None
    hours: float
    rate_with: Decimal | None
    rate_of_rest: Decimal | None
    refill: Decimal | None
    linked: tuple[str, ...]
    linked_income: Decimal
    shares: Mapping[str, float]
    finding: WhatIfFinding
    left_out: Mapping[str, LeftOut]

    @property
    def gap(self) -> Decimal | None:
        """What the costs take beyond the rest of the income; nought or less = covered."""
        return None if self.costs is None else self.costs - self.rest

    @property
    def runway(self) -> Decimal | None:
        """Months that the savings fill the gap; None when there is none, or it is not known."""
        if self.gap is None or self.gap <= 0 or self.savings is None:
            return None
        return self.savings / self.gap

    @property
    def covered(self) -> bool | None:
        """Whether what goes on covers the costs; None = costs are not known."""
        return None if self.gap is None else self.gap <= 0

    @property
    def fits(self) -> bool | None:
        """Whether there is time to find somebody else; None = costs or savings are not known."""
        if self.gap is None:
            return None
        if self.gap <= 0:
            return True
        return None if self.runway is None else self.runway >= self.finding.months


def without(
    client_id: str,
    overviews: Mapping[str, Overview],
    on: date,
    *,
    savings: Decimal | None,
    monthly_costs: Decimal | None,
    replace_months: int | None = None,
    limits: Limits = DEFAULT,
) -> Without:
    """What if this client went. `savings` and `monthly_costs` are in the income's currency.

    What ended clients paid does not count: it comes no more.

    Raises KeyError for a client that is not there.
    """
    overview = overviews[client_id]
    everybody = histories(overviews)
    going_on = monthly_income(overviews, on, limits)
    currency = income_currency(everybody, on, limits)
    known = {id_: money for id_, money in going_on.by_client.items() if money}
    known.pop(client_id, None)
    rest = sum(known.values(), start=Decimal(0))
    others = [
        other
        for id_, other in overviews.items()
        if id_ != client_id and other.health.health not in ("resting", "ended")
    ]
    linked = _linked(overview, overviews)
    at_risk = sum((known.get(id_, Decimal(0)) for id_ in linked), start=Decimal(0))
    rate = _rate(others)
    return Without(
        client_id=client_id,
        currency=currency,
        income=going_on.by_client.get(client_id, Decimal(0)),
        rest=rest,
        costs=monthly_costs,
        savings=savings,
        hours=overview.facts.hours_28d,
        rate_with=_rate({o.client.id: o for o in (*others, overview)}.values()),
        rate_of_rest=rate,
        refill=_refill(overview, rate, limits) if _currencies(others) == {currency} else None,
        linked=tuple(overviews[id_].name for id_ in linked),
        linked_income=at_risk,
        shares={id_: float(money / rest) for id_, money in known.items()},
        finding=finding_time(overviews.values(), on, replace_months),
        left_out={id_: why for id_, why in going_on.left_out.items() if id_ != client_id},
    )


def finding_time(everybody: Iterable[Overview], on: date, own: int | None = None) -> WhatIfFinding:
    """Months until somebody else is found: the user's, else as often as somebody new came."""
    if own is not None:
        return WhatIfFinding(own, "yours")
    begins = (overview.client.since for overview in everybody)
    known = [day for day in begins if day is not None and day <= on]
    if known:
        first = max(shift(min(known), _SETTLED_DAYS), shift(on, -_BACK_DAYS))
        came = sum(day > first for day in known)
        months = int((on - first).days / DAYS_A_MONTH)
        if came >= _LEAST_ARRIVALS and months >= _LEAST_MONTHS:
            return WhatIfFinding(math.ceil(months / came), "arrivals", came, months)
    return WhatIfFinding(REPLACE_MONTHS, "default")


def _linked(overview: Overview, overviews: Mapping[str, Overview]) -> list[str]:
    """Clients named as linked from either side, and those whose money comes through this one."""
    own = overview.client
    return [
        id_
        for id_, other in overviews.items()
        if id_ != own.id
        and other.health.health != "ended"
        and (
            id_ in own.linked
            or own.id in other.client.linked
            or other.client.pays_through == own.id
        )
    ]


def _refill(overview: Overview, rate: Decimal | None, limits: Limits) -> Decimal | None:
    if rate is None:
        return None
    hours = Fraction(repr(overview.facts.hours_28d)) * DAYS_A_MONTH / limits.window_days
    return rate * Decimal(hours.numerator) / hours.denominator


def _counted(clients: Iterable[Overview]) -> list[tuple[Overview, Decimal, Decimal]]:
    """Those with hours and a rate: client, hours, rate."""
    return [
        (overview, Decimal(repr(overview.facts.hours_28d)), rate)
        for overview in clients
        if overview.facts.hours_28d and (rate := effective_rate(overview)) is not None
    ]


def _currencies(clients: Iterable[Overview]) -> Collection[str]:
    return {overview.client.currency for overview, _, _ in _counted(clients)}


def _rate(clients: Iterable[Overview]) -> Decimal | None:
    """Earned per hour by these clients together, in one currency only."""
    counted = _counted(clients)
    if not counted or len({overview.client.currency for overview, _, _ in counted}) > 1:
        return None
    hours = sum((hours for _, hours, _ in counted), start=Decimal(0))
    return sum((hours * rate for _, hours, rate in counted), start=Decimal(0)) / hours
