"""How a door went on the day of its look: what the user says of it, where no record can say it."""

from __future__ import annotations

from dataclasses import replace

from triage.changes import ChangeSet, ChangeSetBuilder
from triage.clients.current_step import CurrentStep
from triage.clients.look_again import look_of
from triage.open_items import LATE
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.ask.entry_points import GO_FIRST, entry_point
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.as_of import decision_ids
from triage.playbook.state.situation import Situation
from triage.records import Outcome


def door_look(situation: Situation, step: CurrentStep | None) -> str | None:
    """What is to be seen at the running door, once its day has come; None while it is not to be
    said here.

    Late payment is answered by the money, and what goes before all others on its own page.
    """
    if step is None or step.of_ladder or step.code == LATE or step.review_by is None:
        return None
    if step.review_by > situation.on or entry_point(situation).screen in GO_FIRST:
        return None
    return look_of(situation, step.attempt, step.code)


def record_door(situation: Situation, step: CurrentStep, outcome: Outcome) -> ChangeSet:
    """How it went; the door is over with it, and so are its further looks: what is still to be
    sent is not. Raises DecisionRefused while it is not to be said.
    """
    look = door_look(situation, step)
    if look is None:
        page = situation.playbook.title(step.code)
        raise DecisionRefused(f"It is too early to record an outcome for “{page}”")
    attempt = next(a for a in situation.ledger.attempt if a.id == step.attempt)
    writing = ChangeSetBuilder()
    writing.put(replace(attempt, outcome=outcome, outcome_on=situation.on), attempt)
    letters = {action.id for action in situation.ledger.action if action.template is not None}
    drop_actions(writing, situation, decision_ids(situation.ledger.decision, attempt.id), letters)
    return writing.build(f"{look}: {outcome}")
