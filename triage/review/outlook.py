"""Some weeks after a decision: what was expected beside what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.clients.overview import Overview
from triage.health import Flag, assess, is_about_payment
from triage.open_items import LATE
from triage.paid_up import money_came_on, promise_of
from triage.playbook.decide.outcomes import begins_on
from triage.playbook.state.as_of import attempts, decisions
from triage.playbook.state.late_stage import payments_unread
from triage.records import Decision

LOOK_BACK_DAYS = 28
"""Four weeks after a decision, or on its own day when that is sooner; seed rule."""
SHOWN_FOR_DAYS = 28
"""So long it is shown, once it is time; our default."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a decision expected, and what its flag has become.

    `change` is gone, less, same or more (worse) beside the day of the decision, "" when it was
    about no flag. `outcome` is what the user said of the step, None while nothing was said. `paid`
    = what came in since, for a decision about money. `paid_up_on` = the day by which all was paid
    that a decision about late payment was for: that answers it, whatever else is overdue by now.
    `not_kept` = the day for which they promised that money, which has gone by without it.
    """

    decision: Decision
    change: str
    flag: Flag | None
    outcome: str | None
    paid: Decimal | None
    paid_up_on: date | None = None
    not_kept: date | None = None


def outlook(overview: Overview) -> Outlook | None:
    """The newest decision that it is time to look back on; None when there is none."""
    expected = [d for d in decisions(overview.ledger, overview.on) if d.expect]
    if not expected or not _is_time(expected[-1], overview.on):
        return None
    decision = expected[-1]
    if overview.situation.playbook.stays(decision):
        return None  # it only prepared a decision, as to ask them first
    change, flag = _change(overview, decision)
    attempt = next(
        (a for a in attempts(overview.ledger, overview.on) if a.id == decision.attempt), None
    )
    history, on = overview.history, overview.on
    is_about_late = decision.screen == LATE
    paid_up = money_came_on(decision, history, on, overview.limits) if is_about_late else None
    outcome = attempt.outcome if attempt is not None else None
    return Outlook(
        decision=decision,
        change=change,
        flag=flag,
        outcome=outcome,
        paid_up_on=paid_up,
        paid=_paid_since(overview, decision.on) if is_about_payment(decision.flag) else None,
        not_kept=_not_kept(overview, decision) if is_about_late and paid_up is None else None,
    )


def _not_kept(overview: Overview, decision: Decision) -> date | None:
    promise = promise_of(decision, overview.ledger)
    is_over = promise is not None and promise.due is not None and promise.due < overview.on
    unread = payments_unread(overview.situation)
    return promise.due if promise is not None and is_over and not unread else None


def _is_time(decision: Decision, on: date) -> bool:
    waited = (on - decision.on).days
    begins = begins_on(decision)
    if begins is not None and begins > on:
        return False
    own_day = decision.review_by is not None and decision.on < decision.review_by <= on
    if waited < LOOK_BACK_DAYS and not own_day:
        return False
    return waited < LOOK_BACK_DAYS + SHOWN_FOR_DAYS


def _change(overview: Overview, decision: Decision) -> tuple[str, Flag | None]:
    if decision.flag is None:
        return "", None
    now = overview.health.flag(decision.flag)
    if now is None:
        return "gone", None
    before = assess(overview.history, decision.on, overview.limits).severity(decision.flag)
    if now.severity == before:
        return "same", now
    return ("less" if now.severity < before else "more"), now


def _paid_since(overview: Overview, day: date) -> Decimal:
    """Payments in the client's currency after the day of the decision."""
    own = {
        invoice.id
        for invoice in overview.ledger.invoice
        if (invoice.currency or overview.client.currency).upper()
        == overview.client.currency.upper()
    }
    return sum(
        (
            p.amount
            for p in overview.ledger.payment
            if p.invoice in own and day < p.on <= overview.on
        ),
        start=Decimal(0),
    )
