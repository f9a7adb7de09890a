"""The first walk over a file: everything that has to be known before the first row is read.

Nothing is kept of the rows themselves, only counts and the distinct names, so memory does not
grow with the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

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

_TEXTS = ("client", "project", "text", "task")
_ODD_WORDS = 20

Progress = Callable[[int], None]


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
    for row, section in table.rows_in_sections():
        if isinstance(row, Skip):
            continue
        file_profile.rows += 1
        _count(table, row, section, file_profile)
        if progress and file_profile.rows % EVERY == 0:
            progress(file_profile.rows)
    return file_profile


def _count(
    table: MappedTable, row: SourceRow, section: str | None, file_profile: FileProfile
) -> None:
    for name, days in file_profile.days.items():
        days.add(table.cell(row, name))
    for name, numbers in file_profile.numbers.items():
        numbers.add(table.cell(row, name))
    for name, lengths in file_profile.lengths.items():
        cell = table.cell(row, name)
        if is_plain(cell):
            lengths.add(cell, clock_between(table, row))
    billable = yes_or_no(table.cell(row, "billable"))
    file_profile.billable += billable is True
    file_profile.not_billable += billable is False
    if user := table.cell(row, "user"):
        file_profile.users.add(client_key(user))
    client = table.client(row)
    if client:
        file_profile.clients.setdefault(client)
    if paper_called(table.cell(row, "document")) == "credit":
        file_profile.credits.append((client, table.cell(row, "amount")))
    for name in _TEXTS:
        text = table.cell(row, name)
        if len(file_profile.odd_words) < _ODD_WORDS and is_odd(table.source, text):
            file_profile.odd_words.setdefault(text)
    code, sign = row_currency(table, row, section)
    if code:
        file_profile.currencies.setdefault(client, Counter())[code] += 1
    if sign:
        file_profile.shared_signs[sign] += 1


def row_currency(
    table: MappedTable, row: SourceRow, section: str | None
) -> tuple[str | None, str | None]:
    """The currency of a row, and the sign it was taken from if several currencies share it.

    A currency cell comes first, then the header, the heading above the row, and the amounts.
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
    if sign is not None and sign in table.signs:
        return table.signs[sign], None
    return code, sign
