"""Abuse without a danger on record: whether a clear line was drawn, crossed, or contact ended."""

from __future__ import annotations

from datetime import date

from triage.health.history import ABUSIVE, is_hard
from triage.playbook.state.as_of import SentMessage
from triage.playbook.state.situation import Situation
from triage.playbook.state.training import BOUNDARY_NOTE, fresh_from
from triage.playbook.vocabulary import STEPS
from triage.records import Client, Decision, Event

SAFETY, TRAIN = "safety", STEPS[1]
_FLAG = "DISRESPECT"
_NO_CONTACT = frozenset({"contact_through", "end_contact", "stop_contact"})
"""Effects of decisions after which they are not to write any more."""


def abusive_events(situation: Situation) -> list[Event]:
    """The events of tone -2 behind the flag for disrespect."""
    flag = situation.flag(_FLAG)
    evidence = set(flag.evidence) if flag else set()
    return [e for e in situation.ledger.event if e.id in evidence and e.tone <= ABUSIVE]


def insulted(situation: Situation) -> bool:
    """A tone of -2, and no boundary note yet: one clear line in writing comes before adapting."""
    newest = _newest_abuse(situation)
    if newest is None or _is_over(situation, newest):
        return False
    fresh = fresh_from(situation)
    noted = [sent.day for sent in _notes(situation)]
    noted += [d.on for d in situation.decisions if d.template == BOUNDARY_NOTE]
    return not any(fresh is None or day >= fresh for day in noted)


def crossed(situation: Situation) -> SentMessage | None:
    """The boundary note after whose day a tone of -2 came, while nothing was decided for one's
    safety since, and no step taken; None where the line holds, or it was decided on.

    A line that training goes on with is judged by the repeats after it, as in the story of
    Northlake: it announces no end of contact by itself.
    """
    notes = [note for note in _notes(situation) if not _is_taught(situation, note)]
    if not notes:
        return None
    newest = _newest_abuse(situation)
    if newest is None or newest <= notes[-1].day or _decided_since(situation, newest):
        return None
    return notes[-1]


def kept_away(situation: Situation) -> bool:
    """Whether what was decided for one's safety after the newest abuse still leads: contact ends,
    or is kept apart. A clear line leaves the way to the steps open, and so does a step that one
    chose since.
    """
    if contact_ended(situation.client):
        return True
    newest = _newest_abuse(situation)
    made = [d for d in situation.decisions if d.screen in (SAFETY, *STEPS)]
    last = made[-1] if made else None
    if newest is None or last is None or not situation.of_this_life(last.on):
        return False
    if _is_over(situation, newest):
        return False
    return last.screen == SAFETY and last.on >= newest and not draws_line(last)


def harmed_since(situation: Situation, day: date) -> bool:
    """Whether something hurtful or dangerous came of them after a day."""
    events = (event for event in situation.ledger.event if day < event.on <= situation.on)
    return any(event.what == "incident" or is_hard(event) for event in events)


def wants_silence(situation: Situation, decision: Decision | None) -> bool:
    """Whether they are not to write any more by what was decided: that they wrote is news then."""
    return decision is None or situation.playbook.effect_of(decision) in _NO_CONTACT


def contact_ended(client: Client) -> bool:
    """Whether a goodbye is on its way that safety asked for."""
    return client.state == "closing" and client.ended_by == "safety"


def draws_line(decision: Decision) -> bool:
    """Whether a decision is one clear line in writing."""
    return decision.template == BOUNDARY_NOTE


def came_after(situation: Situation, line: Decision) -> bool:
    """Whether abuse or a danger came after the day of one clear line: it is no question any more
    whether it held.
    """
    days = [event.on for event in (*abusive_events(situation), *situation.events("incident"))]
    return draws_line(line) and any(day > line.on for day in days)


def _is_over(situation: Situation, newest: date) -> bool:
    """Whether the user said that it is over, after the newest abuse, and decided nothing since."""
    taken = [a for a in situation.attempts if a.screen == SAFETY and a.taken_on is not None]
    over_on = taken[-1].outcome_on if taken else None
    return over_on is not None and over_on >= newest


def _notes(situation: Situation) -> list[SentMessage]:
    return [sent for sent in situation.sent if sent.message.template == BOUNDARY_NOTE]


def _is_taught(situation: Situation, note: SentMessage) -> bool:
    drawn_on = note.attempt.taken_on if note.attempt is not None else None
    since = drawn_on or note.day
    return any(d.screen == TRAIN and d.on >= since for d in situation.decisions)


def _newest_abuse(situation: Situation) -> date | None:
    return max((event.on for event in abusive_events(situation)), default=None)


def _decided_since(situation: Situation, day: date) -> bool:
    """A step of the same day may have been taken before it happened."""
    return any(
        (d.screen == SAFETY and d.on >= day) or (d.screen in STEPS and d.on > day)
        for d in situation.decisions
    )
