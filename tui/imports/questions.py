"""What an import asks, with numbered answers, and what each answer means for it. Plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal, get_args

from storage.importing import NOT_A_CLIENT, ImportOptions, ImportPreview, ImportQuestion
from storage.importing.clients import NO_CLIENT, NO_PROJECT
from storage.importing.doubts import is_remembered
from storage.importing.plan import CsvImport
from storage.importing.row_ids import client_key
from storage.importing.time_pass import WORK_TOPIC
from triage.records import Work
from triage.terms import value_term
from triage.text import fold
from tui.imports.words import ANSWERS, QUESTIONS
from tui.wording.formatting import count

WORKS: tuple[Work, ...] = get_args(Work)
_DEFAULT_WORK: Work = "admin"
"""What hours are that are not billable, while nobody says otherwise."""
NEW_CLIENT, OWN_CLIENT, NO_CLIENT_AT_ALL, LATER = range(4)
"""The answers to whose rows some are, by index."""

_NAMELESS = (NO_PROJECT, NO_CLIENT, NOT_A_CLIENT)
"""Labels that would be no name for a client."""

_WORD = 4
"""Letters from which a word in common says something: not `for`, `the` or `Ltd`."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `now` says what holds without a further answer, `chosen` is its index; both
    are empty when nothing can be imported before it is answered."""

    key: str
    label: str
    question: str
    answers: tuple[str, ...]
    now: str = ""
    chosen: int | None = None


class Asks:
    """The questions of one file, and the options that the answers make.

    A look at the file does not ask again what is answered, so what was asked before is kept here:
    an answer can be changed until the import is written. `works` are remembered answers, `names`
    the clients there are by id.
    """

    def __init__(
        self, options: ImportOptions, names: Mapping[str, str], works: Mapping[str, str]
    ) -> None:
        self.options = options
        self._names = names
        self._works = {client_key(project): work for project, work in works.items()}
        self._asked: dict[str, ImportQuestion] = {}
        self._unmapped: dict[str, int] = {}
        self._alike: dict[str, str] = {}
        self._open: Mapping[str, int] = {}
        self._not_billable: Mapping[str, int] = {}

    def learn(self, preview: ImportPreview) -> None:
        """Take up what a look at the file asks, in place of what is open no more."""
        answered = {
            key: question
            for key, question in self._asked.items()
            if self.options.answer_to(key) is not None
        }
        self._asked = answered | {question.id: question for question in preview.questions}
        if preview.must_ask is None:
            self._alike |= preview.alike
            self._unmapped |= preview.unmapped
            self._open = preview.unmapped
            self._not_billable = preview.not_billable

    def all(self, preview: ImportPreview) -> list[Ask]:
        """Every question, what has to be answered first; none else while that is open."""
        if preview.must_ask is not None:
            return [self._plain(preview, preview.must_ask)]
        return [
            *self._whose(),
            *self._same_clients(),
            *(self._plain(preview, question) for question in self._asked.values()),
            *self._works_asked(),
        ]

    # --- what is asked ------------------------------------------------------------------

    def _plain(self, preview: ImportPreview, question: ImportQuestion) -> Ask:
        text = question.text.removeprefix(f"{preview.file}: ")
        for option in question.options:
            text = text.replace(f" ({option})", "")  # the word for the command line
        now = self.options.answer_to(question.id) or question.default
        kind, _, word = question.id.partition(":")
        words = {option: ANSWERS.get(option, option) for option in question.options}
        return Ask(
            key=question.id,
            label=QUESTIONS[kind].format(word=word),
            question=text[0].upper() + text[1:],
            answers=tuple(words.values()),
            now=words[now] if now else "",
            chosen=question.options.index(now) if now else None,
        )

    def _whose(self) -> Iterator[Ask]:
        for label, rows in self._unmapped.items():
            client = self.options.client_for.get(label)
            if client is None and label not in self._open:
                continue  # another label of the same rows has told whose they are
            now, chosen = "left out for now", LATER
            if client == NOT_A_CLIENT:
                now, chosen = "not a client", NO_CLIENT_AT_ALL
            elif client is not None and client in self._names:
                now, chosen = self._names[client], OWN_CLIENT
            elif client is not None:
                now, chosen = f"new client: {client}", NEW_CLIENT
            yield Ask(
                key=f"client:{label}",
                label=f"{label}, {count(rows, 'row')}",
                question=f"“{label}”: {count(rows, 'row')} without a client. "
                f"Which client {'is it' if rows == 1 else 'are they'} for?",
                answers=(
                    "a new client: type its name" if nameless(label) else "a new client",
                    "one of your clients ...",
                    "not a client: leave out now and next time",
                    "leave out for now",
                ),
                now=now,
                chosen=chosen,
            )

    def _same_clients(self) -> Iterator[Ask]:
        for name, known in self._alike.items():
            same = self.options.client_for.get(name) is not None
            answers = (f"a different client from {known}", f"the same as {known}")
            yield Ask(
                key=f"alike:{name}",
                label=name,
                question=f"“{name}” is new and looks like {known}. Is it the same client?",
                answers=answers,
                now=answers[same],
                chosen=int(same),
            )

    def _works_asked(self) -> Iterator[Ask]:
        for project, rows in self._not_billable.items():
            if client_key(project) in self._works:
                continue  # answered at an earlier import
            now = self._work_of(project)
            name = project or NO_PROJECT
            yield Ask(
                key=f"work:{project}",
                label=f"{name}, {count(rows, 'row')} not billable",
                question=f"“{name}”: {count(rows, 'row')} not marked billable. "
                f"What type of work {'is it' if rows == 1 else 'are they'}?",
                answers=tuple(value_term("work", each) for each in WORKS),
                now=value_term("work", now),
                chosen=WORKS.index(now),
            )

    def _work_of(self, project: str) -> str:
        return self.options.work_for.get(project, _DEFAULT_WORK)

    # --- what is answered ---------------------------------------------------------------

    def agreed(self, preview: ImportPreview) -> ImportPreview:
        """The preview, ready to be written: what stood there as the answer and was left so is
        remembered like one that was given."""
        plan = preview.plan
        if not isinstance(plan, CsvImport):
            return preview
        works = {
            project: self._work_of(project)
            for project in self._not_billable
            if client_key(project) not in self._works
        }
        remember = {**plan.remember, WORK_TOPIC: works | dict(self.options.work_for)}
        return replace(preview, plan=replace(plan, remember=remember))

    def answer(self, key: str, index: int) -> Literal["done", "name", "pick"]:
        """Take the answer; "name" and "pick" want the name of a new client, or one of the clients
        there are, and then `give`."""
        sort, _, label = key.partition(":")
        if sort == "client":
            if index == OWN_CLIENT:
                return "pick"
            if index == NEW_CLIENT and nameless(label):
                return "name"
            answer = {NEW_CLIENT: label, NO_CLIENT_AT_ALL: NOT_A_CLIENT}.get(index)
            self.give(label, answer)
        elif sort == "alike":
            self.give(label, self._id_of(self._alike[label]) if index else None)
        elif sort == "work":
            works = {**self.options.work_for, label: WORKS[index]}
            self.options = replace(self.options, work_for=works)
        else:
            self.options = self.options.with_answer(key, self._asked[key].options[index])
        return "done"

    def _id_of(self, name: str) -> str:
        """The id of a client there is, else the name of a new one."""
        return next((id_ for id_, known in self._names.items() if known == name), name)

    def give(self, label: str, client: str | None) -> None:
        """Say whose the rows of a label are: an id, a name, "-", or nobody's yet."""
        others = {
            name: client_id for name, client_id in self.options.client_for.items() if name != label
        }
        answer = {} if client is None else {label: client}
        self.options = replace(self.options, client_for={**others, **answer})

    def choices(self, label: str, new: Iterable[str]) -> list[tuple[str, str]]:
        """Name and answer of every client there is and of the file's new ones, the likely first."""
        known = [(name, id_) for id_, name in self._names.items()]
        like = _likeness(label)
        return sorted((*known, *((name, name) for name in new)), key=lambda choice: like(choice[0]))

    @property
    def answered(self) -> bool:
        """Whether anything was said that an import would remember."""
        words = any(is_remembered(question_id) for question_id in self.options.answers)
        return bool(self.options.client_for or self.options.work_for or words)


def _likeness(label: str) -> Callable[[str], tuple[bool, str]]:
    """A key to sort names by: those first that look like a label."""
    folded = fold(label)
    words = {word for word in folded.split() if len(word) >= _WORD}

    def key(name: str) -> tuple[bool, str]:
        other = fold(name)
        like = words & set(other.split()) or get_close_matches(folded, [other])
        return not like, other

    return key


def nameless(label: str) -> bool:
    """Whether a label says only that there is none."""
    return label in _NAMELESS
