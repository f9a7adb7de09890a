"""How a thing to do went that was put down earlier: one question, and what its answers do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.changes import Change, ChangeSet, ChangeSetBuilder, Put, RecordIds
from triage.clients.overview import Overview
from triage.health import Missing
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.message_templates import load_templates
from triage.open_items import open_actions
from triage.playbook.after.sending import sent
from triage.playbook.state.situation import Situation
from triage.records import Action, Decision

ACTION = "action"
"""The name of the question among the facts that a card may ask for."""
DONE, NOT_YET, CHANGED, SENT_EARLIER = 1, 2, 3, 4
"""Its answers by their digits; the last only where it is a message."""
NOT_YET_REASONS = (
    "I had no time",
    "I am waiting for something from them",
    "It is not the right moment",
    "I want to sleep on it",
)
"""Why it is not done yet; one of them goes with the new day."""
_MOST_LETTERS = 90


def due_action(overview: Overview) -> Action | None:
    """The thing to do that is asked about: due, put down on an earlier day, and what is proposed
    as the next action. While another page comes first, it is not asked about.
    """
    on = overview.on
    due = {
        action.id: action
        for action in open_actions(overview.ledger, on)
        if action.due is not None and action.due <= on and action.on < on
    }
    if not due or overview.next_action is None:
        return None
    return due.get(overview.next_action.action or "")


def action_question(overview: Overview) -> Missing | None:
    """The question about it; None when nothing is due."""
    action = due_action(overview)
    if action is None:
        return None
    template = load_templates().get(action.template or "")
    if template is not None:
        asks, done = f"Did you {template.do[0].lower()}{template.do[1:]}?", "sent"
    else:
        text = " ".join(action.text.split())
        short = text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
        asks, done = f"Is this done: “{short}”?", "done"
    earlier = ("sent on ...",) if template is not None else ()
    return Missing(ACTION, asks, (done, "not yet", "something changed", *earlier))


def decision_of(action: Action, ledger: Ledger) -> Decision | None:
    """The decision that put it down."""
    return next((d for d in ledger.decision if d.id == action.decision), None)


def done(
    situation: Situation, action: Action, ids: RecordIds, day: date | None = None
) -> ChangeSet:
    """It is done: the action closes, and a message that belongs to it counts as sent on `day`
    (default: today).

    A message of that kind that was marked as sent since is not marked a second time. Raises
    DecisionRefused for a day on which it cannot have been sent.
    """
    writing = ChangeSetBuilder()
    changes: tuple[Change, ...] = ()
    if action.template in load_templates() and not _sent_since(situation, action):
        changes = sent(situation, action.template or "", ids, day=day).changes
    closed = {change.record.id for change in changes if isinstance(change, Put)}
    if action.id not in closed:
        writing.put(replace(action, done_on=max(day or situation.on, action.on)), action)
    return writing.build(f"{action.text}: done").with_changes(*changes)


def put_off(action: Action, until: date) -> ChangeSet:
    """It is not done yet: it stays open, and is due on another day."""
    writing = ChangeSetBuilder()
    writing.put(replace(action, due=until), action)
    return writing.build(f"{action.text}: not yet")


def next_due(overview: Overview, review_day: date) -> date:
    """The new day: the next review day, or the end of the running step when that comes sooner."""
    step = overview.step
    if step is None or step.review_by is None or step.review_by <= overview.on:
        return review_day
    return max(shift(overview.on, 1), min(review_day, step.review_by))


def _sent_since(situation: Situation, action: Action) -> bool:
    return any(
        message.template == action.template
        and message.sent_on is not None
        and action.on <= message.sent_on <= situation.on
        for message in situation.ledger.message
    )
