"""A row of a time export -> an entry, or the reason why it is none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import get_args

from storage.importing.column_readers import Readers
from storage.importing.dates import Moment
from storage.importing.profile import marked_billable, row_currency
from storage.importing.row_ids import client_key, hashed
from storage.importing.spans import DAY, clock_seconds, span_seconds, whole_minutes
from storage.importing.table import MappedTable, Skip
from storage.importing.text_source import SourceRow
from triage.records import Time, Work

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


class TimeRows:
    """Reads the rows of one file in order."""

    def __init__(self, table: MappedTable, readers: Readers) -> None:
        self._table = table
        self._readers = readers
        # Rows that are alike in everything are counted, not dropped: two calls of ten minutes.
        self._alike: Counter[str] = Counter()

    def read(self, row: SourceRow, section: str | None) -> TimeEntry | Skip:
        """The entry of one row."""
        table, cell = self._table, self._table.cell
        started = self._readers.days["on"].read(cell(row, "on"))
        if started is None:
            return _bad(row, _not_a_day(table, row, "on"))
        clock = clock_seconds(cell(row, "start_time"))
        if clock is not None:
            started = started._replace(clock=clock, instant=None)
        seconds = self._seconds(row, started)
        if isinstance(seconds, Skip):
            return seconds
        minutes = whole_minutes(seconds)
        if minutes == 0:
            return Skip(row.line, "duration 0")
        work = cell(row, "work").lower()
        if work and work not in WORKS:
            return _bad(row, f"“{cell(row, 'work')}” is no kind of work")
        billable = marked_billable(cell(row, "billable"))
        number = self._readers.numbers
        entry = TimeEntry(
            line=row.line,
            client=cell(row, "client"),
            project=cell(row, "project"),
            tags=tuple(tag.strip() for tag in cell(row, "tags").split(",") if tag.strip()),
            on=started.day,
            minutes=minutes,
            text=cell(row, "text") or cell(row, "task") or None,
            task=cell(row, "task"),
            billable=self._readers.all_billable or billable is not False,
            work=WORKS.get(work),
            currency=row_currency(table, row, section)[0],
            rate=number["rate"].read(cell(row, "rate")) if "rate" in number else None,
            billed=number["billed"].read(cell(row, "billed")) if "billed" in number else None,
            key="",
        )
        return replace(entry, key=self._key(row, entry, started, seconds))

    def _key(
        self, row: SourceRow, entry: TimeEntry, started: Moment, seconds: Decimal | int
    ) -> str:
        own = self._table.cell(row, "id")
        if own:
            return f"id:{own}"
        key = hashed(
            client_key(entry.client),
            client_key(entry.project),
            started.instant or started.day,
            started.clock,
            int(seconds),
            entry.text,
            entry.task,
        )
        self._alike[key] += 1
        nth = self._alike[key]
        return key if nth == 1 else f"{key}:{nth}"

    def _seconds(self, row: SourceRow, started: Moment) -> Decimal | int | Skip:
        """The tool's own duration; where it has none or says 0, end minus start; then decimals.

        Clockify writes 0.00 decimal hours for an hour of work, so those come last there.
        """
        written, unreadable = self._written(row)
        between = self._between(row, started)
        for seconds in (written, between):
            if seconds:
                return seconds if 0 < seconds <= _LONGEST else _bad(row, _odd(seconds))
        if unreadable:
            return _bad(row, f"“{unreadable}” is no duration")
        if written is None and between is None:
            return _bad(row, "no duration and no end")
        return 0

    def _written(self, row: SourceRow) -> tuple[Decimal | int | None, str]:
        duration: Decimal | int | None = None
        unreadable = ""
        for name in ("duration", "hours", "minutes", "seconds"):
            cell = self._table.cell(row, name)
            if not cell:
                continue
            seconds = self._length(name, cell)
            if seconds:
                return seconds, ""
            if seconds is None:
                unreadable = unreadable or cell
            else:
                duration = seconds
        return duration, unreadable

    def _length(self, name: str, cell: str) -> Decimal | int | None:
        spelled = span_seconds(cell) if self._table.shape(name) == "span" else None
        if spelled is not None:
            return spelled
        number = self._readers.numbers[name].read(cell)
        if number is None or number < 0:
            return None
        return number * {"minutes": 60, "seconds": 1}.get(name, 3600)

    def _between(self, row: SourceRow, started: Moment) -> int | None:
        """Seconds from start to end; an end without a day is on the same or the next day."""
        cell = self._table.cell
        ended = None
        if "end_on" in self._readers.days:
            ended = self._readers.days["end_on"].read(cell(row, "end_on"))
        clock = clock_seconds(cell(row, "end_time"))
        if started.instant and ended and ended.instant:
            return int((ended.instant - started.instant).total_seconds())
        if ended is not None and clock is None:
            clock = ended.clock
        if started.clock is None or clock is None:
            return None
        if ended is None:
            return (clock - started.clock) % DAY
        return (ended.day - started.day).days * DAY + clock - started.clock


def record(
    entry: TimeEntry, *, id_: str, client: str, engagement: str | None, work: Work, source: str
) -> Time:
    """The record of an entry; project and task travel along as further fields."""
    extra = {"project": entry.project, "task": entry.task}
    return Time(
        id=id_,
        client=client,
        engagement=engagement,
        on=entry.on,
        minutes=entry.minutes,
        work=work,
        text=entry.text,
        source=source,
        source_key=entry.key,
        extra={name: value for name, value in extra.items() if value},
    )


def _not_a_day(table: MappedTable, row: SourceRow, field: str) -> str:
    cell = table.cell(row, field)
    return f"“{cell}” is no date as this column writes them" if cell else "no date"


def _odd(seconds: Decimal | int) -> str:
    return "ends before it starts" if seconds < 0 else "longer than a month"


def _bad(row: SourceRow, why: str) -> Skip:
    return Skip(row.line, why, bad=True)
