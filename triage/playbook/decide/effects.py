"""What a decision's named rule sets down beside the decision itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from triage.health.windows import shift
from triage.playbook.ask.entry_points import LESSON_AFTER_DAYS
from triage.playbook.ask.form_requirements import lifts_hold
from triage.playbook.ask.walk import answer_to
from triage.playbook.decide.attempts import drop_actions
from triage.playbook.decide.context import DecisionContext
from triage.playbook.decide.late_ladder import restated_terms, sent_terms
from triage.playbook.state.as_of import attempts, decisions
from triage.playbook.vocabulary import STEPS
from triage.records import (
    Event,
    Gift,
    Lesson,
    Note,
    Plan,
    Quirk,
    WatchRule,
    What,
)
from triage.watch.rules import EXPIRES_AFTER

ACCEPTED_DAYS = 180
"""How long a habit that one chose to live with stays quiet."""
PREPAID_TAG = "prepaid only"


def apply(taking: DecisionContext) -> None:
    """Everything beyond attempt, decision, things to do and lists."""
    if lifts_hold(taking.situation, taking.screen, taking.rule):
        taking.change_client(replace(taking.client, do_not_contact=False))
    if taking.rule.lets_go:
        _let_go(taking)
    if (effect := _EFFECTS.get(taking.rule.effect or "")) is not None:
        effect(taking)
    _new_state(taking)
    if taking.screen.id == "lesson" and not taking.rule.stays:
        _lesson(taking)


def _gift(taking: DecisionContext) -> None:
    values, on = taking.values, taking.situation.on
    taking.writing.put(
        Gift(
            id=taking.ids("gift"),
            client=taking.client.id,
            from_=on,
            until=values["until"],
            hours_per_month=values["hours_per_month"],
            reason=values["reason"],
        )
    )


def _promise(taking: DecisionContext) -> None:
    taking.writing.put(_event(taking, "promise", due=taking.values["due"]))
    sent_terms(taking)


def _plan(taking: DecisionContext) -> None:
    taking.writing.put(
        Plan(
            id=taking.ids("plan"),
            client=taking.client.id,
            agreed=taking.situation.on,
            invoices=taking.values["invoices"],
            instalments=taking.values["instalments"],
        )
    )
    sent_terms(taking)


def _write_off(taking: DecisionContext) -> None:
    for invoice in taking.situation.ledger.invoice:
        if invoice.id in taking.values["invoices"]:
            taking.writing.put(replace(invoice, state="written_off"), invoice)
    _prepaid_only(taking)


def _prepaid_only(taking: DecisionContext) -> None:
    client = taking.client
    if PREPAID_TAG not in client.tags:
        taking.change_client(replace(client, tags=(*client.tags, PREPAID_TAG)))


def _mute(taking: DecisionContext) -> None:
    """With no flag raised there is nothing to accept; the decision stays in the diary."""
    if taking.flag is None or taking.situation.flag(taking.flag) is None:
        return
    quirk = Quirk(
        flag=taking.flag,
        until=shift(taking.situation.on, ACCEPTED_DAYS),
        reason=taking.values["reason"],
    )
    client = taking.client
    others = tuple(known for known in client.quirks if known.flag != taking.flag)
    taking.change_client(replace(client, quirks=(*others, quirk)))


def _let_go(taking: DecisionContext) -> None:
    """They go: every step rests, and what was written for it with it (G7)."""
    situation = taking.situation
    back = situation.returned_on
    announced = situation.history.events("leaving").until(situation.on)
    if not any(back is None or event.on >= back for event in announced):
        reasons = (option.leave_reason for option in taking.chosen)
        reason = next((named for named in reasons if named is not None), None)
        taking.writing.put(_event(taking, "leaving", reason=reason))
    _pause_steps(taking)


def _pause_steps(taking: DecisionContext) -> None:
    situation, on = taking.situation, taking.situation.on
    steps = {a.id for a in attempts(situation.ledger, on) if a.screen in STEPS}
    decided = {d.id for d in decisions(situation.ledger, on) if d.screen in STEPS}
    for attempt in situation.ledger.attempt:
        if attempt.id in steps and attempt.outcome is None and attempt.paused_on is None:
            taking.writing.put(replace(attempt, paused_on=on), attempt)
    for message in situation.ledger.message:
        of_step = message.attempt in steps or message.decision in decided
        if of_step and message.sent_on is None and message.parked_on is None:
            taking.writing.put(replace(message, parked_on=on), message)
    drop_actions(taking.writing, situation, decided)


def _fix_by(taking: DecisionContext) -> None:
    text = answer_to(taking.path, "mend")
    taking.writing.put(_event(taking, "our_promise", text=text, due=taking.values["fix_by"]))


def _return(taking: DecisionContext) -> None:
    taking.change_client(replace(taking.client, returned_on=taking.situation.on))


def _stop_contact(taking: DecisionContext) -> None:
    taking.change_client(replace(taking.client, do_not_contact=True))


def _contact_through(taking: DecisionContext) -> None:
    person = taking.values.get("person")
    rule = f"Contact only through {person}." if person else "Contact only through that person."
    taking.writing.put(
        Note(
            id=taking.ids("note"),
            client=taking.client.id,
            on=taking.situation.on,
            text=rule,
        )
    )


def _watch_rule(taking: DecisionContext) -> None:
    on = taking.situation.on
    taking.writing.put(
        WatchRule(
            id=taking.ids("watch_rule"),
            on=on,
            when=taking.values["when"],
            sentence=taking.values["sentence"],
            lesson=_lesson_of(taking).id,
            until=shift(on, EXPIRES_AFTER),
        )
    )


def _new_state(taking: DecisionContext) -> None:
    client, rule = taking.client, taking.rule
    ended_by = rule.ended_by or client.ended_by
    if rule.ended_by is not None:
        by_answer = (option.ended_by for option in taking.chosen if option.ended_by is not None)
        ended_by = next(by_answer, rule.ended_by)
    taking.change_client(replace(client, state=rule.state or client.state, ended_by=ended_by))


def _lesson(taking: DecisionContext) -> None:
    """What was learned. It is final only some days after the end: the first are for breathing."""
    situation = taking.situation
    closed = situation.client.closed_on
    long_enough = (
        situation.view.ended
        and closed is not None
        and (situation.on - closed).days >= LESSON_AFTER_DAYS
    )
    cause = next((step.label for step in taking.path if step.question.means == "cause"), None)
    was = _lesson_of(taking)
    lesson = replace(
        was,
        where=answer_to(taking.path, "turn"),
        cause=cause,
        habit=taking.values.get("text"),
        final_on=situation.on if long_enough else None,
    )
    known = any(lesson.id == was.id for lesson in situation.ledger.lesson)
    taking.writing.put(lesson, was if known else None)


def _lesson_of(taking: DecisionContext) -> Lesson:
    """The lesson that was begun and is not final yet, else a new one."""
    situation = taking.situation
    begun = [lesson for lesson in situation.ledger.lesson if lesson.final_on is None]
    if begun:
        return max(begun, key=lambda lesson: (lesson.on, lesson.id))
    return Lesson(id=taking.ids("lesson"), client=situation.client.id, on=situation.on)


def _event(
    taking: DecisionContext,
    what: What,
    *,
    text: str | None = None,
    due: date | None = None,
    reason: str | None = None,
) -> Event:
    return Event(
        id=taking.ids(what),
        client=taking.client.id,
        on=taking.situation.on,
        what=what,
        text=text,
        due=due,
        reason=reason,
    )


_EFFECTS: Mapping[str, Callable[[DecisionContext], None]] = {
    "contact_through": _contact_through,
    "fix_by": _fix_by,
    "gift": _gift,
    "mute": _mute,
    "plan": _plan,
    "prepaid_only": _prepaid_only,
    "promise": _promise,
    "return": _return,
    "stop_contact": _stop_contact,
    "terms_restated": restated_terms,
    "watch_rule": _watch_rule,
    "write_off": _write_off,
}
"""What is written at once; the other effects are in the decision's days, or in what its message
counts for."""
