"""What a playbook is made of: screens, their questions, and the decisions these lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from triage.records import ClientState, Outcome

QuestionKind = Literal["yes_no", "choice", "number", "money", "text"]


@dataclass(frozen=True, slots=True)
class Jump:
    """Where an answer leads. Exactly one is set: a question here, a decision here, a screen."""

    go: str | None = None
    decide: str | None = None
    open: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One numbered choice; an answer is stored by `key`, never by position."""

    key: str
    label: str
    to: Jump
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OptionCase:
    """Where a number leads when it is less than `below`: a number or the name of a fact.

    A fact that is not known never matches; None always does.
    """

    below: Decimal | str | None
    to: Jump
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing asked. `options` are those of a choice, or yes and no; `cases` those of a number.

    A text leads on by its one case. `short` is what an answer that leads here is said to lead to.
    """

    id: str
    kind: QuestionKind
    ask: str
    why: str
    short: str
    options: tuple[Option, ...] = ()
    cases: tuple[OptionCase, ...] = ()
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    min_chars: int = 0
    line: int = field(default=0, compare=False)

    def jumps(self) -> Iterator[tuple[Jump, int]]:
        """Every way on, with its line."""
        for option in self.options:
            yield option.to, option.line
        for case in self.cases:
            yield case.to, case.line


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the last small form; `least` = characters of a text."""

    field: str
    kind: str
    least: int | None = None

    @property
    def optional(self) -> bool:
        return self.kind.endswith("?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """One more thing to do. `due` = days from the decision, or after a named date."""

    text: str | None = None
    template: str | None = None
    due: int
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRule:
    """What a decision does when it is taken. All numbers are days from that day."""

    code: str
    say: str
    short: str
    template: str | None = None
    to: str | None = None
    due: int | None = None
    day: int | None = None
    next_day: int | None = None
    answer: int | None = None
    effective: int | None = None
    check: int | None = None
    review: int | str | None = None
    watch: int | None = None
    needs: tuple[FormField, ...] = ()
    outcome: Outcome | None = None
    next: str | None = None
    stays: bool = False
    state: ClientState | None = None
    ends: str | None = None
    checklist: str | None = None
    also: tuple[Further, ...] = ()
    rule: str | None = None
    instead: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One guided screen; `step` is its place on the ladder, `review` its days to review-by."""

    id: str
    title: str
    purpose: str
    review: int
    step: int | None = None
    start: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, Question]
    decisions: Mapping[str, DecisionRule]
    line: int = field(default=0, compare=False)

    def first(self, flag: str | None = None) -> str:
        """The id of the question this screen begins with, by the flag that led here."""
        if flag is not None and flag in self.start:
            return self.start[flag]
        return self.start.get("default") or next(iter(self.questions))

    def firsts(self) -> set[str]:
        """Every question this screen may begin with."""
        return {*self.start.values(), self.first()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """All screens. `label` is what stored answers carry: which playbook asked them."""

    name: str
    version: int
    screens: Mapping[str, Screen]

    @property
    def label(self) -> str:
        return f"{self.name} {self.version}"

    def onward(self, screen: str) -> list[Screen]:
        """The screen, and all that its answers may open, in the order they are met."""
        found = [self.screens[screen]]
        for one in found:
            for question in one.questions.values():
                for jump, _ in question.jumps():
                    if jump.open is not None and self.screens[jump.open] not in found:
                        found.append(self.screens[jump.open])
        return found
