"""All clients side by side, and what would be if one of them went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from triage.health import income_mark, income_shares
from triage.health.income import incomes
from triage.ledger import Book
from triage.limits import DEFAULT, Limits
from triage.overview import Overview

MONTH_DAYS = Decimal("30.4375")
_INCOME_MONTHS = Decimal(180) / MONTH_DAYS
REPLACE_MONTHS = 3
"""Months until a client is replaced, where nothing else is known: our default."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One client in the mix. `share` from 0 to 1 over 180 days, `mark` its concentration mark."""

    client_id: str
    name: str
    health: str
    share: float | None
    mark: int | None
    hours: float
    rate: Decimal | None
    floor: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Without:
    """What would be without one client. Money is in the base currency; None = not known.

    `runway` = months that savings last when the rest of the income covers what it can (None with
    `covered`: the rest pays for everything). `fits` says whether the user can afford it.
    """

    client_id: str
    income: Decimal | None
    rest: Decimal
    costs: Decimal | None
    savings: Decimal | None
    covered: bool
    runway: Decimal | None
    hours: float
    rate_of_rest: Decimal | None
    replace_months: int

    @property
    def fits(self) -> bool | None:
        """Whether there is time to find somebody else; None while costs are not known."""
        if self.costs is None:
            return None
        return self.covered or (self.runway is not None and self.runway >= self.replace_months)


def holdings(
    overviews: Mapping[str, Overview], book: Book, on: date, limits: Limits = DEFAULT
) -> list[Holding]:
    """Every client that has not ended, the largest share of income first."""
    shares = income_shares(book, on, limits)
    found = [
        Holding(
            client_id=id_,
            name=one.name,
            health=one.health.health,
            share=shares.get(id_),
            mark=income_mark(shares.get(id_), limits),
            hours=one.facts.hours_28d,
            rate=one.facts.rate_28d,
            floor=one.facts.floor,
            currency=one.client.currency,
        )
        for id_, one in overviews.items()
        if one.health.health != "ended"
    ]
    return sorted(found, key=lambda h: (-(h.share or 0), h.name))


def without(
    client_id: str,
    overviews: Mapping[str, Overview],
    book: Book,
    on: date,
    *,
    savings: Decimal | None,
    monthly_costs: Decimal | None,
    replace_months: int = REPLACE_MONTHS,
    limits: Limits = DEFAULT,
) -> Without:
    """What if this client went: income of the rest, runway, freed hours, the rate of the rest."""
    paid = incomes(book, on, limits)
    own = paid.get(client_id)
    income = None if own is None else _monthly(own)
    known = [money for id_, money in paid.items() if id_ != client_id and money is not None]
    rest = _monthly(sum(known, start=Fraction(0)))
    gap = None if monthly_costs is None else monthly_costs - rest
    covered = gap is not None and gap <= 0
    runway = savings / gap if savings is not None and gap is not None and gap > 0 else None
    others = [
        one
        for id_, one in overviews.items()
        if id_ != client_id and one.health.health not in ("ended", "resting")
    ]
    return Without(
        client_id=client_id,
        income=income,
        rest=rest,
        costs=monthly_costs,
        savings=savings,
        covered=covered,
        runway=runway,
        hours=overviews[client_id].facts.hours_28d,
        rate_of_rest=_rate(others),
        replace_months=replace_months,
    )


def _monthly(money: Fraction) -> Decimal:
    """What came in over the income window, per month."""
    return Decimal(money.numerator) / money.denominator / _INCOME_MONTHS


def _rate(clients: list[Overview]) -> Decimal | None:
    """Earned per hour over 28 days by these clients together, in one currency only."""
    counted = [o for o in clients if o.facts.rate_28d is not None and o.facts.hours_28d]
    if not counted or len({o.client.currency for o in counted}) > 1:
        return None
    hours = sum((Decimal(repr(o.facts.hours_28d)) for o in counted), start=Decimal(0))
    earned = sum(
        ((o.facts.rate_28d or Decimal(0)) * Decimal(repr(o.facts.hours_28d)) for o in counted),
        start=Decimal(0),
    )
    return earned / hours
