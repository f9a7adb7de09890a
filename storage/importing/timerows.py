"""A row of a time export -> an entry, or the reason why it is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import NamedTuple, get_args

from typing_extensions import override

from storage.importing.column_readers import Readers
from storage.importing.dates import Moment
from storage.importing.doubts import Doubt
from storage.importing.lengths import LONG, UNITS, Unit
from storage.importing.memo import Memo
from storage.importing.options import ImportOptions
from storage.importing.profile import row_currency
from storage.importing.row_ids import client_key, hashed
from storage.importing.row_reader import BadRow, RowReader
from storage.importing.spans import (
    DAY,
    clock_seconds,
    clock_text,
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


class TimeCells(NamedTuple):
    """The cells of a row by what they hold; "" where the file has none."""

    on: str
    start_time: str
    end_on: str
    end_time: str
    duration: str
    hours: str
    minutes: str
    seconds: str
    client: str
    project: str
    task: str
    tags: str
    text: str
    user: str
    billable: str
    work: str
    rate: str
    billed: str
    fixed: str


class TimeEntry(NamedTuple):
    """What one row says. `marked`: it says itself whether it is billable.

    `own` is its key by the other program's id, "" without. `start` is when it began: UTC with a Z,
    else by the file's own clock. `older_key` is the key that earlier versions gave it, "" where
    nobody asks for it.
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

    def __init__(
        self,
        table: MappedTable,
        readers: Readers,
        options: ImportOptions,
        *,
        older_keys: bool = False,
    ) -> None:
        super().__init__(table, readers, options)
        self._by_day: Counter[tuple[str, date]] = Counter()
        self._older_keys = older_keys
        # A row may end before its last columns: what it lacks is blank, and so is the last cell.
        columns = [table.columns.get(name, -1) for name in TimeCells._fields]
        self._blanks = [""] * (max(columns) + 2)
        self._pick = itemgetter(*columns)
        self._lengths = {
            name: Memo(partial(self._length, name=name)) for name in _UNITS if name in table.columns
        }

    def _cells(self, row: SourceRow) -> TimeCells:
        return TimeCells._make(map(str.strip, self._pick([*row.cells, *self._blanks])))

    @override
    def read(self, row: SourceRow, currency: str | None) -> TimeEntry | Skip:
        cells = self._cells(row)
        started = self.moment_in(cells.on, "on")
        if started is None:
            raise BadRow("no date")
        clock = clock_seconds(cells.start_time)
        if clock is not None:
            started = Moment(started.day, clock)
        doubts: list[Doubt] = []
        seconds = self._seconds(cells, started, doubts)
        minutes = whole_minutes(seconds)
        if minutes == 0 and not doubts:
            return Skip(row.line, "duration 0")
        work = cells.work.lower()
        if work and work not in WORKS:
            raise BadRow(f"“{cells.work}” is not a type of work")
        client, project = cells.client, cells.project
        if row.section:
            client, project = self.table.client(row), self.table.label(row)
        text = cells.text or cells.task or None
        billable = self.readers.all_billable or self._billable(cells.billable, doubts)
        self.perhaps_total(doubts, cells.client, cells.project)
        self.not_yet(doubts, "worked on", started.day)
        person = client_key(cells.user)
        self._note_length(person, started.day, seconds, doubts)
        rate, billed = self.number_in(cells.rate, "rate"), self.number_in(cells.billed, "billed")
        if cells.fixed and self.number_in(cells.fixed, "fixed"):
            rate = billed = None
        priced = bool(rate or billed)
        return TimeEntry(
            line=row.line,
            client=client,
            project=project,
            tags=tags_in(cells.tags) if cells.tags else (),
            on=started.day,
            minutes=minutes,
            text=text,
            task=cells.task,
            billable=billable,
            marked=bool(cells.billable),
            work=WORKS.get(work),
            currency=row_currency(self.table, row, currency)[0] if priced else None,
            rate=rate,
            billed=billed,
            own=self.own_key(row),
            start=start_text(started),
            person=person,
            older_key=self._older_key(client, project, started, int(seconds), text, cells.task)
            if self._older_keys
            else "",
            doubts=tuple(doubts),
        )

    def _older_key(self, client: str, project: str, started: Moment, *rest: object) -> str:
        day = started.instant or started.day
        names = client_key(client), client_key(project)
        return self.told_apart(hashed(*names, day, started.clock, *rest))

    def _billable(self, cell: str, doubts: list[Doubt]) -> bool:
        flag = yes_or_no(cell)
        if flag is None and cell:
            why = f"“{cell}” does not say whether it is billable"
            return self.settled(doubts, f"marked:{cell}", why) != "no"
        return flag is not False

    def _note_length(
        self, person: str, day: date, seconds: Decimal | int, doubts: list[Doubt]
    ) -> None:
        total = self._by_day[person, day] + int(seconds)
        if seconds > LONG:
            self.settled(doubts, "long", f"one entry of {hours_text(seconds)} on {day}")
        elif total > DAY and not doubts:
            self.settled(doubts, "day", f"with this entry, {day} has {hours_text(total)}")
        if not doubts:
            self._by_day[person, day] = total

    def _seconds(self, cells: TimeCells, started: Moment, doubts: list[Doubt]) -> Decimal | int:
        """The tool's own duration; where it has none or says 0, end minus start; then decimals.

        Clockify writes 0.00 decimal hours for an hour of work, so those come last there.
        """
        written, unreadable = self._written(cells)
        between = self._between(cells, started, written)
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
            why = f"“{unreadable}” is not a duration; from start to end it is {hours_text(seconds)}"
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
        for each in between:
            if abs(int(written) - each) <= ROUNDING:
                return written
        if not between:
            return written
        why = f"{hours_text(written)} in the file, but {hours_text(between[0])} from start to end"
        return between[0] if self.settled(doubts, "clock", why) == "clock" else written

    def _written(self, cells: TimeCells) -> tuple[Decimal | int | None, str]:
        duration: Decimal | int | None = None
        unreadable = ""
        for name, lengths in self._lengths.items():
            cell = getattr(cells, name)
            if not cell:
                continue
            seconds = lengths[cell]
            if seconds:
                return seconds, ""
            if seconds is None:
                unreadable = unreadable or cell
            else:
                duration = seconds
        return duration, unreadable

    def _length(self, cell: str, name: str) -> Decimal | int | None:
        # “90 min” names its unit; “1:30” is a length only where lengths are written so.
        if self.table.shape(name) == "span" or any(c.isalpha() for c in cell):
            spelled = span_seconds(cell)
            if spelled is not None:
                return spelled
        number = self.number_in(cell, name)
        if number is None or number < 0:
            return None
        return number * UNITS[self.readers.units.get(name, _UNITS[name])]

    def _between(
        self, cells: TimeCells, started: Moment, written: Decimal | int | None
    ) -> list[int]:
        """Seconds from start to end, more than one where the clocks change in between.

        An end without a day is on the same or the next day. The clocks are not looked at where
        the difference on the dial agrees with the length that is `written`.
        """
        days = self._moments.get("end_on")
        ended = days[cells.end_on] if days is not None else None
        clock = clock_seconds(cells.end_time)
        dial = on_the_dial(started, ended, clock)
        if dial is None:
            return []
        if started.instant and ended and ended.instant:
            return [dial]
        if written and abs(int(written) - dial) <= ROUNDING:
            return [dial]
        assert started.clock is not None
        end = started.day.toordinal() * DAY + started.clock + dial
        day = date.fromordinal(end // DAY)
        return elapsed((started.day, started.clock), (day, end % DAY), self.options.zone)


def on_the_dial(started: Moment, ended: Moment | None, clock: int | None) -> int | None:
    """Seconds from a start to an end with this time of day, as clocks show them, or as they are
    where both moments are exact; None where one of them has no time.

    An end without a day is on the same or the next day.
    """
    if ended is not None:
        if started.instant and ended.instant:
            return int((ended.instant - started.instant).total_seconds())
        if clock is None:
            clock = ended.clock
    if started.clock is None or clock is None:
        return None
    seconds = clock - started.clock
    if ended is not None:
        return (ended.day.toordinal() - started.day.toordinal()) * DAY + seconds
    return seconds if seconds >= 0 else seconds + DAY


def start_text(started: Moment) -> str | None:
    """When an entry began, as it is kept: UTC with a Z, else by the file's own clock."""
    if started.instant is not None:
        return f"{started.instant.replace(tzinfo=None).isoformat()}Z"
    if started.clock is None:
        return None
    return f"{started.day.isoformat()}T{clock_text(started.clock)}"
