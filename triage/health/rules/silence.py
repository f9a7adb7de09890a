"""The flag for questions of ours that are not answered, or slowly time after time."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from triage.health.day_text import day_of
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import counted
from triage.health.own_limits import OwnLimits
from triage.health.pauses import touching
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import Window, shift
from triage.terms import SEVERITIES


class _Silent(OwnLimits, flag="SILENT"):
    silent_note_days: int
    silent_watch_days: int
    silent_act_days: int
    slow_answer_days: int
    slow_answers: int
    slow_answer_window_days: int


def silent(view: ClientSnapshot) -> Finding | None:
    """A question of ours is unanswered, or answers come slowly time after time.

    Anything heard on its day or later answers it; the days begin after a pause.
    """
    return worst_of([_unanswered(view), _slow_answers(view)])


def _unanswered(view: ClientSnapshot) -> Finding | None:
    own, waiting = _Silent(view.limits), view.unanswered
    if not waiting:
        return None
    asked = waiting[0].on
    back = max((p.days.last for p in view.history.pauses if p.days.first <= view.on), default=asked)
    days = (view.on - max(asked, back)).days
    marks = (own.silent_note_days, own.silent_watch_days, own.silent_act_days)
    severity = sum(days >= mark for mark in marks)
    if not severity:
        return None
    after = f" after the pause that ended on {day_of(back, view.on)}" if back > asked else ""
    return Finding(
        severity=severity,
        reason=f"your question of {day_of(asked, view.on)} has gone unanswered for "
        f"{counted(days, 'day')}{after} ({SEVERITIES[severity]} from {marks[severity - 1]})",
        limit=f"note from {marks[0]}, watch from {marks[1]}, act from {marks[2]} days",
        evidence=tuple(event.id for event in waiting),
        next_action="Send one last kind message, then let it rest" if severity == 3 else None,
        held_from=shift(max(asked, back), own.silent_note_days),
    )


def _slow_answers(view: ClientSnapshot) -> Finding | None:
    own = _Silent(view.limits)
    window = view.last(own.slow_answer_window_days)
    talks = view.history.talks
    answered: dict[date, str] = {}
    for question in view.history.asks.until(view.on):
        first = bisect_left(talks.days, question.on)
        if first == len(talks.days) or talks.days[first] not in window:
            continue
        answer = talks.records[first]
        waited = Window(question.on, answer.on)
        if waited.days > own.slow_answer_days and not touching(view.history.pauses, waited):
            answered[answer.on] = answer.id
    if len(answered) < own.slow_answers:
        return None
    days = counted(own.slow_answer_days, "day")
    return Finding(
        severity=1,
        reason=f"in {counted(window.days, 'day')}, {len(answered)} of their replies took {days} "
        f"or more (note from {own.slow_answers})",
        limit=f"note from {own.slow_answers} replies that took {days} or more",
        evidence=tuple(answered[day] for day in sorted(answered)),
        next_action="Ask how they prefer to be contacted",
        held_from=sorted(answered)[own.slow_answers - 1],
    )


RULES = (flag_rule("SILENT", silent),)
