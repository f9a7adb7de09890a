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


def restated_terms(taking: DecisionContext) -> None:
    """A second reminder with the terms is an attempt at explaining."""
    steps = ladder(taking.situation)
    if "adapt" not in steps.ended and "adapt" not in steps.running:
        _ended(taking, "adapt", "na", WHY_PASSED)
    if "train" not in steps.ended and "train" not in steps.running:
        _begun(taking, "train", TRIAL_DAYS)


def sent_terms(taking: DecisionContext) -> None:
    """A promise or a plan is an offer of terms; the reminders before it have not helped."""
    situation = taking.situation
    steps = ladder(situation)
    for step in ("adapt", "train"):
        if step not in steps.ended and step not in steps.running:
            _ended(taking, step, "na", WHY_PASSED)
    reminder = steps.running.get("train")
    if reminder is not None and _by_late(taking, reminder):
        was = stored_attempt(situation, reminder)
        ended = replace(was, outcome="failed", outcome_on=situation.on, outcome_reason=WHY_FAILED)
        taking.writing.put(ended, was)
    if "renegotiate" not in steps.ended and "renegotiate" not in steps.running:
        _begun(taking, "renegotiate", None)


def _by_late(taking: DecisionContext, attempt: Attempt) -> bool:
    """Whether the step was begun here: it has no decision of its own."""
    return not any(d.attempt == attempt.id for d in taking.situation.ledger.decision)


def _ended(taking: DecisionContext, step: str, outcome: Outcome, reason: str) -> None:
    on = taking.situation.on
    attempt = replace(
        new_attempt(taking.situation, step, taking.flag or _PAY_LATE),
        outcome=outcome,
        outcome_on=on,
        outcome_reason=reason,
    )
    taking.writing.put(attempt)


def _begun(taking: DecisionContext, step: str, days: int | None) -> None:
    situation = taking.situation
    review = review_day(situation, taking.screen, taking.rule, taking.values)
    attempt = replace(
        new_attempt(situation, step, taking.flag or _PAY_LATE),
        taken_on=situation.on,
        review_by=review if days is None else shift(situation.on, days),
    )
    taking.writing.put(attempt)
