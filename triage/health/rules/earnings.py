"""Flags about what the work brings in."""

from __future__ import annotations

from fractions import Fraction

from triage.health.earned import DAYS_A_MONTH, earned, invoiced_work
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding
from triage.health.number_text import above, amount, bound, counted, hours, percent, rate_amount
from triage.health.own_limits import OwnLimits
from triage.health.snapshot import ClientSnapshot
from triage.health.terms import fraction
from triage.health.windows import Window, shift


class _RateFloor(OwnLimits, flag="RATE_FLOOR"):
    rate_min_hours: int
    rate_long_min_hours: int
    rate_urgent_percent: int


class _UnbilledShare(OwnLimits, flag="UNBILLED_SHARE"):
    unbilled_min_hours: int
    unbilled_watch_percent: int
    unbilled_act_percent: int


class _NonRevenue(OwnLimits, flag="NON_REVENUE"):
    non_revenue_days: int
    non_revenue_min_hours: int
    gift_percent: int


class _OverService(OwnLimits, flag="OVER_SERVICE"):
    over_service_min_hours: int
    over_service_note_percent: int
    over_service_watch_percent: int


def rate_floor(view: ClientSnapshot) -> Finding | None:
    """All hours together earn less than the least you would accept. Off while a gift runs."""
    floor = view.floor
    if floor is None or not view.tracks("hours") or view.gifts:
        return None
    if view.client.earns == "invoices":
        return _floor_of_invoices(view, Fraction(floor))
    return _floor_of_hours(view, Fraction(floor))


def _floor_of_hours(view: ClientSnapshot, floor: Fraction) -> Finding | None:
    limits, own = view.limits, _RateFloor(view.limits)
    few, many = own.rate_min_hours, own.rate_long_min_hours
    # An hour without a rate in either window leaves the question open.
    since_before = Window(view.before_short.first, view.on)
    long = earned(view, view.long)
    if long is None or view.hourly.unrated(since_before):
        return None
    now, before = earned(view, view.short), earned(view, view.before_short)
    if now is None or before is None or not _below(view, view.short, few, now, floor):
        return None
    severity, window, money = 2, view.short, now
    floor_before = view.floor_on(shift(view.on, -limits.window_days))
    if floor_before is not None and _below(
        view, view.before_short, few, before, Fraction(floor_before)
    ):
        severity = 3
    if _below(view, view.long, many, long, floor * own.rate_urgent_percent / 100):
        severity, window, money = 4, view.long, long
    rate = money * 60 / view.minutes(window)
    days = counted(window.days, "day")
    return _under(view, severity, rate, f"per hour over {days}", tuple(_ids(view, window)))


def _below(
    view: ClientSnapshot, window: Window, hours_needed: int, money: Fraction, floor: Fraction
) -> bool:
    minutes = view.minutes(window)
    return minutes >= hours_needed * 60 and money * 60 < floor * minutes


def _floor_of_invoices(view: ClientSnapshot, floor: Fraction) -> Finding | None:
    limits, own = view.limits, _RateFloor(view.limits)
    window = view.last(limits.invoiced_days)
    work = invoiced_work(view, window)
    if work is None or work.minutes < own.rate_long_min_hours * 60:
        return None
    rate = work.money * 60 / work.minutes
    if rate >= floor:
        return None
    very_low = rate < floor * own.rate_urgent_percent / 100
    over = f"invoiced per hour over {counted(window.days, 'day')}"
    return _under(view, 4 if very_low else 2, rate, over, (*work.bills, *_ids(view, work.days)))


def _under(
    view: ClientSnapshot, severity: int, rate: Fraction, over: str, evidence: tuple[str, ...]
) -> Finding:
    currency = view.client.currency
    floor = view.floor
    assert floor is not None
    own = view.history.floor.on(view.on)
    whose = "your floor for them" if own is not None else "your default floor"
    return Finding(
        severity=severity,
        reason=f"{rate_amount(rate, floor, currency)} {currency} {over} "
        f"(floor {amount(floor, currency)})",
        limit=f"{amount(floor, currency)} {currency} per hour, {whose}",
        evidence=evidence,
    )


