"""A decision in lines: what it is, because of which answers, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual.content import Content

from triage.message_templates import load_templates
from triage.playbook.ask.facts import fill
from triage.playbook.ask.walk import WalkStep
from triage.playbook.model import Playbook, Question
from triage.playbook.state.situation import Situation
from tui.wording.formatting import day
from tui.wording.safe_text import content, hanging, short

_LABEL = 11
_LONGEST = 300
"""Characters shown of an answer; the whole of it is kept."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer on the way: to which question, and what was said."""

    question: Question
    ask: str
    label: str

    @classmethod
    def of(cls, step: WalkStep, situation: Situation) -> Answered:
        """A step of the way to a decision."""
        return cls(step.question, fill(step.question.ask, situation), step.label)

    @property
    def words(self) -> str:
        """The answer; one that says nothing by itself (yes, 3) with what it answers."""
        label = " ".join(self.label.split())
        if label in ("Yes", "No"):
            return f"{self.ask} {label}"
        if " " not in label or self.question.kind in ("number", "money"):
            return f"{self.question.short.rstrip('?')}: {label}"
        return label


def answered(playbook: Playbook, because: Iterable[Mapping[str, Any]]) -> list[Answered]:
    """The answers stored with a decision; those to questions no longer asked keep their words."""
    answers = []
    for step in because:
        question = playbook.question(str(step["screen"]), str(step["question"]))
        ask, label = str(step["ask"]), str(step["label"])
        if question is None:
            question = Question(id="", kind="text", ask=ask, why="", short=ask)
        answers.append(Answered(question, ask, label))
    return answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What both pages of a decision say, the one before it is taken and the one after."""

    say: str
    because: Sequence[Answered]
    actions: Sequence[tuple[str, date | None]]
    review_by: date | None
    template: str | None
    further: Sequence[tuple[str, str]] = ()
    """Label and words of what only one of the pages knows."""


def decision_text(decided: Decided, today: date, width: int) -> Content:
    """The page, top to bottom."""
    lines = [
        content(decided.say, "bold"),
        Content(""),
        *answer_lines("because", decided.because, width),
        Content(""),
        *_ahead(decided, today, width),
        *(line(label, words, width) for label, words in decided.further),
    ]
    return Content("\n").join(lines)


def line(label: str, words: str, width: int, style: str = "$quiet") -> Content:
    """A label and its words, wrapped beside it."""
    return hanging(
        Content.styled(f"{label:<{_LABEL}}", style), content(short(words, _LONGEST)), width, 2
    )


def answer_lines(label: str, answers: Sequence[Answered], width: int) -> Iterator[Content]:
    """Answers one below the other, the first one after the label."""
    for number, answer in enumerate(answers):
        yield line("" if number else label, answer.words, width)


def _ahead(decided: Decided, today: date, width: int) -> Iterator[Content]:
    for text, due in decided.actions:
        # The decision itself as a thing to do is not repeated.
        words = "carry out the decision" if text == decided.say else text
        yield line(day(due, today) if due else "no date", words, width, "$accent")
    if decided.review_by:
        yield line(day(decided.review_by, today), "check how it went", width, "$accent")
    if decided.template:
        yield line("message", load_templates()[decided.template].do, width)
