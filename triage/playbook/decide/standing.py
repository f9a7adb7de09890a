"""A decision that still holds: it is shown before its page asks anything anew."""

from __future__ import annotations

from datetime import date

from triage.playbook.ask.entry_points import GO_FIRST, entry_point
from triage.playbook.state.abuse import SAFETY, harmed_since, wants_silence
from triage.playbook.state.repeats import happened_again
from triage.playbook.state.situation import Situation
from triage.records import Decision, What

_NEWS: tuple[What, ...] = ("incident", "leave_sign", "leaving", "message_in")
"""What they do or say that overtakes a decision of a page that goes before all others."""


def standing_decision(situation: Situation) -> Decision | None:
    """The newest decision of the page that comes first, while its day is ahead; None where that
    page is to be gone through: nothing is decided there, its day has come, or they did something
    since that it did not know of.
    """
    screen = entry_point(situation).screen
    made = [d for d in situation.decisions if d.screen == screen and situation.of_this_life(d.on)]
    if not made:
        return None
    on, flag = made[-1].on, made[-1].flag
    attempt = next((a for a in situation.attempts if a.id == made[-1].attempt), None)
    looked_on = max(on, attempt.extended_on or on) if attempt is not None else on
    if screen in GO_FIRST and is_news(situation, screen, looked_on):
        return None
    if wants_silence(situation, made[-1]) and is_overtaken(situation, looked_on):
        return None
    if screen not in GO_FIRST and flag is not None and happened_again(situation, flag, on):
        return None
    if attempt is None or attempt.taken_on is None or attempt.outcome or attempt.paused_on:
        return None
    is_ahead = attempt.review_by is not None and attempt.review_by > situation.on
    return made[-1] if is_ahead else None


def is_news(situation: Situation, screen: str, looked_on: date) -> bool:
    """Whether something came of them since a page that goes before all others was looked at last:
    of what was decided for one's safety, only what hurts asks for a new decision.
    """
    if screen == SAFETY:
        return harmed_since(situation, looked_on)
    return is_overtaken(situation, looked_on)


def is_overtaken(situation: Situation, decided: date) -> bool:
    """Whether they did or said something after the day of a decision."""
    return any(event.on > decided for what in _NEWS for event in situation.events(what))
