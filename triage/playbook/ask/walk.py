"""The way through a screen: from its first question along the answers to where they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from triage.playbook.ask.answers import check_answer, jump, label
from triage.playbook.errors import BadAnswer, DecisionRefused
from triage.playbook.model import DecisionRule, Option, Playbook, Question, Screen


@dataclass(frozen=True, slots=True)
class WalkStep:
    """One question that was answered on the way; `label` is the answer in words."""

    screen: str
    question: Question
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the answers lead. Exactly one of `question`, `decision` and `opens` is set.

    `opens` is the id of another screen, in which the same answers go on.
    """

    screen: Screen
    path: tuple[WalkStep, ...]
    question: Question | None = None
    decision: DecisionRule | None = None
    opens: str | None = None


def answer_to(path: Sequence[WalkStep], meaning: str) -> str | None:
    """What was answered on the way to the question of that meaning."""
    return next((step.value for step in path if step.question.means == meaning), None)


def chosen(path: Sequence[WalkStep]) -> tuple[Option, ...]:
    """The options that were chosen on the way."""
    options = (step.question.option(step.value) for step in path)
    return tuple(option for option in options if option is not None)


def screen_of(playbook: Playbook, screen_id: str) -> Screen:
    """The screen of that id. Raises DecisionRefused, naming those there are."""
    if screen_id not in playbook.screens:
        known = ", ".join(playbook.screens)
        raise DecisionRefused(f"there is no page {screen_id!r}; choose one of {known}")
    return playbook.screens[screen_id]


def check_answers(playbook: Playbook, screen_id: str, typed: Mapping[str, str]) -> dict[str, str]:
    """All answers as they are stored, on the path or off it.

    The ids may be those of the screen and of the screens its answers open. Raises BadAnswer.
    """
    asked = {
        question.id: question
        for screen in playbook.onward(screen_of(playbook, screen_id).id)
        for question in screen.questions.values()
    }
    for id_ in typed:
        if id_ not in asked:
            known = ", ".join(playbook.screens[screen_id].questions)
            raise BadAnswer(id_, f"{screen_id} has no such question; its questions: {known}")
    return {id_: check_answer(asked[id_], value) for id_, value in typed.items()}


def walk(
    playbook: Playbook,
    screen_id: str,
    answers: Mapping[str, str],
    numbers: Mapping[str, Decimal] | None = None,
    *,
    flag: str | None = None,
    start: str | None = None,
) -> Walk:
    """Follow the answers through one screen.

    `answers` by question id, as `check_answer` gives or accepts them; those off the path are
    passed by. `numbers` are the facts that a case may name. The walk begins at `start`, else where
    `flag` leads. Raises BadAnswer for an answer on the path that does not fit, Refused for an
    unknown screen.
    """
    screen = screen_of(playbook, screen_id)
    question = screen.questions[start or screen.first(flag)]
    path: list[WalkStep] = []
    while question.id in answers:
        value = check_answer(question, answers[question.id])
        path.append(WalkStep(screen.id, question, value, label(question, value)))
        to = jump(question, value, numbers or {})
        if to.decide is not None:
            return Walk(screen, tuple(path), decision=screen.decisions[to.decide])
        if to.open is not None:
            return Walk(screen, tuple(path), opens=to.open)
        assert to.go is not None
        question = screen.questions[to.go]
    return Walk(screen, tuple(path), question=question)
