"""Steps of the ladder that late payment only counts as tried: what may be said of them (G11)."""

from __future__ import annotations

from datetime import date

from triage.ledger import Ledger
from triage.open_items import LATE
from triage.playbook.state.as_of import decisions, decisions_in
from triage.playbook.state.ladder import counted_by_late
from triage.records import Attempt

WHY_PASSED = "the cause is money: see Late payment"


def sent_for_late(attempt: Attempt, ledger: Ledger, on: date) -> bool:
    """Whether the letter went out that a counted step stands for: a plan is not a letter sent."""
    begun = attempt.taken_on
    decided = {d.id for d in ledger.decision if d.screen == LATE and d.on == begun}
    return any(
        message.decision in decided and message.sent_on is not None and message.sent_on <= on
        for message in ledger.message
    )


def was_taken(attempt: Attempt, ledger: Ledger, on: date) -> bool:
    """Whether a step was really taken: one of the user's own, or one whose letter went out.

    What late payment passes by was never opened, and a letter that is still to be written is no
    step yet.
    """
    made = decisions(ledger, on)
    if decisions_in(made, attempt.id):
        return True
    if attempt.taken_on is None and attempt.outcome_reason == WHY_PASSED:
        return False
    return not counted_by_late(attempt, made) or sent_for_late(attempt, ledger, on)
