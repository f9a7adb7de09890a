"""The first walk over a file: everything that has to be known before the first row is read.

Nothing is kept of the rows themselves, only counts and the distinct names, so memory does not
grow with the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

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
_MOST = 4096
"""Different cells of a column that are counted before they are told."""

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
    cells = _Cells(file_profile)
    for block in blocks(table):
        if not isinstance(block, Skip):
            before = file_profile.rows
            file_profile.rows += len(block)
            cells.add(block)
            _look_for_odd_words(block, file_profile)
            _count_lengths(block, file_profile)
            _count_credits(block, file_profile)
            _count_money(block, file_profile)
            report(progress, before, file_profile.rows)
    cells.tell()
    return file_profile


def report(progress: Progress | None, before: int, rows: int) -> None:
    """Tells the number of rows where it has come to the next that is told."""
    reached = rows - rows % EVERY
    if progress and reached > before:
        progress(reached)


class _Cells:
    """The cells that tell by themselves what they tell, counted: all that are alike tell once."""

    def __init__(self, known: FileProfile) -> None:
        self._known = known
        names = {*known.days, *known.numbers, "billable", "user"}
        self._counts = {name: Counter[str]() for name in names}

    def add(self, block: Block) -> None:
        """Counts some rows."""
        for name, counts in self._counts.items():
            counts.update(block.column(name))
            if len(counts) > _MOST:
                self._tell(name)

    def tell(self) -> None:
        """Adds what was counted to what is known."""
        for name in self._counts:
            self._tell(name)

    def _tell(self, name: str) -> None:
        known = self._known
        tallies = [
            *([known.days[name]] if name in known.days else ()),
            *([known.numbers[name]] if name in known.numbers else ()),
        ]
        for cell, times in self._counts[name].items():
            for tally in tallies:
                tally.add(cell, times)
            if name == "billable":
                billable = yes_or_no(cell)
                known.billable += times * (billable is True)
                known.not_billable += times * (billable is False)
            elif name == "user" and cell:
                known.users.add(client_key(cell))
        self._counts[name].clear()


def _look_for_odd_words(block: Block, known: FileProfile) -> None:
    for name in _TEXTS:
        texts = block.column(name)
        if not "".join(texts).isascii():
            for text in dict.fromkeys(texts):
                if len(known.odd_words) < _ODD_WORDS and is_odd(block.table.source, text):
                    known.odd_words.setdefault(text)


def _count_lengths(block: Block, known: FileProfile) -> None:
    for name, lengths in known.lengths.items():
        cells = block.column(name)
        if any(map(is_plain, set(cells))):
            for at, cell in enumerate(cells):
                if is_plain(cell):
                    lengths.add(cell, clock_between(block.table, block.row(at)))


def _count_credits(block: Block, known: FileProfile) -> None:
    for at, cell in enumerate(block.column("document")):
        if paper_called(cell) == "credit":
            row = block.row(at)
            known.credits.append((block.table.client(row), block.table.cell(row, "amount")))


def _count_money(block: Block, known: FileProfile) -> None:
    """The clients and currencies; rows that name both alike tell the same."""
    table = block.table
    names = ("currency", *(() if table.money_currency else MONEY))
    columns = [block.column(name) for name in names if name in table.columns]
    clients = block.column("client")
    if not all(clients) or not clients:
        clients = [table.client(block.row(at)) for at in range(len(block))]
    keys = list(zip(clients, *columns, strict=True))
    first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
    for key, times in Counter(keys).items():
        client = key[0]
        if client:
            known.clients.setdefault(client)
        code, sign = row_currency(table, block.row(first[key]), block.currency)
        if code:
            known.currencies.setdefault(client, Counter())[code] += times
        if sign:
            known.shared_signs[sign] += times


def row_currency(
    table: MappedTable, row: SourceRow, currency: str | None
) -> tuple[str | None, str | None]:
    """The currency of a row, and the sign it was taken from if several currencies share it.

    A currency cell comes first, then the header, the heading above the row (`currency`), the
    amounts, and the sums below the rows.
    """
    cell = table.cell(row, "currency")
    code = code_of(cell) if cell else None
    sign = shared_sign(cell) if code else None
    if code is None and table.money_currency:
        code, sign = table.money_currency, table.money_sign
    if code is None:
        code = currency
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
