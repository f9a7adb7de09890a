"""Whether they were really told, and given the time to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.health import is_about_payment
from triage.health.windows import shift
from triage.playbook.state.as_of import SentMessage
from triage.playbook.state.ladder import LADDER_SEVERITY
from triage.playbook.state.repeats import abusive_after, repeats
from triage.playbook.state.situation import Situation

ENOUGH_REPEATS = 2
TRIAL_DAYS = 28
SHORT_TRIAL_DAYS = 14
"""For a trial believed in at 1 of 5, and for a client in the first days."""
FIRST_DAYS = 60

BOUNDARY_NOTE = "boundary_note"
"""The message that draws one clear line."""
_MESSAGES = {"how_we_work": "the how-we-work guide", BOUNDARY_NOTE: "the boundary note"}


@dataclass(frozen=True, slots=True)
class Training:
    """One message that told them how it is done. `repeats` = how often it happened since;
    `trial_ends` = the day on which time is up.
    """

    told_on: date
    what: str
    flag: str | None
    repeats: int
    trial_ends: date
    enough: bool


def trainings(situation: Situation) -> list[Training]:
    """The messages that count, oldest first.

    A new person, or a client who came back, has not been told yet: what was sent before that day
    counts no more. A message that belongs to no step or door opens no gate.
    """
    fresh = fresh_from(situation)
    return [
        _training(situation, sent)
        for sent in situation.sent
        if _counts(situation, sent) and (fresh is None or sent.day >= fresh)
    ]


def fresh_from(situation: Situation) -> date | None:
    """The day from which on nobody on their side has been told anything: a new person, a return."""
    days = [e.on for e in situation.events("new_person")]
    if situation.returned_on is not None:
        days.append(situation.returned_on)
    return max(days, default=None)


def _training(situation: Situation, sent: SentMessage) -> Training:
    flag = (sent.attempt and sent.attempt.flag) or situation.worst_code
    again = repeats(situation, flag, sent.day)
    crossed = sent.message.template == BOUNDARY_NOTE and abusive_after(situation, sent.day)
    trial_ends = shift(sent.day, _trial_days(situation, sent))
    return Training(
        told_on=sent.day,
        what=_MESSAGES.get(sent.message.template, "the second payment reminder"),
        flag=flag,
        repeats=again,
        trial_ends=trial_ends,
        enough=crossed or again >= ENOUGH_REPEATS or situation.on >= trial_ends,
    )


def _trial_days(situation: Situation, sent: SentMessage) -> int:
    """How long they have to change. A client is new if they were so when they were told."""
    began = situation.life_began
    is_new = began is not None and (sent.day - began).days < FIRST_DAYS
    return SHORT_TRIAL_DAYS if is_new or _little_belief(situation, sent) else TRIAL_DAYS


def _little_belief(situation: Situation, sent: SentMessage) -> bool:
    return sent.decision is not None and "1" in situation.playbook.answers_to(
        sent.decision, "belief"
    )


def _counts(situation: Situation, sent: SentMessage) -> bool:
    if sent.attempt is None:
        return False
    if sent.message.template in _MESSAGES:
        return True
    restated = situation.playbook.effect_of(sent.decision) == "terms_restated"
    return restated and _only_about_payment(situation)


def _only_about_payment(situation: Situation) -> bool:
    """Whether every flag that matters is about payment: then restating the terms is the lesson."""
    codes = {f.code for f in situation.health.flags if f.severity >= LADDER_SEVERITY}
    return bool(codes) and all(map(is_about_payment, codes))
