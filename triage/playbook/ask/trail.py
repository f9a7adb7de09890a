"""The trail of steps at the top of a screen: where one stands, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from triage.playbook.model import Playbook
from triage.playbook.state.ladder import Ladder
from triage.playbook.vocabulary import STEPS
from triage.records import Outcome

ALL_FROM_STEP = 3
"""Before it only "now" and "next" are shown: nobody wants to read "Goodbye" over a client they
like. Even later no step beyond the next one is named."""


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One step as the trail shows it; `outcome` and `ended_on` for those that are over, and the
    title of the page that took it where that was another one."""

    number: int
    code: str
    title: str
    mark: Literal["past", "now", "next"]
    outcome: Outcome | None = None
    ended_on: date | None = None
    taken_by: str | None = None


def trail(playbook: Playbook, steps: Ladder, screen: str) -> tuple[TrailStep, ...]:
    """The steps to show over a screen; none over a door or helper."""
    if screen not in STEPS:
        return ()
    now = STEPS.index(screen)
    shown = []
    for place, code in enumerate(STEPS[: now + 2]):
        title = playbook.screens[code].title
        if place >= now:
            shown.append(TrailStep(place + 1, code, title, "now" if place == now else "next"))
        elif now + 1 >= ALL_FROM_STEP and code in steps.ended:
            ended = steps.ended[code]
            late = playbook.screens["late"].title if code in steps.by_late else None
            past = TrailStep(
                place + 1, code, title, "past", ended.outcome, ended.outcome_on, taken_by=late
            )
            shown.append(past)
    return tuple(shown)
