"""Which payment step comes next: by the calendar, one step past what really went out at most."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from triage.health.windows import has_come, shift
from triage.open_items import LATE, LOOK_FOR_PAYMENT
from triage.playbook.state.overdue import days_overdue, overdue, reminders
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import PAYMENT_STAGES

FROM_DAYS = (0, 7, 14, 21, 30)
"""Days overdue from which on each is usual: published reminder calendars."""

_REMINDER = "payment_reminder"
_REACHED = {"payment_formal": 3, "pause_work": 4, "final_demand": 5}
_MOST_REMINDERS = 2
_CALLED = 3


AFTER_DEMAND_DAYS = 14
"""A final demand gives so long to pay at least."""


@dataclass(frozen=True, slots=True)
class NextStage:
    """The stage after the one on record, and the day from which on it may be taken.

    `stage` is one more than there are once the last one is on record.
    """

    stage: int
    earliest: date


@dataclass(frozen=True, slots=True)
class LateStage:
    """The stage to suggest, from 1; `wait_until` while the last step is too fresh for another."""

    stage: int
    wait_until: date | None


def late_stage(situation: Situation) -> LateStage | None:
    """The suggested step; None when nothing is overdue."""
    if not overdue(situation):
        return None
    by_calendar = bisect_right(FROM_DAYS, days_overdue(situation))
    reached, last = _on_record(situation)
    stage = max(1, min(by_calendar, reached + 1, PAYMENT_STAGES))
    ready = None if last is None else after_step(situation, last)
    return LateStage(stage, ready if ready is not None and situation.on < ready else None)


def looked_on(situation: Situation) -> date | None:
    """The newest day on which the user said of late money that it had not come: they looked, and
    it is still unpaid by the records.
    """
    decided = {d.id for d in situation.decisions if d.screen == LATE}
    days = (
        action.done_on
        for action in situation.ledger.action
        if action.text == LOOK_FOR_PAYMENT and action.decision in decided
    )
    return max((day for day in days if has_come(day, situation.on) and day), default=None)


def payments_unread(situation: Situation) -> bool:
    """Whether they may have paid without its being on record: nothing was imported, and the user
    did not look, since the last of it fell due, they were asked for it, or the day they promised.

    Only for payments that come by import: what is typed in is as good as its last line.
    """
    late, read_on = overdue(situation), situation.payments_read_on
    ledger = situation.ledger
    by_import = any(i.source for i in ledger.invoice) or any(p.source for p in ledger.payment)
    if not late or read_on is None or not by_import:
        return False
    read_on = max(read_on, looked_on(situation) or read_on)
    if read_on >= situation.on:
        return False
    _, asked = _on_record(situation)
    promised = (event.due for event in situation.events("promise") if event.due is not None)
    days = [late[-1].due, *(day for day in promised if day < situation.on)]
    return read_on <= max([*days, *([] if asked is None else [asked])])


def after_step(situation: Situation, day: date) -> date:
    """The first day on which another step may follow one of that day: they need time to pay."""
    return shift(day, situation.limits.payment_steps_apart_days)


def next_stage(situation: Situation) -> NextStage | None:
    """What is to be done next about late payment; None when nothing is overdue."""
    late = overdue(situation)
    if not late:
        return None
    reached, last = _on_record(situation)
    if reached == PAYMENT_STAGES and last is not None:
        return NextStage(reached + 1, shift(last, AFTER_DEMAND_DAYS))
    earliest = shift(late[0].due, FROM_DAYS[reached])
    if last is not None:
        earliest = max(earliest, after_step(situation, last))
    return NextStage(reached + 1, earliest)


def _on_record(situation: Situation) -> tuple[int, date | None]:
    """The furthest stage that really happened (0 = none), and the day of the last one.

    A call is one about the money only after the second reminder: before, people talk about work.
    """
    sent = reminders(situation)
    asked = [reminder.day for reminder in sent if reminder.message.template == _REMINDER]
    asked = asked[_MOST_REMINDERS - 1 :]
    calls = [event.on for event in situation.events("call") if asked and event.on >= asked[0]]
    reached = _reached(tuple(reminder.message.template for reminder in sent), called=bool(calls))
    return reached, max([*(reminder.day for reminder in sent), *calls], default=None)


def _reached(templates: tuple[str, ...], *, called: bool) -> int:
    """The furthest step that really happened: a second reminder is the second step."""
    steps = [_REACHED[template] for template in templates if template in _REACHED]
    steps.append(min(templates.count(_REMINDER), _MOST_REMINDERS))
    if called:
        steps.append(_CALLED)
    return max(steps)
