"""The flag for money that would be lost if they never paid."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from triage.health.accounts import ZERO, ids_of
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import amount, counted, hours, joined
from triage.health.own_limits import OwnLimits
from triage.health.rules.payment import PayLateLimits, late_invoices, pay_risk
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import Window, last, shift
from triage.records import Time

_NOTE = 1
_WATCH = 2
_ACT = 3


class _Exposure(OwnLimits, flag="EXPOSURE"):
    exposure_hours: int
    proven_outcomes: int
    unbilled_work_watch_days: int
    unbilled_work_act_days: int
    never_billed_days: int
    never_billed_before_days: int


@dataclass(frozen=True, slots=True)
class _Stake:
    """The client's limit, and the hourly work of the days after the last invoice."""

    view: ClientSnapshot
    allowed: Fraction
    fresh: Window

    @property
    def worth(self) -> Fraction:
        return self.view.hourly.worth(self.fresh)

    @property
    def minutes(self) -> int:
        return self.view.hourly.minutes(self.fresh)

    @property
    def times(self) -> list[Time]:
        return self.view.hourly.times(self.fresh)

    @property
    def limit(self) -> str:
        """What the limit is made of."""
        client, own = self.view.client, _Exposure(self.view.limits)
        if client.exposure_limit is not None:
            return self.money(self.allowed)
        rate = self.view.history.rate.on(self.view.on)
        return f"{self.money(self.allowed)} ({own.exposure_hours} hours at {rate})"

    @property
    def against(self) -> str:
        """The limit in the sentence of the flag; it is the user's where one was set."""
        chosen = self.view.client.exposure_limit is not None
        whose = "your" if chosen or self.view.limits.changed("exposure_hours") else "the"
        return f"{whose} limit is {self.money(self.allowed)}"

    @property
    def source(self) -> str | None:
        """Where the limit is from, where it is this client's own."""
        return None if self.view.client.exposure_limit is None else "your limit for this client"

    def money(self, sum_: Fraction, *, down: bool = True) -> str:
        """An amount with the client's currency."""
        currency = self.view.client.currency
        return f"{amount(sum_, currency, down=down)} {currency}"


def exposure(view: ClientSnapshot) -> Finding | None:
    """More than you can stand is unpaid by a late client, or was worked and never billed.

    Hours count at the rate of their day.
    """
    rate = view.rate
    if rate is None or not view.tracks("money") or not view.accounts:
        return None
    own = view.client.exposure_limit
    allowed = Fraction(own) if own is not None else _Exposure(view.limits).exposure_hours * rate
    fresh = Window(shift(view.accounts[-1].invoice.issued, 1), view.on)
    stake = _Stake(view, allowed, fresh)
    return worst_of([_at_risk(stake), _unbilled_work(stake), _never_billed(stake)])


def _at_risk(stake: _Stake) -> Finding | None:
    """What a late client owes, with what is worked and not billed yet."""
    view = stake.view
    late = late_invoices(view)
    if not late or late[0].severity < _WATCH:
        return None
    open_ = [account for account in view.unpaid if account.in_own_currency]
    owed = Fraction(sum((view.balance(account) for account in open_), start=ZERO))
    lost = owed + stake.worth
    if lost <= stake.allowed:
        return None
    mild = late[0].severity == _WATCH and (_is_proven(view) or _is_one_late_bill(stake))
    parts = [counted(len(open_), "invoice")] if open_ else []
    parts += [f"{hours(stake.minutes)} not yet billed"] if stake.minutes else []
    return Finding(
        severity=_NOTE if mild else _ACT,
        reason=f"{stake.money(lost, down=False)} would be lost if they never paid: "
        f"{joined(parts)}; {stake.against}",
        limit=stake.limit,
        source=stake.source,
        evidence=(
            *ids_of([*(late_invoice.account for late_invoice in late), *open_]),
            *(time.id for time in stake.times),
        ),
    )


def _is_proven(view: ClientSnapshot) -> bool:
    return len(view.outcomes) >= _Exposure(view.limits).proven_outcomes and pay_risk(view) is None


def _is_one_late_bill(stake: _Stake) -> bool:
    """Whether one bill alone is at stake, and not late by much."""
    view = stake.view
    if stake.minutes or len(view.unpaid) != 1:
        return False
    return (view.on - view.unpaid[0].due).days < PayLateLimits(view.limits).pay_late_act_days


def _unbilled_work(stake: _Stake) -> Finding | None:
    """Hours of long ago wait for an invoice."""
    view, own = stake.view, _Exposure(stake.view.limits)
    if view.is_confirmed("money") or not stake.minutes or stake.worth <= stake.allowed:
        return None
    age = (view.on - stake.times[0].on).days
    return _old_hours(
        stake, age, stake.worth, stake.minutes, stake.times, own.unbilled_work_act_days
    )


def _never_billed(stake: _Stake) -> Finding | None:
    """The invoices of a year do not pay for its hours."""
    view, own = stake.view, _Exposure(stake.view.limits)
    if view.is_confirmed("money"):
        return None
    first_invoice = shift(view.accounts[0].invoice.issued, -own.never_billed_before_days)
    window = Window(max(last(view.on, own.never_billed_days).first, first_invoice), view.on)
    bills = view.history.bills.within(window)
    currency = view.client.currency.upper()
    if any(bill.currency != currency for bill in bills):
        return None
    billed = max(ZERO, sum((bill.invoice.amount for bill in bills), start=ZERO))
    worked = view.hourly.worth(window)
    left = worked - Fraction(billed)
    if left <= stake.allowed:
        return None
    oldest = _first_not_paid_for(view, window, Fraction(billed))
    times = [time for time in view.hourly.times(window) if time.on >= oldest]
    age = (view.on - oldest).days
    return _old_hours(stake, age, left, sum(time.minutes for time in times), times, None)


def _first_not_paid_for(view: ClientSnapshot, window: Window, money: Fraction) -> date:
    """The oldest day whose hours the money does not pay for wholly."""
    days = sorted({time.on for time in view.hourly.times(window)})
    at = bisect_right(days, money, key=lambda day: view.hourly.worth(Window(window.first, day)))
    return days[at] if at < len(days) else window.last


def _old_hours(
    stake: _Stake, age: int, worth: Fraction, minutes: int, times: list[Time], act: int | None
) -> Finding | None:
    own = _Exposure(stake.view.limits)
    if age < own.unbilled_work_watch_days:
        return None
    serious = act is not None and age >= act
    from_days = act if serious else own.unbilled_work_watch_days
    return Finding(
        severity=_ACT if serious else _WATCH,
        reason=f"{hours(minutes)} worth {stake.money(worth, down=False)} have not been billed, "
        f"the oldest for {counted(age, 'day')} ({'act' if serious else 'watch'} from {from_days}); "
        f"{stake.against}",
        limit=f"{stake.limit}, not billed for {own.unbilled_work_watch_days} days",
        evidence=tuple(time.id for time in times),
        next_action="Send an invoice for these hours",
    )


RULES = (flag_rule("EXPOSURE", exposure),)
