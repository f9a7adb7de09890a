"""How a day may be written: every form in one table, and nothing outside it is read as a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from triage.fields.field import FieldError
from triage.shifted_day import shift

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_SHORTEST = 3
"""Letters of a weekday or a month at least."""
_LONGEST = 40
_AHEAD_BY = 122
"""Where days lie ahead, a day without a year is the one nearest to four months from now: a
date of last week is still meant as such, and one of next winter is not last winter's."""


@dataclass(frozen=True, slots=True)
class DayReading:
    """What a day is read against. `ahead` = it lies ahead, as a due day does; `month_first` = how
    3/4 is meant; no day without a year is read as one before `earliest`."""

    today: date
    ahead: bool = False
    month_first: bool = False
    earliest: date | None = None


def read_day(text: str, reading: DayReading) -> date | None:
    """The day of a typed text; None when it is written in no form that is known.

    Raises ValueError or OverflowError for a day that the calendar does not have, and FieldError
    for one that can be meant in two ways.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    if len(words) > _LONGEST:
        return None
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(words):
            return read(match, reading)
    return None


def whole_month(text: str) -> date | None:
    """The first day of a month or a year that is typed alone (`2023`, `mar 2023`, `03/2023`); None
    for anything else. It is no day yet, but one can be proposed.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    match = _MONTH_OR_YEAR.fullmatch(words)
    if match is None:
        return None
    named = match["month"] or match["number"] or "1"
    month = _month(named)
    return date(int(match["year"]), month, 1) if 1 <= month <= 12 else None


# --- the forms ----------------------------------------------------------------------------------


def _near(match: re.Match[str], reading: DayReading) -> date:
    days = {"today": 0, "t": 0, "yesterday": -1, "y": -1, "tomorrow": 1}[match[0]]
    return reading.today + timedelta(days=days)


def _end_of_month(match: re.Match[str], reading: DayReading) -> date:
    in_next = reading.today.replace(day=28) + timedelta(days=4)
    return in_next - timedelta(days=in_next.day)


def _from_today(match: re.Match[str], reading: DayReading) -> date:
    days = int(match["sign"] + match["count"]) * (7 if match["unit"] == "w" else 1)
    return reading.today + timedelta(days=days)


def _written_out(match: re.Match[str], reading: DayReading) -> date:
    year = match["year"] if "year" in match.re.groupindex else None
    weekday = match["weekday"] if "weekday" in match.re.groupindex else None
    month = _month(match["month"])
    return _in_year(int(match["day"]), month, year, weekday, reading)


def _slashed(match: re.Match[str], reading: DayReading) -> date:
    first, second = int(match["first"]), int(match["second"])
    if first > 12 or second > 12:  # only one of the two orders is a day at all
        day, month = max(first, second), min(first, second)
    else:
        day, month = (second, first) if reading.month_first else (first, second)
    return _in_year(day, month, match["year"], None, reading)


def _weekday_alone(match: re.Match[str], reading: DayReading) -> date | None:
    today, weekday = reading.today, _place(match["weekday"], _WEEKDAYS)
    back = (today.weekday() - weekday - 1) % 7 + 1
    if match["last"]:
        return shift(today, -back)
    if reading.ahead:
        return shift(today, (weekday - today.weekday() - 1) % 7 + 1)
    if back == 7:
        name = _WEEKDAYS[weekday].capitalize()
        raise FieldError(f"Today is a {name}. Type “today” or “last {match['weekday']}”")
    return shift(today, -back)


_DAY = r"(?P<day>\d{1,2})"
_NTH = rf"{_DAY}(?:st|nd|rd|th)?\.?"
_YEAR = r"(?P<year>\d{2}|\d{4})"


def _beginnings(names: tuple[str, ...]) -> str:
    """Any beginning of three letters or more: fri, tues, sept."""
    return "|".join(
        name[:length] for name in names for length in range(len(name), _SHORTEST - 1, -1)
    )


_MONTH = rf"(?P<month>{_beginnings(_MONTHS)})\.?"
_MONTH_OR_YEAR = re.compile(
    rf"(?:{_MONTH} |(?P<number>\d{{1,2}})[./-])?(?P<year>(?:19|20)\d{{2}})", re.ASCII
)
_WEEKDAY = rf"(?P<weekday>{_beginnings(_WEEKDAYS)})\.?"

_Reader = Callable[[re.Match[str], DayReading], date | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"today|t|yesterday|y|tomorrow", _near),
        (r"eom", _end_of_month),
        (r"(?P<sign>[+-])(?P<count>\d{1,4}) ?(?P<unit>[dw]?)", _from_today),
        (r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})", _written_out),
        (rf"{_DAY}\. ?(?P<month>\d{{1,2}})\.(?: ?{_YEAR})?", _written_out),
        (rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/{_YEAR})?", _slashed),
        (rf"(?:{_WEEKDAY} )?{_NTH} ?{_MONTH}(?: {_YEAR})?", _written_out),
        (rf"(?:{_WEEKDAY} )?{_MONTH} ?{_NTH}(?: {_YEAR})?", _written_out),
        (rf"(?P<last>last )?{_WEEKDAY}", _weekday_alone),
    )
)


# --- the calendar -------------------------------------------------------------------------------


def _place(word: str, names: tuple[str, ...]) -> int:
    return next(n for n, name in enumerate(names) if name.startswith(word))


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else _place(word, _MONTHS) + 1


def _in_year(
    day: int, month: int, year: str | None, weekday: str | None, reading: DayReading
) -> date:
    """The day in its year; without one in the year that is nearest, and on that weekday."""
    if year is not None:
        days = [date(int(year) + (2000 if len(year) == 2 else 0), month, day)]
    else:
        days = _in_years_around(day, month, reading)
    fitting = [d for d in days if weekday is None or d.weekday() == _place(weekday, _WEEKDAYS)]
    middle = shift(reading.today, _AHEAD_BY if reading.ahead else 0)
    if not fitting:
        nearest = min(days, key=lambda d: abs(d - middle))
        name = _WEEKDAYS[nearest.weekday()].capitalize()
        raise FieldError(f"{nearest} is a {name}. Leave the weekday out, or correct it")
    early = reading.earliest or date.min
    return min(fitting, key=lambda d: (d < early, abs(d - middle)))


def _in_years_around(day: int, month: int, reading: DayReading) -> list[date]:
    days = []
    for year in (reading.today.year - 1, reading.today.year, reading.today.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:  # 29 February, or a year that the calendar has not
            continue
    if not days:
        raise ValueError
    return days
