"""One file laid out: which column holds which field, and which rows are no entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from storage.importing.currency import code_in_amount, shared_sign
from storage.importing.dates import looks_like_day
from storage.importing.doubts import Doubt
from storage.importing.formats import SHAPES, Format, Shape
from storage.importing.header import Header, HeaderPlace
from storage.importing.text_source import Source, SourceRow, numbered_rows, read_rows
from storage.importing.words import is_total, total_of

TOTAL = "a total"
"""Why a row that adds others up is none."""
MONEY = ("amount", "balance", "line_amount", "paid", "rate", "billed")
"""The fields that hold money."""


class Skip(NamedTuple):
    """A row that is not imported.

    `bad`: it should have been, and the user may want to mend it. `heading`: the text of a row
    that holds only this. `labels`: what could tell whose it is, of a row of nobody yet.
    `doubt`: what has to be settled before it is taken.
    """

    line: int
    why: str
    bad: bool = False
    heading: str = ""
    labels: tuple[str, ...] = ()
    doubt: Doubt | None = None


@dataclass(frozen=True)
class MappedTable:
    """How to read one file. `column_map` is the user's, of a file that is no known export.

    `adapted_rows` are those of a file that is no table.
    """

    source: Source
    form: Format
    place: HeaderPlace
    columns: Mapping[str, int]
    column_map: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    """What a sign that several currencies share means in this file, as far as it was said."""
    adapted_rows: Callable[[], Iterator[SourceRow | Skip]] | None = None

    @property
    def header(self) -> Header:
        """The header row."""
        return self.place.header

    @property
    def day_field(self) -> str:
        """The field whose date makes a row an entry."""
        return "on" if self.form.kind == "time" else "issued"

    def shape(self, name: str) -> Shape:
        """What the cells of a field hold."""
        return SHAPES[self.form.kind][name]

    def fields(self, *shapes: Shape) -> list[str]:
        """The fields of these shapes that the file has."""
        return [name for name in self.columns if self.shape(name) in shapes]

    def cell(self, row: SourceRow, name: str) -> str:
        """A field of a row without outer blanks; "" when the row or the file has none."""
        at = self.columns.get(name)
        return row.cells[at].strip() if at is not None and at < len(row.cells) else ""

    @cached_property
    def money_currency(self) -> str | None:
        """The currency that the header of an amount or rate names."""
        currencies = (self.header.currencies.get(self.columns.get(name, -1)) for name in MONEY)
        return next((code for code in currencies if code), None)

    @cached_property
    def money_sign(self) -> str | None:
        """The shared sign that the header of an amount or rate names its currency by."""
        names = (self.header.names[self.columns[name]] for name in MONEY if name in self.columns)
        return next((sign for name in names if (sign := shared_sign(name))), None)

    @cached_property
    def money_in_totals(self) -> tuple[str | None, str | None]:
        """The currency that the sums of a report of invoices name, and the sign they name it by if
        several share it; some write a sign only there."""
        if self.form.kind == "invoice" and self.adapted_rows is None:
            for row in read_rows(self.source, self.place.delimiter):
                if any(is_total(cell.strip()) for cell in row.cells):
                    for cell in row.cells:
                        if any(map(str.isdigit, cell)) and (code := code_in_amount(cell)):
                            return code, shared_sign(cell)
        return None, None

    def preamble(self) -> Iterator[Skip]:
        """The rows above the header that hold something."""
        for row in self.place.above:
            if any(cell.strip() for cell in row.cells):
                yield Skip(row.line, "above the column names")

    def rows(self) -> Iterator[SourceRow | Skip]:
        """The rows below the header in order; those that are no entries as `Skip`.

        Blank rows are passed over in silence.
        """
        if self.adapted_rows is not None:
            yield from self.adapted_rows()
            return
        yield from self.entries(SourceRow(line, cells) for line, cells in self.below_header())

    def entries(self, rows: Iterable[SourceRow]) -> Iterator[SourceRow | Skip]:
        """The same of some rows."""
        for row in rows:
            day = self.cell(row, self.day_field)
            if looks_like_day(day):
                yield row
                continue
            filled = [(at, cell.strip()) for at, cell in enumerate(row.cells) if cell.strip()]
            if filled:
                yield self._no_entry(row, filled, day) or row

    def below_header(self) -> Iterator[tuple[int, list[str]]]:
        """The rows of the file below its header, each as the line it begins on and its cells."""
        rows = numbered_rows(self.source, self.place.delimiter)
        return ((line, cells) for line, cells in rows if line > self.header.line)

    def client(self, row: SourceRow) -> str:
        """Whose row it is: by its cell, or by the heading above it that a total repeats."""
        cell = self.cell(row, "client")
        if cell or not row.section:
            return cell
        return row.section if row.section in self._clients_in_headings else ""

    def label(self, row: SourceRow) -> str:
        """What else could tell whose a row is: its project, or the heading above it."""
        project = self.cell(row, "project")
        return project or ("" if self.client(row) else row.section)

    @cached_property
    def _clients_in_headings(self) -> frozenset[str]:
        # Reports end the section of a client with “Total for” and the name; a month or “Overdue”
        # above some rows is not taken for a client.
        totals: set[str] = set()
        headings: set[str] = set()
        if self.adapted_rows is not None:
            return frozenset()
        for row in read_rows(self.source, self.place.delimiter):
            filled = [cell.strip() for cell in row.cells if cell.strip()]
            if len(filled) == 1:
                headings.add(filled[0])
            totals.update(total_of(cell) for cell in filled)
        return frozenset(headings & totals)

    def _no_entry(self, row: SourceRow, filled: list[tuple[int, str]], day: str) -> Skip | None:
        heading = filled[0][1]
        if len(filled) == 1 and len(self.header.names) > 1 and re.search(r"[^\W\d]", heading):
            return Skip(row.line, f"a heading or footer: {_short(heading)}", heading=heading)
        if any(is_total(cell) for _, cell in filled):
            return Skip(row.line, TOTAL)
        names = self.header.names
        if all(at < len(names) and cell == names[at] for at, cell in filled):
            return Skip(row.line, "the column names again")
        words = [self.cell(row, name) for name in ("client", "project", "text", "number")]
        if not day and not any(words):
            return Skip(row.line, "no date and no name")
        return None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"
