"""A decision in lines: what it is, because of which answers, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual.content import Content

from triage.clients.look_again import look_again
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


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do after a decision: by when, and since when it is done."""

    text: str
    due: date | None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What both pages of a decision say, the one before it is taken and the one after.

    `sent_on` = its message has left; `message_from` = the day from which it may, where it has to
    wait for a night.
    """

    screen: str
    say: str
    because: Sequence[Answered]
    actions: Sequence[ToDo]
    review_by: date | None
    template: str | None
    sent_on: date | None = None
    message_from: date | None = None
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
    """What is done, then what is to be done, the earliest first."""
    rows: list[tuple[date, tuple[str, str, str]]] = []
    with_message = False
    for action in decided.actions:
        done, due, words = action.done_on, action.due, action.text
        # The decision itself as a thing to do is not repeated.
        if words == decided.say:
            with_message = decided.template is not None
            done = done or decided.sent_on
            due = _first(decided, due)
            words = _itself(decided, action.due, done=done is not None)
        label = "done" if done else day(due, today) if due else "no date"
        style = "$quiet" if done else _TO_DO
        rows.append((date.min if done else due or date.max, (label, words, style)))
    words = look_again(decided.screen, decided.template)
    # A look at how it went would say nothing more on the very day of something to do, nor where it
    # is put down as a thing to do itself.
    is_told = any(
        action.text == words or (action.done_on is None and action.due == decided.review_by)
        for action in decided.actions
    )
    if decided.review_by and not is_told:
        row = (day(decided.review_by, today), words[0].lower() + words[1:], "$accent")
        rows.append((decided.review_by, row))
    yield from (row for _, row in sorted(rows, key=lambda row: row[0]))
    if decided.template and not with_message:
        yield "done" if decided.sent_on else "message", _message(decided, None), "$quiet"


def _itself(decided: Decided, due: date | None, *, done: bool) -> str:
    """The decision as a thing to do: its message, where it has one."""
    if decided.template is None:
        return "carry out the decision"
    message = _message(decided, due)
    return message if done else f"carry out the decision: {message[0].lower()}{message[1:]}"


def _first(decided: Decided, due: date | None) -> date | None:
    """The day of the message: not before it may leave."""
    return max(due, decided.message_from) if due and decided.message_from else due


def _message(decided: Decided, due: date | None) -> str:
    words = load_templates()[decided.template or ""].do
    if decided.sent_on or decided.message_from is None or (due and due >= decided.message_from):
        return words
    return f"{words}; write it today, send it tomorrow"
