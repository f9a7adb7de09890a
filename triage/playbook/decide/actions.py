"""The things to do that a decision puts down, in place of those it makes void."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.playbook.after.follow_up import FOLLOW_UP, complaint_follow_up, waiting_follow_up
from triage.playbook.decide.attempts import drop_actions
from triage.playbook.decide.context import DecisionContext
from triage.playbook.decide.due import Due, things_to_do
from triage.playbook.vocabulary import STEPS
from triage.records import Action

_REPLACES = frozenset({*STEPS, "leaving", "silent", "late", "finished", "watch"})
"""Screens whose new decision takes the place of the things to do of the one before."""


def put_actions(context: DecisionContext) -> Iterator[Action]:
    """Everything the decision asks for, put down; what earlier ones left is over."""
    situation, rule = context.situation, context.rule
    if context.screen.id in _REPLACES:
        decided = {d.id for d in situation.ledger.decision if d.screen == context.screen.id}
        drop_actions(context.writing, situation, decided)
    listed = things_to_do(situation, context.screen, rule, context.values, context.chosen)
    for number, due in enumerate(listed):
        action, was = _action(context, number, due)
        context.writing.put(action, was)
        yield action


def _action(context: DecisionContext, number: int, due: Due) -> tuple[Action, Action | None]:
    """The thing to do, and the one it takes the place of."""
    action = Action(
        id=context.ids(f"action {number}"),
        client=context.situation.client.id,
        text=due.text,
        on=context.situation.on,
        decision=context.decision,
        due=due.due,
        template=due.template,
        to=due.to,
    )
    if due.template != FOLLOW_UP:
        return action, None
    waiting = waiting_follow_up(context.situation)
    if waiting is not None:
        return replace(waiting, due=due.due, decision=context.decision), waiting
    of_complaint = complaint_follow_up(context.situation)
    if of_complaint is None:
        return action, None
    return replace(action, id=of_complaint[0]), of_complaint[1]
