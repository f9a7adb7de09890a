"""Looking again at what was decided for one's safety: one question instead of the whole page.

What was decided stands until something new comes of them, or the user says that it is over. Each
look at which nothing was new moves the next one further away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from triage.changes import ChangeSet, ChangeSetBuilder
from triage.clients.current_step import CurrentStep
from triage.clients.look_again import look_again
from triage.health.windows import shift
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.day_text import in_words, next_weekday
from triage.playbook.state.abuse import (
    SAFETY,
    contact_ended,
    draws_line,
    harmed_since,
    wants_silence,
)
from triage.playbook.state.as_of import decision_ids, newest_decision
from triage.playbook.state.situation import Situation
from triage.records import Attempt, Decision

QUESTION = "safety_look"
"""The name of the question among the facts that a card may ask for."""
NOTHING_NEW, SOMETHING_NEW, OVER, NO_CLIENT = 1, 2, 3, 4
"""Its answers by their digits."""
ANSWERS = (
    "no, nothing new",
    "yes, something happened",
    "it is over, I feel safe",
    "they are no longer my client",
)

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SafetyLook:
    """That it is time to look again. `since` = the newest day on which it was decided or looked at,
    `sent_on` that on which the message of the decision went out, `wrote_on` that on which they
    wrote since, where it is news; `next_on` the day of the next look when nothing is new.
    """

    attempt: Attempt
    decision: Decision | None
    since: date
    sent_on: date | None
    wrote_on: date | None
    next_on: date

    def question(self, on: date) -> str:
        """What is asked on day `on`."""
        asks = f"Anything new since {in_words(self.since, on)}?"
        wrote = f"They wrote on {in_words(self.wrote_on, on)}. " if self.wrote_on else ""
        return f"{wrote}{asks}"

    def as_decided(self, on: date) -> str:
        """What was decided, and whether its message went out."""
        if self.decision is None:
            return ""
        sent = f"; sent on {in_words(self.sent_on, on)}" if self.sent_on else ""
        return f"on {in_words(self.decision.on, on)}: {self.decision.say}{sent}"


def safety_look(situation: Situation, step: CurrentStep | None) -> SafetyLook | None:
    """The look that is due at what was decided for one's safety; None while its day is ahead, and
    where harm came of them since: that is decided on the page itself. One clear line is looked at
    by whether it held.
    """
    if step is None or step.code != SAFETY or entry_point(situation).screen != SAFETY:
        return None
    attempt = next(a for a in situation.ledger.attempt if a.id == step.attempt)
    decision = newest_decision(situation.decisions, attempt.id)
    if decision is not None and draws_line(decision):
        return None
    since = step.looked_on
    if harmed_since(situation, since):
        return None
    wrote_on = _wrote_on(situation, since) if wants_silence(situation, decision) else None
    is_ahead = step.review_by is not None and step.review_by > situation.on
    if is_ahead and wrote_on is None:
        return None
    sent = [each.day for each in situation.sent if decision and each.decision == decision]
    next_on = _next_look(situation, attempt)
    return SafetyLook(attempt, decision, since, max(sent, default=None), wrote_on, next_on)


def record_look(situation: Situation, look: SafetyLook, number: int) -> ChangeSet | None:
    """What an answer stores; None for the one that is told of on other pages first."""
    records = {NOTHING_NEW: _nothing_new, OVER: _over, NO_CLIENT: _no_client}
    record = records.get(number)
    return None if record is None else record(situation, look)


def _nothing_new(situation: Situation, look: SafetyLook) -> ChangeSet:
    """Nothing new came of them: what was decided stands, up to the next look."""
    writing = _looked(situation, look)
    longer = replace(look.attempt, extended_on=situation.on, review_by=look.next_on)
    writing.put(longer, look.attempt)
    until = in_words(look.next_on, situation.on)
    return writing.build(f"Safety: nothing new, checked again on {until}")


def _over(situation: Situation, look: SafetyLook) -> ChangeSet:
    """The danger is over: what is on record of it counts as closed, and no look follows. A goodbye
    that it led to goes on, and is looked at until the client is closed.
    """
    if contact_ended(situation.client):
        writing = _looked(situation, look)
        later = _in_days(situation.on, situation.limits.safe_later_days)
        longer = replace(look.attempt, extended_on=situation.on, review_by=later)
        writing.put(longer, look.attempt)
    else:
        writing = _ended(situation, look)
    for event in situation.ledger.event:
        if event.what == "incident" and event.closed_on is None and event.on <= situation.on:
            writing.put(replace(event, closed_on=situation.on), event)
    return writing.build("Safety: it is over")


def _no_client(situation: Situation, look: SafetyLook) -> ChangeSet:
    """Nothing is done for them any more, for one's own safety: the relation has ended today."""
    writing = _ended(situation, look)
    client = situation.client
    closed = replace(client, state="closed", closed_on=situation.on, ended_by="safety")
    writing.put(closed, client)
    return writing.build(f"Ended: {client.name}, for your safety")


def _ended(situation: Situation, look: SafetyLook) -> ChangeSetBuilder:
    writing = ChangeSetBuilder()
    over = replace(look.attempt, outcome="worked", outcome_on=situation.on)
    writing.put(over, look.attempt)
    drop_actions(writing, situation, decision_ids(situation.decisions, look.attempt.id))
    return writing


def _looked(situation: Situation, look: SafetyLook) -> ChangeSetBuilder:
    """The look itself, where it was put down as a thing to do, is done with it."""
    writing = ChangeSetBuilder()
    decided = decision_ids(situation.decisions, look.attempt.id)
    for action in situation.open_actions:
        if action.decision in decided and action.text == look_again(SAFETY):
            writing.put(replace(action, done_on=situation.on), action)
    return writing


def _wrote_on(situation: Situation, since: date) -> date | None:
    days = [event.on for event in situation.events("message_in") if event.on > since]
    return max(days, default=None)


def _next_look(situation: Situation, attempt: Attempt) -> date:
    """The first look after a decision is soon followed by another one, the later ones are not."""
    limits = situation.limits
    is_first = attempt.extended_on is None
    return _in_days(situation.on, limits.safe_again_days if is_first else limits.safe_later_days)


def _in_days(on: date, days: int) -> date:
    """So many days on, or the Monday after where that is a weekend."""
    day = shift(on, days)
    return day if day.weekday() < _SATURDAY else next_weekday(day)
