"""Days of a record that follow from another day of it until somebody says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from triage.ledger import Ledger
from triage.payment_terms import days_to_pay
from triage.shifted_day import shift

_CONFIRMED_DAYS = 60


class DerivedDay(NamedTuple):
    """A day that lies some days after the one in field `source`."""

    source: str
    days: int


def derived_days(kind: str, ledger: Ledger | None, on: date) -> Mapping[str, DerivedDay]:
    """The derived fields of a kind of record of a client on a day, by their name."""
    if kind == "invoice" and ledger is not None:
        return {"due": DerivedDay("issued", days_to_pay(ledger, on))}
    return _DERIVED.get(kind, {})


def derived_day(derived: DerivedDay, source: date) -> date:
    """The day that follows from its source."""
    return shift(source, derived.days)


_DERIVED: Mapping[str, Mapping[str, DerivedDay]] = {
    "confirmed": {"until": DerivedDay("on", _CONFIRMED_DAYS)},
}
