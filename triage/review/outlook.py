"""Some weeks after a decision: what was expected beside what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.health import Flag, assess, is_about_payment
from triage.overview import Overview
from triage.playbook.state.as_of import attempts, decisions
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
    = what came in since, for a decision about money.
    """

    decision: Decision
    change: str
    flag: Flag | None
    outcome: str | None
    paid: Decimal | None


def outlook(one: Overview) -> Outlook | None:
    """The newest decision that it is time to look back on; None when there is none."""
    expected = [d for d in decisions(one.ledger, one.on) if d.expect]
    if not expected or not _is_time(expected[-1], one.on):
        return None
    decision = expected[-1]
    change, flag = _change(one, decision)
    attempt = next((a for a in attempts(one.ledger, one.on) if a.id == decision.attempt), None)
    return Outlook(
        decision=decision,
        change=change,
        flag=flag,
        outcome=attempt.outcome if attempt is not None else None,
        paid=_paid_since(one, decision.on) if is_about_payment(decision.flag) else None,
    )


def _is_time(decision: Decision, on: date) -> bool:
    waited = (on - decision.on).days
    own_day = decision.review_by is not None and decision.on < decision.review_by <= on
    if waited < LOOK_BACK_DAYS and not own_day:
        return False
    return waited < LOOK_BACK_DAYS + SHOWN_FOR_DAYS


def _change(one: Overview, decision: Decision) -> tuple[str, Flag | None]:
    if decision.flag is None:
        return "", None
    now = next((f for f in one.health.flags if f.code == decision.flag), None)
    if now is None:
        return "gone", None
    then = assess(one.history, decision.on, one.limits)
    before = next((f.severity for f in then.flags if f.code == decision.flag), 0)
    if now.severity == before:
        return "same", now
    return ("less" if now.severity < before else "more"), now


def _paid_since(one: Overview, day: date) -> Decimal:
    """Payments in the client's currency after the day of the decision."""
    own = {
        invoice.id
        for invoice in one.ledger.invoice
        if (invoice.currency or one.client.currency).upper() == one.client.currency.upper()
    }
    return sum(
        (p.amount for p in one.ledger.payment if p.invoice in own and day < p.on <= one.on),
        start=Decimal(0),
    )
