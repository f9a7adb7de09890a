"""Flags about manners and boundaries. Money never lowers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from triage.health.counts import too_many
from triage.health.day_text import day_of
from triage.health.flag_rule import flag_rule
from triage.health.history import ABUSIVE, is_hard
from triage.health.model import Finding, worst_of
from triage.health.number_text import bound, counted, cut
from triage.health.own_limits import OwnLimits
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import has_come, last, shift
from triage.records import Event, What

_PUSHES: tuple[What, ...] = ("after_hours", "false_urgent")
_MOST_OF_A_LEAVING_CLIENT = {"DISRESPECT": 2, "BOUNDARY": 1}
_WEEK = 7


class _Disrespect(OwnLimits, flag="DISRESPECT"):
    abusive_watch: int
    abusive_act: int
    abusive_days: int


class _Boundary(OwnLimits, flag="BOUNDARY"):
    boundary_days: int
    boundary_steady_weeks: int
    boundary_steady: int


def disrespect(view: ClientSnapshot) -> Finding | None:
    """Harsh words add up and an insult is remembered; a single mild one never counts."""
    return _eased(view, "DISRESPECT", worst_of([_abusive(view), _harsh(view)]))


def _eased(view: ClientSnapshot, code: str, finding: Finding | None) -> Finding | None:
    """A client who is leaving is not fought any more."""
    if finding is None or not view.leaving:
        return finding
    return replace(finding, severity=min(finding.severity, _MOST_OF_A_LEAVING_CLIENT[code]))


def _abusive(view: ClientSnapshot) -> Finding | None:
    own = _Disrespect(view.limits)
    window = view.last(own.abusive_days)
    insults = [event for event in view.history.hard.within(window) if event.tone <= ABUSIVE]
    if len(insults) < own.abusive_watch:
        return None
    newest, days = insults[-1], counted(window.days, "day")
    serious = len(insults) >= own.abusive_act
    severity, passed = (3, "abusive_act") if serious else (2, "abusive_watch")
    last = "the last on" if len(insults) > 1 else "on"
    quote = f": “{cut(newest.text)}”" if newest.text else ""
    clears = day_of(shift(newest.on, window.days), view.on)
    return Finding(
        severity=severity,
        reason=f"{counted(len(insults), 'abusive message')} in {days} "
        f"({bound(view.limits, passed, severity)}), {last} {day_of(newest.on, view.on)}{quote}",
        limit=f"in {days}: watch from "
        f"{counted(own.abusive_watch, 'abusive message')}, act from {own.abusive_act}",
        evidence=tuple(event.id for event in insults),
        clears=f"on {clears} if nothing more happens",
        held_from=insults[own.abusive_watch - 1].on,
    )


def _harsh(view: ClientSnapshot) -> Finding | None:
    limits = view.limits
    hard = view.history.hard.within(view.short)
    days = counted(limits.window_days, "day")
    return too_many(
        hard,
        limits,
        "hard_watch",
        "hard_act",
        sentence=f"{counted(len(hard), 'harsh message')} in {days}",
        per=f"harsh messages in {days}",
    )


def boundary(view: ClientSnapshot) -> Finding | None:
    """Work is pushed into odd hours or false hurry, lately or steadily, or meetings are missed."""
    findings = [_pushes_lately(view), _steady_pushes(view), _no_shows(view)]
    return _eased(view, "BOUNDARY", worst_of(findings))


def _pushes(view: ClientSnapshot, days: int) -> Sequence[Event]:
    window = view.last(days)
    return sorted(
        (event for what in _PUSHES for event in view.history.events(what).within(window)),
        key=lambda event: (event.on, event.id),
    )


def _pushes_lately(view: ClientSnapshot) -> Finding | None:
    own = _Boundary(view.limits)
    pushes = _pushes(view, own.boundary_days)
    days = counted(own.boundary_days, "day")
    return too_many(
        pushes,
        view.limits,
        "boundary_note",
        "boundary_watch",
        sentence=f"pushed for after-hours or rush work {counted(len(pushes), 'time')} in {days}",
        per=f"in {days}",
        severity=1,
    )


def _steady_pushes(view: ClientSnapshot) -> Finding | None:
    own = _Boundary(view.limits)
    weeks = own.boundary_steady_weeks
    pushes = _pushes(view, _WEEK * weeks)
    pushed = sum(
        any(push.on in last(shift(view.on, -_WEEK * week), _WEEK) for push in pushes)
        for week in range(weeks)
    )
    if pushed < own.boundary_steady:
        return None
    return Finding(
        severity=2,
        reason=f"pushed for after-hours or rush work in {pushed} of the last {weeks} weeks "
        f"({bound(view.limits, 'boundary_steady', 2)})",
        limit=f"watch from {own.boundary_steady} of {weeks} weeks",
        evidence=tuple(push.id for push in pushes),
    )


def _no_shows(view: ClientSnapshot) -> Finding | None:
    missed = view.history.events("no_show").within(view.short)
    days = counted(view.limits.window_days, "day")
    sentence = f"{counted(len(missed), 'no-show')} in {days}"
    finding = too_many(missed, view.limits, "no_shows", sentence=sentence, per=f"in {days}")
    return finding and replace(finding, next_action="Remind them how you handle missed meetings")


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
        held_from=open_[0].on,
    )


def _is_push_or_no_show(event: Event) -> bool:
    return event.what in (*_PUSHES, "no_show")


RULES = (
    flag_rule("DISRESPECT", disrespect, repeats_with=is_hard),
    flag_rule("BOUNDARY", boundary, repeats_with=_is_push_or_no_show),
    flag_rule("SAFETY", safety),
)
