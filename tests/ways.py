"""Ways through the guided screens of the shipped playbook, so that a new question stops no test.

A test gives the answers that it is about, and the question it wants to come to. A question that it
does not know, at the start, in between or at the end, is answered so that the others still come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from triage.message_templates import load_templates
from triage.playbook.ask.walk import WalkStep, walk
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Question
from triage.playbook.presentation import DecideView

ENOUGH = "a sentence that is long enough for all of them"
FLOOR = Decimal(50)


class Place(Protocol):
    """A place on the way: the next question, or a decision, or neither before a shut gate."""

    @property
    def path(self) -> tuple[WalkStep, ...]: ...

    @property
    def question(self) -> Question | None: ...

    @property
    def decision(self) -> object: ...


Lead = Callable[[Mapping[str, str]], Place]
"""Where answers lead."""
Goal = Callable[[Place], bool]
"""Whether a place is the one that a test wants to come to."""


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


def anywhere(_place: Place) -> bool:
    """Wherever the answers lead."""
    return True


def at(question: str) -> Goal:
    """A place where this question is asked."""
    return lambda place: place.question is not None and place.question.id == question


def at_recorded(sort: str) -> Goal:
    """A place where words on record are asked for: "complaint", "incident"."""
    return lambda place: place.question is not None and place.question.recorded == sort


def at_choice(place: Place) -> bool:
    """A place where one of some answers is chosen: letters are keys there."""
    return place.question is not None and bool(place.question.options)


def choice_after_choice(place: Place) -> bool:
    """A choice that was come to by a choice."""
    return at_choice(place) and bool(place.path and place.path[-1].question.options)


def begun(place: Place) -> bool:
    """A place where one question has been answered."""
    return len(place.path) > 0


def held(place: Place) -> bool:
    """A place before a shut gate, where nothing more is asked."""
    return place.question is None and place.decision is None


def decided(place: Place) -> bool:
    """A place where a decision is shown."""
    return place.decision is not None


def first_way(answers: Mapping[str, str], lead: Lead, goal: Goal) -> Mapping[str, str] | None:
    """The first way to the goal that takes most of the answers, None where none leads there."""

    def ways(filled: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
        place = lead(filled)
        if goal(place):
            yield {step.question.id: filled[step.question.id] for step in place.path}
        if place.question is not None:
            for value in samples(place.question):
                yield from ways({**filled, place.question.id: value})

    best, most = None, -1
    for way in ways(answers):
        taken = len(answers.keys() & way.keys())
        if taken > most:
            best, most = way, taken
        if taken == len(answers):
            break
    return best


def gaps_filled(answers: Mapping[str, str], lead: Lead, goal: Goal = decided) -> Mapping[str, str]:
    """The answers, in the order of the way, and one for each unknown question before the goal.

    Answers off the way come last. Where no way leads to the goal, it is the way to a shut gate;
    without one they come back as they are.
    """
    way = first_way(answers, lead, goal)
    if way is None:
        way = first_way(answers, lead, held)
    return {**(way or {}), **answers}


def way_through(screen: str, answers: Mapping[str, str]) -> Mapping[str, str]:
    """The answers of a way through one screen to a decision, its unknown questions answered."""
    return _way(screen, answers, decided)


def typed_through(screen: str, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The same as it is typed, question by question: the digit of a choice, or words."""
    return _as_typed(screen, way_through(screen, answers))


def words_through(screen: str, answers: Mapping[str, str], goal: Goal = decided) -> tuple[str, ...]:
    """A way to the goal as a command line takes it: `--answer`, and each question=value."""
    way = _way(screen, answers, goal)
    return ("--answer", *(f"{id_}={value}" for id_, value in way.items())) if way else ()


def typed_on(view: DecideView, goal: Goal, answers: Mapping[str, str]) -> tuple[str, ...]:
    """What is typed where somebody stands in a screen, until they stand at the goal."""
    before = {s.question.id: s.value for s in view.path if s.screen == view.screen}
    asked = view.question.id if view.question else None
    way = _way(view.screen, {**before, **answers}, goal, next(iter(before), asked))
    return _as_typed(view.screen, {id_: way[id_] for id_ in way if id_ not in before})


def _way(
    screen: str, answers: Mapping[str, str], goal: Goal, start: str | None = None
) -> Mapping[str, str]:
    def lead(more: Mapping[str, str]) -> Place:
        return walk(builtin(), screen, more, {"floor": FLOOR}, start=start)

    way = first_way(answers, lead, goal)
    unused = set(answers) - set(way or ())
    assert way is not None and not unused, (
        f"triage/playbook/playbook.toml: no way through {screen} takes the answers of this test "
        f"({', '.join(unused or answers)}) any more: let one lead there, or say another answer here"
    )
    return way


def _as_typed(screen: str, answers: Mapping[str, str]) -> tuple[str, ...]:
    questions = builtin().screens[screen].questions
    return tuple(_typed(questions[id_], value) for id_, value in answers.items())


def _typed(question: Question, value: str) -> str:
    keys = [option.key for option in question.options]
    return str(keys.index(value) + 1) if value in keys else value


def to_send(template: str) -> str:
    """What sending that message is called in a list of things to do."""
    return load_templates()[template].do