def unbilled_share(view: ClientSnapshot) -> Finding | None:
    """Too many of the hours are not billed. Off while a gift runs."""
    limits, own = view.limits, _UnbilledShare(view.limits)
    if view.client.earns != "hours" or not view.tracks("hours") or view.gifts:
        return None
    total = view.minutes(view.short)
    unbilled = total - view.history.billable.within(view.short)
    if total < own.unbilled_min_hours * 60:
        return None
    if unbilled * 100 <= own.unbilled_watch_percent * total:
        return None
    serious = unbilled * 100 > own.unbilled_act_percent * total
    severity, passed = (3, "unbilled_act_percent") if serious else (2, "unbilled_watch_percent")
    return Finding(
        severity=severity,
        reason=f"{percent(unbilled, total)} of {hours(total)} not billed "
        f"in {counted(limits.window_days, 'day')} ({above(limits, passed, severity)})",
        limit=f"watch above {own.unbilled_watch_percent}% of the hours, "
        f"act above {own.unbilled_act_percent}%",
        evidence=tuple(time.id for time in view.times(view.short) if time.work != "bill"),
    )


def non_revenue(view: ClientSnapshot) -> Finding | None:
    """Hours go in and no money is meant to come; or a gift is larger than agreed."""
    if not view.tracks("hours"):
        return None
    return _over_gift(view) if view.gifts else _nothing_billed(view)


def _nothing_billed(view: ClientSnapshot) -> Finding | None:
    limits, since = view.limits, view.client.since
    own = _NonRevenue(limits)
    days = own.non_revenue_days
    if not view.tracks("money") or since is None or (view.on - since).days < days:
        return None
    window = view.last(days)
    worked = view.minutes(view.short)
    if worked < own.non_revenue_min_hours * 60 or view.history.billable.within(window):
        return None
    if view.last_issue is not None and view.last_issue in window:
        return None
    return Finding(
        severity=3,
        reason=f"{hours(worked)} in {counted(limits.window_days, 'day')} and nothing billed "
        f"for {days} days ({bound(limits, 'non_revenue_days', 3, f'{days} days')})",
        limit=f"{own.non_revenue_min_hours} h in {limits.window_days} days, "
        f"nothing billed for {days} days",
        evidence=tuple(_ids(view, view.short)),
    )


def _over_gift(view: ClientSnapshot) -> Finding | None:
    limits, own = view.limits, _NonRevenue(view.limits)
    for gift in view.gifts:
        window = Window(max(gift.from_, view.short.first), view.on)
        worked = view.minutes(window) - view.history.billable.within(window)
        month = fraction(gift.hours_per_month)
        cap = month * own.gift_percent / 100 * limits.window_days / DAYS_A_MONTH
        if worked <= cap * 60:
            continue
        agreed = f"{gift.hours_per_month:g} h per month"
        days = f"{limits.window_days} days"
        younger = window.days != limits.window_days
        over = counted(window.days, "day")
        return Finding(
            severity=3,
            reason=f"{hours(worked)} of goodwill work in "
            f"{f'the {over} since you agreed on it' if younger else over} "
            f"(limit {hours(cap * 60, down=True)}{f' in {days}' if younger else ''}: "
            f"{own.gift_percent}% of {agreed})",
            limit=f"{own.gift_percent}% of {agreed}, over {days}",
            evidence=(gift.id, *(t.id for t in view.times(window) if t.work != "bill")),
            next_action="Agree on a new cap for goodwill work",
        )
    return None


def over_service(view: ClientSnapshot) -> Finding | None:
    """Much work goes into what nobody asked for."""
    limits, own = view.limits, _OverService(view.limits)
    total = view.minutes(view.short)
    unasked = view.history.own_idea.within(view.short)
    if not view.tracks("hours") or total < own.over_service_min_hours * 60:
        return None
    if unasked * 100 <= own.over_service_note_percent * total:
        return None
    serious = unasked * 100 > own.over_service_watch_percent * total
    severity, passed = (
        (2, "over_service_watch_percent") if serious else (1, "over_service_note_percent")
    )
    return Finding(
        severity=severity,
        reason=f"in {counted(limits.window_days, 'day')}, {percent(unasked, total)} of "
        f"{hours(total)} went into work nobody asked for ({above(limits, passed, severity)})",
        limit=f"note above {own.over_service_note_percent}% of the hours, "
        f"watch above {own.over_service_watch_percent}%",
        evidence=tuple(time.id for time in view.times(view.short) if time.work == "own"),
    )


def _ids(view: ClientSnapshot, window: Window) -> list[str]:
    return [time.id for time in view.times(window)]


RULES = (
    flag_rule("RATE_FLOOR", rate_floor),
    flag_rule("UNBILLED_SHARE", unbilled_share),
    flag_rule("NON_REVENUE", non_revenue),
    flag_rule("OVER_SERVICE", over_service),
)
