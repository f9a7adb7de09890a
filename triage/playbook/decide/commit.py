"""Taking a decision: from the answers to everything that is set down, in one piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from triage.changes import ChangeSet, RecordIds, stable_id
from triage.health.windows import shift
from triage.playbook.after import checklists
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.ask.evaluation import Evaluation, evaluate
from triage.playbook.ask.fact_lines import fact_lines
from triage.playbook.ask.fact_text import cut
from triage.playbook.ask.facts import fill
from triage.playbook.ask.form_requirements import further_needs, no_contact
from triage.playbook.ask.walk import WalkStep
from triage.playbook.decide.actions import put_actions
from triage.playbook.decide.attempts import (
    attempt_for,
    new_attempt,
    put_attempt,
    stored_attempt,
    with_key,
)
from triage.playbook.decide.context import DecisionContext
from triage.playbook.decide.due import check_end, ends_on, review_day
from triage.playbook.decide.effects import apply
from triage.playbook.decide.form import EFFECTIVE_FROM, EXPECT, read_form
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import GateKey, money_entry
from triage.playbook.model import DecisionRule
from triage.playbook.state.as_of import decision_ids, pending_answers
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Action, Answer, Attempt, Decision
from triage.records.codec import exchange

MONEY_REASON = "the problem is price, not conduct"
"""Why the first two steps are passed by when money leads straight to new terms."""
_ANSWER_WIDTH = 60
_NO_CONTACT = frozenset({"end_contact", "stop_contact"})
"""Effects after which nobody writes to them."""


@dataclass(frozen=True, slots=True)
class CommittedDecision:
    """A decision that was taken, and all that is stored with it.

    `already` = it was stored before, by an earlier try or in another window: nothing is left to do.
    """

    attempt: Attempt
    decision: Decision
    actions: tuple[Action, ...]
    changes: ChangeSet
    already: bool = False


def commit_decision(
    situation: Situation,
    screen: str | None,
    answers: Mapping[str, str],
    ids: RecordIds,
    *,
    values: Mapping[str, str] | None = None,
    key: GateKey | None = None,
) -> CommittedDecision:
    """The records of a decision: `answers` and `values` (the last small form) as typed.

    Nothing is stored here. Raises DecisionRefused while a gate is shut or the answers end at a
    question, BadAnswer and BadField for what does not fit.
    """
    if (before := _taken_before(situation, ids)) is not None:
        return before
    evaluation = evaluate(situation, screen, answers, key)
    return commit_shown(situation, evaluation, ids, values)


def commit_shown(
    situation: Situation,
    evaluation: Evaluation,
    ids: RecordIds,
    values: Mapping[str, str] | None = None,
) -> CommittedDecision:
    """As `commit_decision`, of an evaluation that was shown already and still holds."""
    rule = _decided(situation, evaluation)
    further = further_needs(situation, rule, evaluation.path, own_plans=evaluation.own_plans)
    form = read_form(situation, rule, values or {}, further)
    check_end(situation, rule, form, evaluation.chosen)
    attempt, _ = attempt_for(situation, evaluation.screen.id, evaluation.flag)
    context = DecisionContext(
        situation=situation,
        screen=evaluation.screen,
        rule=rule,
        flag=evaluation.flag,
        path=evaluation.path,
        values=form,
        attempt=attempt.id,
        decision=ids("decision"),
        ids=ids,
    )
    writing = context.writing
    _pass_by_for_money(context, evaluation)
    attempt = _attempt(context, evaluation, attempt)
    put_attempt(writing, situation, attempt)
    decision = _decision(context)
    if (same := _same_today(situation, decision)) is not None:
        return _already(situation, same)
    writing.put(decision)
    _answers(context, evaluation)
    actions = tuple(put_actions(context))
    if rule.checklist is not None:
        planned = {action.template for action in actions if action.template}
        checklists.start(
            writing,
            situation,
            rule.checklist,
            planned,
            they_leave=rule.ended_by == "them",
            no_contact=rule.effect in _NO_CONTACT,
        )
    apply(context)
    label = f"{evaluation.screen.title}: {rule.say}"
    return CommittedDecision(attempt, decision, actions, writing.build(label))


def _taken_before(situation: Situation, ids: RecordIds) -> CommittedDecision | None:
    """The same decision, if an earlier try has landed. Its gates may be shut by now."""
    decision_id = ids("decision")
    decision = next((d for d in situation.ledger.decision if d.id == decision_id), None)
    return None if decision is None else _already(situation, decision)


def _same_today(situation: Situation, decision: Decision) -> Decision | None:
    """The screen's last decision, if it is this very one: made today, of the same answers.

    Two windows that decide alike have decided once.
    """
    made = [d for d in situation.decisions if d.screen == decision.screen]
    return made[-1] if made and _content(made[-1]) == _content(decision) else None


def _content(decision: Decision) -> tuple[object, ...]:
    because = [(step.get("question"), step.get("value")) for step in decision.because]
    return decision.on, decision.code, because, dict(decision.set), decision.expect


def _already(situation: Situation, decision: Decision) -> CommittedDecision:
    ledger = situation.ledger
    attempt = next(a for a in ledger.attempt if a.id == decision.attempt)
    actions = tuple(a for a in ledger.action if a.decision == decision.id)
    return CommittedDecision(attempt, decision, actions, ChangeSet("Already decided"), already=True)


def _decided(situation: Situation, evaluation: Evaluation) -> DecisionRule:
    if evaluation.gates:
        missing = "; ".join(
            f"{shut.gate}: {shut.in_titles(situation.playbook)}" for shut in evaluation.gates
        )
        raise DecisionRefused(f"“{evaluation.screen.title}” is not available yet: {missing}")
    if evaluation.decision is None:
        asked = evaluation.question.id if evaluation.question else "?"
        raise DecisionRefused(f"“{evaluation.screen.title}”: answer {asked} first")
    return evaluation.decision


def _pass_by_for_money(context: DecisionContext, evaluation: Evaluation) -> None:
    """Straight to new terms: the steps before it are written as not applying, with the reason."""
    situation, on = context.situation, context.situation.on
    if evaluation.screen.id != "renegotiate" or not money_entry(situation, evaluation.key):
        return
    steps = ladder(situation, evaluation.key.flag)
    for step in STEPS[: STEPS.index("renegotiate")]:
        if step in steps.ended:
            continue
        going_on = steps.open_attempt(step)
        was = stored_attempt(situation, going_on) if going_on else None
        attempt = replace(
            was or new_attempt(situation, step, evaluation.flag),
            outcome="na",
            outcome_on=on,
            outcome_reason=MONEY_REASON,
        )
        context.writing.put(attempt, was)
        drop_actions(
            context.writing, situation, decision_ids(situation.ledger.decision, attempt.id)
        )


def _attempt(context: DecisionContext, evaluation: Evaluation, attempt: Attempt) -> Attempt:
    situation, rule = context.situation, context.rule
    attempt = with_key(situation, replace(attempt, flag=evaluation.flag), evaluation.key)
    if rule.stays:
        return attempt
    on = situation.on
    attempt = replace(
        attempt,
        taken_on=attempt.taken_on or on,
        review_by=review_day(situation, context.screen, rule, context.values),
        check_on=None if rule.check is None else shift(on, rule.check),
        paused_on=None,
    )
    if rule.outcome is None:
        return attempt
    reason = context.values.get("reason", rule.say)
    return replace(attempt, outcome=rule.outcome, outcome_on=on, outcome_reason=reason)


def _decision(context: DecisionContext) -> Decision:
    situation, rule, on = context.situation, context.rule, context.situation.on
    lines = fact_lines(situation, context.screen.id, context.path)
    because = tuple(
        {
            "screen": step.screen,
            "question": step.question.id,
            "ask": fill(step.question.ask, situation),
            "value": step.value,
            "label": step.label,
        }
        for step in context.path
    )
    values = dict(context.values)
    expect = values.pop(EXPECT, None)
    if (end := ends_on(situation, rule, values)) is not None:
        values["end_date"] = end
    if rule.effective is not None:
        values.setdefault(EFFECTIVE_FROM.field, shift(on, rule.effective))
    return Decision(
        id=context.decision,
        client=situation.client.id,
        attempt=context.attempt,
        screen=context.screen.id,
        code=rule.code,
        on=on,
        say=rule.say,
        playbook=situation.playbook.label,
        flag=context.flag,
        because=because,
        known=tuple(f"{line.label}: {line.text}" for line in lines),
        proposed=situation.health.next_action,
        expect=expect,
        set={name: exchange(value) for name, value in values.items()},
        template=None if no_contact(situation, context.screen, rule) else rule.template,
        review_by=review_day(situation, context.screen, rule, context.values),
        next=rule.next,
        note=note_line(context),
        watch_until=None if rule.watch is None else shift(on, rule.watch),
    )


def note_line(context: DecisionContext) -> str:
    """The diary's one line: date - step - decision - because of which answers."""
    day = context.situation.on.isoformat()
    because = "; ".join(cut(_because(step), _ANSWER_WIDTH) for step in context.path)
    own_words = context.values.get("text")
    say = f"{context.rule.say}: {own_words}" if own_words else context.rule.say
    return f"{day} - {context.screen.title} - {say} - because {because}"


