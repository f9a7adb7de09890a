"""The first walk over a file: everything that has to be known before the first row is read.

Nothing is kept of the rows themselves, only counts and the distinct names, so memory does not
grow with the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from storage.importing.amounts import NumberTally
from storage.importing.blocks import Block, blocks
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
    for block in blocks(table):
        if not isinstance(block, Skip):
            before = file_profile.rows
            _Count(block).add_to(file_profile)
            report(progress, before, file_profile.rows)
    return file_profile


def report(progress: Progress | None, before: int, rows: int) -> None:
    """Tells the number of rows where it has come to the next that is told."""
    reached = rows - rows % EVERY
    if progress and reached > before:
        progress(reached)


class _Count:
    """Some rows counted column by column: what a cell tells, all that are alike tell."""

    def __init__(self, block: Block) -> None:
        self._table = block.table
        self._block = block
        self._alike = cache(lambda name: Counter(block.column(name)))
        """Field -> its different cells, and how often each stands there."""

    def add_to(self, known: FileProfile) -> None:
        """Adds these rows to what is known."""
        known.rows += len(self._block)
        for name, days in known.days.items():
            for cell, times in self._alike(name).items():
                days.add(cell, times)
        for name, numbers in known.numbers.items():
            for cell, times in self._alike(name).items():
                numbers.add(cell, times)
        for name, lengths in known.lengths.items():
            self._count_lengths(name, lengths)
        for cell, times in self._alike("billable").items():
            billable = yes_or_no(cell)
            known.billable += times * (billable is True)
            known.not_billable += times * (billable is False)
        known.users.update(client_key(user) for user in self._alike("user") if user)
        for name in _TEXTS:
            self._look_for_odd_words(name, known)
        self._count_credits(known)
        self._count_money(known)

    def _look_for_odd_words(self, name: str, known: FileProfile) -> None:
        texts = self._alike(name)
        if not "".join(texts).isascii():
            for text in texts:
                if len(known.odd_words) < _ODD_WORDS and is_odd(self._table.source, text):
                    known.odd_words.setdefault(text)

    def _rows(self) -> Iterator[SourceRow]:
        return map(self._block.row, range(len(self._block)))

    def _count_lengths(self, name: str, lengths: LengthTally) -> None:
        if any(map(is_plain, self._alike(name))):
            for row in self._rows():
                cell = self._table.cell(row, name)
                if is_plain(cell):
                    lengths.add(cell, clock_between(self._table, row))

    def _count_credits(self, known: FileProfile) -> None:
        if any(paper_called(cell) == "credit" for cell in self._alike("document")):
            for row in self._rows():
                if paper_called(self._table.cell(row, "document")) == "credit":
                    known.credits.append((self._table.client(row), self._table.cell(row, "amount")))

    def _count_money(self, known: FileProfile) -> None:
        """The clients and currencies; rows that name both alike tell the same."""
        table = self._table
        names = ("currency", *(() if table.money_currency else MONEY))
        columns = [self._block.column(name) for name in names if name in table.columns]
        clients = self._block.column("client")
        if not all(clients) or not clients:
            clients = list(map(table.client, self._rows()))
        keys = list(zip(clients, *columns, strict=True))
        first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        for key, times in Counter(keys).items():
            client = key[0]
            if client:
                known.clients.setdefault(client)
            row = self._block.row(first[key])
            code, sign = row_currency(table, row, self._block.currency)
            if code:
                known.currencies.setdefault(client, Counter())[code] += times
            if sign:
                known.shared_signs[sign] += times


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
