"""Figures shown beside the verdict, without colour: stakes and habits are not health."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from triage.health.accounts import ZERO
from triage.health.earned import effective_rate, invoiced_rate
from triage.health.history import ClientHistory
from triage.health.snapshot import ClientSnapshot
from triage.health.terms import decimal
from triage.health.windows import Window, last, shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits

_WEEKS = 13


@dataclass(frozen=True, slots=True)
class GraceOffer:
    """ "They always take about `days` days. Expect that?" sets `pay_grace_days`."""

    days: int
    pay_grace_days: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Money is in the client's currency, but for `overdue_by_currency`; None = cannot be known from
    the records.

    `rate_28d` is for clients billed by the hour, fee or month, `rate_91d` for those whose
    invoices are set against the hours. `weekly_rates` are 13 weeks that end on the day asked
    about, oldest first. `paid_on_time` is (n, of) the newest outcomes.
    """

    rate_28d: Decimal | None
    rate_91d: Decimal | None
    floor: Decimal | None
    hours_28d: float
    overdue: Decimal
    usually_pays_days: int | float | None
    last_contact: date | None
    weekly_rates: tuple[Decimal | None, ...]
    paid_on_time: tuple[int, int]
    thanks: int
    referrals: int
    conduct_known: bool
    grace_offer: GraceOffer | None
    overdue_by_currency: tuple[tuple[str, Decimal], ...]
    """All that is overdue, the client's own currency first."""

    @property
    def usually_pays(self) -> int | None:
        """`usually_pays_days` as it is said: whole days, a half one counts as one more."""
        days = self.usually_pays_days
        return None if days is None else math.floor(days + 0.5)


def facts(records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT) -> Facts:
    """What is shown of one client on day `on`."""
    view = ClientSnapshot(ClientHistory.of(records), on, limits)
    history = view.history
    by_invoice = view.client.earns == "invoices"
    tracked = view.tracks("hours")
    overdue = _overdue(view)
    own = view.client.currency.upper()
    return Facts(
        rate_28d=decimal(effective_rate(view, view.short)) if tracked and not by_invoice else None,
        rate_91d=decimal(invoiced_rate(view, view.last(limits.invoiced_days)))
        if tracked and by_invoice
        else None,
        floor=view.floor,
        hours_28d=view.minutes(view.short) / 60,
        overdue=overdue.get(own, ZERO),
        usually_pays_days=_usual_days(view),
        last_contact=history.talks.newest_day(on),
        weekly_rates=_weekly_rates(view) if tracked else (None,) * _WEEKS,
        paid_on_time=_on_time(view),
        thanks=len(history.events("thanks").until(on)),
        referrals=len(history.events("referral").until(on)),
        conduct_known=any(
            event.on in view.last(limits.quiet_days) for event in history.ledger.event
        ),
        grace_offer=_grace_offer(view),
        overdue_by_currency=tuple(sorted(overdue.items(), key=lambda sum_: (sum_[0] != own, sum_))),
    )


def _overdue(view: ClientSnapshot) -> dict[str, Decimal]:
    """What is overdue by currency; sums of different ones are never added up."""
    sums: dict[str, Decimal] = {}
    for account in view.overdue:
        currency = account.currency.upper()
        sums[currency] = sums.get(currency, ZERO) + view.balance(account)
    return sums


def _weekly_rates(view: ClientSnapshot) -> tuple[Decimal | None, ...]:
    ends = [shift(view.on, -7 * n) for n in reversed(range(_WEEKS))]
    if view.client.earns == "invoices":
        days = view.limits.invoiced_days
        return tuple(decimal(invoiced_rate(view, last(end, days))) for end in ends)
    return tuple(decimal(effective_rate(view, Window(shift(end, -6), end))) for end in ends)


def _paid_days(view: ClientSnapshot) -> list[tuple[int, int]]:
    """(days from issue, days after due) of each invoice that was paid, oldest first."""
    return [
        (
            (outcome.paid_on - outcome.account.invoice.issued).days,
            (outcome.paid_on - outcome.account.due).days,
        )
        for outcome in view.outcomes
        if outcome.paid_on is not None
    ]


def _usual_days(view: ClientSnapshot) -> int | float | None:
    taken = [days for days, _ in _paid_days(view)[-view.limits.usual_payments :]]
    if not taken:
        return None
    middle = median(taken)
    return int(middle) if middle == int(middle) else middle


def _on_time(view: ClientSnapshot) -> tuple[int, int]:
    newest = view.outcomes[-view.limits.recent_payments :]
    good = sum(
        o.paid_on is not None and (o.paid_on - o.account.due).days <= view.limits.pay_on_time_days
        for o in newest
    )
    return good, len(newest)


def _grace_offer(view: ClientSnapshot) -> GraceOffer | None:
    """Offered when the newest payments all came a little late, and none is out much longer."""
    limits = view.limits
    late = [days for _, days in _paid_days(view)[-limits.recent_payments :]]
    if len(late) < limits.recent_payments:
        return None
    if not all(limits.habit_from_days <= days <= limits.habit_to_days for days in late):
        return None
    if any((view.on - account.due).days > limits.habit_to_days for account in view.overdue):
        return None
    usual = round(median(late))
    return GraceOffer(days=usual, pay_grace_days=view.client.pay_grace_days + usual)


def pays_well(known: Facts, limits: Limits = DEFAULT) -> bool | None:
    """Whether the way they pay speaks for them or against them; None = nothing is known of it."""
    on_time, seen = known.paid_on_time
    return on_time * 100 >= limits.on_time_good_percent * seen if seen else None


def income_mark(share: float | None, limits: Limits = DEFAULT) -> int | None:
    """The highest concentration mark (per cent) that a share of income reaches."""
    reached: Sequence[int] = [
        mark for mark in limits.income_marks if share is not None and share * 100 >= mark
    ]
    return max(reached, default=None)
