"""Looks that wait for a message: they count from the day it goes out, and not from the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from triage.changes import Put
from triage.health.windows import shift
from triage.open_items import LOOK_FOR_ANSWER
from triage.playbook.model import SENT, DecisionRule
from triage.playbook.state.agreed_terms import seen_with_the_step
from triage.playbook.state.situation import Situation
from triage.records import Action, Decision


def looks_moved(
    situation: Situation, decision: Decision, template: str | None, day: date
) -> Iterator[Put]:
    """The open looks of a decision, dated anew: its message of that template goes out on `day`. Of
    a message that went out early, the step is looked at with the answer.
    """
    rule = situation.playbook.rule_of(decision)
    if rule is None or template is None or rule.template != template:
        return
    days = _days_after(rule)
    for action in situation.open_actions:
        if action.decision != decision.id or action.template is not None:
            continue
        after = days.get(action.text)
        due = None if after is None else shift(day, after)
        if due is not None and due != action.due:
            yield Put(replace(action, due=due), was=action)
            yield from _step_with_answer(situation, decision, action, due)


def _step_with_answer(
    situation: Situation, decision: Decision, action: Action, due: date
) -> Iterator[Put]:
    """The step whose day was that of the answer, which is now due sooner: both stay on one day,
    but for as long as the step runs at least.
    """
    attempt = next((a for a in situation.ledger.attempt if a.id == decision.attempt), None)
    rule = situation.playbook.rule_of(decision)
    if attempt is None or rule is None or not isinstance(rule.review, int):
        return
    if not seen_with_the_step(action, attempt.id, attempt.review_by, [decision]):
        return
    day = max(due, shift(decision.on, rule.review))
    if attempt.outcome is None and attempt.review_by is not None and day < attempt.review_by:
        yield Put(replace(attempt, review_by=day), was=attempt)


def _days_after(rule: DecisionRule) -> Mapping[str, int]:
    """Text -> days from the message to the look."""
    days = {more.text: more.due for more in rule.also if more.text and more.after == SENT}
    return days if rule.answer is None else {**days, LOOK_FOR_ANSWER: rule.answer}
