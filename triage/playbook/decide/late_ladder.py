"""Late payment counts on the ladder (G11): the cause is money, so its steps are taken by `late`."""

from __future__ import annotations

from dataclasses import replace

from triage.health.windows import shift
from triage.playbook.decide.attempts import new_attempt, stored_attempt
from triage.playbook.decide.context import DecisionContext
from triage.playbook.decide.due import review_day
from triage.playbook.state.ladder import ladder
from triage.playbook.state.training import TRIAL_DAYS
from triage.records import Attempt, Outcome

WHY_PASSED = "the cause is money, see late payment"
WHY_FAILED = "the payment did not come after the second reminder"
_PAY_LATE = "PAY_LATE"


def restated_terms(context: DecisionContext) -> None:
    """A second reminder with the terms is an attempt at explaining."""
    steps = ladder(context.situation)
    if "adapt" not in steps.ended and "adapt" not in steps.running:
        _ended(context, "adapt", "na", WHY_PASSED)
    if "train" not in steps.ended and "train" not in steps.running:
        _begun(context, "train", TRIAL_DAYS)


def sent_terms(context: DecisionContext) -> None:
    """A promise or a plan is an offer of terms; the reminders before it have not helped."""
    situation = context.situation
    steps = ladder(situation)
    for step in ("adapt", "train"):
        if step not in steps.ended and step not in steps.running:
            _ended(context, step, "na", WHY_PASSED)
    reminder = steps.running.get("train")
    if reminder is not None and _by_late(context, reminder):
        was = stored_attempt(situation, reminder)
        ended = replace(was, outcome="failed", outcome_on=situation.on, outcome_reason=WHY_FAILED)
        context.writing.put(ended, was)
    if "renegotiate" not in steps.ended and "renegotiate" not in steps.running:
        _begun(context, "renegotiate", None)


def _by_late(context: DecisionContext, attempt: Attempt) -> bool:
    """Whether the step was begun here: it has no decision of its own."""
    return not any(d.attempt == attempt.id for d in context.situation.ledger.decision)


def _ended(context: DecisionContext, step: str, outcome: Outcome, reason: str) -> None:
    on = context.situation.on
    attempt = replace(
        new_attempt(context.situation, step, context.flag or _PAY_LATE),
        outcome=outcome,
        outcome_on=on,
        outcome_reason=reason,
    )
    context.writing.put(attempt)


def _begun(context: DecisionContext, step: str, days: int | None) -> None:
    situation = context.situation
    review = review_day(situation, context.screen, context.rule, context.values)
    attempt = replace(
        new_attempt(situation, step, context.flag or _PAY_LATE),
        taken_on=situation.on,
        review_by=review if days is None else shift(situation.on, days),
    )
    context.writing.put(attempt)
