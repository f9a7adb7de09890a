"""What a decision's named rule sets down beside the decision itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from triage.health.windows import shift
from triage.playbook.after.closing import lesson_action_id
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.ask.entry_points import LESSON_AFTER_DAYS
from triage.playbook.ask.form_requirements import lifts_hold
from triage.playbook.ask.walk import answer_to
from triage.playbook.decide.context import DecisionContext
from triage.playbook.decide.late_ladder import restated_terms, sent_terms
from triage.playbook.state.waiting import open_promise
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


def apply(context: DecisionContext) -> None:
    """Everything beyond attempt, decision, things to do and lists."""
    if lifts_hold(context.situation, context.screen, context.rule):
        context.change_client(replace(context.client, do_not_contact=False))
    if context.rule.lets_go:
        _let_go(context)
    if (effect := _EFFECTS.get(context.rule.effect or "")) is not None:
        effect(context)
    _new_state(context)
    if context.screen.id == "lesson" and not context.rule.stays:
        _lesson(context)


def _gift(context: DecisionContext) -> None:
    values, on = context.values, context.situation.on
    context.writing.put(
        Gift(
            id=context.ids("gift"),
            client=context.client.id,
            from_=on,
            until=values["until"],
            hours_per_month=values["hours_per_month"],
            reason=values["reason"],
        )
    )


def _promise(context: DecisionContext) -> None:
    """What they promised; the same day that is on record already is that promise."""
    due, standing = context.values["due"], open_promise(context.situation)
    if standing is None or standing.due != due:
        context.writing.put(_event(context, "promise", due=due))
    sent_terms(context)


def _plan(context: DecisionContext) -> None:
    context.writing.put(
        Plan(
            id=context.ids("plan"),
            client=context.client.id,
            agreed=context.situation.on,
            invoices=context.values["invoices"],
            instalments=context.values["instalments"],
        )
    )
    sent_terms(context)


def _write_off(context: DecisionContext) -> None:
    for invoice in context.situation.ledger.invoice:
        if invoice.id in context.values["invoices"]:
            context.writing.put(replace(invoice, state="written_off"), invoice)
    _prepaid_only(context)


def _prepaid_only(context: DecisionContext) -> None:
    client = context.client
    if PREPAID_TAG not in client.tags:
        context.change_client(replace(client, tags=(*client.tags, PREPAID_TAG)))


def _mute(context: DecisionContext) -> None:
    """With no flag raised there is nothing to accept; the decision stays in the diary."""
    if context.flag is None or context.situation.flag(context.flag) is None:
        return
    quirk = Quirk(
        flag=context.flag,
        until=shift(context.situation.on, ACCEPTED_DAYS),
        reason=context.values["reason"],
    )
    client = context.client
    others = tuple(known for known in client.quirks if known.flag != context.flag)
    context.change_client(replace(client, quirks=(*others, quirk)))


def _let_go(context: DecisionContext) -> None:
    """They go: every step rests, and what was written for it with it (G7)."""
    situation = context.situation
    if not situation.notices:
        reasons = (option.leave_reason for option in context.chosen)
        reason = next((named for named in reasons if named is not None), None)
        context.writing.put(_event(context, "leaving", reason=reason))
    _pause_steps(context)


def _pause_steps(context: DecisionContext) -> None:
    situation, on = context.situation, context.situation.on
    steps = {a.id for a in situation.attempts if a.screen in STEPS}
    decided = {d.id for d in situation.decisions if d.screen in STEPS}
    for attempt in situation.ledger.attempt:
        if attempt.id in steps and attempt.outcome is None and attempt.paused_on is None:
            context.writing.put(replace(attempt, paused_on=on), attempt)
    for message in situation.ledger.message:
        of_step = message.attempt in steps or message.decision in decided
        if of_step and message.sent_on is None and message.parked_on is None:
            context.writing.put(replace(message, parked_on=on), message)
    drop_actions(context.writing, situation, decided)


def _fix_by(context: DecisionContext) -> None:
    """The promise to mend it; the same one that still stands takes the new day."""
    text, due = answer_to(context.path, "mend"), context.values["fix_by"]
    for promise in context.situation.events("our_promise"):
        if promise.text == text and promise.kept_on is None:
            context.writing.put(replace(promise, due=due), promise)
            return
    context.writing.put(_event(context, "our_promise", text=text, due=due))


def _resolved(context: DecisionContext) -> None:
    """Nothing is left of what they complained about, nor of what was to be done about it."""
    situation = context.situation
    for complaint in situation.view.open_complaints:
        answered_on = complaint.answered_on or (situation.on if complaint.needs_answer else None)
        solved = replace(complaint, solved_on=situation.on, answered_on=answered_on)
        context.writing.put(solved, complaint)
    decided = {d.id for d in situation.decisions if d.screen == context.screen.id}
    drop_actions(context.writing, situation, decided)


def _return(context: DecisionContext) -> None:
    context.change_client(replace(context.client, returned_on=context.situation.on))


def _stop_contact(context: DecisionContext) -> None:
    context.change_client(replace(context.client, do_not_contact=True))


def _contact_through(context: DecisionContext) -> None:
    rule = f"Contact only through {context.values['person']}."
    context.writing.put(
        Note(
            id=context.ids("note"),
            client=context.client.id,
            on=context.situation.on,
            text=rule,
        )
    )


def _watch_rule(context: DecisionContext) -> None:
    on = context.situation.on
    context.writing.put(
        WatchRule(
            id=context.ids("watch_rule"),
            on=on,
            when=context.values["when"],
            sentence=context.values["sentence"],
            lesson=_lesson_of(context).id,
            until=shift(on, EXPIRES_AFTER),
        )
    )


def _wait(context: DecisionContext) -> None:
    """They are left in peace: what was decided on this page and not done yet goes."""
    situation = context.situation
    decided = {d.id for d in situation.decisions if d.screen == context.screen.id}
    drop_actions(context.writing, situation, decided)


def _new_state(context: DecisionContext) -> None:
    client, rule = context.client, context.rule
    ended_by = rule.ended_by or client.ended_by
    if rule.ended_by is not None:
        by_answer = (option.ended_by for option in context.chosen if option.ended_by is not None)
        ended_by = next(by_answer, rule.ended_by)
    context.change_client(replace(client, state=rule.state or client.state, ended_by=ended_by))


def _lesson(context: DecisionContext) -> None:
    """What was learned. It is final only some days after the end: the first are for breathing."""
    situation = context.situation
    closed = situation.client.closed_on
    long_enough = (
        situation.view.ended
        and closed is not None
        and (situation.on - closed).days >= LESSON_AFTER_DAYS
    )
    cause = next((step.label for step in context.path if step.question.means == "cause"), None)
    was = _lesson_of(context)
    lesson = replace(
        was,
        where=answer_to(context.path, "turn"),
        cause=cause,
        habit=context.values.get("text"),
        final_on=situation.on if long_enough else None,
    )
    if closed is not None:
        lesson_action = lesson_action_id(situation.client.id, closed)
        for action in situation.open_actions:
            if action.id == lesson_action:
                context.writing.put(replace(action, done_on=situation.on), action)
    known = any(lesson.id == was.id for lesson in situation.ledger.lesson)
    context.writing.put(lesson, was if known else None)


def _lesson_of(context: DecisionContext) -> Lesson:
    """The lesson that was begun and is not final yet, else a new one."""
    situation = context.situation
    begun = [lesson for lesson in situation.ledger.lesson if lesson.final_on is None]
    if begun:
        return max(begun, key=lambda lesson: (lesson.on, lesson.id))
    return Lesson(id=context.ids("lesson"), client=situation.client.id, on=situation.on)


def _event(
    context: DecisionContext,
    what: What,
    *,
    text: str | None = None,
    due: date | None = None,
    reason: str | None = None,
) -> Event:
    return Event(
        id=context.ids(what),
        client=context.client.id,
        on=context.situation.on,
        what=what,
        text=text,
        due=due,
        reason=reason,
    )


_EFFECTS: Mapping[str, Callable[[DecisionContext], None]] = {
    "contact_through": _contact_through,
    "end_contact": _pause_steps,
    "fix_by": _fix_by,
    "gift": _gift,
    "mute": _mute,
    "plan": _plan,
    "prepaid_only": _prepaid_only,
    "promise": _promise,
    "resolved": _resolved,
    "return": _return,
    "stop_contact": _stop_contact,
    "terms_restated": restated_terms,
    "wait": _wait,
    "watch_rule": _watch_rule,
    "write_off": _write_off,
}
"""What is written at once; the other effects are in the decision's days, or in what its message
counts for."""
