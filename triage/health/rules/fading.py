"""The flag for work that runs dry, or for a sign that they may go."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import pairwise
from statistics import median

from triage.health.day_text import day_of
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, worst_of
from triage.health.number_text import counted, hours, part_of
from triage.health.own_limits import OwnLimits
from triage.health.pauses import touching
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import Window, has_come, last, shift
from triage.terms import SIGNS

_WEEK = 7
_YEAR_WEEKS = 52


class _Fading(OwnLimits, flag="FADING"):
    fading_min_hours: int
    fading_percent: int
    fading_usual_windows: int
    fading_season_weeks: int
    fading_last_year_percent: int
    fading_gap_days: int
    fading_gap_percent: int
    slow_fade_min_hours: int
    slow_fade_percent: int
    slow_fade_step_percent: int
    slow_fade_weeks: int


def fading(view: ClientSnapshot) -> Finding | None:
    """The hours fall against what is usual for this client, without a reason that is known, or
    they give a sign that they may go."""
    return worst_of([_sign(view), _half_of_usual(view), _slow_fade(view)])


def _sign(view: ClientSnapshot) -> Finding | None:
    signs = view.history.events("leave_sign").within(view.short)
    if not signs:
        return None
    newest = signs[-1]
    days = counted(view.limits.window_days, "day")
    what = SIGNS.get(newest.sign or "", "they gave a sign that they may leave")
    return Finding(
        severity=2,
        reason=f"on {day_of(newest.on, view.on)} {what}; one sign in {days} raises this flag",
        limit=f"1 sign in {days}",
        evidence=tuple(event.id for event in signs),
        held_from=signs[0].on,
        next_action="Ask how they are doing and what they need next",
    )


def _half_of_usual(view: ClientSnapshot) -> Finding | None:
    """The last eight weeks against the eight before and the median of the five windows before."""
    limits, own = view.limits, _Fading(view.limits)
    before, now = _minutes(view, 1), _minutes(view, 0)
    if before < own.fading_min_hours * 60 or not _may_fade(view):
        return None
    usual = min([Fraction(before), *_usual(view)])
    if now * 100 > usual * own.fading_percent or _is_calm(view, limits.long_window_days):
        return None
    weeks = counted(limits.long_window_days // _WEEK, "week")
    compared = f"the {weeks} before" if usual == before else "usual"
    return Finding(
        severity=2,
        reason=f"{hours(now)} in {weeks}, {part_of(now, usual)} {compared} "
        f"({hours(usual, down=True)})",
        limit=f"watch at {own.fading_percent}% of the usual hours or less",
        evidence=_times(view, last(view.on, 2 * limits.long_window_days)),
    )


def _slow_fade(view: ClientSnapshot) -> Finding | None:
    """Each eight weeks bring fewer hours than the eight before, and far fewer than the best."""
    limits, own = view.limits, _Fading(view.limits)
    if not _may_fade(view):
        return None
    now, before, earlier = (_minutes(view, k) for k in range(3))
    step = own.slow_fade_step_percent
    if now * 100 > before * step or before * 100 > earlier * step:
        return None
    best = max(
        view.minutes(last(shift(view.on, -_WEEK * week), limits.long_window_days))
        for week in range(own.slow_fade_weeks + 1)
    )
    if best < own.slow_fade_min_hours * 60 or now * 100 > best * own.slow_fade_percent:
        return None
    if _is_calm(view, 2 * limits.long_window_days - 1, agreed=3 * limits.long_window_days - 1):
        return None
    weeks = counted(limits.long_window_days // _WEEK, "week")
    return Finding(
        severity=2,
        reason=f"fewer hours each {weeks}: {hours(earlier, down=True)}, then "
        f"{hours(before, down=True)}, now {hours(now)}; at their peak {hours(best, down=True)}",
        limit=f"watch at {own.slow_fade_percent}% of their best {weeks} or less, "
        f"if each {weeks} had at most {step}% of the hours of the one before",
        evidence=_times(view, last(view.on, 3 * limits.long_window_days)),
    )


def _minutes(view: ClientSnapshot, windows_back: int) -> int:
    """The minutes of a long window, 0 = the one that ends today."""
    days = view.limits.long_window_days
    return view.minutes(last(shift(view.on, -days * windows_back), days))


def _usual(view: ClientSnapshot) -> list[Fraction]:
    """The median of the windows before the last two that lie in the client's time; [] = none do."""
    days, first = view.limits.long_window_days, view.history.time_days[0]
    known = [
        _minutes(view, k)
        for k in range(2, 2 + _Fading(view.limits).fading_usual_windows)
        if shift(view.on, -days * (k + 1) + 1) >= first
    ]
    return [Fraction(median(map(Fraction, known)))] if known else []


def _times(view: ClientSnapshot, window: Window) -> tuple[str, ...]:
    return tuple(time.id for time in view.times(window))


# --- when fewer hours are no sign -------------------------------------------------------------


def _may_fade(view: ClientSnapshot) -> bool:
    return view.tracks("hours") and view.has_open_engagement and not view.gifts


def _is_calm(view: ClientSnapshot, days: int, agreed: int | None = None) -> bool:
    """Whether something known explains fewer hours: `days` back for a pause, `agreed` days back for
    terms that were agreed anew (default: one less than two long windows)."""
    long = view.limits.long_window_days
    terms = Window(shift(view.on, -(agreed or 2 * long - 1)), view.on)
    return (
        view.resting
        or touching(view.history.pauses, Window(shift(view.on, -days), view.on))
        or _is_off_season(view)
        or _is_next_engagement(view)
        or bool(view.history.events("terms_agreed").within(terms))
        or _is_as_last_year(view)
        or _is_a_usual_gap(view)
    )


def _is_off_season(view: ClientSnapshot) -> bool:
    season = view.client.season
    weeks = range(_Fading(view.limits).fading_season_weeks)
    return bool(season) and any(shift(view.on, -_WEEK * week).month not in season for week in weeks)


def _is_next_engagement(view: ClientSnapshot) -> bool:
    """Whether one engagement has followed another lately: the first was larger, that is all."""
    open_ = view.open_engagements
    recent = shift(view.on, 1 - 2 * view.limits.long_window_days)
    if not open_ or open_[0].start <= recent:
        return False
    return any(
        has_come(terms.engagement.end, view.on) and terms.engagement.start < open_[0].start
        for terms in view.engagements
    )


def _is_as_last_year(view: ClientSnapshot) -> bool:
    limits, own = view.limits, _Fading(view.limits)
    year_ago = last(shift(view.on, -_WEEK * _YEAR_WEEKS), limits.long_window_days)
    if not view.history.time_days or view.history.time_days[0] >= year_ago.first:
        return False
    then = view.minutes(year_ago)
    return _minutes(view, 0) * 100 >= then * own.fading_last_year_percent


def _is_a_usual_gap(view: ClientSnapshot) -> bool:
    """Whether this client has been quiet before for about as long."""
    own, first = _Fading(view.limits), view.long.first
    ends = [*view.history.time_days_until(view.on), view.on]
    inside = bisect_left(ends, first)
    gaps = [(later - earlier).days for earlier, later in pairwise(ends)]
    earlier_gaps, recent = gaps[: max(inside - 1, 0)], gaps[max(inside - 1, 0) :]
    if not earlier_gaps or not recent or max(recent) < own.fading_gap_days:
        return False
    return max(recent) * 100 <= max(earlier_gaps) * own.fading_gap_percent


RULES = (flag_rule("FADING", fading),)
