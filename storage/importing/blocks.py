"""The rows of a file by blocks: some that follow each other below one heading, as columns.

What a cell tells, all that are alike tell; a column of them is read faster than row after row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, zip_longest

from storage.importing.currency import code_of
from storage.importing.dates import looks_like_day
from storage.importing.table import TOTAL, MappedTable, Skip
from storage.importing.text_source import SourceRow

TOGETHER = 125
"""Rows of a block at most: enough to be quick, few enough to cost no memory."""


@dataclass(frozen=True)
class Block:
    """Rows that are entries, with the currency of the last heading above them that names one;
    `section` is the heading that does not."""

    table: MappedTable
    lines: Sequence[int]
    cells: Sequence[Sequence[str]]
    currency: str | None
    section: str

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, at: int) -> SourceRow:
        """One of the rows."""
        return SourceRow(self.lines[at], list(self.cells[at]), self.section)

    def column(self, name: str) -> list[str]:
        """The cells of a field without outer blanks, "" where a row has none; nothing at all where
        the file has no such column."""
        at = self.table.columns.get(name)
        if at is None:
            return []
        if at >= len(self._columns):
            return [""] * len(self)
        return list(map(str.strip, self._columns[at]))

    @cached_property
    def _columns(self) -> list[tuple[str, ...]]:
        return list(zip_longest(*self.cells, fillvalue=""))


def blocks(table: MappedTable) -> Iterator[Block | Skip]:
    """All rows below the header in order; those that are no entries as `Skip`."""
    sections = _Sections(table)
    if table.adapted_rows is not None:
        yield from sections.of(table.adapted_rows())
        return
    day = table.columns.get(table.day_field, -1)
    below = table.below_header()
    while together := list(islice(below, TOGETHER)):
        lines, cells = zip(*together, strict=True)
        if _are_entries(cells, day):
            yield sections.block(lines, cells)
        else:
            yield from sections.of(table.entries(map(SourceRow, lines, cells)))


def _are_entries(rows: Iterable[Sequence[str]], day: int) -> bool:
    """Whether each of the rows has a date, and so is no heading and no total."""
    days = {row[day] if -1 < day < len(row) else "" for row in rows}
    return all(looks_like_day(cell.strip()) for cell in days)


class _Sections:
    """The headings that rows stand below."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table
        self._currency: str | None = None
        self._section = ""

    def block(self, lines: Sequence[int], cells: Sequence[Sequence[str]]) -> Block:
        """A block below the last heading."""
        return Block(self._table, lines, cells, self._currency, self._section)

    def of(self, rows: Iterator[SourceRow | Skip]) -> Iterator[Block | Skip]:
        """The rows by blocks."""
        waiting: list[SourceRow] = []
        for row in rows:
            if isinstance(row, SourceRow):
                waiting.append(row)
            if waiting and (isinstance(row, Skip) or len(waiting) == TOGETHER):
                yield self._block_of(waiting)
                waiting = []
            if isinstance(row, Skip):
                yield row
                self._pass(row)
        if waiting:
            yield self._block_of(waiting)

    def _block_of(self, rows: Sequence[SourceRow]) -> Block:
        return self.block([row.line for row in rows], [row.cells for row in rows])

    def _pass(self, skip: Skip) -> None:
        code = code_of(skip.heading)
        self._currency = code or self._currency
        if skip.heading and not code:
            self._section = skip.heading
        elif skip.why == TOTAL:
            self._section = ""
