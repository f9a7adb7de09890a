"""The question that a page about money begins with, by what is on record of it on that day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from triage.open_items import LATE
from triage.paid_up import money_came_on
from triage.playbook.model import Screen
from triage.playbook.state.late_stage import payments_unread
from triage.playbook.state.overdue import overdue
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import LOOK_DUE, NOT_DUE, UNREAD


def opening(
    situation: Situation, screen: Screen, flag: str | None, answered: Collection[str]
) -> str | None:
    """The id of that question; None for the usual one, and for whoever has answered the usual one
    already (`answered` = the ids of the questions answered so far).
    """
    key = next(
        (key for key, holds in _CASES.items() if key in screen.start and holds(situation)), None
    )
    if key is None or (screen.first(flag) in answered and screen.start[key] not in answered):
        return None
    return screen.start[key]


def _not_due(situation: Situation) -> bool:
    """Whether money is owed, and none of it too late."""
    return bool(situation.view.unpaid) and not overdue(situation)


def _look_due(situation: Situation) -> bool:
    """Whether the day has come to see what came of the last step to get paid."""
    decided = [a for a in situation.attempts if a.screen == LATE and a.taken_on is not None]
    if not decided or not overdue(situation) or not situation.of_this_life(decided[-1].on):
        return False
    look, made = (
        decided[-1].review_by,
        [d for d in situation.decisions if d.attempt == decided[-1].id],
    )
    if look is None or look > situation.on or decided[-1].taken_on == situation.on:
        return False
    came = (
        money_came_on(made[-1], situation.ledger, situation.on, situation.limits) if made else None
    )
    return came is None


_CASES: Mapping[str, Callable[[Situation], bool]] = {
    NOT_DUE: _not_due,
    LOOK_DUE: _look_due,
    UNREAD: payments_unread,
}
"""By the key of `start`; the first that holds."""
