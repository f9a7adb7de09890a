"""The flag for what the work does to you."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import takewhile
from statistics import median

from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import bound, counted
from triage.health.own_limits import OwnLimits
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import Window


class DrainLimits(OwnLimits, flag="DRAIN"):
    drain_mark: int
    drain_watch_marks: int
    drain_act_marks: int
    drain_recent_marks: int
    drain_recent_low: int
    drain_fall_marks: int
    drain_fall_mark: Decimal
    drain_fall: Decimal


def drain(view: ClientSnapshot) -> Finding | None:
    """Your own energy is low again and again, or it fell."""
    marks = view.energy_days
    if not marks or marks[-1][0] not in view.last(view.limits.energy_known_days):
        return None
    return worst_of([_low_in_a_row(view), _mostly_low(view), _fallen(view)])


def _low_in_a_row(view: ClientSnapshot) -> Finding | None:
    own = DrainLimits(view.limits)
    newest_first = (mark for _, mark in reversed(view.energy_days))
    low = len(list(takewhile(lambda mark: mark <= own.drain_mark, newest_first)))
    if low < own.drain_watch_marks:
        return None
    serious = low >= own.drain_act_marks
    passed = "drain_act_marks" if serious else "drain_watch_marks"
    return Finding(
        severity=3 if serious else 2,
        reason=f"you rated your energy {_low(own)}: {counted(low, 'time')} in a row "
        f"({bound(view.limits, passed, 3 if serious else 2)})",
        limit=f"watch from {own.drain_watch_marks} low ratings in a row, "
        f"act from {own.drain_act_marks}",
        evidence=_newest(view, own.drain_act_marks if serious else own.drain_watch_marks),
        held_from=view.energy_days[-1][0],
    )


def _mostly_low(view: ClientSnapshot) -> Finding | None:
    own = DrainLimits(view.limits)
    recent = [mark for _, mark in view.energy_days[-own.drain_recent_marks :]]
    low = sum(mark <= own.drain_mark for mark in recent)
    if low < own.drain_recent_low:
        return None
    return Finding(
        severity=2,
        reason=f"you rated your energy {_low(own)} in {low} of your last "
        f"{len(recent)} ratings ({bound(view.limits, 'drain_recent_low', 2)})",
        limit=f"watch from {own.drain_recent_low} low ratings in {own.drain_recent_marks}",
        evidence=_newest(view, len(recent)),
        held_from=view.energy_days[-1][0],
    )


def _fallen(view: ClientSnapshot) -> Finding | None:
    own = DrainLimits(view.limits)
    size = own.drain_fall_marks
    marks = [mark for _, mark in view.energy_days[-3 * size :]]
    newest, before = marks[-size:], marks[:-size]
    if len(before) < size:
        return None
    now, then = (Fraction(median(map(Fraction, values))) for values in (newest, before))
    if now > own.drain_fall_mark or then - now < Fraction(own.drain_fall):
        return None
    return Finding(
        severity=2,
        reason=f"your usual energy rating dropped from {float(then):g} to {float(now):g} "
        f"(watch from a drop of {own.drain_fall})",
        limit=f"watch if your usual rating is {own.drain_fall_mark} or lower after a drop of "
        f"{own.drain_fall}",
        evidence=_newest(view, len(marks)),
        held_from=view.energy_days[-1][0],
    )


def _low(own: DrainLimits) -> str:
    return f"{own.drain_mark} of 5 or lower"


def _newest(view: ClientSnapshot, count: int) -> tuple[str, ...]:
    """The ratings of the newest days, oldest first."""
    oldest = view.energy_days[-count:][0][0]
    return tuple(energy.id for energy in view.history.energy.within(Window(oldest, view.on)))


RULES = (flag_rule("DRAIN", drain),)
