"""A row of a time export -> an entry, or the reason why it is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import get_args

from typing_extensions import override

from storage.importing.column_readers import Readers
from storage.importing.dates import Moment
from storage.importing.doubts import Doubt
from storage.importing.lengths import LONG, UNITS, Unit
from storage.importing.options import ImportOptions
from storage.importing.profile import row_currency
from storage.importing.row_ids import client_key, hashed
from storage.importing.row_reader import BadRow, RowReader
from storage.importing.spans import (
    DAY,
    clock_seconds,
    elapsed,
    hours_text,
    span_seconds,
    whole_minutes,
)
from storage.importing.table import MappedTable, Skip
from storage.importing.tags import tags_in
from storage.importing.text_source import SourceRow
from storage.importing.words import yes_or_no
from triage.records import Work

ROUNDING = 15 * 60
"""Seconds that a length may differ from its clock times: tools round to quarter hours."""
_LONGEST = 31 * DAY
"""Seconds of the longest entry taken: more is a slip, not a piece of work."""

_UNITS: Mapping[str, Unit] = {
    "duration": "hours",
    "hours": "hours",
    "minutes": "minutes",
    "seconds": "seconds",
}
"""What a plain number in a column counts."""

WORKS: dict[str, Work] = {work: work for work in get_args(Work)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry:
    """What one row says. `marked`: it says itself whether it is billable.

    `own` is its key by the other program's id, "" without. `start` is when it began: UTC with a Z,
    else by the file's own clock. `older_key` is the key that earlier versions gave it.
    """

    line: int
    client: str
    project: str
    tags: tuple[str, ...]
    on: date
    minutes: int
    text: str | None
    task: str
    billable: bool
    marked: bool
    work: Work | None
    currency: str | None
    rate: Decimal | None
    billed: Decimal | None
    own: str
    start: str | None
    person: str
    older_key: str
    doubts: tuple[Doubt, ...] = ()


class TimeRows(RowReader[TimeEntry]):
    """Reads the rows of one file in order."""

    def __init__(self, table: MappedTable, readers: Readers, options: ImportOptions) -> None:
        super().__init__(table, readers, options)
        self._by_day: Counter[tuple[str, date]] = Counter()

    @override
    def read(self, row: SourceRow, section: str | None) -> TimeEntry | Skip:
        table, cell = self.table, partial(self.table.cell, row)
        started = self.moment(row, "on")
        if started is None:
            raise BadRow("no date")
        clock = clock_seconds(cell("start_time"))
        if clock is not None:
            started = started._replace(clock=clock, instant=None)
        doubts: list[Doubt] = []
        seconds = self._seconds(row, started, doubts)
        minutes = whole_minutes(seconds)
        if minutes == 0 and not doubts:
            return Skip(row.line, "duration 0")
        work = cell("work").lower()
        if work and work not in WORKS:
            raise BadRow(f"“{cell('work')}” is not a type of work")
        client, project, task = table.client(row), table.label(row), cell("task")
        text = cell("text") or task or None
        billable = self.readers.all_billable or self._billable(row, doubts)
        self.perhaps_total(doubts, row)
        self.not_yet(doubts, "worked on", started.day)
        self._note_length(row, started.day, seconds, doubts)
        return TimeEntry(
            line=row.line,
            client=client,
            project=project,
            tags=tags_in(cell("tags")),
            on=started.day,
            minutes=minutes,
            text=text,
            task=task,
            billable=billable,
            marked=bool(cell("billable")),
            work=WORKS.get(work),
            currency=row_currency(table, row, section)[0],
            rate=self.number(row, "rate"),
            billed=self.number(row, "billed"),
            own=self.own_key(row),
            start=_start(started),
            person=client_key(cell("user")),
            older_key=self.told_apart(
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
            doubts=tuple(doubts),
        )

    def _billable(self, row: SourceRow, doubts: list[Doubt]) -> bool:
        cell = self.table.cell(row, "billable")
        flag = yes_or_no(cell)
        if flag is None and cell:
            why = f"“{cell}” does not say whether it is billable"
            return self.settled(doubts, f"marked:{cell}", why) != "no"
        return flag is not False

    def _note_length(
        self, row: SourceRow, day: date, seconds: Decimal | int, doubts: list[Doubt]
    ) -> None:
        person = client_key(self.table.cell(row, "user"))
        total = self._by_day[person, day] + int(seconds)
        if seconds > LONG:
            self.settled(doubts, "long", f"one entry of {hours_text(seconds)} on {day}")
        elif total > DAY and not doubts:
            self.settled(doubts, "day", f"with this entry, {day} has {hours_text(total)}")
        if not doubts:
            self._by_day[person, day] = total

    def _seconds(self, row: SourceRow, started: Moment, doubts: list[Doubt]) -> Decimal | int:
        """The tool's own duration; where it has none or says 0, end minus start; then decimals.

        Clockify writes 0.00 decimal hours for an hour of work, so those come last there.
        """
        written, unreadable = self._written(row)
        between = self._between(row, started, written)
        seconds: Decimal | int
        if written:
            seconds = self._agreed(written, between, doubts)
        elif len(between) > 1:
            texts = " or ".join(hours_text(each) for each in between)
            answer = self.settled(doubts, "clock-change", f"{started.day}, {texts}")
            seconds = between[-1] if answer == "longer" else between[0]
        else:
            seconds = between[0] if between else 0
        if unreadable and seconds:
            why = f"“{unreadable}” is not a duration, {hours_text(seconds)} from start to end"
            if self.settled(doubts, "clock", why) == "length":
                raise BadRow(f"“{unreadable}” is not a duration")
        if not seconds:
            if unreadable:
                raise BadRow(f"“{unreadable}” is not a duration")
            if written is None and not between:
                raise BadRow("no duration and no end")
            return 0
        if seconds < 0:
            raise BadRow("ends before it starts")
        if seconds > _LONGEST:
            raise BadRow("longer than a month")
        return seconds

    def _agreed(
        self, written: Decimal | int, between: Sequence[int], doubts: list[Doubt]
    ) -> Decimal | int:
        if not between or any(abs(int(written) - each) <= ROUNDING for each in between):
            return written
        why = f"{hours_text(written)} in the file, but {hours_text(between[0])} from start to end"
        return between[0] if self.settled(doubts, "clock", why) == "clock" else written

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
        return number * UNITS[self.readers.units.get(name, _UNITS[name])]

    def _between(self, row: SourceRow, started: Moment, written: Decimal | int | None) -> list[int]:
        """Seconds from start to end, more than one where the clocks change in between.

        An end without a day is on the same or the next day. The clocks are not looked at where
        the difference on the dial agrees with the length that is `written`.
        """
        reader = self.readers.days.get("end_on")
        ended = reader.read(self.table.cell(row, "end_on")) if reader else None
        clock = clock_seconds(self.table.cell(row, "end_time"))
        if started.instant and ended and ended.instant:
            return [int((ended.instant - started.instant).total_seconds())]
        if ended is not None and clock is None:
            clock = ended.clock
        if started.clock is None or clock is None:
            return []
        day = ended.day if ended else started.day + timedelta(days=clock < started.clock)
        dial = (day - started.day).days * DAY + clock - started.clock
        if written and abs(int(written) - dial) <= ROUNDING:
            return [dial]
        return elapsed((started.day, started.clock), (day, clock), self.options.zone)


def _start(started: Moment) -> str | None:
    if started.instant is not None:
        return f"{started.instant.replace(tzinfo=None).isoformat()}Z"
    if started.clock is None:
        return None
    return (datetime.combine(started.day, time()) + timedelta(seconds=started.clock)).isoformat()
