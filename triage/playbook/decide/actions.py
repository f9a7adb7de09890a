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


def put_actions(taking: DecisionContext) -> Iterator[Action]:
    """Everything the decision asks for, put down; what earlier ones left is over."""
    situation, rule = taking.situation, taking.rule
    if taking.screen.id in _REPLACES:
        decided = {d.id for d in situation.ledger.decision if d.screen == taking.screen.id}
        drop_actions(taking.writing, situation, decided)
    listed = things_to_do(situation, taking.screen, rule, taking.values, taking.chosen)
    for number, due in enumerate(listed):
        action, was = _action(taking, number, due)
        taking.writing.put(action, was)
        yield action


def _action(taking: DecisionContext, number: int, due: Due) -> tuple[Action, Action | None]:
    """The thing to do, and the one it takes the place of."""
    action = Action(
        id=taking.ids(f"action {number}"),
        client=taking.situation.client.id,
        text=due.text,
        on=taking.situation.on,
        decision=taking.decision,
        due=due.due,
        template=due.template,
        to=due.to,
    )
    if due.template != FOLLOW_UP:
        return action, None
    waiting = waiting_follow_up(taking.situation)
    if waiting is not None:
        return replace(waiting, due=due.due, decision=taking.decision), waiting
    of_complaint = complaint_follow_up(taking.situation)
    if of_complaint is None:
        return action, None
    return replace(action, id=of_complaint[0]), of_complaint[1]
