"""What is doubtful about a row that can be read: it waits until somebody says what holds.

A doubtful row is left out and named. Each doubt has an id, the question that settles it for all its
rows; behind a colon stands the word that it is about, and that answer is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from storage.importing.currency import CODES
from storage.importing.errors import ImportTrouble
from storage.importing.options import ImportQuestion
from triage.shipped import toml_beside

TOPIC = "import.answer"
"""Where is remembered what words mean: the id of a question -> its answer."""
LEAVE_OUT, TAKE = "leave-out", "take"
ALONE = ("future", "long", "day", "clock", "clock-change")
"""Doubts about one entry only: none is left about an entry that is known from before."""
_LINES = 5
"""Lines that a question names; the preview names them all."""


class Doubt(NamedTuple):
    """`id` is the question that settles it; `why` is what the preview says of the row."""

    id: str
    why: str


@dataclass(frozen=True)
class QuestionKind:
    """One question of doubts.toml."""

    text: str
    options: tuple[str, ...]
    remember: bool
    each_source: bool


KINDS: Mapping[str, QuestionKind] = {
    name: QuestionKind(
        table["text"],
        (*table["options"], *(() if table.get("first") else (LEAVE_OUT,))),
        table.get("remember", False),
        table.get("each_source", False),
    )
    for name, table in toml_beside(__file__, "doubts.toml").items()
}
"""Every question that is no option of its own, by the first part of its id."""


def is_remembered(question_id: str) -> bool:
    """Whether the answer to a question is kept for the next import."""
    kind = KINDS.get(question_id.partition(":")[0])
    return kind is not None and kind.remember


def is_of_source(question_id: str) -> bool:
    """Whether the answer to a question is kept for the next import from the same source."""
    kind = KINDS.get(question_id.partition(":")[0])
    return kind is not None and kind.each_source


def ask_about(rows: Iterable[tuple[int, Doubt]]) -> list[ImportQuestion]:
    """One question for each doubt about these lines, in the order in which they came up."""
    by_id: dict[str, list[tuple[int, Doubt]]] = {}
    for line, doubt in rows:
        by_id.setdefault(doubt.id, []).append((line, doubt))
    return [_question(doubt_id, alike) for doubt_id, alike in by_id.items()]


def _question(doubt_id: str, rows: list[tuple[int, Doubt]]) -> ImportQuestion:
    name, _, word = doubt_id.partition(":")
    kind = KINDS[name]
    lines = ", ".join(str(line) for line, _ in rows[:_LINES])
    more = f" and {len(rows) - _LINES} more" if len(rows) > _LINES else ""
    where = f"{'line' if len(rows) == 1 else 'lines'} {lines}{more}"
    return ImportQuestion(
        id=doubt_id,
        text=kind.text.format(word=word, why=rows[0][1].why, where=where),
        options=kind.options,
        flag=f"--answer {doubt_id}=",
        default=LEAVE_OUT,
        rows=tuple(line for line, _ in rows),
    )


def file_question(
    question_id: str,
    path: Path,
    *,
    word: str = "",
    why: str = "",
    options: Sequence[str] = (),
    rows: Iterable[int] = (),
) -> ImportQuestion:
    """A question about a whole file, which has to be answered before anything is read."""
    name, _, behind = question_id.partition(":")
    kind = KINDS[name]
    return ImportQuestion(
        id=question_id,
        text=f"{path}: " + kind.text.format(word=word or behind, why=why),
        options=tuple(options) or kind.options,
        flag=f"--answer {question_id}=",
        rows=tuple(rows),
    )


def check_answers(answers: Mapping[str, str]) -> None:
    """Raises ImportTrouble for an answer to no question, or one that the question does not have."""
    for question_id, answer in answers.items():
        kind = KINDS.get(question_id.partition(":")[0])
        if kind is None:
            raise ImportTrouble(
                f"{question_id}={answer}: there is no question “{question_id}”.",
                f"Questions: {', '.join(KINDS)}.",
            )
        if answer not in (kind.options or CODES):
            raise ImportTrouble(
                f"{question_id}={answer}: that is not one of its answers.",
                f"Answers: {', '.join(kind.options) or 'the code of a currency, like EUR'}.",
            )
