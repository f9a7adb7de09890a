"""All clients side by side: what they bring, what they take, how they pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.clients.monthly_income import LeftOut, monthly_income
from triage.clients.overview import Overview
from triage.health import ClientHistory, PayRisk, income_mark, income_shares
from triage.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Holding:
    """One client in the mix; None = not known.

    `share` of the income from 0 to 1 and `mark`, the concentration mark (per cent) that it
    reaches. `income` = what goes on of it, a month, in the income's currency, and `left_out` why
    nothing does; `hours` in the short window; `rate` an hour against `floor`, in the client's
    `currency`.
    """

    client_id: str
    name: str
    health: str
    share: float | None
    mark: int | None
    income: Decimal | None
    hours: float
    rate: Decimal | None
    floor: Decimal | None
    currency: str
    risk: PayRisk
    left_out: LeftOut | None = None


def holdings(
    overviews: Mapping[str, Overview], on: date, limits: Limits = DEFAULT
) -> list[Holding]:
    """Every client that has not ended, the largest share of income first."""
    known = histories(overviews)
    shares, going_on = income_shares(known, on, limits), monthly_income(overviews, on, limits)
    all_holdings = [
        Holding(
            client_id=id_,
            name=overview.name,
            health=overview.health.health,
            share=shares.get(id_),
            mark=income_mark(shares.get(id_), limits),
            income=going_on.by_client.get(id_, Decimal(0)),
            hours=overview.facts.hours_28d,
            rate=effective_rate(overview),
            floor=overview.facts.floor,
            currency=overview.client.currency,
            risk=overview.health.pay_risk,
            left_out=going_on.left_out.get(id_),
        )
        for id_, overview in overviews.items()
        if overview.health.health != "ended"
    ]
    return sorted(all_holdings, key=lambda h: (-(h.share or 0), h.name, h.client_id))


def histories(overviews: Mapping[str, Overview]) -> Mapping[str, ClientHistory]:
    """The histories of all clients, as the overviews hold them already."""
    return {id_: overview.history for id_, overview in overviews.items()}


def effective_rate(overview: Overview) -> Decimal | None:
    """Earned, or for clients who pay by invoice invoiced, per hour worked."""
    return (
        overview.facts.rate_91d if overview.client.earns == "invoices" else overview.facts.rate_28d
    )
