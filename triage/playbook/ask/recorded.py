"""What was written down before, so that nobody is asked to type it a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from triage.health.windows import has_come
from triage.playbook.ask.contradictions import is_said
from triage.playbook.ask.facts import numbers
from triage.playbook.ask.known import known_answer
from triage.playbook.model import Option, Question
from triage.playbook.state.abuse import abusive_events
from triage.playbook.state.situation import Situation
from triage.playbook.state.waiting import waiting
from triage.records import Event

_TENTH = Decimal("0.1")
"""To what a count on record is rounded: nobody would type it more exactly."""


def recorded_answer(situation: Situation, question: Question) -> str | None:
    """The answer that the records give to a question; None when they give none."""
    if question.recorded is not None:
        return recorded_text(situation, question.recorded) or None
    if question.logged is not None:
        return _counted(question, numbers(situation).get(question.logged))
    if question.known_by is not None:
        return known_answer(situation, question)
    said = [option for option in question.options if is_said(situation, option)]
    if said:
        return max(said, key=lambda option: len(option.says)).key
    wait = waiting(situation)
    types = {event.type for event in list(_incidents(situation))[-1:]}
    for option in question.options:
        if (wait and option.waits == wait.reason) or types & set(option.types):
            return option.key
    return None


def recorded_text(situation: Situation, recorded: str) -> str:
    """The words of the newest open event of that sort; "" = none were written down."""
    texts = [event.text or "" for event in _OPEN[recorded](situation)]
    return texts[-1].strip() if texts else ""


def _counted(question: Question, count: Decimal | None) -> str | None:
    if count is None:
        return None
    if question.options:
        reached = [option for option in question.options if option.times and option.times <= count]
        return max(reached, key=_times).key if reached else None
    # An amount stays as it is: rounded, a floor would lie below itself.
    shown = count if question.kind == "money" else count.quantize(_TENTH, ROUND_HALF_UP)
    text = f"{shown.normalize():f}"
    fits = question.high is None or count <= question.high
    return text if fits and count >= (question.low or 0) else None


def _times(option: Option) -> int:
    return option.times or 0


def _complaints(situation: Situation) -> Iterable[Event]:
    return situation.view.open_complaints


def _incidents(situation: Situation) -> Iterable[Event]:
    incidents = situation.events("incident")
    return [event for event in incidents if not has_come(event.closed_on, situation.on)]


def _hurtful(situation: Situation) -> Iterable[Event]:
    """What a danger is about: incidents, else the words that hurt."""
    return _incidents(situation) or abusive_events(situation)


_OPEN: Mapping[str, Callable[[Situation], Iterable[Event]]] = {
    "complaint": _complaints,
    "incident": _hurtful,
}
