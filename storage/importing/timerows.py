"""A row of a time export -> an entry, or the reason why it is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import get_args

from typing_extensions import override

from storage.importing.dates import Moment
from storage.importing.profile import marked_billable, row_currency
from storage.importing.row_ids import client_key, hashed
from storage.importing.row_reader import BadRow, RowReader
from storage.importing.spans import DAY, clock_seconds, span_seconds, whole_minutes
from storage.importing.table import Skip
from storage.importing.text_source import SourceRow
from triage.records import Work

_LONGEST = 31 * DAY
"""Seconds of the longest entry taken: more is a slip, not a piece of work."""

WORKS: dict[str, Work] = {work: work for work in get_args(Work)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry:
    """What one row says. `key` is the same whenever this row is exported again."""

    line: int
    client: str
    project: str
    tags: tuple[str, ...]
    on: date
    minutes: int
    text: str | None
    task: str
    billable: bool
    work: Work | None
    currency: str | None
    rate: Decimal | None
    billed: Decimal | None
    key: str


class TimeRows(RowReader[TimeEntry]):
    """Reads the rows of one file in order."""

    @override
    def read(self, row: SourceRow, section: str | None) -> TimeEntry | Skip:
        table, cell = self.table, partial(self.table.cell, row)
        started = self.moment(row, "on")
        if started is None:
            raise BadRow("no date")
        clock = clock_seconds(cell("start_time"))
        if clock is not None:
            started = started._replace(clock=clock, instant=None)
        seconds = self._seconds(row, started)
        minutes = whole_minutes(seconds)
        if minutes == 0:
            return Skip(row.line, "duration 0")
        work = cell("work").lower()
        if work and work not in WORKS:
            raise BadRow(f"“{cell('work')}” is not a type of work")
        client, project, task = cell("client"), cell("project"), cell("task")
        text = cell("text") or task or None
        return TimeEntry(
            line=row.line,
            client=client,
            project=project,
            tags=tuple(tag.strip() for tag in cell("tags").split(",") if tag.strip()),
            on=started.day,
            minutes=minutes,
            text=text,
            task=task,
            billable=self.readers.all_billable or marked_billable(cell("billable")) is not False,
            work=WORKS.get(work),
            currency=row_currency(table, row, section)[0],
            rate=self.number(row, "rate"),
            billed=self.number(row, "billed"),
            key=self.own_key(row)
            or self.told_apart(
                hashed(
                    client_key(client),
                    client_key(project),
                    started.instant or started.day,
                    started.clock,
                    int(seconds),
                    text,
                    task,
                )
            ),
        )

    def _seconds(self, row: SourceRow, started: Moment) -> Decimal | int:
        """The tool's own duration; where it has none or says 0, end minus start; then decimals.

        Clockify writes 0.00 decimal hours for an hour of work, so those come last there.
        """
        written, unreadable = self._written(row)
        between = self._between(row, started)
        seconds = written or between
        if not seconds:
            if unreadable:
                raise BadRow(f"“{unreadable}” is not a duration")
            if written is None and between is None:
                raise BadRow("no duration and no end")
            return 0
        if seconds < 0:
            raise BadRow("ends before it starts")
        if seconds > _LONGEST:
            raise BadRow("longer than a month")
        return seconds

    def _written(self, row: SourceRow) -> tuple[Decimal | int | None, str]:
        duration: Decimal | int | None = None
        unreadable = ""
        for name in ("duration", "hours", "minutes", "seconds"):
            cell = self.table.cell(row, name)
            if not cell:
                continue
            seconds = self._length(row, name)
            if seconds:
                return seconds, ""
            if seconds is None:
                unreadable = unreadable or cell
            else:
                duration = seconds
        return duration, unreadable

    def _length(self, row: SourceRow, name: str) -> Decimal | int | None:
        cell = self.table.cell(row, name)
        # “90 min” names its unit; “1:30” is a length only where lengths are written so.
        if self.table.shape(name) == "span" or any(c.isalpha() for c in cell):
            spelled = span_seconds(cell)
            if spelled is not None:
                return spelled
        number = self.number(row, name)
        if number is None or number < 0:
            return None
        return number * {"minutes": 60, "seconds": 1}.get(name, 3600)

    def _between(self, row: SourceRow, started: Moment) -> int | None:
        """Seconds from start to end; an end without a day is on the same or the next day."""
        reader = self.readers.days.get("end_on")
        ended = reader.read(self.table.cell(row, "end_on")) if reader else None
        clock = clock_seconds(self.table.cell(row, "end_time"))
        if started.instant and ended and ended.instant:
            return int((ended.instant - started.instant).total_seconds())
        if ended is not None and clock is None:
            clock = ended.clock
        if started.clock is None or clock is None:
            return None
        if ended is None:
            return (clock - started.clock) % DAY
        return (ended.day - started.day).days * DAY + clock - started.clock
