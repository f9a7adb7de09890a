"""What changed since the last finished review, in money and in verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from triage.health import verdict_rank
from triage.health.snapshot import ClientSnapshot
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


def since_last(
    everybody: Everybody,
    last: date,
    on: date,
    limits: Limits = DEFAULT,
    seen: Mapping[str, str] = MappingProxyType({}),
) -> SinceLast:
    """What changed after day `last`, up to day `on`.

    `seen` = the verdicts that the review of day `last` showed. They stand for who has ended since:
    that they were leaving by then is not to be read from the records of today.
    """
    before, now = day_figures(everybody, last, limits), day_figures(everybody, on, limits)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    billed: dict[str, Decimal] = defaultdict(Decimal)
    newly_overdue: dict[str, Decimal] = defaultdict(Decimal)
    for history in everybody.values():
        for bill in history.bills:
            if bill.invoice.state == "sent" and last < bill.invoice.issued <= on:
                billed[bill.currency] += bill.invoice.amount
            for payment in bill.payments:
                if last < payment.on <= on:
                    paid[bill.currency] += payment.amount
        view = ClientSnapshot(history, on, limits)
        overdue_then = ClientSnapshot(history, last, limits).overdue
        for account in view.overdue:
            if account not in overdue_then:
                newly_overdue[account.currency] += view.balance(account)
    return SinceLast(
        before=before,
        now=now,
        paid=_sums(paid),
        billed=_sums(billed),
        newly_overdue=_sums(newly_overdue),
        moved=tuple(_moved(everybody, before, now, seen)),
    )


def _sums(sums: Mapping[str, Decimal]) -> Sums:
    return {currency: sums[currency] for currency in sorted(sums) if sums[currency]}


def _moved(
    everybody: Everybody, before: DayFigures, now: DayFigures, seen: Mapping[str, str]
) -> list[Moved]:
    moved = []
    for id_, verdict in now.verdicts.items():
        then = before.verdicts.get(id_, verdict)
        if then != verdict:
            then = seen.get(id_, then) if verdict == "ended" else then
            moved.append(Moved(id_, everybody[id_].client.name, then, verdict))
    return sorted(moved, key=lambda each: (verdict_rank(each.now), each.name, each.client_id))
