"""Flags about how much is asked for the price."""

from __future__ import annotations

from triage.health.flag_rule import FlagRule
from triage.health.model import Finding
from triage.health.number_text import bound, counted, hours, percent
from triage.health.snapshot import ClientSnapshot
from triage.health.terms import Terms
from triage.records import Engagement


def scope_creep(view: ClientSnapshot) -> Finding | None:
    """Unpaid changes add up, a fixed price runs over its quote, or rounds go beyond the agreed.

    Engagements that ended before the short window began are past.
    """
    findings = [_requests(view)]
    for terms in view.engagements:
        end = terms.engagement.end
        if end is None or end >= view.short.first:
            findings += [_over_quote(view, terms), _rounds(view, terms.engagement)]
    raised = [finding for finding in findings if finding is not None]
    if not raised:
        return None
    worst = max(raised, key=lambda finding: finding.severity)
    evidence = dict.fromkeys(id_ for finding in raised for id_ in finding.evidence)
    return Finding(worst.severity, worst.reason, worst.limit, tuple(evidence))


def _requests(view: ClientSnapshot) -> Finding | None:
    limits = view.limits
    unpaid = [
        event.id
        for event in view.history.events("request").within(view.short)
        if event.outcome in ("absorbed", "pending")
    ]
    if len(unpaid) < limits.scope_requests_watch:
        return None
    days = counted(limits.window_days, "day")
    return Finding(
        severity=3 if len(unpaid) >= limits.scope_requests_act else 2,
        reason=f"{counted(len(unpaid), 'unpaid change')} in {days} "
        f"({bound(limits, 'scope_requests_watch')})",
        limit=f"watch from {limits.scope_requests_watch} in {days}, "
        f"act from {limits.scope_requests_act}",
        evidence=tuple(unpaid),
    )


def _over_quote(view: ClientSnapshot, terms: Terms) -> Finding | None:
    limits, quoted = view.limits, terms.quoted_minutes
    worked = terms.project.until(view.on)
    if terms.engagement.mode != "fixed" or quoted <= 0:
        return None
    if worked * 100 <= quoted * limits.scope_hours_watch_percent:
        return None
    over = worked * 100 > quoted * limits.scope_hours_act_percent
    allowed = f"{limits.scope_hours_watch_percent}%"
    return Finding(
        severity=3 if over else 2,
        reason=f"{hours(worked)} worked of {hours(quoted, down=True)} quoted, "
        f"{percent(worked, quoted)} ({bound(limits, 'scope_hours_watch_percent', allowed)})",
        limit=f"watch above {allowed} of the quoted hours, "
        f"act above {limits.scope_hours_act_percent}%",
        evidence=(
            terms.engagement.id,
            *(time.id for time in terms.project_times.until(view.on)),
        ),
    )


def _rounds(view: ClientSnapshot, engagement: Engagement) -> Finding | None:
    if engagement.included_rounds is None:
        return None
    rounds = [
        event.id
        for event in view.history.events("revision_round").until(view.on)
        if event.engagement == engagement.id
    ]
    if len(rounds) <= engagement.included_rounds:
        return None
    return Finding(
        severity=2,
        reason=f"{counted(len(rounds), 'revision round')} ({engagement.included_rounds} included)",
        limit=f"{counted(engagement.included_rounds, 'round')} in the price",
        evidence=(engagement.id, *rounds),
    )


def price_pressure(view: ClientSnapshot) -> Finding | None:
    """They ask for a lower price again and again, after the terms were last agreed."""
    limits = view.limits
    agreed = view.history.events("terms_agreed").newest_day(view.on)
    asks = [
        event.id
        for event in view.history.events("price_ask").within(view.long)
        if agreed is None or event.on > agreed
    ]
    if len(asks) < limits.price_asks_watch:
        return None
    days = counted(limits.long_window_days, "day")
    return Finding(
        severity=3 if len(asks) >= limits.price_asks_act else 2,
        reason=f"asked for a lower price {counted(len(asks), 'time')} in {days} "
        f"({bound(limits, 'price_asks_watch')})",
        limit=f"watch from {limits.price_asks_watch} times in {days}, "
        f"act from {limits.price_asks_act}",
        evidence=tuple(asks),
    )


RULES = (
    FlagRule(
        code="SCOPE_CREEP",
        judge=scope_creep,
        source="advice to write down and price every extra (scopeflag.com, asrify.com); "
        "the counts are our default",
        clears="fewer unpaid changes in the window, and the work is within its quote and rounds",
        next_action="Answer the next extra with a short change order",
        repeats_with=lambda event: (
            event.what == "request" and event.outcome in ("absorbed", "pending")
        ),
    ),
    FlagRule(
        code="PRICE_PRESSURE",
        judge=price_pressure,
        source="advice to trade a discount for less work (estii.dev, waco3.io); the counts "
        "are our default",
        clears="you agree on terms in writing, or the requests are older than the window",
        next_action="Offer a trade: a lower price for less work",
        repeats_with=lambda event: event.what == "price_ask",
    ),
)
