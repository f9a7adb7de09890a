"""Dates as exports write them; the order of day and month is decided for a whole column.

`03/04/2026` alone is the 3rd of April or the 4th of March. One cell above 12 anywhere in the
column settles it; when none does, the user is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple

from storage.importing.spans import clock_seconds
from storage.importing.words import month_called

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
# In words: "1. Dez 2026", "1er mars 2026", "15 de marzo de 2026", "March 3rd, 2026".
_MONTH_WORD = r"([^\W\d_]{3,14})"
_DAY_WORD = re.compile(
    rf"(\d{{1,2}})(?:\.|st|nd|rd|th|er)?[\s-](?:de )?{_MONTH_WORD}\.?,?[\s-](?:de )?"
    r"(\d{4}|\d{2})"
)
_WORD_DAY = re.compile(rf"{_MONTH_WORD}\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})")
_WITH_CLOCK = re.compile(r"(?P<day>.*\d)(?:T|,?\s+)(?P<clock>\d{1,2}:\d{2}.*)")
_ZONED = re.compile(r"(Z|[+-]\d{2}:?\d{2})\Z")

# A year outside of these is a slip of the keyboard, not a day somebody worked.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
# Two digits mean 1970 to 2069, as in POSIX.
_CENTURY_TURN = 70
# Of the cells that can only be read one way, this share may contradict the rest: slips.
_SLIPS = 0.1


class Moment(NamedTuple):
    """A local day, and where the cell has them: seconds since midnight, and the exact instant."""

    day: date
    clock: int | None = None
    instant: datetime | None = None


class _Shape(NamedTuple):
    # "ymd" and "words" leave no question; "/", "-" and "." are numbers with the year last.
    family: str
    numbers: tuple[int, int, int]
    short_year: bool = False


# One day stands in many rows: the same few thousand cells come again and again.
@lru_cache(maxsize=4096)
def _shape(text: str) -> _Shape | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return _Shape("ymd", (int(year), int(month), int(day)))
    if match := _YEAR_LAST.fullmatch(text):
        first, mark, second, third = match.groups()
        return _Shape(mark, (int(first), int(second), int(third)), len(third) == 2)
    if match := _DAY_WORD.fullmatch(text):
        day, word, year = match.groups()
    elif match := _WORD_DAY.fullmatch(text):
        word, day, year = match.groups()
    else:
        return None
    month = month_called(word) or 0
    return _Shape("words", (int(year), month, int(day)), len(year) == 2)


@lru_cache(maxsize=4096)
def _read(shape: _Shape, order: Order) -> date | None:
    year_first = shape.family in ("ymd", "words")
    if order == "ymd" and not (year_first or shape.short_year):
        return None
    if year_first or order == "ymd":
        year, month, day = shape.numbers
    elif order == "dmy":
        day, month, year = shape.numbers
    else:
        month, day, year = shape.numbers
    if shape.short_year:
        year += 1900 if year >= _CENTURY_TURN else 2000
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parted(text: str) -> tuple[str, str]:
    """The day's part of a cell, and its clock part if it has one."""
    text = text.strip()
    match = _WITH_CLOCK.fullmatch(text)
    return (match["day"].strip(), match["clock"]) if match else (text, "")


def clock_of(text: str) -> int | None:
    """The time of day in a cell with a date, in seconds as written."""
    return clock_seconds(_ZONED.sub("", _parted(text)[1]))


@lru_cache(maxsize=4096)
def looks_like_day(text: str) -> bool:
    """Whether a cell is written like a date, whatever its order."""
    return _shape(_parted(text)[0]) is not None


def tells_order(text: str) -> bool:
    """Whether a cell is a date that can be read with the day or with the month first only."""
    shape = _shape(_parted(text)[0])
    return shape is not None and (_read(shape, "dmy") is None) != (_read(shape, "mdy") is None)


