"""Exports that list payments (payments.toml): what each row says was paid, and for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

from storage.importing.amounts import NumberReader, NumberTally
from storage.importing.amounts import reader_of as number_reader
from storage.importing.currency import code_in_amount, code_of
from storage.importing.dates import DayReader, DayTally
from storage.importing.dates import reader_of as day_reader
from storage.importing.errors import ImportTrouble
from storage.importing.header import DELIMITERS, HEAD, Header, header_of
from storage.importing.options import ImportOptions
from storage.importing.row_ids import hashed
from storage.importing.table import Skip
from storage.importing.text_source import Source, SourceRow, read_rows
from storage.importing.words import is_total
from triage.shipped import toml_beside
from triage.text import fold


@dataclass(frozen=True)
class PaymentsFormat:
    """One kind of export that lists payments."""

    name: str
    label: str
    source: str
    needs: Sequence[Sequence[str]]
    columns: Mapping[str, Sequence[str]]
    lacks: Sequence[str] = ()
    received: Sequence[str] = ()
    ignored: Sequence[str] = ()
    taken_back: Sequence[str] = ()


PAYMENTS = tuple(
    PaymentsFormat(**table) for table in toml_beside(__file__, "payments.toml")["payments"]
)


@dataclass(frozen=True)
class PaidRow:
    """A payment as a file has it. `currency` None when the file names none."""

    line: int
    on: date
    amount: Decimal
    currency: str | None
    number: str
    client: str
    key: str


@dataclass(frozen=True)
class PaymentsFile:
    """An export of payments that was opened: where its columns stand, and how they are written."""

    source: Source
    form: PaymentsFormat
    delimiter: str
    header: Header
    columns: Mapping[str, int]
    days: DayTally = field(default_factory=DayTally)
    amounts: NumberTally = field(default_factory=NumberTally)

    def cell(self, row: SourceRow, name: str) -> str:
        """A field of a row without outer blanks; "" when the row or the file has none."""
        at = self.columns.get(name)
        return row.cells[at].strip() if at is not None and at < len(row.cells) else ""

    def below(self) -> Iterator[SourceRow]:
        """The rows below the header that hold something."""
        for row in read_rows(self.source, self.delimiter):
            if row.line > self.header.line and any(cell.strip() for cell in row.cells):
                yield row

    def day_reader(self, options: ImportOptions) -> DayReader | None:
        """How its days are read; None when day and month cannot be told apart."""
        return day_reader(self.days, (), options.dates, options.zone)

    def rows(self, days: DayReader) -> Iterator[PaidRow | Skip]:
        """Each payment, and the rows that are none."""
        numbers = number_reader(self.amounts, (), "thousands")
        seen: dict[str, int] = {}
        for row in self.below():
            entry = self._read(row, days, numbers)
            if isinstance(entry, PaidRow) and not self.cell(row, "id"):
                nth = seen[entry.key] = seen.get(entry.key, 0) + 1
                if nth > 1:
                    entry = PaidRow(**{**vars(entry), "key": f"{entry.key} #{nth}"})
            yield entry

    def _read(self, row: SourceRow, days: DayReader, numbers: NumberReader) -> PaidRow | Skip:
        words = fold(self.cell(row, "type"))
        state, money = fold(self.cell(row, "state")), self.cell(row, "amount")
        moment, amount = days.read(self.cell(row, "on")), numbers.read(money)
        if moment is None and any(is_total(cell) for cell in row.cells):
            return Skip(row.line, "a total")
        if any(fold(word) in words for word in self.form.ignored):
            return Skip(row.line, f"not a client's payment: {self.cell(row, 'type')}")
        if state and self.form.received and state not in map(fold, self.form.received):
            return Skip(row.line, f"not received: {self.cell(row, 'state')}")
        if moment is None:
            return Skip(row.line, f"“{self.cell(row, 'on')}” is not a date", bad=True)
        if amount is None:
            return Skip(row.line, f"“{money}” is not an amount", bad=True)
        number, client, own = (self.cell(row, name) for name in ("number", "client", "id"))
        if amount < 0 and not number:
            if any(fold(word) in words for word in self.form.taken_back):
                why = f"{self.cell(row, 'type')}: the file does not say which invoice it is for"
                return Skip(row.line, why, bad=True)
            return Skip(row.line, "money that was paid out")
        code = self.cell(row, "currency")
        return PaidRow(
            line=row.line,
            on=moment.day,
            amount=amount,
            currency=code_of(code) if code else code_in_amount(money),
            number=number,
            client=client,
            key=f"id:{own}" if own else hashed("payment", number, client, moment.day, amount),
        )


def payments_in(source: Source) -> PaymentsFile | None:
    """The payments that a file lists; None when it is anything else."""
    for each in source.each_sheet:
        for delimiter in DELIMITERS:
            opened = _opened(each, delimiter)
            if opened is not None:
                return opened
    return None


def _opened(source: Source, delimiter: str) -> PaymentsFile | None:
    try:
        for row in islice(read_rows(source, delimiter), HEAD):
            header = header_of(row)
            form = next((form for form in PAYMENTS if _fits(form, header.keys)), None)
            if form is not None:
                columns = {
                    name: header.keys.index(key)
                    for name, keys in form.columns.items()
                    for key in reversed(keys)
                    if key in header.keys
                }
                opened = PaymentsFile(source, form, delimiter, header, columns)
                for each in opened.below():
                    opened.days.add(opened.cell(each, "on"))
                    opened.amounts.add(opened.cell(each, "amount"))
                return opened
    except ImportTrouble:
        pass  # an open quotation mark: whoever reads the file next names its line
    return None


def _fits(form: PaymentsFormat, keys: Sequence[str]) -> bool:
    return all(any(name in keys for name in group) for group in form.needs) and not any(
        name in keys for name in form.lacks
    )
