"""Late payment counts on the ladder (G11): the cause is money, so its steps are taken by `late`."""

from __future__ import annotations

from dataclasses import replace

from triage.health.windows import shift
from triage.playbook.decide.attempts import new_attempt, stored_attempt
from triage.playbook.decide.context import DecisionContext
from triage.playbook.decide.due import review_day
from triage.playbook.state.counted import WHY_PASSED, sent_for_late
from triage.playbook.state.ladder import ladder
from triage.playbook.state.training import TRIAL_DAYS
from triage.records import Attempt

WHY_FAILED = "the payment did not come after the second reminder"
WHY_NOT_TRIED = "the second reminder was not sent before a payment date was agreed"
_PAY_LATE = "PAY_LATE"


def restated_terms(context: DecisionContext) -> None:
    """A second reminder with the terms is an attempt at explaining."""
    steps = ladder(context.situation)
    if steps.untried("adapt"):
        _pass_by(context, "adapt")
    if steps.untried("train"):
        _begun(context, "train", TRIAL_DAYS)


def sent_terms(context: DecisionContext) -> None:
    """A promise or a plan is an offer of terms; a second reminder before it has not helped, where
    it really went out.
    """
    situation = context.situation
    steps = ladder(situation)
    for step in ("adapt", "train"):
        if steps.untried(step):
            _pass_by(context, step)
    reminder = steps.running.get("train")
    if reminder is not None and _by_late(context, reminder):
        was = stored_attempt(situation, reminder)
        sent = sent_for_late(reminder, situation.ledger, situation.on)
        ended = replace(
            was,
            outcome="failed" if sent else "na",
            outcome_on=situation.on,
            outcome_reason=WHY_FAILED if sent else WHY_NOT_TRIED,
        )
        context.writing.put(ended, was)
    if steps.untried("renegotiate"):
        _begun(context, "renegotiate", None)


def _by_late(context: DecisionContext, attempt: Attempt) -> bool:
    """Whether the step was begun here: it has no decision of its own."""
    return not any(d.attempt == attempt.id for d in context.situation.ledger.decision)


def _pass_by(context: DecisionContext, step: str) -> None:
    attempt = replace(
        new_attempt(context.situation, step, context.flag or _PAY_LATE),
        outcome="na",
        outcome_on=context.situation.on,
        outcome_reason=WHY_PASSED,
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
