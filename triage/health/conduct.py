"""Flags about manners, boundaries and what the work does to you. Money never lowers them."""

from __future__ import annotations

from itertools import takewhile

from triage.health.counts import too_many
from triage.health.flag_rule import flag_rule
from triage.health.history import ABUSIVE, is_hard
from triage.health.model import Finding, worst_of
from triage.health.number_text import bound, counted
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import has_come
from triage.records import Event, What

_PUSHES: tuple[What, ...] = ("after_hours", "false_urgent")


def disrespect(view: ClientSnapshot) -> Finding | None:
    """Hard words add up; a single mild one never counts."""
    limits = view.limits
    hard = view.history.hard.within(view.short)
    abusive = sum(event.tone <= ABUSIVE for event in hard)
    if abusive < limits.abusive_watch and len(hard) < limits.hard_watch:
        return None
    days = counted(limits.window_days, "day")
    if abusive == len(hard) >= limits.abusive_watch:
        words = f"{counted(abusive, 'abusive message')} in {days}"
        allowed = bound(limits, "abusive_watch")
    else:
        words = f"{counted(len(hard), 'harsh message')} in {days}"
        words += f", {abusive} of them abusive" if abusive else ""
        if len(hard) >= limits.hard_watch:
            allowed = bound(limits, "hard_watch")
        else:
            allowed = f"{bound(limits, 'abusive_watch')} abusive"
    return Finding(
        severity=3 if abusive >= limits.abusive_act or len(hard) >= limits.hard_act else 2,
        reason=f"{words} ({allowed})",
        limit=f"in {days}: watch from {limits.hard_watch} harsh or {limits.abusive_watch} abusive, "
        f"act from {limits.hard_act} harsh or {limits.abusive_act} abusive",
        evidence=tuple(event.id for event in hard),
    )


def boundary(view: ClientSnapshot) -> Finding | None:
    """Work is pushed into odd hours or false hurry, or meetings are missed."""
    return worst_of([_pushes(view), _no_shows(view)])


def _pushes(view: ClientSnapshot) -> Finding | None:
    window = view.last(view.limits.boundary_days)
    pushes = sorted(
        (event for what in _PUSHES for event in view.history.events(what).within(window)),
        key=lambda event: (event.on, event.id),
    )
    days = counted(view.limits.boundary_days, "day")
    return too_many(
        pushes,
        view.limits,
        "boundary_note",
        "boundary_watch",
        said=f"pushed for after-hours or rush work {counted(len(pushes), 'time')} in {days}",
        per=f"in {days}",
        severity=1,
    )


def _no_shows(view: ClientSnapshot) -> Finding | None:
    missed = view.history.events("no_show").within(view.short)
    days = counted(view.limits.window_days, "day")
    said = f"{counted(len(missed), 'no-show')} in {days}"
    return too_many(missed, view.limits, "no_shows", said=said, per=f"in {days}")


def drain(view: ClientSnapshot) -> Finding | None:
    """The newest marks of your own energy are all low."""
    limits = view.limits
    marks = view.energy_days
    if not marks or marks[-1][0] not in view.last(limits.energy_known_days):
        return None
    newest_first = (mark for _, mark in reversed(marks))
    low = len(list(takewhile(lambda mark: mark <= limits.drain_mark, newest_first)))
    if low < limits.drain_watch_marks:
        return None
    serious = low >= limits.drain_act_marks
    counts = limits.drain_act_marks if serious else limits.drain_watch_marks
    days = {day for day, _ in marks[-counts:]}
    behind = sorted((e.on, e.id) for e in view.history.ledger.energy if e.on in days)
    return Finding(
        severity=3 if serious else 2,
        reason=f"your energy was {limits.drain_mark} or lower, {counted(low, 'time')} in a row "
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
        if not has_come(event.closed_on, view.on)
    ]
    if not open_:
        return None
    return Finding(
        severity=5,
        reason=counted(len(open_), "open safety incident"),
        limit="any open incident",
        evidence=tuple(event.id for event in open_),
    )


def _is_push_or_no_show(event: Event) -> bool:
    return event.what in (*_PUSHES, "no_show")


RULES = (
    flag_rule("DISRESPECT", disrespect, repeats_with=is_hard),
    flag_rule("BOUNDARY", boundary, repeats_with=_is_push_or_no_show),
    flag_rule("DRAIN", drain),
    flag_rule("SAFETY", safety),
)
