"""The Clients list as rows: worst first, each with its reason, its step and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from triage.overview import Overview
from tui.wording.formatting import StepTitle, count, own_verdict, shipped_title
from tui.workspace.list_row import ClientRow

TRENDS = ("new", "worse", "better")
"""What the list says of a client's worst flag beside the last review; "same" says nothing."""


def rows(
    overviews: Iterable[Overview], today: date, title: StepTitle = shipped_title
) -> list[ClientRow]:
    """One row per client, the worst first."""
    return [
        _row(overview, today, title)
        for overview in sorted(overviews, key=lambda overview: overview.order)
    ]


def _row(overview: Overview, today: date, title: StepTitle) -> ClientRow:
    action = overview.next_action
    due = action.due if action else None
    if due is None and overview.step is not None:
        due = overview.step.review_by
    return ClientRow(
        id=overview.client.id,
        name=overview.client.name,
        health=overview.health.health,
        why=why(overview),
        step=_step(overview, today, title),
        next=action.text if action else "",
        due=due.isoformat() if due else "",
        trend=_trend(overview),
    )


def why(overview: Overview) -> str:
    """The user's own verdict, then the top reason as one sentence; nothing for who rests."""
    if overview.health.health == "resting":
        return ""
    own = own_verdict(overview.own, overview.on) if overview.own else ""
    return "; ".join(part for part in (own, overview.health.sentence or "") if part)


def _trend(overview: Overview) -> str:
    if overview.changes is None or overview.worst is None:
        return ""
    change = overview.changes.get(overview.worst.code, "")
    return change if change in TRENDS else ""


def _step(overview: Overview, today: date, title: StepTitle) -> str:
    step = overview.step
    if step is None:
        return ""
    return f"{title(step.code)}, {days_left(step.review_by, today)}".rstrip(", ")


def days_left(until: date | None, today: date) -> str:
    """`5 days left`, `today`, `2 days over`; empty without a date."""
    if until is None:
        return ""
    left = (until - today).days
    if left > 0:
        return f"{count(left, 'day')} left"
    return "review due today" if left == 0 else f"{count(-left, 'day')} overdue"
