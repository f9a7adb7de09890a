"""Days as people name them from today on: "by Friday", "within 14 days", "next week"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage.health.windows import shift
from triage.playbook.day_text import months_later, next_weekday

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {name[:3]: name for name in _WEEKDAYS} | {"tues": "tuesday", "thur": "thursday"}
_COUNTS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)
_NUMBERS = {name: number for number, name in enumerate(_COUNTS, 1)} | {
    **{"a": 1, "an": 1},
    **{"twenty": 20, "thirty": 30},
}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_FRIDAY, _WEDNESDAY, _MIDDLE_OF_MONTH = 4, 2, 14
_SHORT_AFTER = ("by", "on", "until", "till", "before")
"""A short name elsewhere is hardly a day: the sun, he sat."""
_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2}
_DAYS = "|".join((*_WEEKDAYS, *_SHORT))
_NO_DAY_TO_COME = ("last", "every", "each", "since", "past", "this")
_PARTS = r"(?:morning|afternoon|evening|night|noon|at|by|before|after|latest|\d)"
_WEEKDAY = re.compile(
    rf"\b(?:(?P<lead>by|on|until|till|before|due|from|for|between|or|and|than|starting)\s)?"
    rf"(?P<next>next|this|coming|the coming|following|the following)?\s?(?P<day>{_DAYS})\b"
    rf"(?P<after>,?\s{_PARTS}\b)?"
)
_COUNT = re.compile(
    r"\b(?P<lead>within|in|inside|after|no later than|not later than|at most)\s(?:the next\s)?"
    r"(?P<count>\d{1,3}|"
    + "|".join(_NUMBERS)
    + r")\s(?P<working>working |business )?(?:calendar |full )?"
    r"(?P<unit>day|week|fortnight|month)s?\b"
)
_COUNT_FROM = re.compile(
    r"\b(?P<count>\d{1,3}|"
    + "|".join(_NUMBERS)
    + r")\s(?P<working>working |business )?(?:calendar )?"
    r"(?P<unit>day|week|fortnight|month)s?\s(?:from|after|of)\s"
    r"(?:today|now|this|receipt|the date|receiving|issue)\b"
)
_NAMED = re.compile(
    r"\b(?P<name>the day after tomorrow|tomorrow|today|tonight"
    r"|(?:the )?(?P<place>end|middle|beginning|start|first|last day) of (?:the |this )?"
    r"(?P<span>next week|next month|following week|week|month)"
    r"|(?P<plain>next week|next month|this week|this month))\b"
)


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """Words that mean a day, and the days they may mean; "next Friday" is often two of them."""

    start: int
    end: int
    days: tuple[date, ...]


def find_relative_dates(flat: str, today: date) -> list[RelativeDate]:
    """The English ones in a flat text, in order."""
    mentions = [*_weekdays(flat, today), *_counted(flat, today), *_named(flat, today)]
    return sorted(mentions, key=lambda mention: mention.start)


def _weekdays(flat: str, today: date) -> Iterator[RelativeDate]:
    for match in _WEEKDAY.finditer(flat):
        before = flat[: match.start()].rsplit(maxsplit=1)[-1:]
        if not (match["lead"] or match["next"]) and before and before[0] in _NO_DAY_TO_COME:
            continue
        name = match["day"]
        if name in _SHORT and match["lead"] not in _SHORT_AFTER:
            continue
        ahead = (_WEEKDAYS.index(_SHORT.get(name, name)) - today.weekday()) % 7 or 7
        days: tuple[date, ...] = (shift(today, ahead),)
        if match["next"] == "next" and shift(today, ahead) <= _sunday(today):
            days += (shift(today, ahead + 7),)
        yield RelativeDate(*match.span(), days)


def _counted(flat: str, today: date) -> Iterator[RelativeDate]:
    for pattern in (_COUNT, _COUNT_FROM):
        for match in pattern.finditer(flat):
            yield RelativeDate(*match.span(), (_day_counted(match, today),))


def _day_counted(match: re.Match[str], today: date) -> date:
    count, unit = match["count"], match["unit"]
    number = int(count) if count.isdigit() else _NUMBERS[count]
    if unit == "month":
        return months_later(today, number)
    if not match["working"]:
        return shift(today, number * _UNITS[unit])
    day = today
    for _ in range(number):
        day = next_weekday(day)
    return day


def _named(flat: str, today: date) -> Iterator[RelativeDate]:
    for match in _NAMED.finditer(flat):
        yield RelativeDate(*match.span(), _days_named(match, today))


def _days_named(match: re.Match[str], today: date) -> tuple[date, ...]:
    name, place = match["name"], match["place"]
    if name in _AHEAD:
        return (shift(today, _AHEAD[name]),)
    span = match["span"] or match["plain"]
    later = span.startswith(("next", "following"))
    first, middle, end = (_week if span.endswith("week") else _month)(today, later)
    if place is None:
        return first, end
    return ({"middle": middle, "end": end, "last day": end}.get(place, first),)


def _week(today: date, later: bool) -> tuple[date, date, date]:
    monday = shift(today, (7 if later else 0) - today.weekday())
    return monday, shift(monday, _WEDNESDAY), shift(monday, _FRIDAY)


def _month(today: date, later: bool) -> tuple[date, date, date]:
    first = today.replace(day=1)
    first = _next_month(first) if later else first
    return first, shift(first, _MIDDLE_OF_MONTH), shift(_next_month(first), -1)


def _next_month(first: date) -> date:
    return shift(first, 32).replace(day=1)


def _sunday(day: date) -> date:
    return shift(day, 6 - day.weekday())
