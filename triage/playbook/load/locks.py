"""What a playbook of one's own may not leave out: the way to an end that keeps its locks.

Everybody may ask and decide otherwise than the program does. But who ends with a client does so on
the page that has the gates, and what counts as a step is no other page's to give away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.playbook.model import DecisionRule, Playbook, Screen
from triage.playbook.vocabulary import NA_CHARS, STEPS

Problem = tuple[int, str]
"""A line, and what is wrong there."""

_GOODBYE = STEPS[-1]
_PAGE_OF_EFFECT: Mapping[str, str] = {
    "end_contact": "safety",
    "plan": "late",
    "promise": "late",
    "return": "later",
    "terms_restated": "late",
}
"""Effects that end a relation, begin it anew, or count as a step of the ladder."""
_PAGE_OF_STATE: Mapping[str, str] = {"leaving": "leaving", "returned": "later"}
_AT_THE_END = frozenset({"closed", "left_well"})
_AGAINST_REST = ("act", "overdue")
"""Facts that speak against putting anybody to rest."""


def opened_locks(playbook: Playbook) -> Iterator[Problem]:
    """Where a playbook gives away what the gates keep."""
    for screen in playbook.screens.values():
        for decision in screen.decisions.values():
            what = f"decision {decision.code} of {screen.id}"
            yield from ((decision.line, f"{what} {why}") for why in _decision(screen, decision))
    goodbye = playbook.screens[_GOODBYE]
    options = [option for question in goodbye.questions.values() for option in question.options]
    if not any(option.at_fault for option in options):
        yield (
            goodbye.line,
            f"screen {_GOODBYE} must ask whether the client is the reason: give one option "
            "`at_fault = true`",
        )


def _decision(screen: Screen, decision: DecisionRule) -> Iterator[str]:
    page = _PAGE_OF_EFFECT.get(decision.effect or "")
    if page is not None and screen.id != page:
        yield f"has the effect {decision.effect!r}, which belongs to the screen {page}"
    if decision.lets_go and screen.id != "leaving":
        yield "lets them go, which belongs to the screen “leaving”"
    if decision.outcome == "na" and not any(
        need.field == "reason" and (need.least or 0) >= NA_CHARS for need in decision.needs
    ):
        yield f"skips a step, so its reason needs `min = {NA_CHARS}` or more"
    yield from _state(screen, decision)


def _state(screen: Screen, decision: DecisionRule) -> Iterator[str]:
    state = decision.state
    if state in _AT_THE_END:
        yield f"sets the state {state!r}, which only the closing checklist does"
    elif state == "closing":
        if screen.id == _GOODBYE and decision.ends is None:
            yield 'ends the relationship, so it needs a last day: ends = "notice"'
        elif screen.id != _GOODBYE and decision.effect != "end_contact":
            yield f"ends the relationship, which belongs to the screen {_GOODBYE}"
    elif state == "dormant":
        missing = [fact for fact in _AGAINST_REST if fact not in decision.unless]
        if missing:
            names = ", ".join(f'"{fact}"' for fact in missing)
            yield f"marks them as at rest, so {names} must be in `unless`"
    elif state is not None and screen.id != (page := _PAGE_OF_STATE.get(state, screen.id)):
        yield f"sets the state {state!r}, which belongs to the screen {page}"
