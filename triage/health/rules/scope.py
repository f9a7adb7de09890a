"""Flags about how much is asked for the price."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from fractions import Fraction

from triage.health.counts import too_many
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import above, counted, hours, percent, times
from triage.health.own_limits import OwnLimits
from triage.health.snapshot import ClientSnapshot
from triage.health.terms import Terms
from triage.records import Engagement, Event


class _ScopeCreep(OwnLimits, flag="SCOPE_CREEP"):
    scope_hours_watch_percent: int
    scope_hours_act_percent: int


class _PricePressure(OwnLimits, flag="PRICE_PRESSURE"):
    price_asks_year_days: int


def scope_creep(view: ClientSnapshot) -> Finding | None:
    """Unpaid changes add up, a fixed price runs over its quote, or rounds go beyond the agreed.

    Engagements that ended before the short window began are past.
    """
    findings = [_requests(view)]
    for terms in view.engagements:
        end = terms.engagement.end
        if end is None or end >= view.short.first:
            findings += [_over_quote(view, terms), _rounds(view, terms.engagement)]
    return worst_of(findings)


def _requests(view: ClientSnapshot) -> Finding | None:
    requests = view.history.events("request").within(view.short)
    unpaid = [event for event in requests if is_unpaid_change(event)]
    days = counted(view.limits.window_days, "day")
    return too_many(
        unpaid,
        view.limits,
        "scope_requests_watch",
        "scope_requests_act",
        sentence=f"{counted(len(unpaid), 'unpaid change')} in {days}",
        per=f"in {days}",
    )


def _over_quote(view: ClientSnapshot, terms: Terms) -> Finding | None:
    own, quoted = _ScopeCreep(view.limits), terms.quoted_minutes
    worked = terms.project.until(view.on)
    if terms.engagement.mode != "fixed" or quoted <= 0:
        return None
    if worked * 100 <= quoted * own.scope_hours_watch_percent:
        return None
    serious = worked * 100 > quoted * own.scope_hours_act_percent
    severity, passed = (
        (3, "scope_hours_act_percent") if serious else (2, "scope_hours_watch_percent")
    )
    return Finding(
        severity=severity,
        reason=f"{hours(worked)} worked of {hours(quoted, down=True)} quoted, "
        f"{percent(worked, quoted)} ({above(view.limits, passed, severity)})",
        limit=f"watch above {own.scope_hours_watch_percent}% of the quoted hours, "
        f"act above {own.scope_hours_act_percent}%",
        evidence=(
            terms.engagement.id,
            *(time.id for time in terms.project_times.until(view.on)),
        ),
        held_from=max(terms.engagement.start, _passed_on(terms, own)),
    )


def _passed_on(terms: Terms, own: _ScopeCreep) -> date:
    """The day on which the hours passed the limit; they only grow."""
    allowed = terms.quoted_minutes * own.scope_hours_watch_percent / 100
    days = terms.project.days
    return days[bisect_right(days, allowed, key=lambda day: Fraction(terms.project.until(day)))]


def _rounds(view: ClientSnapshot, engagement: Engagement) -> Finding | None:
    if engagement.included_rounds is None:
        return None
    rounds = [
        event
        for event in view.history.events("revision_round").until(view.on)
        if event.engagement == engagement.id
    ]
    if len(rounds) <= engagement.included_rounds:
        return None
    return Finding(
        severity=2,
        reason=f"{counted(len(rounds), 'revision round')} ({engagement.included_rounds} included)",
        limit=f"{counted(engagement.included_rounds, 'round')} in the price",
        evidence=(engagement.id, *(event.id for event in rounds)),
        held_from=max(engagement.start, rounds[engagement.included_rounds].on),
    )


def price_pressure(view: ClientSnapshot) -> Finding | None:
    """They ask for a lower price again and again: after the terms were last agreed, or over a year
    whether they get it or not."""
    return worst_of([_since_agreed(view), _over_a_year(view)])


def _since_agreed(view: ClientSnapshot) -> Finding | None:
    agreed = view.history.events("terms_agreed").newest_day(view.on)
    asks = view.history.events("price_ask").within(view.long)
    asks = [event for event in asks if agreed is None or event.on > agreed]
    days = counted(view.limits.long_window_days, "day")
    return too_many(
        asks,
        view.limits,
        "price_asks_watch",
        "price_asks_act",
        sentence=f"asked for a lower price {times(len(asks))} in {days}",
        per=f"times in {days}",
    )


def _over_a_year(view: ClientSnapshot) -> Finding | None:
    days = _PricePressure(view.limits).price_asks_year_days
    asks = view.history.events("price_ask").within(view.last(days))
    return too_many(
        asks,
        view.limits,
        "price_asks_year",
        sentence=f"asked for a lower price {times(len(asks))} in {counted(days, 'day')}, "
        "agreed to or not",
        per=f"times in {counted(days, 'day')}",
    )


def is_unpaid_change(event: Event) -> bool:
    """Whether it is extra work that was done free, or that waits for an answer."""
    return event.what == "request" and event.outcome in ("absorbed", "pending")


def _is_price_ask(event: Event) -> bool:
    return event.what == "price_ask"


RULES = (
    flag_rule("SCOPE_CREEP", scope_creep, repeats_with=is_unpaid_change),
    flag_rule("PRICE_PRESSURE", price_pressure, repeats_with=_is_price_ask),
)
