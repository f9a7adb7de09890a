"""What a playbook is made of: screens, their questions, and the decisions these lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from triage.playbook.renamed import key_of_today
from triage.records import ClientState, Decision, EndedBy, Outcome

FIX, SENT = "fix", "sent"
"""What a further thing to do may count from: the day of a repair, the day its message goes out."""

QuestionKind = Literal["yes_no", "choice", "number", "money", "text"]


@dataclass(frozen=True, slots=True)
class Jump:
    """Where an answer leads. Exactly one is set: a question here, a decision here, a screen."""

    go: str | None = None
    decide: str | None = None
    open: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """One more thing to do. `due` = days from the decision, or from what `after` names; `last` =
    days from the last day instead, where one is known, below 0 before it; `slot` = the place that
    its day has in the decision's message.
    """

    text: str | None = None
    template: str | None = None
    due: int
    after: str | None = None
    last: int | None = None
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An end that an answer sets: asked for, else in so many days, with what is to be done then."""

    days: int
    text: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One numbered choice; an answer is stored by `key`, never by position.

    `at_fault` = it says that the client is the reason, `own_plans` that one's own plans are.
    `denies` = a fact that it says there is not, `says` = those that it tells of.
    `stage` = the payment step it begins, `when` = the case of late payment it is proposed in, `do`
    = the next action that either stands for. `waits` = the reason to wait that it names, `called` =
    it says that a call was made, `rests` = months until they come to mind again. The other facts
    are written down with the decision it leads to.
    """

    key: str
    label: str
    to: Jump
    stage: int | None = None
    when: str | None = None
    do: str = ""
    waits: str | None = None
    types: tuple[str, ...] = ()
    times: int | None = None
    called: bool = False
    rests: int | None = None
    leave_reason: str | None = None
    ended_by: EndedBy | None = None
    also: tuple[Further, ...] = ()
    term: Term | None = None
    denies: str | None = None
    says: tuple[str, ...] = ()
    at_fault: bool = False
    own_plans: bool = False
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

    A text leads on by its one case. `short` is what an answer that leads here is said to lead to,
    `means` what the program reads the answer for, `slot` the place that the answer has in the
    message of the decision it leads to, `recorded` whose words on record stand there already,
    `logged` the count on record that answers it, `known_by` the fact that does.
    """

    id: str
    kind: QuestionKind
    ask: str
    why: str
    short: str
    means: str | None = None
    slot: str | None = None
    recorded: str | None = None
    logged: str | None = None
    known_by: str | None = None
    options: tuple[Option, ...] = ()
    cases: tuple[OptionCase, ...] = ()
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    min_chars: int = 0
    line: int = field(default=0, compare=False)

    def option(self, key: str) -> Option | None:
        """The choice of that key, or of what it was called before."""
        named = next((option for option in self.options if option.key == key), None)
        if named is not None:
            return named
        today = key_of_today(self.id, key)
        same = (option for option in self.options if key_of_today(self.id, option.key) == today)
        return next(same, None)

    def jumps(self) -> Iterator[tuple[Jump, int]]:
        """Every way on, with its line."""
        for option in self.options:
            yield option.to, option.line
        for case in self.cases:
            yield case.to, case.line


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the last small form; `least` = characters of a text, `ask` = its prompt.

    `choices` = numbered answers that a text offers beside own words.
    """

    field: str
    kind: str
    least: int | None = None
    ask: str = ""
    choices: tuple[str, ...] = ()

    def choice(self, typed: str) -> str:
        """The answer of that number; anything else as it is typed."""
        numbered = {str(number): words for number, words in enumerate(self.choices, start=1)}
        return numbered.get(typed, typed)

    @property
    def optional(self) -> bool:
        return self.kind.endswith("?")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRule:
    """What a decision does when it is taken. All numbers are days from that day.

    `puts_off` = it leaves things as they are. `lets_go` = they leave, and every step rests;
    `offers` = with one offer to stay; `once` = taken once, then `instead` is shown; so it is where
    one of the facts `unless` speaks against it. `denied` = it stands in because an answer on the
    way says what is not so: another answer is wanted, not this decision.
    """

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
    ended_by: EndedBy | None = None
    ends: str | None = None
    checklist: str | None = None
    also: tuple[Further, ...] = ()
    effect: str | None = None
    lets_go: bool = False
    offers: bool = False
    once: bool = False
    puts_off: bool = False
    unless: tuple[str, ...] = ()
    instead: str | None = None
    denied: bool = False
    line: int = field(default=0, compare=False)

    @property
    def rests(self) -> bool:
        """Whether the relation rests after it."""
        return self.state == "dormant"


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated line above the questions of a screen: its label, and which of `FACT_LINES`."""

    label: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One guided screen; `step` is its place on the ladder, `review` its days to review-by.

    `do` is the next action that the screen stands for, where no flag of its own says it.
    """

    id: str
    title: str
    purpose: str
    do: str
    review: int
    step: int | None = None
    start: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
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
    """All screens. `label` is what stored answers carry: which playbook asked them.

    `shipped` is the program's own, where this is a user's: it explains what was decided before.
    """

    name: str
    version: int
    screens: Mapping[str, Screen]
    shipped: Playbook | None = None

    @property
    def label(self) -> str:
        return f"{self.name} {self.version}"

    def title(self, screen: str) -> str:
        """What lists call a step ("1 Meet halfway") or a door."""
        known = self._screen(screen)
        if known is None:
            return screen.replace("_", " ")
        return f"{known.step} {known.title}" if known.step else known.title

    def rule_of(self, decision: Decision) -> DecisionRule | None:
        """What a stored decision does; None when no playbook knows it any more."""
        screen = self.screens.get(decision.screen)
        rule = screen.decisions.get(decision.code) if screen else None
        return rule or (self.shipped.rule_of(decision) if self.shipped else None)

    def effect_of(self, decision: Decision | None) -> str | None:
        """What a stored decision did beyond its plain keys."""
        rule = self.rule_of(decision) if decision else None
        return rule.effect if rule else None

    def stays(self, decision: Decision | None) -> bool:
        """Whether a stored decision left its page open, as to ask them first."""
        rule = self.rule_of(decision) if decision else None
        return rule is not None and rule.stays

    def question(self, screen: str, id_: str) -> Question | None:
        """The question that a stored answer belongs to; None when nobody asks it any more."""
        known = self.screens.get(screen)
        question = known.questions.get(id_) if known else None
        return question or (self.shipped.question(screen, id_) if self.shipped else None)

    def answers_to(self, decision: Decision, meaning: str) -> Iterator[str]:
        """What was answered, on the way to a stored decision, to questions of that meaning."""
        for question, value in self.answered(decision):
            if question.means == meaning:
                yield value

    def slots_of(self, decision: Decision) -> Iterator[tuple[str, str]]:
        """The answers on the way to a stored decision that belong into its message, by slot."""
        for question, value in self.answered(decision):
            if question.slot is not None:
                yield question.slot, value

    def chosen(self, decision: Decision) -> Iterator[Option]:
        """The options that led to a stored decision."""
        for question, value in self.answered(decision):
            if (option := question.option(value)) is not None:
                yield option

    def answered(self, decision: Decision) -> Iterator[tuple[Question, str]]:
        """The questions on the way to a stored decision that are still known, and the answers."""
        for step in decision.because:
            screen = str(step.get("screen", decision.screen))
            if (question := self.question(screen, str(step.get("question")))) is not None:
                yield question, str(step.get("value") or "")

    def _screen(self, screen: str) -> Screen | None:
        return self.screens.get(screen) or (
            self.shipped.screens.get(screen) if self.shipped else None
        )

    def onward(self, screen: str) -> list[Screen]:
        """The screen, and all that its answers may open, in the order they are met."""
        screens = [self.screens[screen]]
        for current in screens:
            for question in current.questions.values():
                for jump, _ in question.jumps():
                    if jump.open is not None and self.screens[jump.open] not in screens:
                        screens.append(self.screens[jump.open])
        return screens
