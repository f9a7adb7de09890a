"""A complaint that was answered: it is waited for, and asked about once, but not answered again."""

from __future__ import annotations

from datetime import date

from triage.health.history import heard_after
from triage.health.windows import shift
from triage.playbook.state.situation import Situation
from triage.records import Decision, Event

COMPLAINT = "complaint"
_MENDS, _MEND = "fix_by", "mend"
"""The effect of a decision that says what is done about it and by when, and what the answer to its
question means."""


def answered_on(situation: Situation) -> date | None:
    """The day on which the newest open complaint was answered: it was decided what is done about
    it, and the reply went out. None while it is to be answered, and without a complaint.
    """
    complaints = situation.view.open_complaints
    if not complaints:
        return None
    since, replies = complaints[-1].on, _replies(situation)
    written = [sent.day for sent in situation.sent if sent.message.template in replies]
    return max((day for day in written if day >= since), default=None)


def look_from(situation: Situation) -> date | None:
    """The first day on which it can be told whether the answer was enough: the day after the one
    that was promised, or any day once they were heard since. None while it is to be answered.
    """
    since = answered_on(situation)
    if since is None or heard_since(situation):
        return since
    promise = fix_promised(situation)
    return since if promise is None or promise.due is None else shift(promise.due, 1)


def fix_promised(situation: Situation) -> Event | None:
    """What was promised to be done about the newest open complaint, and by when: by the decision
    about it, else by what was logged from its day up to that of the answer. None where nothing
    was, and while it is to be answered.
    """
    day = answered_on(situation)
    if day is None:
        return None
    since = situation.view.open_complaints[-1].on
    promised = [p for p in situation.events("our_promise") if p.due is not None]
    decision = _decided_to_mend(situation, since)
    if decision is not None:
        # One that stood before keeps its day and takes the new date: its words tell which it is.
        words = list(situation.playbook.answers_to(decision, _MEND))
        of_decision = [p for p in promised if p.text in words and p.on <= decision.on]
        if of_decision:
            return of_decision[-1]
    return next((p for p in reversed(promised) if since <= p.on <= day), None)


def _decided_to_mend(situation: Situation, since: date) -> Decision | None:
    """The newest decision from a day on about what is done about a complaint."""
    made = (decision for decision in reversed(situation.decisions) if decision.on >= since)
    return next((d for d in made if situation.playbook.effect_of(d) == _MENDS), None)


def heard_since(situation: Situation) -> bool:
    """Whether anything was heard of them after the day of the answer: then it can be told whether
    that was enough.
    """
    day = answered_on(situation)
    return day is not None and heard_after(situation.ledger, day, situation.on)


def _replies(situation: Situation) -> frozenset[str]:
    """The messages that answer a complaint."""
    rules = situation.playbook.screens[COMPLAINT].decisions.values()
    return frozenset(rule.template for rule in rules if rule.effect == _MENDS and rule.template)
