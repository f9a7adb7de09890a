"""The day after: one question how it is, once for each occasion."""

from __future__ import annotations

from triage.health.windows import shift
from triage.playbook.diary import open_actions
from triage.playbook.doors import open_complaints
from triage.playbook.names import TEMPLATE_WORDS
from triage.playbook.situation import Situation
from triage.playbook.written import Writing, Written, stable_id
from triage.records import Action

FOLLOW_UP = "next_day_followup"


def follow_up(situation: Situation, occasion: str) -> Written | None:
    """Something was mended, delivered or said today: ask tomorrow how it is.

    `occasion` is the id of its record (a complaint solved, a promise of ours kept). None when a
    follow-up waits already, or this occasion has had its own: two are a nuisance.
    """
    if waiting_follow_up(situation) is not None or _of(situation, occasion) is not None:
        return None
    writing = Writing()
    writing.put(
        Action(
            id=follow_up_id(occasion),
            client=situation.client.id,
            text=TEMPLATE_WORDS[FOLLOW_UP],
            on=situation.on,
            due=shift(situation.on, 1),
            template=FOLLOW_UP,
        )
    )
    return writing.done(f"Tomorrow: {TEMPLATE_WORDS[FOLLOW_UP].lower()}")


def waiting_follow_up(situation: Situation) -> Action | None:
    """The follow-up that is still to be made."""
    waiting = open_actions(situation.ledger, situation.on)
    return next((action for action in waiting if action.template == FOLLOW_UP), None)


def complaint_follow_up(situation: Situation) -> tuple[str, Action | None] | None:
    """The id of the follow-up of the oldest open complaint, and the one it has had; None without
    a complaint.
    """
    complaints = open_complaints(situation)
    if not complaints:
        return None
    occasion = complaints[0].id
    return follow_up_id(occasion), _of(situation, occasion)


def follow_up_id(occasion: str) -> str:
    """Two windows that follow up on the same occasion make the same record."""
    return stable_id("follow-up", occasion)


def _of(situation: Situation, occasion: str) -> Action | None:
    wanted = follow_up_id(occasion)
    return next((action for action in situation.ledger.action if action.id == wanted), None)
