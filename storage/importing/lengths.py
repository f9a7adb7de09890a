"""What plain numbers in a column of hours count: hours, or minutes or seconds read as hours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from storage.importing.amounts import NumberReader
from storage.importing.dates import clock_of
from storage.importing.spans import DAY, clock_seconds
from storage.importing.table import MappedTable
from storage.importing.text_source import SourceRow

Unit = Literal["hours", "minutes", "seconds"]
UNITS: dict[Unit, int] = {"hours": 3600, "minutes": 60, "seconds": 1}
"""Seconds of one."""
LONG = 16 * 3600
"""Seconds from which a timer may have been left running: seed rule."""
_SLACK = 60
"""Seconds by which a length may miss its clock times and still tell its unit."""
_AGREE = 0.9
_MOST = 0.5
"""Shares of the cells of a column from which they speak for all of it: seed rules."""
_READ = NumberReader(".", "decimals").read


@dataclass(slots=True)
class LengthTally:
    """The plain numbers of one column, held against start and end where there are any."""

    plain: int = 0
    long: int = 0
    clocked: int = 0
    fits: Counter[Unit] = field(default_factory=Counter)
    example: str = ""

    def add(self, text: str, between: int | None) -> None:
        """Count one cell; `between` are the seconds from start to end."""
        number = _READ(text.replace(",", "."))
        if number is None or number <= 0:
            return
        self.plain += 1
        if number * UNITS["hours"] > LONG:
            self.long += 1
            self.example = self.example or text
        if between:
            self.clocked += 1
            for unit, seconds in UNITS.items():
                self.fits[unit] += abs(number * seconds - between) <= _SLACK

    @property
    def unit(self) -> Unit | None:
        """What start and end say that the numbers count; None when they do not tell."""
        if not self.clocked or not self.long:
            return None
        unit, count = self.fits.most_common(1)[0]
        return unit if count >= _AGREE * self.clocked else None

    @property
    def must_ask(self) -> bool:
        """Whether most of the numbers would be very long entries."""
        return self.unit is None and self.long > _MOST * self.plain


def is_plain(text: str) -> bool:
    """Whether a cell is a number without a unit."""
    return bool(text) and not (":" in text or any(map(str.isalpha, text)))


def clock_between(table: MappedTable, row: SourceRow) -> int | None:
    """Seconds from the clock of the start to that of the end, within a day."""
    start, end = (
        clock_seconds(table.cell(row, clock))
        if table.cell(row, clock)
        else clock_of(table.cell(row, day))
        for clock, day in (("start_time", "on"), ("end_time", "end_on"))
    )
    return None if start is None or end is None else (end - start) % DAY
