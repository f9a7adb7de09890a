"""Why nothing is asked of a client for now, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage.health.windows import shift
from triage.paid_up import promise_kept_on
from triage.playbook.day_text import next_weekday
from triage.playbook.model import Playbook
from triage.playbook.state.situation import Situation
from triage.records import Decision, Event
from triage.terms import value_term

AWAY = "away"
"""The reason of a pause of theirs that names none."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A reason to leave a client in peace: up to the day before `until`, known since `known_on`.

    `reason` is one of the closed list of `reason_to_wait`, or "away". `decided` = the user chose
    the day.
    """

    until: date
    known_on: date
    reason: str
    decided: bool = False

    @property
    def words(self) -> str:
        """The reason in a word or two."""
        return value_term("reason_to_wait", self.reason)


def waiting(situation: Situation) -> Wait | None:
    """The wait that holds on that day; None when there is none (health.md, "One next action").

    What was decided last about it counts, and what was recorded since; of several the longest.
    """
    decided = _decided(situation)
    began = decided.on if decided is not None else None
    waits = [wait for wait in _recorded(situation) if began is None or wait.known_on >= began]
    if decided is not None and situation.playbook.effect_of(decided) == "wait":
        waits += _until_day(situation, decided)
    holding = [wait for wait in waits if situation.on < wait.until]
    return max(holding, key=lambda wait: (wait.until, wait.decided), default=None)


def rests(situation: Situation, decision: Decision | None) -> bool:
    """Whether what a decision left to do rests while there is a reason to wait: it asks something
    of them, and was not decided for the wait itself."""
    playbook = situation.playbook
    return (
        decision is not None
        and decision.screen in _pages(playbook)
        and playbook.effect_of(decision) != "wait"
    )


def open_promise(situation: Situation) -> Event | None:
    """What they promised last to pay and have not paid yet; None when nothing is promised, or the
    first working day after its day has come."""
    on, limits = situation.on, situation.limits
    last = next(
        (
            event
            for event in reversed(situation.events("promise"))
            if event.due is not None
            and situation.of_this_life(event.on)
            and promise_kept_on(event, situation.history, on, limits) is None
        ),
        None,
    )
    is_ahead = last is not None and last.due is not None and on < next_weekday(last.due)
    return last if is_ahead else None


@dataclass(frozen=True, slots=True)
class LateCase:
    """A case of late payment in which no step of its calendar comes next; `code` is one of
    LATE_CASES. `until` = the first working day after the day they promised to pay on.
    """

    code: str
    until: date | None = None


def late_case(situation: Situation) -> LateCase | None:
    """The case they are in; None while the calendar leads."""
    if any(situation.of_this_life(event.on) for event in situation.events("insolvency")):
        return LateCase("insolvency")
    promise = open_promise(situation)
    if promise is None or promise.due is None:
        return None
    return LateCase("promise", next_weekday(promise.due))


def _decided(situation: Situation) -> Decision | None:
    """The last decision on a page on which one may decide to wait."""
    pages = _pages(situation.playbook)
    made = [
        decision
        for decision in situation.decisions
        if decision.screen in pages and situation.of_this_life(decision.on)
    ]
    return made[-1] if made else None


def _pages(playbook: Playbook) -> frozenset[str]:
    return frozenset(
        screen.id
        for screen in playbook.screens.values()
        if any(rule.effect == "wait" for rule in screen.decisions.values())
    )


def _until_day(situation: Situation, decision: Decision) -> Iterator[Wait]:
    reasons = (option.waits for option in situation.playbook.chosen(decision))
    reason = next((named for named in reasons if named is not None), "other")
    if (until := decision.set.get("until")) is not None:
        yield Wait(date.fromisoformat(str(until)), decision.on, reason, decided=True)


def _recorded(situation: Situation) -> Iterator[Wait]:
    longest = situation.limits.reason_to_wait_days
    for event in situation.events("message_in"):
        if event.reason_to_wait is not None:
            yield Wait(shift(event.on, longest), event.on, event.reason_to_wait)
    for pause in situation.history.pauses:
        event = pause.event
        if event.on > situation.on or not (event.by == "them" or event.reason_to_wait):
            continue
        yield Wait(shift(pause.days.last, 1), event.on, event.reason_to_wait or AWAY)