@dataclass(slots=True)
class DayTally:
    """What the cells of one column say about how its dates are written."""

    families: Counter[str] = field(default_factory=Counter)
    only_dmy: Counter[str] = field(default_factory=Counter)
    only_mdy: Counter[str] = field(default_factory=Counter)
    sample: dict[str, str] = field(default_factory=dict)
    two_ways: dict[str, str] = field(default_factory=dict)
    first: date = date.max
    last: date = date.min
    """No day of the column lies before or behind these, whichever way its cells are read."""

    def add(self, text: str, times: int = 1) -> None:
        """Count one cell, or several alike; blank and unreadable ones say nothing."""
        shape = _shape(_parted(text)[0])
        if shape is None:
            return
        dmy, mdy = _read(shape, "dmy"), _read(shape, "mdy")
        if dmy is None and mdy is None:
            return
        days = [day for day in (dmy, mdy, _read(shape, "ymd")) if day is not None]
        self.first, self.last = min(self.first, *days), max(self.last, *days)
        self.families[shape.family] += times
        self.sample.setdefault(shape.family, text.strip())
        if mdy is None:
            self.only_dmy[shape.family] += times
        elif dmy is None:
            self.only_mdy[shape.family] += times
        elif dmy != mdy:
            self.two_ways.setdefault(shape.family, text.strip())

    @property
    def family(self) -> str | None:
        """How most cells are written; the earlier on a tie."""
        return self.families.most_common(1)[0][0] if self.families else None

    @property
    def example(self) -> str:
        """A cell of the column, one that can be read both ways where there is one."""
        family = self.family or ""
        return self.two_ways.get(family) or self.sample.get(family, "")

    @property
    def order(self) -> Order | None:
        """The order that the cells themselves settle."""
        family = self.family
        if family in ("ymd", "words"):
            return "ymd"
        if family is None:
            return None
        dmy, mdy = self.only_dmy[family], self.only_mdy[family]
        if dmy and mdy <= _SLIPS * dmy:
            return "dmy"
        if mdy and dmy <= _SLIPS * mdy:
            return "mdy"
        # Nobody writes months first with points; and 05/05/2026 is the same day both ways.
        return "dmy" if not mdy and (family == "." or family not in self.two_ways) else None


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads the cells of one column. `zone` None: the zone this machine is in."""

    family: str
    order: Order
    zone: tzinfo | None = None

    def read(self, text: str) -> Moment | None:
        """The moment, or None when the cell is not a date as this column writes them."""
        day_text, clock_text = _parted(text)
        shape = _shape(day_text)
        if shape is None or shape.family != self.family:
            return None
        day = _read(shape, self.order)
        if day is None:
            return None
        if not clock_text:
            return Moment(day)
        zoned = _ZONED.search(clock_text)
        clock = clock_seconds(clock_text[: zoned.start()] if zoned else clock_text)
        if clock is None:
            return None
        return self._local(day, clock, zoned[1]) if zoned else Moment(day, clock)

    def _local(self, day: date, clock: int, offset: str) -> Moment | None:
        written = datetime.combine(day, time()) + timedelta(seconds=clock)
        try:
            instant = datetime.fromisoformat(f"{written.isoformat()}{offset}")
            local = instant.astimezone(self.zone)
        except (ValueError, OSError):  # Windows knows no local time before 1970
            return None
        return Moment(
            local.date(),
            local.hour * 3600 + local.minute * 60 + local.second,
            instant.astimezone(UTC),
        )


def reader_of(
    tally: DayTally, others: Iterable[DayTally], chosen_order: Order | None, zone: tzinfo | None
) -> DayReader | None:
    """How a column is read: by the user's word, its own cells, or the file's other columns.

    None when its dates can be read both ways. A value that does not fit the decision is one bad
    row; it does not sink the file.
    """
    family = tally.family
    if family is None:
        return DayReader("ymd", "ymd", zone)
    order = tally.order if family in ("ymd", "words") else chosen_order or tally.order
    if order is None and not (tally.only_dmy[family] or tally.only_mdy[family]):
        orders = {other.order for other in others} - {None, "ymd"}
        order = orders.pop() if len(orders) == 1 else None
    return DayReader(family, order, zone) if order else None
