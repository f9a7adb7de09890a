"""What the rows of all exports have in common: each is an entry, or there is a reason why not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Generic, TypeVar

from storage.importing.blocks import Block, blocks
from storage.importing.column_readers import Readers
from storage.importing.dates import Moment
from storage.importing.doubts import LEAVE_OUT, Doubt, is_of_source, is_remembered
from storage.importing.memo import Memo
from storage.importing.options import ImportOptions
from storage.importing.table import MappedTable, Skip
from storage.importing.text_source import SourceRow
from storage.importing.words import is_total

BLANK = frozenset({"", "-", "–", "—", "n/a", "none", "null", "0000-00-00"})

Entry = TypeVar("Entry")


class BadRow(Exception):
    """A row that should be an entry and cannot be read; the text says why."""


class RowReader(ABC, Generic[Entry]):
    """Reads the rows of one file in order."""

    def __init__(self, table: MappedTable, readers: Readers, options: ImportOptions) -> None:
        self.table = table
        self.readers = readers
        self.options = options
        self._keys: Counter[str] = Counter()
        self._moments = {name: Memo(reader.read) for name, reader in readers.days.items()}
        self._numbers = {name: Memo(reader.read) for name, reader in readers.numbers.items()}
        self.words_known: Counter[tuple[str, str]] = Counter()
        """Questions that were answered before, with the answer: rows."""

    @abstractmethod
    def read(self, row: SourceRow, currency: str | None) -> Entry | Skip:
        """What one row says; `currency` is that of the heading above it. Raises BadRow."""

    def entries(self) -> Iterator[Entry | Skip]:
        """Every entry in the order of the file; the rows that are none as `Skip`."""
        return chain.from_iterable(
            [block] if isinstance(block, Skip) else self.of_block(block)
            for block in blocks(self.table)
        )

    def of_block(self, block: Block) -> Sequence[Entry | Skip]:
        """What the rows of a block say, in their order."""
        return [self.entry(block, at) for at in range(len(block))]

    def entry(self, block: Block, at: int) -> Entry | Skip:
        """What one of its rows says."""
        row = block.row(at)
        try:
            return self.read(row, block.currency)
        except BadRow as why:
            return Skip(row.line, str(why), bad=True)

    def own_key(self, row: SourceRow) -> str:
        """The row's key by its number in the other program; "" when it has none."""
        own = self.table.cell(row, "id")
        return f"id:{own}" if own else ""

    def told_apart(self, key: str) -> str:
        """The key; from the second row on that is alike in everything, with its number behind it.

        They are counted, not dropped: two calls of ten minutes are two calls.
        """
        self._keys[key] += 1
        nth = self._keys[key]
        return key if nth == 1 else f"{key}:{nth}"

    def moment(self, row: SourceRow, field: str) -> Moment | None:
        """What a date cell says; None when it is blank. Raises BadRow."""
        return self.moment_in(self.table.cell(row, field), field)

    def moment_in(self, cell: str, field: str) -> Moment | None:
        """The same of a cell at hand."""
        moments = self._moments.get(field)
        moment = moments[cell] if moments is not None else None
        if moment is not None:
            return moment
        if cell.lower() in BLANK:
            return None
        raise BadRow(f"“{cell}” is not a date in the format of this column")

    def number(self, row: SourceRow, field: str) -> Decimal | None:
        """The number in a cell; None when the cell or the file has none."""
        return self.number_in(self.table.cell(row, field), field)

    def number_in(self, cell: str, field: str) -> Decimal | None:
        """The same of a cell at hand."""
        numbers = self._numbers.get(field)
        return None if numbers is None else numbers[cell]

    def settled(self, doubts: list[Doubt], question_id: str, why: str) -> str | None:
        """What was said to a doubt about this row; without that it joins `doubts`."""
        answer = self.options.answers.get(question_id, LEAVE_OUT)
        if answer != LEAVE_OUT:
            if is_remembered(question_id) or is_of_source(question_id):
                self.words_known[question_id, answer] += 1
            return answer
        doubts.append(Doubt(question_id, why))
        return None

    def perhaps_total(self, doubts: list[Doubt], *names: str) -> None:
        """Note a row with a date that is called like a total."""
        for name in names:
            if is_total(name):
                self.settled(doubts, "total", f"a row called “{name}”")
                return

    def not_yet(self, doubts: list[Doubt], what: str, day: date | None) -> None:
        """Note a day that is still to come."""
        if day is not None and day > self.options.on:
            self.settled(doubts, "future", f"{what} {day}, which is in the future")
