"""What changed since the last finished review, in money and in verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.health import verdict_rank
from triage.health.accounts import Account
from triage.limits import DEFAULT, Limits
from triage.review.figures import DayFigures, Everybody, day_figures

Sums = Mapping[str, Decimal]
"""Currency -> amount."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A client whose computed verdict is another one than then."""

    client_id: str
    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The days after the last review, this one included.

    `paid` came in, `billed` was invoiced, `newly_overdue` is unpaid and was not overdue then.
    `moved` has the verdicts that are others now, the worst of today first.
    """

    before: DayFigures
    now: DayFigures
    paid: Sums
    billed: Sums
    newly_overdue: Sums
    moved: tuple[Moved, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        sums = (self.paid, self.billed, self.newly_overdue)
        return not (any(sums) or self.moved or self.before.rates != self.now.rates)


def since_last(everybody: Everybody, last: date, on: date, limits: Limits = DEFAULT) -> SinceLast:
    """What changed after day `last`, up to day `on`."""
    before, now = day_figures(everybody, last, limits), day_figures(everybody, on, limits)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    billed: dict[str, Decimal] = defaultdict(Decimal)
    newly_overdue: dict[str, Decimal] = defaultdict(Decimal)
    for account in _accounts(everybody):
        currency = account.currency.upper()
        if account.invoice.state == "sent" and last < account.invoice.issued <= on:
            billed[currency] += account.invoice.amount
        if account.invoice.issued <= on and account.overdue(on) and not account.overdue(last):
            newly_overdue[currency] += account.balance(on)
        for payment in account.payments:
            if last < payment.on <= on:
                paid[currency] += payment.amount
    return SinceLast(
        before=before,
        now=now,
        paid=_sums(paid),
        billed=_sums(billed),
        newly_overdue=_sums(newly_overdue),
        moved=tuple(_moved(everybody, before, now)),
    )


def _accounts(everybody: Everybody) -> Iterator[Account]:
    for history in everybody.values():
        yield from history.accounts


def _sums(sums: Mapping[str, Decimal]) -> Sums:
    return {currency: sums[currency] for currency in sorted(sums) if sums[currency]}


def _moved(everybody: Everybody, before: DayFigures, now: DayFigures) -> list[Moved]:
    moved = [
        Moved(id_, everybody[id_].client.name, before.verdicts[id_], verdict)
        for id_, verdict in now.verdicts.items()
        if before.verdicts.get(id_, verdict) != verdict
    ]
    return sorted(moved, key=lambda each: (verdict_rank(each.now), each.name, each.client_id))
