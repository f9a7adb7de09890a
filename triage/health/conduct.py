"""Flags about manners, boundaries and what the work does to you. Money never lowers them."""

from __future__ import annotations

from triage.health.flag_rule import OUR_OWN_EVENTS, FlagRule
from triage.health.model import Finding
from triage.health.number_text import bound, counted
from triage.health.snapshot import ClientSnapshot

_ABUSIVE = -2


def disrespect(view: ClientSnapshot) -> Finding | None:
    """Hard words add up; a single mild one never counts."""
    limits = view.limits
    hard = view.history.hard.within(view.short)
    abusive = sum(event.tone <= _ABUSIVE for event in hard)
    if abusive < limits.abusive_watch and len(hard) < limits.hard_watch:
        return None
    days = counted(limits.window_days, "day")
    many = counted(len(hard), "harsh message")
    words = f"{many} in {days}" + (f", {abusive} of them abusive" if abusive else "")
    if len(hard) >= limits.hard_watch:
        allowed = bound(limits, "hard_watch")
    else:
        allowed = f"{bound(limits, 'abusive_watch')} abusive"
    return Finding(
        severity=3 if abusive >= limits.abusive_act or len(hard) >= limits.hard_act else 2,
        reason=f"{words} ({allowed})",
        limit=f"watch from {limits.hard_watch} harsh or {limits.abusive_watch} abusive in {days}, "
        f"act from {limits.hard_act} or {limits.abusive_act}",
        evidence=tuple(event.id for event in hard),
    )


def boundary(view: ClientSnapshot) -> Finding | None:
    """Work is pushed into odd hours or false hurry, or meetings are missed."""
    limits = view.limits
    window = view.last(limits.boundary_days)
    pushes = sorted(
        (
            *view.history.events("after_hours").within(window),
            *view.history.events("false_urgent").within(window),
        ),
        key=lambda event: (event.on, event.id),
    )
    missed = view.history.events("no_show").within(view.short)
    too_many = len(pushes) >= limits.boundary_note
    too_often_missed = len(missed) >= limits.no_shows
    if not too_many and not too_often_missed:
        return None
    push_severity = 2 if len(pushes) >= limits.boundary_watch else 1
    evidence = (*(pushes if too_many else ()), *(missed if too_often_missed else ()))
    ids = tuple(event.id for event in evidence)
    if too_often_missed and (push_severity < 2 or not too_many):
        days = counted(limits.window_days, "day")
        return Finding(
            severity=2,
            reason=f"{counted(len(missed), 'no-show')} in {days} ({bound(limits, 'no_shows')})",
            limit=f"{limits.no_shows} in {days}",
            evidence=ids,
        )
    days = counted(limits.boundary_days, "day")
    return Finding(
        severity=push_severity,
        reason=f"pushed for after-hours or rush work {counted(len(pushes), 'time')} in {days} "
        f"({bound(limits, 'boundary_note')})",
        limit=f"note from {limits.boundary_note} in {days}, watch from {limits.boundary_watch}",
        evidence=ids,
    )


def drain(view: ClientSnapshot) -> Finding | None:
    """The newest marks of your own energy are all low."""
    limits = view.limits
    marks = [pair for pair in view.history.energy_days if pair[0] <= view.on]
    if not marks or marks[-1][0] not in view.last(limits.energy_known_days):
        return None
    low = 0
    for _, mark in reversed(marks):
        if mark > limits.drain_mark:
            break
        low += 1
    if low < limits.drain_watch_marks:
        return None
    serious = low >= limits.drain_act_marks
    counts = limits.drain_act_marks if serious else limits.drain_watch_marks
    days = {day for day, _ in marks[-counts:]}
    behind = sorted((e.on, e.id) for e in view.history.ledger.energy if e.on in days)
    return Finding(
        severity=3 if serious else 2,
        reason=f"your energy was {limits.drain_mark} or lower {counted(low, 'time')} in a row "
        f"({bound(limits, 'drain_watch_marks')})",
        limit=f"watch from {limits.drain_watch_marks} low ratings in a row, "
        f"act from {limits.drain_act_marks}",
        evidence=tuple(id_ for _, id_ in behind),
    )


def safety(view: ClientSnapshot) -> Finding | None:
    """An incident is open: nothing else comes first."""
    open_ = [
        event
        for event in view.history.events("incident").until(view.on)
        if event.closed_on is None or event.closed_on > view.on
    ]
    if not open_:
        return None
    return Finding(
        severity=5,
        reason=counted(len(open_), "open safety incident"),
        limit="any open incident",
        evidence=tuple(event.id for event in open_),
    )


RULES = (
    FlagRule(
        code="DISRESPECT",
        judge=disrespect,
        source="our default",
        clears="the harsh messages are older than the window",
        next_action="Write down how you want to work together",
        repeats_with=lambda event: event.tone < 0 and event.what not in OUR_OWN_EVENTS,
    ),
    FlagRule(
        code="BOUNDARY",
        judge=boundary,
        source="advice to put working hours in writing (waco3.io); the counts are our default",
        clears="the events and no-shows are older than the window",
        next_action="Remind them of your working hours",
        repeats_with=lambda event: event.what in ("after_hours", "false_urgent", "no_show"),
    ),
    FlagRule(
        code="DRAIN",
        judge=drain,
        source="our default",
        clears="one rating of 3 or higher",
        next_action="Find out what drains you",
    ),
    FlagRule(
        code="SAFETY",
        judge=safety,
        source="our default: your safety comes first",
        clears="you close the incident on the Safety page",
        next_action="Open the Safety page",
        survives_end=True,
    ),
)
