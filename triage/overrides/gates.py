"""Gates that somebody passed with a reason, or for their own plans, as long as what they opened
goes on: the reason is read again until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.health.snapshot import ended
from triage.health.windows import has_come
from triage.ledger import Ledger
from triage.playbook.day_text import in_words
from triage.playbook.state.as_of import decisions, newest_decision
from triage.playbook.vocabulary import STEPS
from triage.records import Attempt


@dataclass(frozen=True, slots=True)
class PassedGates:
    """One step that was opened like that. `reason` is None where none has been given yet."""

    attempt: Attempt
    own_plans: bool
    reason: str | None

    def words(self, on: date) -> str:
        """`override since Fri 6 March: “They threatened my colleague”`."""
        what = "for your own reasons" if self.own_plans else "override"
        since = f"{what}, since {in_words(self.attempt.on, on)}"
        return f"{since}: “{' '.join(self.reason.split())}”" if self.reason else since


def passed_gates(ledger: Ledger, on: date) -> tuple[PassedGates, ...]:
    """Those that still count on day `on`, the newest first: the step has no outcome, the relation
    has not ended, and nobody came back since.
    """
    if ended(ledger.client, on):
        return ()
    back = ledger.client.returned_on
    first = back if back is not None and back <= on else date.min
    running = [
        attempt
        for attempt in ledger.attempt
        if first <= attempt.on <= on and not _is_over(attempt, ledger, on)
    ]
    newest = sorted(running, key=lambda attempt: (attempt.on, attempt.id), reverse=True)
    return tuple(passed for attempt in newest for passed in _passed(attempt, ledger, on))


def _is_over(attempt: Attempt, ledger: Ledger, on: date) -> bool:
    """Whether the step has ended; a goodbye goes on until the relation has."""
    if attempt.screen == STEPS[-1] and ledger.client.state == "closing":
        return False
    return attempt.outcome is not None and has_come(attempt.outcome_on or attempt.on, on)


def _passed(attempt: Attempt, ledger: Ledger, on: date) -> list[PassedGates]:
    passed = []
    if attempt.override and attempt.overridden:
        passed.append(PassedGates(attempt, own_plans=False, reason=attempt.override))
    if attempt.own_plans:
        passed.append(PassedGates(attempt, own_plans=True, reason=own_plans(attempt, ledger, on)))
    return passed


def own_plans(attempt: Attempt, ledger: Ledger, on: date) -> str | None:
    """The plans that the newest decision of a goodbye names."""
    newest = newest_decision(decisions(ledger, on), attempt.id)
    reason = newest.set.get("reason") if newest else None
    return reason if isinstance(reason, str) else None
