"""Flags about whether both sides still talk and work together."""

from __future__ import annotations

from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import bound, counted, hours
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import has_come, shift, weekdays_after


def fading(view: ClientSnapshot) -> Finding | None:
    """The hours halve without a reason of ours, or they give a sign that they may go."""
    days = counted(view.limits.window_days, "day")
    signs = view.history.events("leave_sign").within(view.short)
    if signs:
        return Finding(
            severity=2,
            reason=f"{counted(len(signs), 'sign')} in {days} that they may be leaving",
            limit=f"1 sign in {days}",
            evidence=tuple(event.id for event in signs),
            next_action="Ask how they are doing and what they need next",
        )
    return _fewer_hours(view)


def _fewer_hours(view: ClientSnapshot) -> Finding | None:
    limits = view.limits
    if not view.tracks("hours") or not view.has_open_engagement or view.gifts:
        return None
    before, now = view.minutes(view.before_long), view.minutes(view.long)
    if before < limits.fading_min_hours * 60 or now * 100 > before * limits.fading_percent:
        return None
    if _paused_by_us(view):
        return None
    days = counted(limits.long_window_days, "day")
    allowed = f"{limits.fading_percent}%"
    times = [*view.times(view.before_long), *view.times(view.long)]
    return Finding(
        severity=2,
        reason=f"{hours(now)} in {days}, {hours(before, down=True)} in the {days} before "
        f"({bound(limits, 'fading_percent', allowed)})",
        limit=f"{allowed} of the hours in the previous {days}",
        evidence=tuple(time.id for time in times),
    )


def _paused_by_us(view: ClientSnapshot) -> bool:
    """Whether a pause of ours touches the long window or the day before it.

    A pause without an end still lasts; one whose end lies before its first day holds no day.
    """
    first = shift(view.on, -view.limits.long_window_days)
    return any(
        event.by == "us" and (event.until is None or event.until >= max(first, event.on))
        for event in view.history.events("pause").until(view.on)
    )


def silent(view: ClientSnapshot) -> Finding | None:
    """A question of ours is unanswered; anything heard on its day or later answers it."""
    limits = view.limits
    waiting = view.unanswered
    if not waiting:
        return None
    days = (view.on - waiting[0].on).days
    if days < limits.silent_note_days:
        return None
    marks = (limits.silent_note_days, limits.silent_watch_days, limits.silent_act_days)
    severity = sum(days >= mark for mark in marks)
    return Finding(
        severity=severity,
        reason=f"no reply for {counted(days, 'day')} ({bound(limits, 'silent_note_days')})",
        limit=f"note from {marks[0]}, watch from {marks[1]}, act from {marks[2]} days",
        evidence=tuple(event.id for event in waiting),
        next_action="Send one last kind message, then let it rest" if severity == 3 else None,
    )


def our_turn(view: ClientSnapshot) -> Finding | None:
    """We owe them an answer, or a complaint waits. Our own later message does not answer it."""
    return worst_of([_complaint(view), _waiting_for_us(view)])


def _complaint(view: ClientSnapshot) -> Finding | None:
    allowed = view.limits.complaint_days
    complaints = [e for e in view.open_complaints if (view.on - e.on).days >= allowed]
    if not complaints:
        return None
    days = (view.on - complaints[0].on).days
    return Finding(
        severity=3,
        reason=f"a complaint has been open for {counted(days, 'day')} "
        f"({bound(view.limits, 'complaint_days')})",
        limit=f"{counted(allowed, 'day')} for a complaint",
        evidence=tuple(event.id for event in complaints),
        next_action="Call them about the complaint today",
    )


def _waiting_for_us(view: ClientSnapshot) -> Finding | None:
    on, promised = view.on, view.client.reply_days
    waiting = [
        event
        for event in view.history.events("message_in").until(on)
        if event.needs_answer
        and not has_come(event.answered_on, on)
        and weekdays_after(event.on, on) > promised
    ]
    if not waiting:
        return None
    days = weekdays_after(waiting[0].on, on)
    return Finding(
        severity=2,
        reason=f"waiting {counted(days, 'working day')} for your reply "
        f"({'limit' if promised == 1 else 'your limit:'} {promised})",
        limit=f"{counted(promised, 'working day')}, your promised reply time",
        evidence=tuple(event.id for event in waiting),
    )


def change_of_hands(view: ClientSnapshot) -> Finding | None:
    """Somebody new decides over us and we have not talked yet."""
    window = view.last(view.limits.new_person_days)
    talked = view.history.events("intro_talk").newest_day(view.on)
    unmet = [
        event
        for event in view.history.events("new_person").within(window)
        if talked is None or event.on > talked
    ]
    if not unmet:
        return None
    days = counted(view.limits.new_person_days, "day")
    return Finding(
        severity=2,
        reason=f"{counted(len(unmet), 'new contact')} in {days}, no first talk yet",
        limit=f"a first talk with every new contact of the last {days}",
        evidence=tuple(event.id for event in unmet),
    )


RULES = (
    flag_rule("FADING", fading),
    flag_rule("SILENT", silent),
    flag_rule("OUR_TURN", our_turn),
    flag_rule("CHANGE_OF_HANDS", change_of_hands),
)
