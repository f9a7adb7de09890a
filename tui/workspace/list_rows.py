"""The Clients list as rows: worst first, each with its reason, its step and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from triage.clients.client_list import standing
from triage.clients.goodbyes import goodbye_words
from triage.clients.overview import Overview
from triage.limits import DEFAULT, Limits
from triage.money import money_text, rate_text
from tui.wording.formatting import StepTitle, count, own_verdict, shipped_title
from tui.workspace.list_row import ClientRow

TRENDS = ("new", "worse", "better")
"""What the list says of a client's worst flag beside the last review; "same" says nothing."""
_NO_SHARES: Mapping[str, float | None] = {}


def rows(
    overviews: Iterable[Overview],
    today: date,
    title: StepTitle = shipped_title,
    shares: Mapping[str, float | None] = _NO_SHARES,
    limits: Limits = DEFAULT,
) -> list[ClientRow]:
    """One row per client, the worst first. `shares` of the income are from 0 to 1."""
    worst_first = sorted(overviews, key=lambda overview: overview.order)
    return [
        _row(overview, place, today, title, shares.get(overview.client.id), limits)
        for place, overview in enumerate(worst_first)
    ]


def _row(
    overview: Overview,
    place: int,
    today: date,
    title: StepTitle,
    share: float | None,
    limits: Limits,
) -> ClientRow:
    action, client = overview.next_action, overview.client
    due = action.due if action else None
    if due is None and overview.step is not None:
        due = overview.step.review_by
    numbers = standing(overview, share, limits)
    return ClientRow(
        id=client.id,
        name=client.name,
        health=overview.health.health,
        why=why(overview),
        step=_step(overview, today, title),
        next=action.text if action else "",
        due=due.isoformat() if due else "",
        trend=_trend(overview),
        verdict=overview.verdict,
        place=place,
        currency=client.currency.upper(),
        overdue=tuple((code, money_text(sum_, code)) for code, sum_ in numbers.overdue.items()),
        owed=float(numbers.owed),
        rate="" if numbers.rate is None else money_text(numbers.rate, client.currency),
        floor="" if numbers.floor is None else rate_text(numbers.floor),
        contact=numbers.contact.isoformat() if numbers.contact else "",
        hours=numbers.hours,
        share=numbers.share,
        tags=client.tags,
        flags=numbers.flags,
        untracked=overview.health.not_tracked,
    )


def why(overview: Overview) -> str:
    """The user's own verdict, gates that were passed, a goodbye on its way, then the top reason as
    one sentence; nothing for who rests.
    """
    if overview.health.health == "resting":
        return ""
    own = own_verdict(overview.own, overview.on) if overview.own else ""
    passed = (("own reasons" if each.own_plans else "override") for each in overview.passed)
    going = goodbye_words(overview) or ""
    parts = (own, *dict.fromkeys(passed), going, overview.health.sentence or "")
    return "; ".join(part for part in parts if part)


def _trend(overview: Overview) -> str:
    if overview.changes is None or overview.worst is None:
        return ""
    change = overview.changes.get(overview.worst.code, "")
    return change if change in TRENDS else ""


def _step(overview: Overview, today: date, title: StepTitle) -> str:
    step = overview.step
    if step is None:
        return ""
    return f"{title(step.code)}, {days_left(overview.step_day, today)}".rstrip(", ")


def days_left(until: date | None, today: date) -> str:
    """`5 days left`, `review due today`, `2 days overdue`; empty without a date."""
    if until is None:
        return ""
    left = (until - today).days
    if left > 0:
        return f"{count(left, 'day')} left"
    return "review due today" if left == 0 else f"{count(-left, 'day')} overdue"
