"""A complaint that was answered: it is waited for, and asked about once, but not answered again."""

from __future__ import annotations

from datetime import date

from triage.health.windows import shift
from triage.playbook.state.situation import Situation
from triage.records import What

COMPLAINT = "complaint"
_HEARD: tuple[What, ...] = ("message_in", "call", "meeting", "thanks")
_MENDS = "fix_by"
"""The effect of a decision that says what is done about it, and by when."""


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
    complaint = situation.view.open_complaints[-1]
    promised = [
        promise.due
        for promise in situation.events("our_promise")
        if promise.due is not None and promise.on >= complaint.on
    ]
    return shift(max(promised), 1) if promised else since


def heard_since(situation: Situation) -> bool:
    """Whether anything was heard of them after the day of the answer: then it can be told whether
    that was enough.
    """
    day = answered_on(situation)
    return day is not None and any(
        event.on > day for what in _HEARD for event in situation.events(what)
    )


def _replies(situation: Situation) -> frozenset[str]:
    """The messages that answer a complaint."""
    rules = situation.playbook.screens[COMPLAINT].decisions.values()
    return frozenset(rule.template for rule in rules if rule.effect == _MENDS and rule.template)
