"""Rows of an invoice export -> invoices, their lines gathered and their totals taken once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from typing_extensions import override

from storage.importing.column_readers import Readers
from storage.importing.formats import WORDS
from storage.importing.profile import row_currency
from storage.importing.row_ids import client_key, hashed
from storage.importing.row_reader import BLANK, BadRow, RowReader
from storage.importing.table import MappedTable, Skip
from storage.importing.text_source import SourceRow
from triage.health.windows import shift
from triage.records import InvoiceState
from triage.text import fold

_NAMED: tuple[InvoiceState, ...] = ("draft", "void", "written_off")
_STATES = {word: state for state in _NAMED for word in WORDS[state]}
# Harvest's word for written off; elsewhere it may mean paid.
_CLOSED = "closed"
_DAYS = re.compile(r"(\d{1,4}) days?")
_TOO_MUCH = Decimal(10) ** 14


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceEntry:
    """What one invoice's rows say.

    `due` and `paid_on` are None when the file does not tell. `paid` is all that came in so far,
    None when the file does not tell. `key` is the same on all lines of this invoice, `own` the
    one by the other program's id, "" without.
    """

    line: int
    client: str
    number: str | None
    issued: date
    due: date | None
    amount: Decimal
    paid: Decimal | None
    balance: Decimal | None
    paid_on: date | None
    state: InvoiceState
    status: str
    currency: str | None
    received_on: date | None
    disputed_on: date | None
    dispute_settled_on: date | None
    key: str
    own: str = ""


class InvoiceRows(RowReader[InvoiceEntry]):
    """Reads the rows of one file in order; a row may be one line of an invoice."""

    def __init__(self, table: MappedTable, readers: Readers) -> None:
        super().__init__(table, readers)
        self._by_lines = "line_amount" in table.columns
        self._seen: set[str] = set()

    @override
    def entries(self) -> Iterator[InvoiceEntry | Skip]:
        """Every invoice once, at its first line; the rows that add nothing as `Skip`."""
        open_: InvoiceEntry | None = None
        for entry in super().entries():
            if isinstance(entry, Skip):
                yield entry
            elif open_ is not None and entry.key == open_.key:
                open_, skip = self._together(open_, entry)
                yield skip
            elif entry.key in self._seen:
                yield self._apart(entry)
            else:
                if open_ is not None:
                    yield _settled(open_)
                self._seen.add(entry.key)
                open_ = entry
        if open_ is not None:
            yield _settled(open_)

    def _together(self, first: InvoiceEntry, more: InvoiceEntry) -> tuple[InvoiceEntry, Skip]:
        name = first.number or "above"
        if self._by_lines:
            first = replace(first, amount=first.amount + more.amount)
            return first, Skip(more.line, f"another line of invoice {name}: added to it")
        if more.amount != first.amount:
            why = f"invoice {name} is also in line {first.line}, with a different total"
            return first, Skip(more.line, why, bad=True)
        return first, Skip(more.line, f"another line of invoice {name}: its total counts once")

    def _apart(self, entry: InvoiceEntry) -> Skip:
        name = entry.number or "above"
        if self._by_lines:
            return Skip(
                entry.line, f"a line of invoice {name}, separated from its other lines", bad=True
            )
        return Skip(entry.line, f"another line of invoice {name}: its total counts once")

    @override
    def read(self, row: SourceRow, section: str | None) -> InvoiceEntry | Skip:
        cell = partial(self.table.cell, row)
        document = fold(cell("document"))
        if document in WORDS["no_invoice"]:
            return Skip(row.line, f"no invoice: {document}")
        issued = self._day(row, "issued")
        if issued is None:
            raise BadRow("no date")
        amount = self._money(row, "line_amount" if self._by_lines else "amount")
        if amount is None:
            raise BadRow("no amount")
        status = fold(cell("state"))
        if "credit" in document or "credit" in status:
            amount = -abs(amount)
        client, number = cell("client"), cell("number") or None
        due, paid_on = self._due(row, issued), self._paid_on(row, issued)
        disputed_on, settled_on = self._dispute(row, due or issued, paid_on)
        return InvoiceEntry(
            line=row.line,
            client=client,
            number=number,
            issued=issued,
            due=due,
            amount=amount,
            paid=self._money(row, "paid"),
            balance=self._money(row, "balance"),
            paid_on=paid_on,
            state=_STATES.get(status, "sent"),
            status=status,
            currency=row_currency(self.table, row, section)[0],
            received_on=self._day(row, "received_on"),
            disputed_on=disputed_on,
            dispute_settled_on=settled_on,
            own=self.own_key(row),
            # The day is in it because some give all invoices of a contract one number.
            key=self.own_key(row)
            or (number and hashed(client_key(client), number, issued))
            or self.told_apart(hashed(client_key(client), issued, due, amount)),
        )

    def _due(self, row: SourceRow, issued: date) -> date | None:
        if fold(self.table.cell(row, "due")) in WORDS["on_receipt"]:
            return issued
        due = self._day(row, "due")
        days = self.number(row, "terms")
        if due is None and days is not None and 0 <= days < 3660:
            return shift(issued, int(days))
        return due

    def _paid_on(self, row: SourceRow, issued: date) -> date | None:
        day = self._day(row, "paid_on")
        after = _DAYS.fullmatch(self.table.cell(row, "paid_after").lower())
        if day is None and after:
            return shift(issued, int(after[1]))
        return day

    def _dispute(
        self, row: SourceRow, due: date, paid_on: date | None
    ) -> tuple[date | None, date | None]:
        """A plain Yes has no day: it counts from the due date until the payment."""
        flag = fold(self.table.cell(row, "disputed_on"))
        if flag in WORDS["no"]:
            return None, None
        if flag in WORDS["yes"]:
            return due, paid_on
        return self._day(row, "disputed_on"), self._day(row, "dispute_settled_on")

    def _day(self, row: SourceRow, field: str) -> date | None:
        moment = self.moment(row, field)
        return moment.day if moment else None

    def _money(self, row: SourceRow, field: str) -> Decimal | None:
        cell = self.table.cell(row, field)
        if cell.lower() in BLANK:
            return None
        amount = self.number(row, field)
        if amount is None or abs(amount) >= _TOO_MUCH:
            raise BadRow(f"“{cell}” is not an amount")
        return amount


def _settled(entry: InvoiceEntry) -> InvoiceEntry:
    """The entry with `paid` and `state` as its amounts tell them.

    What is owed is the balance. A balance of 0 that was not paid for is written off.
    """
    paid, state = entry.paid, entry.state
    if entry.amount <= 0 or state in ("draft", "void"):
        return entry
    said_paid = entry.status in WORDS["paid"] or (
        entry.balance is None and entry.paid_on is not None
    )
    if not paid and said_paid:
        paid = entry.amount
    if entry.balance is not None and state == "sent":
        if entry.balance == 0 and paid is not None and paid < entry.amount:
            state = "written_off"
        else:
            paid = entry.amount - entry.balance
    if entry.status == _CLOSED and (paid or 0) < entry.amount:
        state = "written_off"
    return replace(entry, paid=paid, state=state)
