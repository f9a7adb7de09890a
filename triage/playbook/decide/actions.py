"""The things to do that a decision puts down, in place of those it makes void."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from triage.open_items import LATE
from triage.playbook.after.follow_up import FOLLOW_UP, complaint_follow_up, waiting_follow_up
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.decide.context import DecisionContext
from triage.playbook.decide.due import Due, things_to_do
from triage.playbook.state.abuse import draws_line
from triage.playbook.vocabulary import STEPS
from triage.records import Action

_REPLACES = frozenset({*STEPS, "leaving", "silent", "late", "finished", "watch"})
"""Screens whose new decision takes the place of the things to do of the one before."""


def put_actions(context: DecisionContext) -> Iterator[Action]:
    """Everything the decision asks for, put down; what earlier ones left is over.

    The same decision taken again goes on with its own open actions: nothing is to be done twice.
    """
    situation, rule = context.situation, context.rule
    listed = things_to_do(situation, context.screen, rule, context.values, context.chosen)
    again = _taken_again(context)
    continued = _continued(listed, again)
    kept = {action.id for action in continued.values()}
    decided = {action.decision for action in again if action.decision}
    if context.screen.id in _REPLACES:
        decided |= {d.id for d in situation.ledger.decision if d.screen == context.screen.id}
    drop_actions(context.writing, situation, decided, kept)
    if context.screen.id in STEPS:
        _drop_looks(context)
    if rule.effect == "end_contact":
        _drop_contact(context, kept)
    for number, due in enumerate(listed):
        action, was = _action(context, number, due, continued.get(number))
        context.writing.put(action, was)
        yield action


def _drop_contact(context: DecisionContext, kept: Collection[str]) -> None:
    """Whoever is out of contact is written to, met and looked after no more; what was put down by
    hand and is no message, and what is owed, stays.
    """
    situation = context.situation
    owed = {d.id for d in situation.ledger.decision if d.screen == LATE}
    for action in situation.open_actions:
        by_hand = action.decision is None or action.decision in owed
        if action.id not in kept and (action.template is not None or not by_hand):
            context.writing.put(replace(action, dropped_on=situation.on), action)


def _drop_looks(context: DecisionContext) -> None:
    """Whether a clear line held is not looked at any more once a step of the ladder is taken; the
    line itself is still to be sent.
    """
    situation = context.situation
    lines = {
        decision.id
        for decision in situation.ledger.decision
        if draws_line(decision) and decision.screen not in STEPS
    }
    letters = {action.id for action in situation.ledger.action if action.template is not None}
    drop_actions(context.writing, situation, lines, letters)


def _taken_again(context: DecisionContext) -> list[Action]:
    """What earlier takings of this very decision left open."""
    ledger, screen, code = context.situation.ledger, context.screen.id, context.rule.code
    same = {d.id for d in ledger.decision if (d.screen, d.code) == (screen, code)}
    still_open = context.situation.open_actions
    return [a for a in still_open if a.decision in same and a.template != FOLLOW_UP]


def _continued(listed: list[Due], again: list[Action]) -> dict[int, Action]:
    """The open action that each thing to do goes on with, by its place in the list.

    One of the same words first; among the others, which differ in what was typed, the template
    says which is which.
    """
    continued: dict[int, Action] = {}
    left = list(again)
    for same_words in (True, False):
        for number, due in enumerate(listed):
            if number in continued or due.template == FOLLOW_UP:
                continue
            fitting = (
                action
                for action in left
                if action.template == due.template and (not same_words or action.text == due.text)
            )
            if (action := next(fitting, None)) is not None:
                continued[number] = action
                left.remove(action)
    return continued


def _action(
    context: DecisionContext, number: int, due: Due, going_on: Action | None
) -> tuple[Action, Action | None]:
    """The thing to do, and the one it takes the place of."""
    action = Action(
        id=going_on.id if going_on else context.ids(f"action {number}"),
        client=context.situation.client.id,
        text=due.text,
        on=going_on.on if going_on else context.situation.on,
        decision=context.decision,
        due=due.due,
        template=due.template,
        to=due.to,
    )
    if due.template != FOLLOW_UP:
        return action, going_on
    waiting = waiting_follow_up(context.situation)
    if waiting is not None:
        return replace(waiting, due=due.due, decision=context.decision), waiting
    of_complaint = complaint_follow_up(context.situation)
    if of_complaint is None:
        return action, None
    return replace(action, id=of_complaint[0]), of_complaint[1]
