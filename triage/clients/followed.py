"""That what a page asks for was done: it is not asked for again while the answer is awaited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage.health.history import heard_after
from triage.health.windows import has_come, shift
from triage.message_templates import load_templates
from triage.playbook.ask.entry_points import GO_FIRST, EntryPoint
from triage.playbook.ask.known import STANDS_DAYS
from triage.playbook.state.ladder import ladder
from triage.playbook.state.repeats import happened_again
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS

REPLY_DAYS = 7
"""So long an answer is awaited where the message names no time: our default, as from one review to
the next.
"""
_SILENT = "silent"
_BY_OTHER_RULES = frozenset({*GO_FIRST, "late"})
"""Pages that go by their own records: reminders, complaints, incidents."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What was done last for a page, on `day`. `record` is the id of the message, event or thing to
    do; `look_on` the day up to which an answer is awaited; `answered` = it has come.
    """

    day: date
    record: str
    look_on: date
    answered: bool


def followed(situation: Situation, entry: EntryPoint) -> Followed | None:
    """What was done for the page that comes first, while it counts; None = the page's advice does.

    It counts until an answer was waited for, and after an answer until something is decided. What
    is new of the flag since makes it void: raised only then, worse than on that day, or happened
    again. Days of silence alone are nothing new.
    """
    if entry.screen in _BY_OTHER_RULES:
        return None
    first = max(shift(situation.on, 1 - STANDS_DAYS), _tried_until(situation, entry))
    done = [(day, record, days) for day, record, days in _done(situation, entry) if day >= first]
    if not done:
        return None
    day, record, days = max(done)
    if _is_overtaken(situation, entry, day):
        return None
    look_on = shift(day, days)
    answered = heard_after(situation.ledger, day, situation.on)
    if not answered and look_on <= situation.on:
        return None
    return Followed(day, record, look_on, answered)


def _tried_until(situation: Situation, entry: EntryPoint) -> date:
    """The day on which the step before was over: what was done until then was judged with it."""
    ended = ladder(situation).ended.values() if entry.screen in STEPS else ()
    return max((a.outcome_on for a in ended if a.outcome_on is not None), default=date.min)


def _is_overtaken(situation: Situation, entry: EntryPoint, day: date) -> bool:
    flag = entry.flag
    if flag is None:
        return False
    if happened_again(situation, flag, day):
        return True
    then, now = situation.health_on(day).severity(flag), situation.severity(flag)
    return not then or (now > then and entry.screen != _SILENT)


def _done(situation: Situation, entry: EntryPoint) -> Iterator[tuple[date, str, int]]:
    """Day, record and days to wait of everything that did what the page asks for."""
    known = load_templates()
    for sent in situation.sent:
        template = known.get(sent.message.template)
        is_over = sent.attempt is not None and sent.attempt.outcome is not None
        if template is None or entry.screen not in template.screens or is_over:
            continue
        if situation.of_this_life(sent.day):
            yield sent.day, sent.message.id, template.reply_days or REPLY_DAYS
    yield from _done_by_hand(situation, entry)
    if entry.screen == _SILENT:
        yield from _asked_again(situation)


def _done_by_hand(situation: Situation, entry: EntryPoint) -> Iterator[tuple[date, str, int]]:
    """What a decision asked for that leaves its page open, such as to ask them first."""
    playbook, decisions = situation.playbook, {d.id: d for d in situation.decisions}
    for action in situation.ledger.action:
        decision = decisions.get(action.decision or "")
        rule = playbook.rule_of(decision) if decision is not None else None
        if decision is None or rule is None or not rule.stays or rule.puts_off:
            continue
        done_on = action.done_on
        if decision.screen == entry.screen and done_on and has_come(done_on, situation.on):
            yield done_on, action.id, REPLY_DAYS


def _asked_again(situation: Situation) -> Iterator[tuple[date, str, int]]:
    """What they were written after the question that they have not answered."""
    flag = situation.flag("SILENT")
    evidence = set(flag.evidence) if flag else set()
    written = situation.events("message_out")
    asked = min((event.on for event in written if event.id in evidence), default=None)
    for event in written:
        if asked is not None and event.on > asked:
            yield event.on, event.id, REPLY_DAYS
