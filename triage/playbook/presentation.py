"""What is shown of a guided decision, on the screen and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.playbook.ask.contradictions import is_denied
from triage.playbook.ask.evaluation import Evaluation, evaluate
from triage.playbook.ask.fact_lines import WIDE, FactLine, fact_lines
from triage.playbook.ask.facts import fill
from triage.playbook.ask.form_requirements import decision_for, further_needs, no_contact
from triage.playbook.ask.recorded import recorded_answer
from triage.playbook.ask.trail import TrailStep, trail
from triage.playbook.ask.walk import WalkStep
from triage.playbook.decide.due import Due, review_day, things_to_do
from triage.playbook.decide.form import read_form
from triage.playbook.errors import BadField
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.gates.gates import GateKey
from triage.playbook.model import DecisionRule, FormField, Jump, Question, Screen
from triage.playbook.state.ladder import ladder
from triage.playbook.state.late_stage import LateStage, late_stage
from triage.playbook.state.situation import Situation
from triage.playbook.state.waiting import late_case


@dataclass(frozen=True, slots=True)
class OptionView:
    """One choice, numbered from 1; `leads` says in a few words where it leads, `opens` whether that
    is another page, `denied` whether the records say otherwise.
    """

    n: int
    key: str
    label: str
    leads: str
    opens: bool = False
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question with its facts filled in. A number or text has no options; `leads` is its own.

    `suggested` is the answer that the calendar of late payment points at (`due`, from the day
    `due_from` on where that is still to come), or the one that is on record already.
    """

    id: str
    kind: str
    ask: str
    why: str
    options: tuple[OptionView, ...]
    unit: str | None
    low: int | None
    high: int | None
    min_chars: int
    leads: str
    suggested: str | None
    due: bool
    due_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """What a decision would do. `needs` are the fields of its last small form, `denied` as in
    DecisionRule."""

    code: str
    say: str
    outcome: str | None
    template: str | None
    actions: tuple[Due, ...]
    review_by: date | None
    next: str | None
    stays: bool
    needs: tuple[FormField, ...]
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideView:
    """One state of the guided decision: shut gates, or a question, or a decision.

    `own_plans` = somebody parts for their own plans.
    """

    client: str
    screen: str
    title: str
    purpose: str
    flag: str | None
    gates: tuple[ClosedGate, ...]
    trail: tuple[TrailStep, ...]
    facts: tuple[FactLine, ...]
    path: tuple[WalkStep, ...]
    question: QuestionView | None
    decision: DecisionView | None
    own_plans: bool = False

    @property
    def open(self) -> bool:
        """Whether no gate is shut; a passed one counts as open."""
        return not self.gates

    def as_json(self, *, stored: bool = False) -> dict[str, Any]:
        """The fixed JSON shape of the command line's `decide`."""
        return {
            "client": self.client,
            "screen": self.screen,
            "open": self.open,
            "gates": [
                {"gate": s.gate, "missing": s.missing, "earliest": _iso(s.earliest)}
                for s in self.gates
            ],
            "question": _question_json(self.question),
            "decision": _decision_json(self.decision),
            "stored": stored,
        }


def decide_view(
    situation: Situation,
    screen: str | None = None,
    answers: Mapping[str, str] | None = None,
    *,
    values: Mapping[str, str] | None = None,
    key: GateKey | None = None,
) -> DecideView:
    """Where the answers lead, with everything that is shown there. Nothing is stored.

    `values` (the last small form, as far as it is typed) make the days of the decision exact.
    Raises DecisionRefused and BadAnswer like `evaluate`.
    """
    return view_of(situation, evaluate(situation, screen, answers, key), values)


def view_of(
    situation: Situation, evaluation: Evaluation, values: Mapping[str, str] | None = None
) -> DecideView:
    """What is shown of an evaluation."""
    screen = evaluation.screen
    decision = evaluation.decision
    return DecideView(
        client=situation.client.id,
        screen=screen.id,
        title=screen.title,
        purpose=screen.purpose,
        flag=evaluation.flag,
        gates=evaluation.gates,
        trail=trail(situation.playbook, ladder(situation, evaluation.key.flag), screen.id),
        facts=fact_lines(situation, screen.id, evaluation.path, WIDE),
        path=evaluation.path,
        question=_question(situation, evaluation),
        decision=None
        if decision is None
        else _decision(situation, evaluation, decision, values or {}),
        own_plans=evaluation.own_plans,
    )