def _because(step: WalkStep) -> str:
    """An answer that says nothing by itself (yes, 3) with what it answers."""
    if step.question.kind in ("choice", "text"):
        return step.label
    return f"{step.question.short.rstrip('?')}: {step.label.lower()}"


def _answers(context: DecisionContext, evaluation: Evaluation) -> None:
    """All answers, those off the path too, under ids of this decision; the waiting ones go."""
    situation, playbook = context.situation, context.situation.playbook
    asked = {
        question.id: (screen.id, question)
        for screen in playbook.onward(evaluation.path[0].screen)
        for question in screen.questions.values()
    }
    for id_, value in evaluation.answers.items():
        # A text that was skipped is no answer; the decision's own path still tells of it.
        if not value:
            continue
        screen, question = asked[id_]
        context.writing.put(
            Answer(
                id=stable_id(context.decision, id_),
                client=situation.client.id,
                attempt=context.attempt,
                screen=screen,
                question=id_,
                on=situation.on,
                value=value,
                ask=fill(question.ask, situation),
                playbook=playbook.label,
            )
        )
    attempt, _ = attempt_for(situation, evaluation.path[0].screen, evaluation.flag)
    for answer in pending_answers(situation.ledger, attempt, situation.on).values():
        context.writing.remove(answer)
