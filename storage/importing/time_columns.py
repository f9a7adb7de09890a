"""The rows of a time export read column by column, where they leave nothing to ask and to say.

The others are read one by one, which also tells what is the matter with them (timerows.py). Both
ways say the same of a row; a test holds that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import compress, repeat
from operator import and_
from typing import TypeVar

from typing_extensions import override

from storage.importing.blocks import Block
from storage.importing.dates import Moment
from storage.importing.lengths import LONG
from storage.importing.profile import row_currency
from storage.importing.row_ids import client_key
from storage.importing.spans import DAY, clock_column, whole_minutes
from storage.importing.table import Skip
from storage.importing.tags import tags_in
from storage.importing.timerows import (
    ROUNDING,
    WORKS,
    TimeCells,
    TimeEntry,
    TimeRows,
    on_the_dial,
    start_text,
)
from storage.importing.words import is_total, yes_or_no

_Value = TypeVar("_Value")
_Columns = Mapping[str, Sequence[str]]
_Length = Decimal | int
_FEW = 8
"""Rows that are read sooner one by one."""


class TimeColumns(TimeRows):
    """Reads the rows of one file in order, many of them together."""

    @override
    def of_block(self, block: Block) -> Sequence[TimeEntry | Skip]:
        if len(block) < _FEW or block.section or self._older_keys or not self._lengths:
            return super().of_block(block)
        blank = [""] * len(block)
        names = (*TimeCells._fields, "id")
        columns = {name: block.column(name) or blank for name in names}
        started = self._started(columns)
        name, length_of = next(iter(self._lengths.items()))
        lengths = list(map(length_of.__getitem__, columns[name]))
        is_plain = self._is_plain(columns, started, lengths)
        plain_entries = self._plain_entries(block, columns, started, lengths, is_plain)
        entries: list[TimeEntry | Skip] = []
        for at, length in enumerate(lengths):
            entry = next(plain_entries) if is_plain[at] else None
            if entry is None or length is None or not self._fits_its_day(entry, int(length)):
                entries.append(self.entry(block, at))
            else:
                entries.append(entry)
        return entries

    def _fits_its_day(self, entry: TimeEntry, length: int) -> bool:
        """Counts an entry, unless its day has too much with it: then there is something to ask."""
        day = (entry.person, entry.on)
        total = self._by_day[day] + length
        if total > DAY:
            return False
        self._by_day[day] = total
        return True

    def _started(self, columns: _Columns) -> list[Moment | None]:
        days = map(self._moments["on"].__getitem__, columns["on"])
        if "start_time" not in self.table.columns:
            return list(days)
        return [
            day if day is None or clock is None else Moment(day.day, clock)
            for day, clock in zip(days, clock_column(columns["start_time"]), strict=True)
        ]

    def _is_plain(
        self,
        columns: _Columns,
        started: Sequence[Moment | None],
        lengths: Sequence[_Length | None],
    ) -> list[bool]:
        """Which rows leave nothing to ask and to say."""
        ended: Iterable[Moment | None] = repeat(None)
        clocks: Iterable[int | None] = repeat(None)
        if "end_on" in self._moments:
            ended = map(self._moments["end_on"].__getitem__, columns["end_on"])
        if "end_time" in self.table.columns:
            clocks = clock_column(columns["end_time"])
        is_plain = list(map(self._agree, started, ended, clocks, lengths))
        for name, is_doubtful in (
            ("client", is_total),
            ("project", is_total),
            ("billable", self._is_no_flag),
            ("work", _is_no_work),
            ("fixed", bool),
        ):
            if doubtful := set(filter(is_doubtful, set(columns[name]))):
                cells = columns[name]
                sure = [cell not in doubtful for cell in cells]
                is_plain = list(map(and_, is_plain, sure))
        return is_plain

    def _agree(
        self,
        started: Moment | None,
        ended: Moment | None,
        clock: int | None,
        length: _Length | None,
    ) -> bool:
        """Whether an entry is no longer than usual, and as long as start and end say."""
        if started is None or started.day > self.options.on or length is None:
            return False
        dial = on_the_dial(started, ended, clock)
        return 0 < length <= LONG and (dial is None or abs(int(length) - dial) <= ROUNDING)

    def _is_no_flag(self, cell: str) -> bool:
        return bool(cell) and not self.readers.all_billable and yes_or_no(cell) is None

    def _plain_entries(
        self,
        block: Block,
        columns: _Columns,
        started: Sequence[Moment | None],
        lengths: Sequence[_Length | None],
        is_plain: Sequence[bool],
    ) -> Iterator[TimeEntry]:
        """What the plain rows say, and the seconds of each."""
        of = {name: list(compress(cells, is_plain)) for name, cells in columns.items()}
        begun = [moment for moment in compress(started, is_plain) if moment is not None]
        seconds = [length for length in compress(lengths, is_plain) if length is not None]
        rates = list(_each(partial(self.number_in, field="rate"), of["rate"]))
        billed = list(_each(partial(self.number_in, field="billed"), of["billed"]))
        currencies: list[str | None] = [None] * len(begun)
        if any(rates) or any(billed):
            rows = map(block.row, compress(range(len(block)), is_plain))
            currencies = [
                row_currency(self.table, row, block.currency)[0] if rate or amount else None
                for row, rate, amount in zip(rows, rates, billed, strict=True)
            ]
        of_entries: Mapping[str, Iterable[object]] = {
            "line": compress(block.lines, is_plain),
            "client": of["client"],
            "project": of["project"],
            "tags": map(tags_in, of["tags"]),
            "on": [moment.day for moment in begun],
            "minutes": map(whole_minutes, seconds),
            "text": [
                text or task or None for text, task in zip(of["text"], of["task"], strict=True)
            ],
            "task": of["task"],
            "billable": _each(self._is_billable, of["billable"]),
            "marked": map(bool, of["billable"]),
            "work": _each(lambda cell: WORKS.get(cell.lower()), of["work"]),
            "currency": currencies,
            "rate": rates,
            "billed": billed,
            "own": [f"id:{id_}" if id_ else "" for id_ in of["id"]],
            "start": map(start_text, begun),
            "person": _each(client_key, of["user"]),
            "older_key": [""] * len(begun),
            "doubts": [()] * len(begun),
        }
        columns_of_entries = [of_entries[name] for name in TimeEntry._fields]
        return map(TimeEntry._make, zip(*columns_of_entries, strict=True))

    def _is_billable(self, cell: str) -> bool:
        return self.readers.all_billable or yes_or_no(cell) is not False


def _is_no_work(cell: str) -> bool:
    return bool(cell) and cell.lower() not in WORKS


def _each(function: Callable[[str], _Value], cells: Sequence[str]) -> Iterable[_Value]:
    """What a function says of each cell, asked once for all that are alike."""
    answers = {cell: function(cell) for cell in set(cells)}
    return map(answers.__getitem__, cells)
