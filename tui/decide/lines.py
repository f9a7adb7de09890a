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

_LABEL, _GAP = 11, 2
"""Columns of a label at least, and those free behind the longest one."""
_TO_DO = "$accent bold"
"""How the label of what is to be done is drawn; its words are seen first as well."""
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
    """The page, top to bottom; its words stand in one column, whatever the labels are."""
    because = list(_answers("because", decided.because))
    ahead = [
        *_ahead(decided, today),
        *((label, words, "$quiet") for label, words in decided.further),
    ]
    labels = _column(label for label, _, _ in (*because, *ahead))
    blocks = ([_line(row, labels, width) for row in rows] for rows in (because, ahead))
    return Content("\n\n").join(
        [content(decided.say, "bold"), *(Content("\n").join(block) for block in blocks if block)]
    )


def answer_lines(label: str, answers: Sequence[Answered], width: int) -> Iterator[Content]:
    """Answers one below the other, the first one after the label."""
    for row in _answers(label, answers):
        yield _line(row, _column([label]), width)


def _column(labels: Iterable[str]) -> int:
    return max([_LABEL, *(len(label) + _GAP for label in labels)])


def _line(row: tuple[str, str, str], labels: int, width: int) -> Content:
    """A label in so many columns, and its words wrapped beside it."""
    label, words, style = row
    first = Content.styled(f"{label:<{labels}}", style)
    text = content(short(words, _LONGEST), "bold" if style == _TO_DO else "")
    return hanging(first, text, width, 2)


def _answers(label: str, answers: Sequence[Answered]) -> Iterator[tuple[str, str, str]]:
    for number, answer in enumerate(answers):
        yield "" if number else label, answer.words, "$quiet"


def _ahead(decided: Decided, today: date) -> Iterator[tuple[str, str, str]]:
    for text, due in decided.actions:
        # The decision itself as a thing to do is not repeated.
        words = "carry out the decision" if text == decided.say else text
        yield day(due, today) if due else "no date", words, _TO_DO
    if decided.review_by:
        yield day(decided.review_by, today), "check how it went", "$accent"
    if decided.template:
        yield "message", load_templates()[decided.template].do, "$quiet"
