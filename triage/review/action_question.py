"""How a thing to do went that was put down earlier: one question, and what its answers do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.changes import Change, ChangeSet, ChangeSetBuilder, Put, RecordIds
from triage.clients.overview import Overview
from triage.health import Missing
from triage.health.windows import shift
from triage.message_templates import SLOT, load_templates
from triage.open_items import LOOK_FOR_PAYMENT, decision_of
from triage.paid_up import promise_of, promised_invoices
from triage.playbook.after.looks import looks_moved
from triage.playbook.after.sending import sent, unsent_draft
from triage.playbook.ask.fact_text import sums
from triage.playbook.state.overdue import overdue
from triage.playbook.state.situation import Situation
from triage.records import Action
from triage.text import lower_first

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
_WAITS = ("promise", "wait_until_due")
"""Effects of the decisions that wait for money."""
ANOTHER_DAY = "I will do it another day"
"""Why it is not done yet where the user knows when it will be, which is asked then."""
_MOST_LETTERS = 90


def due_action(overview: Overview) -> Action | None:
    """The thing to do that is asked about: due, put down on an earlier day, and what is proposed
    as the next action. While another page comes first, it is not asked about.
    """
    on = overview.on
    due = {
        action.id: action
        for action in overview.situation.open_actions
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
    if (open_on_record := _unpaid(overview.situation, action)) is not None:
        asks = f"No payment on record: {open_on_record} is still open. Has it arrived?"
        return Missing(ACTION, asks, ("no, not yet", "I have not looked", "something changed"))
    template = load_templates().get(action.template or "")
    if template is not None:
        asks, done = f"Did you {lower_first(template.do)}?", "sent"
    else:
        text = " ".join(action.text.split())
        short = text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
        asks, done = f"Is this done: “{short}”?", "done"
    earlier = ("sent on ...",) if template is not None else ()
    return Missing(ACTION, asks, (done, "not yet", "something changed", *earlier))


def _unpaid(situation: Situation, action: Action) -> str | None:
    """What is open on record of the money that an action is a look for; None for another action,
    and where nothing is.
    """
    decision = decision_of(action, situation.ledger)
    if action.text != LOOK_FOR_PAYMENT or situation.playbook.effect_of(decision) not in _WAITS:
        return None
    promise = promise_of(decision, situation.ledger) if decision is not None else None
    unpaid = overdue(situation) or situation.view.unpaid
    if promise is not None:
        promised = promised_invoices(promise, situation.history, situation.limits)
        unpaid = [account for account in promised if account in situation.view.unpaid]
    return sums(unpaid, situation, named=True) if unpaid else None


def blanks(situation: Situation, action: Action) -> tuple[str, ...]:
    """What is not filled in yet in the draft that would count as sent with the action: what belongs
    there, in a few words each.
    """
    draft = unsent_draft(situation, action.template or "", situation.on)
    template = load_templates().get(action.template or "")
    if draft is None or template is None or _sent_since(situation, action):
        return ()
    prompts = {
        name: slot.prompt
        for slot in template.slots
        for name in (slot.id, *(name for text in slot.texts for name in SLOT.findall(text)))
    }
    left = SLOT.findall(draft.text or "")
    return tuple(dict.fromkeys(prompts.get(name, name.replace("_", " ")) for name in left))


def done(
    situation: Situation,
    action: Action,
    ids: RecordIds,
    day: date | None = None,
    reason: str | None = None,
) -> ChangeSet:
    """It is done: the action closes, and a message that belongs to it counts as sent on `day`
    (default: today); with `reason`, although something is not filled in.

    A message of that kind that was marked as sent since is not marked a second time. Raises
    DecisionRefused for a day on which it cannot have been sent.
    """
    writing = ChangeSetBuilder()
    changes: tuple[Change, ...] = ()
    if action.template in load_templates() and not _sent_since(situation, action):
        changes = sent(situation, action.template or "", ids, day=day, reason=reason).changes
    closed = {change.record.id for change in changes if isinstance(change, Put)}
    if action.id not in closed:
        writing.put(replace(action, done_on=max(day or situation.on, action.on)), action)
    return writing.build(f"{action.text}: done").with_changes(*changes)


def put_off(situation: Situation, action: Action, until: date) -> ChangeSet:
    """It is not done yet: it stays open, and is due on another day. What waits for a message that
    has not gone out waits as well.
    """
    writing = ChangeSetBuilder()
    writing.put(replace(action, due=until), action)
    decision = decision_of(action, situation.ledger)
    if decision is not None:
        for moved in looks_moved(situation, decision, action.template, until):
            writing.put(moved.record, moved.was)
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
