"""Weeks of reviews, anchored to the chosen weekday: a late review does not move the next one."""

from __future__ import annotations

from datetime import date

from triage.health.windows import shift

_EPOCH = date(2000, 1, 3)  # a Monday: week numbers count from here


def review_day(day: date, weekday: int) -> date:
    """The newest review day (0 = Monday) on or before `day`."""
    return shift(day, -((day.weekday() - weekday) % 7))


def week_number(day: date, weekday: int) -> int:
    """The running number of the review week that `day` lies in."""
    return (review_day(day, weekday) - _EPOCH).days // 7


def day_of(number: int, weekday: int) -> date:
    """The review day of a running week number."""
    return shift(_EPOCH, 7 * number + weekday)


def next_review_day(day: date, weekday: int) -> date:
    """The first review day after `day`."""
    return shift(review_day(day, weekday), 7)


def nearest_review_day(day: date, weekday: int) -> date:
    """The review day nearest to `day`: what was put off on a Monday comes on a Friday again."""
    return review_day(shift(day, 3), weekday)


def next_slot(after: int, interval: int, phase: int) -> int:
    """The first week after week `after` in which a client with this rhythm is due.

    `interval` is in weeks; `phase` spreads clients of one interval over different weeks.
    """
    return after + 1 + (phase - after - 1) % interval
