"""The question that a page about money begins with, by what is on record of it on that day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from triage.open_items import LATE
from triage.paid_up import money_came_on
from triage.playbook.model import Screen
from triage.playbook.state.as_of import newest_decision
from triage.playbook.state.late_stage import payments_unread
from triage.playbook.state.overdue import not_due_yet, overdue
from triage.playbook.state.situation import Situation
from triage.playbook.state.waiting import open_promise
from triage.playbook.vocabulary import ASKED, NOT_DUE, UNPAID, UNREAD
from triage.records import Decision


def opening(
    situation: Situation, screen: Screen, flag: str | None, answered: Collection[str]
) -> str | None:
    """The id of that question; None for the usual one, and for whoever has answered the usual one
    already (`answered` = the ids of the questions answered so far).
    """
    keys = (case(situation, screen.start) for case in _CASES)
    key = next((key for key in keys if key is not None), None)
    if key is None or (screen.first(flag) in answered and screen.start[key] not in answered):
        return None
    return screen.start[key]


def _not_due(situation: Situation, starts: Collection[str]) -> str | None:
    """Money is owed, and none of it too late."""
    if NOT_DUE not in starts:
        return None
    return NOT_DUE if not_due_yet(situation) and not overdue(situation) else None


def _asked(situation: Situation, starts: Collection[str]) -> str | None:
    """They were asked for this money before: it is to be seen whether it has come, or known that it
    has not."""
    if not {UNPAID, ASKED} & set(starts) or not _asked_before(situation):
        return None
    key = UNPAID if UNPAID in starts and _is_known_unpaid(situation) else ASKED
    return key if key in starts else None


def _unread(situation: Situation, starts: Collection[str]) -> str | None:
    """They may have paid without its being on record."""
    return UNREAD if UNREAD in starts and payments_unread(situation) else None


def _is_known_unpaid(situation: Situation) -> bool:
    """Whether it is known that the money has not come: what came in was imported on this very day,
    or they promised a later one."""
    read_on = situation.payments_read_on
    is_read = read_on is not None and read_on >= situation.on
    return is_read or open_promise(situation) is not None


def _asked_before(situation: Situation) -> bool:
    """Whether they were asked for this money before, and it is to be seen whether it has come: on
    the day set for that, and on any day while nothing more has fallen due."""
    late = overdue(situation)
    decided = [
        attempt
        for attempt in situation.attempts
        if attempt.screen == LATE and attempt.taken_on is not None
        if attempt.taken_on < situation.on and situation.of_this_life(attempt.on)
    ]
    if not late or not decided:
        return False
    last = decided[-1]
    of_page = [decision for decision in situation.decisions if decision.screen == LATE]
    made = [d for d in of_page if d.on >= late[0].due or d.attempt == last.id]
    if made and not any(_from_the_start(situation, decision) for decision in made):
        return False
    newest = newest_decision(made, last.id)
    history, on, limits = situation.history, situation.on, situation.limits
    if newest is not None and money_came_on(newest, history, on, limits) is not None:
        return False
    is_time = last.review_by is not None and last.review_by <= situation.on
    return is_time or (newest is not None and all(account.due < newest.on for account in late))


def _from_the_start(situation: Situation, decision: Decision) -> bool:
    """Whether the page's usual first question was answered for a decision."""
    first = situation.playbook.screens[LATE].first()
    return any(question.id == first for question, _ in situation.playbook.answered(decision))


_CASES: Sequence[Callable[[Situation, Collection[str]], str | None]] = (_not_due, _asked, _unread)
"""Each gives the key of `start` that holds, of those that a page has; the first counts."""
