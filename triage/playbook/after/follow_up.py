"""The day after: one question how it is, once for each occasion."""

from __future__ import annotations

from datetime import date

from triage.changes import ChangeSet, ChangeSetBuilder, stable_id
from triage.health.windows import last, shift
from triage.message_templates import load_templates
from triage.playbook.state.situation import Situation
from triage.records import Action

FOLLOW_UP = "next_day_followup"
RECENT_DAYS = 7
"""Nobody is asked how it is for something that happened longer ago: our default."""


def follow_up(situation: Situation, occasion: str, day: date | None = None) -> ChangeSet | None:
    """Something was mended, delivered or said on `day` (default: today): ask the day after.

    `occasion` is the id of its record (a complaint solved, a promise of ours kept). None when a
    follow-up waits already, when this occasion has had its own (two are a nuisance), when it is
    long past, and when nobody may be written to.
    """
    day = day or situation.on
    if day not in last(situation.on, RECENT_DAYS) or situation.client.do_not_contact:
        return None
    if waiting_follow_up(situation) is not None or _of(situation, occasion) is not None:
        return None
    due = max(situation.on, shift(day, 1))
    words = load_templates()[FOLLOW_UP].do
    writing = ChangeSetBuilder()
    writing.put(
        Action(
            id=follow_up_id(occasion),
            client=situation.client.id,
            text=words,
            on=situation.on,
            due=due,
            template=FOLLOW_UP,
        )
    )
    when = "Today" if due == situation.on else "Tomorrow"
    return writing.build(f"{when}: {words.lower()}")


def waiting_follow_up(situation: Situation) -> Action | None:
    """The follow-up that is still to be made."""
    waiting = situation.open_actions
    return next((action for action in waiting if action.template == FOLLOW_UP), None)


def followed_up_since(situation: Situation, day: date) -> bool:
    """Whether the question was put down for any occasion on or after a day."""
    return any(
        action.template == FOLLOW_UP and day <= action.on <= situation.on
        for action in situation.ledger.action
    )


def complaint_follow_up(situation: Situation) -> tuple[str, Action | None] | None:
    """The id of the follow-up of the oldest open complaint, and the one it has had; None without
    a complaint.
    """
    complaints = situation.view.open_complaints
    if not complaints:
        return None
    occasion = complaints[0].id
    return follow_up_id(occasion), _of(situation, occasion)


def follow_up_id(occasion: str) -> str:
    """Two windows that follow up on the same occasion make the same record."""
    return stable_id("follow-up", occasion)


def _of(situation: Situation, occasion: str) -> Action | None:
    id_ = follow_up_id(occasion)
    return next((action for action in situation.ledger.action if action.id == id_), None)