def _question(situation: Situation, evaluation: Evaluation) -> QuestionView | None:
    question = evaluation.question
    if question is None:
        return None

    def leads(jump: Jump) -> str:
        return _leads(situation, evaluation.screen, jump, evaluation.flag)

    options = tuple(
        OptionView(
            n,
            option.key,
            option.label,
            leads(option.to),
            option.to.open is not None,
            is_denied(situation, option),
        )
        for n, option in enumerate(question.options, start=1)
    )
    ways = {leads(case.to) for case in question.cases}
    calendar = _calendar(situation, question)
    return QuestionView(
        id=question.id,
        kind=question.kind,
        ask=fill(question.ask, situation),
        why=fill(question.why, situation),
        options=options,
        unit=question.unit,
        low=question.low,
        high=question.high,
        min_chars=question.min_chars,
        leads=" or ".join(sorted(ways)),
        suggested=_suggested(situation, evaluation.screen, question, calendar),
        due=calendar.leads,
        due_from=calendar.stage.wait_until if calendar.leads and calendar.stage else None,
    )


@dataclass(frozen=True, slots=True)
class _Calendar:
    """What the calendar of late payment says to a question: their `case`, and the step to suggest.

    `by_stage` = the answers that are its steps, by their number; `leads` = one of them is next.
    """

    by_stage: Mapping[int, str]
    case: str | None = None
    stage: LateStage | None = None

    @property
    def leads(self) -> bool:
        return bool(self.by_stage) and self.case is None


def _calendar(situation: Situation, question: Question) -> _Calendar:
    by_stage = {option.stage: option.key for option in question.options if option.stage}
    if not by_stage and not any(option.when for option in question.options):
        return _Calendar(by_stage)
    case = late_case(situation)
    stage = late_stage(situation) if by_stage else None
    return _Calendar(by_stage, None if case is None else case.code, stage)


def _suggested(
    situation: Situation, screen: Screen, question: Question, calendar: _Calendar
) -> str | None:
    """The answer for their case of late payment, else the step of the calendar, where the question
    is about it; else what is on record."""
    if calendar.case is not None:
        for_case = _for_case(screen, question, calendar.case)
        if for_case is not None:
            return for_case
    if not calendar.by_stage:
        return recorded_answer(situation, question)
    return calendar.by_stage[calendar.stage.stage] if calendar.stage else None


def _for_case(screen: Screen, question: Question, case: str) -> str | None:
    """The answer that is for a case, else the one that leads to it."""
    own = (option.key for option in question.options if option.when == case)
    leading = (
        option.key
        for option in question.options
        if option.stage and option.to.go is not None
        if any(further.when == case for further in screen.questions[option.to.go].options)
    )
    return next(own, None) or next(leading, None)


def _leads(situation: Situation, screen: Screen, jump: Jump, flag: str | None) -> str:
    if jump.go is not None:
        return screen.questions[jump.go].short
    if jump.open is not None:
        return situation.playbook.screens[jump.open].title
    assert jump.decide is not None
    return decision_for(situation, screen, screen.decisions[jump.decide], flag).short


def _decision(
    situation: Situation, evaluation: Evaluation, rule: DecisionRule, typed: Mapping[str, str]
) -> DecisionView:
    screen, chosen = evaluation.screen, evaluation.chosen
    more = further_needs(situation, rule, evaluation.path, own_plans=evaluation.own_plans)
    try:
        values = read_form(situation, rule, typed, more)
    except BadField:
        # Half a form is no form: the days that hang on it are not known yet.
        values = {}
    return DecisionView(
        code=rule.code,
        say=rule.say,
        outcome=rule.outcome,
        template=None if no_contact(situation, screen, rule) else rule.template,
        actions=tuple(things_to_do(situation, screen, rule, values, chosen)),
        review_by=review_day(situation, screen, rule, values),
        next=rule.next,
        stays=rule.stays,
        needs=(*rule.needs, *more),
        denied=rule.denied,
    )


def _question_json(question: QuestionView | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "why": question.why,
        "options": [{"n": o.n, "key": o.key, "label": o.label} for o in question.options],
    }


def _decision_json(decision: DecisionView | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "code": decision.code,
        "say": decision.say,
        "outcome": decision.outcome,
        "template": decision.template,
        "actions": [{"text": due.text, "due": _iso(due.due)} for due in decision.actions],
        "review_by": _iso(decision.review_by),
        "next": decision.next,
        "needs": [{"field": n.field, "kind": n.kind, "min": n.least} for n in decision.needs],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
