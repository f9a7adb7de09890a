"""The flag for money that would be lost if they never paid."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from fractions import Fraction
from functools import cached_property

from triage.health.accounts import ZERO, ids_of
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import amount, counted, hours, joined
from triage.health.own_limits import OwnLimits
from triage.health.rules.payment import PayLateLimits, is_late, is_very_late, pay_risk
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


class _Stake:
    """The client's limit, the hourly work of the days after the last invoice (`fresh`), and the
    `year` whose hours and invoices are held against each other."""

    def __init__(self, view: ClientSnapshot, allowed: Fraction):
        self.view = view
        self.allowed = allowed
        self.fresh = Window(shift(view.accounts[-1].invoice.issued, 1), view.on)

    @cached_property
    def worth(self) -> Fraction:
        return self.view.hourly.worth(self.fresh)

    @property
    def minutes(self) -> int:
        return self.view.hourly.minutes(self.fresh)

    @property
    def times(self) -> list[Time]:
        return self.view.hourly.times(self.fresh)

    @cached_property
    def lost(self) -> Fraction:
        """What would be lost if they never paid."""
        currency = self.view.client.currency.upper()
        return Fraction(self.view.receivables.total(currency, self.view.on)) + self.worth

    @cached_property
    def year(self) -> Window:
        own = _Exposure(self.view.limits)
        first_invoice = self.view.accounts[0].invoice.issued
        began = shift(first_invoice, -own.never_billed_before_days)
        return Window(max(last(self.view.on, own.never_billed_days).first, began), self.view.on)

    @cached_property
    def billed(self) -> Fraction:
        """What the invoices of the year come to."""
        return Fraction(max(ZERO, self.view.history.billed.within(self.year)))

    @cached_property
    def never_paid_for(self) -> Fraction:
        """What the hours of the year are worth beyond its invoices."""
        return self.view.hourly.worth(self.year) - self.billed

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
    stake = _stake(view)
    if stake is None:
        return None
    return worst_of([_at_risk(stake), _unbilled_work(stake), _never_billed(stake)])


def _exposure_held(view: ClientSnapshot) -> date | None:
    """This day if any of the three is there."""
    stake = _stake(view)
    if stake is None:
        return None
    there = _is_at_risk(stake) or _is_work_unbilled(stake) or _never_billed_since(stake) is not None
    return view.on if there else None


def _stake(view: ClientSnapshot) -> _Stake | None:
    """The client's limit; None where there is none, or nothing to hold against it."""
    rate = view.rate
    if rate is None or not view.tracks("money") or not view.accounts:
        return None
    own = view.client.exposure_limit
    allowed = Fraction(own) if own is not None else _Exposure(view.limits).exposure_hours * rate
    return _Stake(view, allowed)


def _is_at_risk(stake: _Stake) -> bool:
    """Whether they are late, and owe more than the limit with what is not billed yet."""
    return is_late(stake.view) and stake.lost > stake.allowed


def _at_risk(stake: _Stake) -> Finding | None:
    """What a late client owes, with what is worked and not billed yet."""
    if not _is_at_risk(stake):
        return None
    view = stake.view
    open_ = [account for account in view.unpaid if account.in_own_currency]
    mild = not is_very_late(view) and (_is_proven(view) or _is_one_late_bill(stake))
    parts = [counted(len(open_), "invoice")] if open_ else []
    parts += [f"{hours(stake.minutes)} not yet billed"] if stake.minutes else []
    return Finding(
        severity=_NOTE if mild else _ACT,
        reason=f"{stake.money(stake.lost, down=False)} would be lost if they never paid: "
        f"{joined(parts)}; {stake.against}",
        limit=stake.limit,
        source=stake.source,
        evidence=(
            *ids_of([*view.overdue, *open_]),
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


def _is_work_unbilled(stake: _Stake) -> bool:
    """Whether more than the limit waits for an invoice, some of it for long."""
    view = stake.view
    if view.is_confirmed("money") or not stake.minutes or stake.worth <= stake.allowed:
        return False
    oldest = view.hourly.first_day(stake.fresh)
    days = _Exposure(view.limits).unbilled_work_watch_days
    return oldest is not None and (view.on - oldest).days >= days


def _unbilled_work(stake: _Stake) -> Finding | None:
    """Hours of long ago wait for an invoice."""
    if not _is_work_unbilled(stake):
        return None
    age = (stake.view.on - stake.times[0].on).days
    act = _Exposure(stake.view.limits).unbilled_work_act_days
    return _old_hours(stake, age, stake.worth, stake.minutes, stake.times, act)


def _never_billed(stake: _Stake) -> Finding | None:
    """The invoices of a year do not pay for its hours."""
    view, oldest = stake.view, _never_billed_since(stake)
    if oldest is None:
        return None
    times = view.hourly.times(Window(oldest, view.on))
    minutes = sum(time.minutes for time in times)
    age = (view.on - oldest).days
    return _old_hours(stake, age, stake.never_paid_for, minutes, times, None)


def _never_billed_since(stake: _Stake) -> date | None:
    """The oldest day of the year whose hours its invoices do not pay for wholly, once it is long
    ago; None = there is none, or what is left is within the limit, or an invoice in another
    currency may pay for it."""
    view = stake.view
    if view.is_confirmed("money") or view.history.billed_otherwise.within(stake.year):
        return None
    if stake.never_paid_for <= stake.allowed:
        return None
    first = stake.year.first
    days = range(first.toordinal(), view.on.toordinal())
    at = bisect_right(days, stake.billed, key=lambda n: _worth_until(view, first, n))
    oldest = date.fromordinal(first.toordinal() + at)
    is_old = (view.on - oldest).days >= _Exposure(view.limits).unbilled_work_watch_days
    return oldest if is_old else None


def _worth_until(view: ClientSnapshot, first: date, ordinal: int) -> Fraction:
    return view.hourly.worth(Window(first, date.fromordinal(ordinal)))


def _old_hours(
    stake: _Stake, age: int, worth: Fraction, minutes: int, times: list[Time], act: int | None
) -> Finding:
    own = _Exposure(stake.view.limits)
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


RULES = (flag_rule("EXPOSURE", exposure, held=_exposure_held),)
