"""Looks that wait for a message: they count from the day it goes out, and not from the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from triage.changes import Put
from triage.health.windows import shift
from triage.open_items import LOOK_FOR_ANSWER, open_actions
from triage.playbook.model import SENT, DecisionRule
from triage.playbook.state.situation import Situation
from triage.records import Decision


def looks_moved(
    situation: Situation, decision: Decision, template: str | None, day: date
) -> Iterator[Put]:
    """The open looks of a decision, dated anew: its message of that template goes out on `day`."""
    rule = situation.playbook.rule_of(decision)
    if rule is None or template is None or rule.template != template:
        return
    days = _days_after(rule)
    for action in open_actions(situation.history, situation.on):
        if action.decision != decision.id or action.template is not None:
            continue
        after = days.get(action.text)
        due = None if after is None else shift(day, after)
        if due is not None and due != action.due:
            yield Put(replace(action, due=due), was=action)


def _days_after(rule: DecisionRule) -> Mapping[str, int]:
    """Text -> days from the message to the look."""
    days = {more.text: more.due for more in rule.also if more.text and more.after == SENT}
    return days if rule.answer is None else {**days, LOOK_FOR_ANSWER: rule.answer}
