"""Flags about what is owed to them: an answer, a first talk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import bound, counted
from triage.health.own_limits import OwnLimits
from triage.health.pauses import Pause, weekdays_outside
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import has_come, shift


class _OurTurn(OwnLimits, flag="OUR_TURN"):
    complaint_days: int


class _ChangeOfHands(OwnLimits, flag="CHANGE_OF_HANDS"):
    new_person_days: int


def our_turn(view: ClientSnapshot) -> Finding | None:
    """We owe them an answer, or a complaint waits. Our own later message does not answer it."""
    return worst_of([_complaint(view), _waiting_for_us(view)])


def _complaint(view: ClientSnapshot) -> Finding | None:
    allowed = _OurTurn(view.limits).complaint_days
    complaints = [e for e in view.open_complaints if (view.on - e.on).days >= allowed]
    if not complaints:
        return None
    days = (view.on - complaints[0].on).days
    return Finding(
        severity=3,
        reason=f"a complaint has been open for {counted(days, 'day')} "
        f"({bound(view.limits, 'complaint_days', 3)})",
        limit=f"{counted(allowed, 'day')} for a complaint",
        evidence=tuple(event.id for event in complaints),
        next_action="Call them about the complaint today",
        held_from=shift(complaints[0].on, allowed),
    )


def _waiting_for_us(view: ClientSnapshot) -> Finding | None:
    on, promised = view.on, view.client.reply_days
    our_pauses = [p for p in view.history.pauses if p.event.by == "us" and p.event.on <= on]
    waiting = [
        event
        for event in view.history.events("message_in").until(on)
        if event.needs_answer
        and not has_come(event.answered_on, on)
        and weekdays_outside(our_pauses, event.on, on) > promised
    ]
    if not waiting:
        return None
    days = weekdays_outside(our_pauses, waiting[0].on, on)
    return Finding(
        severity=2,
        reason=f"they have been waiting {counted(days, 'working day')} for your reply "
        f"({'limit' if promised == 1 else 'your limit:'} {promised})",
        limit=f"{counted(promised, 'working day')}, your promised reply time",
        evidence=tuple(event.id for event in waiting),
        held_from=_overdue_from(waiting[0].on, on, our_pauses, promised),
    )


def _overdue_from(asked: date, on: date, our_pauses: Sequence[Pause], promised: int) -> date:
    """The first day on which more than the promised weekdays have gone by."""

    def gone_by(days: int) -> int:
        return weekdays_outside(our_pauses, asked, shift(asked, days))

    days = range((on - asked).days + 1)
    return shift(asked, bisect_right(days, promised, key=gone_by))


def change_of_hands(view: ClientSnapshot) -> Finding | None:
    """Somebody new decides over us and we have not talked yet."""
    window = view.last(_ChangeOfHands(view.limits).new_person_days)
    talked = view.history.events("intro_talk").newest_day(view.on)
    unmet = [
        event
        for event in view.history.events("new_person").within(window)
        if talked is None or event.on > talked
    ]
    if not unmet:
        return None
    days = counted(window.days, "day")
    return Finding(
        severity=2,
        reason=f"{counted(len(unmet), 'new contact')} in {days}, no first talk yet",
        limit=f"a first talk with every new contact of the last {days}",
        evidence=tuple(event.id for event in unmet),
        held_from=unmet[0].on,
    )


RULES = (
    flag_rule("OUR_TURN", our_turn),
    flag_rule("CHANGE_OF_HANDS", change_of_hands),
)
