"""The first walk over a file: everything that has to be known before the first row is read.

Nothing is kept of the rows themselves, only counts and the distinct names, so memory does not
grow with the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from storage.importing.amounts import NumberTally
from storage.importing.currency import code_in_amount, code_of, shared_sign
from storage.importing.dates import DayTally
from storage.importing.lengths import LengthTally, clock_between, is_plain
from storage.importing.letters import is_odd
from storage.importing.row_ids import client_key
from storage.importing.table import MONEY, MappedTable, Skip
from storage.importing.text_source import SourceRow
from storage.importing.words import paper_called, yes_or_no

EVERY = 1000
"""Rows between two reports of progress."""

TOGETHER = EVERY // 8
"""Rows looked at together: enough to be quick, few enough to cost no memory."""

_TEXTS = ("client", "project", "text", "task")
_ODD_WORDS = 20

Progress = Callable[[int], None]
"""Gets how many rows were written."""
Reading = Callable[[int, int], None]
"""Gets how many rows were looked at, and how many there are; 0 = nobody knows."""


@dataclass(slots=True)
class FileProfile:
    """What one walk over the rows found.

    `currencies` counts them per client name as written; `clients` holds those names in order.
    `odd_words` are some whose letters look wrong, `credits` are the credit notes, by client and
    amount as written.
    """

    rows: int = 0
    billable: int = 0
    not_billable: int = 0
    days: dict[str, DayTally] = field(default_factory=dict)
    numbers: dict[str, NumberTally] = field(default_factory=dict)
    clients: dict[str, None] = field(default_factory=dict)
    currencies: dict[str, Counter[str]] = field(default_factory=dict)
    shared_signs: Counter[str] = field(default_factory=Counter)
    lengths: dict[str, LengthTally] = field(default_factory=dict)
    odd_words: dict[str, None] = field(default_factory=dict)
    credits: list[tuple[str, str]] = field(default_factory=list)
    users: set[str] = field(default_factory=set)

    @property
    def all_currencies(self) -> Counter[str]:
        """The currencies of all rows."""
        return sum(self.currencies.values(), Counter[str]())


def profile(table: MappedTable, progress: Progress | None = None) -> FileProfile:
    """Walk over the file once."""
    file_profile = FileProfile(
        days={name: DayTally() for name in table.fields("day")},
        numbers={name: NumberTally() for name in table.fields("number", "span", "count")},
        lengths={name: LengthTally() for name in table.fields("span")},
    )
    rows = (
        (row, section) for row, section in table.rows_in_sections() if not isinstance(row, Skip)
    )
    while chunk := list(islice(rows, TOGETHER)):
        _Chunk(table, chunk).count(file_profile)
        if progress and file_profile.rows % EVERY == 0:
            progress(file_profile.rows)
    return file_profile


class _Chunk:
    """Some rows counted column by column: what a cell tells, all that are alike tell."""

    def __init__(self, table: MappedTable, rows: list[tuple[SourceRow, str | None]]) -> None:
        self._table = table
        self._rows = rows
        cells = [row.cells for row, _ in rows]
        short = min(map(len, cells)) <= max(table.columns.values())
        self._columns = None if short else list(zip(*cells, strict=False))

    def count(self, into: FileProfile) -> None:
        """Adds these rows to what is known."""
        into.rows += len(self._rows)
        for name, days in into.days.items():
            for cell, times in self._alike(name).items():
                days.add(cell, times)
        for name, numbers in into.numbers.items():
            for cell, times in self._alike(name).items():
                numbers.add(cell, times)
        for name, lengths in into.lengths.items():
            self._count_lengths(name, lengths)
        for cell, times in self._alike("billable").items():
            billable = yes_or_no(cell)
            into.billable += times * (billable is True)
            into.not_billable += times * (billable is False)
        into.users.update(client_key(user) for user in self._alike("user") if user)
        for name in _TEXTS:
            for text in self._alike(name):
                if len(into.odd_words) < _ODD_WORDS and is_odd(self._table.source, text):
                    into.odd_words.setdefault(text)
        self._count_credits(into)
        self._count_money(into)

    def _cells(self, name: str) -> list[str]:
        """The cells of a field; none where the file has no such column."""
        at = self._table.columns.get(name)
        if at is None:
            return []
        if self._columns is not None:
            return list(map(str.strip, self._columns[at]))
        return [self._table.cell(row, name) for row, _ in self._rows]

    def _alike(self, name: str) -> Counter[str]:
        """The different cells of a field, and how often each stands there."""
        return Counter(self._cells(name))

    def _count_lengths(self, name: str, lengths: LengthTally) -> None:
        if any(map(is_plain, self._alike(name))):
            for row, _ in self._rows:
                cell = self._table.cell(row, name)
                if is_plain(cell):
                    lengths.add(cell, clock_between(self._table, row))

    def _count_credits(self, into: FileProfile) -> None:
        if any(paper_called(cell) == "credit" for cell in self._alike("document")):
            for row, _ in self._rows:
                if paper_called(self._table.cell(row, "document")) == "credit":
                    into.credits.append((self._table.client(row), self._table.cell(row, "amount")))

    def _count_money(self, into: FileProfile) -> None:
        """The clients and currencies; rows that name both alike tell the same."""
        table = self._table
        names = ("currency", *(() if table.money_currency else MONEY))
        columns = [self._cells(name) for name in names if name in table.columns]
        clients = self._cells("client")
        if not all(clients) or not clients:
            clients = [table.client(row) for row, _ in self._rows]
        sections = [section for _, section in self._rows]
        keys = list(zip(clients, sections, *columns, strict=True))
        alike = Counter(keys)
        first = dict(zip(reversed(keys), reversed(self._rows), strict=True))
        for key, times in alike.items():
            client, section, *_ = key
            if client:
                into.clients.setdefault(client)
            code, sign = row_currency(table, first[key][0], section)
            if code:
                into.currencies.setdefault(client, Counter())[code] += times
            if sign:
                into.shared_signs[sign] += times


def row_currency(
    table: MappedTable, row: SourceRow, section: str | None
) -> tuple[str | None, str | None]:
    """The currency of a row, and the sign it was taken from if several currencies share it.

    A currency cell comes first, then the header, the heading above the row, the amounts, and the
    sums below the rows.
    """
    cell = table.cell(row, "currency")
    code = code_of(cell) if cell else None
    sign = shared_sign(cell) if code else None
    if code is None and table.money_currency:
        code, sign = table.money_currency, table.money_sign
    if code is None and section:
        code = section
    if code is None:
        for name in MONEY:
            cell = table.cell(row, name)
            if cell and (code := code_in_amount(cell)):
                sign = shared_sign(cell)
                break
        else:
            code, sign = table.money_in_totals
    if sign is not None and sign in table.signs:
        return table.signs[sign], None
    return code, sign
