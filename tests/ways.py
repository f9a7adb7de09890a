"""Ways through the guided screens of the shipped playbook, so that a new question stops no test.

A test gives the answers that it is about. A question in between that it does not know is answered
so that the others still come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from triage.message_templates import load_templates
from triage.playbook.ask.walk import WalkStep, walk
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Question

ENOUGH = "a sentence that is long enough for all of them"
FLOOR = Decimal(50)


class Place(Protocol):
    """Where some answers lead: to the next question, unless they end there."""

    @property
    def path(self) -> tuple[WalkStep, ...]: ...

    @property
    def question(self) -> Question | None: ...


def samples(question: Question) -> Iterator[str]:
    """One fitting answer for every way on."""
    if question.options:
        yield from (option.key for option in question.options)
    elif question.kind == "text":
        yield ENOUGH
    else:
        for case in question.cases:
            below = case.below if isinstance(case.below, Decimal) else Decimal(40)
            yield str(below - 1 if case.below is not None else min(below, question.high or 100))


def gaps_filled(
    answers: Mapping[str, str], lead: Callable[[Mapping[str, str]], Place]
) -> Mapping[str, str]:
    """The answers, in the order of the way, and one for each unknown question between them.

    `lead` says where answers lead. What comes after the last of them stays open; where no way
    takes all of them, they come back as they are.
    """

    def way(filled: Mapping[str, str]) -> Mapping[str, str] | None:
        place = lead(filled)
        ids = [step.question.id for step in place.path]
        if answers.keys() <= set(ids):
            return {id_: filled[id_] for id_ in ids}
        if place.question is None:
            return None
        ways = (way({**filled, place.question.id: value}) for value in samples(place.question))
        return next((longer for longer in ways if longer is not None), None)

    return way(answers) or answers


def way_through(screen: str, answers: Mapping[str, str]) -> Mapping[str, str]:
    """The answers of a way through one screen, its unknown questions answered too."""
    return gaps_filled(answers, lambda filled: walk(builtin(), screen, filled, {"floor": FLOOR}))


def typed_through(screen: str, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The same as it is typed, question by question: the digit of a choice, or words."""
    questions = builtin().screens[screen].questions
    return tuple(
        _typed(questions[id_], value) for id_, value in way_through(screen, answers).items()
    )


def _typed(question: Question, value: str) -> str:
    keys = [option.key for option in question.options]
    return str(keys.index(value) + 1) if value in keys else value


def to_send(template: str) -> str:
    """What sending that message is called in a list of things to do."""
    return load_templates()[template].do
