"""Rows of an invoice export -> invoices, their lines gathered and their totals taken once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal

from typing_extensions import override

from storage.importing.column_readers import Readers
from storage.importing.doubts import Doubt
from storage.importing.formats import WORDS
from storage.importing.options import ImportOptions
from storage.importing.profile import row_currency
from storage.importing.row_ids import client_key, hashed
from storage.importing.row_reader import BLANK, BadRow, RowReader
from storage.importing.table import MappedTable, Skip
from storage.importing.text_source import SourceRow
from storage.importing.words import (
    STATES,
    Paper,
    StateWord,
    number_prefix,
    paper_called,
    state_called,
    yes_or_no,
)
from triage.records import InvoiceState
from triage.shifted_day import shift
from triage.text import fold

_KEPT: Mapping[str, InvoiceState] = {
    "draft": "draft",
    "void": "void",
    "written_off": "written_off",
    "written-off": "written_off",
    "refunded": "void",  # the money went back: nothing is owed, and nothing was earned
}
"""States and answers that a record holds as they are; of all others the amounts tell."""
_ANSWERED: Mapping[str, Paper] = {"no-invoice": "other", "credit-note": "credit"}
_DAYS = re.compile(r"(\d{1,4}) days?")
SHORT = Decimal(1)
"""What may be missing of an invoice that is marked paid: a slip of the keyboard, a bank's fee."""
_TOO_MUCH = Decimal(10) ** 14


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceEntry:
    """What one invoice's rows say.

    `due` and `paid_on` are None when the file does not tell. `paid` is all that came in so far,
    None when the file does not tell. `key` is the same on all lines of this invoice, `own` the
    one by the other program's id, "" without; `credits` is the key of the invoice that a credit
    note settles.
    """

    line: int
    client: str
    section: str
    number: str | None
    issued: date
    due: date | None
    amount: Decimal
    paid: Decimal | None
    balance: Decimal | None
    paid_on: date | None
    state: InvoiceState
    status: StateWord | Literal[""]
    currency: str | None
    received_on: date | None
    disputed_on: date | None
    dispute_settled_on: date | None
    key: str
    own: str = ""
    doubts: tuple[Doubt, ...] = ()
    credits: str = ""


class InvoiceRows(RowReader[InvoiceEntry]):
    """Reads the rows of one file in order; a row may be one line of an invoice."""

    def __init__(self, table: MappedTable, readers: Readers, options: ImportOptions) -> None:
        super().__init__(table, readers, options)
        self._by_lines = "line_amount" in table.columns
        self._seen: set[str] = set()
        self._notes: list[InvoiceEntry] = []
        self._open: dict[tuple[str, Decimal], list[str]] = {}

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
                    yield from self._finished(open_)
                self._seen.add(entry.key)
                open_ = entry
        if open_ is not None:
            yield from self._finished(open_)
        for note in self._notes:
            keys = self._open.get((client_key(note.client), -note.amount), [])
            yield replace(note, credits=keys[0]) if len(keys) == 1 else note

    def _finished(self, entry: InvoiceEntry) -> Iterator[InvoiceEntry]:
        """The entry with its state; credit notes wait for the invoices they may belong to."""
        entry = self._with_state(entry)
        if entry.amount < 0:
            self._notes.append(entry)
            return
        left = entry.amount - (entry.paid or 0)
        if left > 0 and entry.state == "sent" and not entry.doubts:
            self._open.setdefault((client_key(entry.client), left), []).append(entry.key)
        yield entry

    def _together(self, first: InvoiceEntry, more: InvoiceEntry) -> tuple[InvoiceEntry, Skip]:
        name = first.number or "above"
        if self._by_lines:
            doubts = tuple(dict.fromkeys((*first.doubts, *more.doubts)))
            first = replace(first, amount=first.amount + more.amount, doubts=doubts)
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
    def read(self, row: SourceRow, currency: str | None) -> InvoiceEntry | Skip:
        cell = partial(self.table.cell, row)
        doubts: list[Doubt] = []
        paper = self._paper(row, doubts)
        if isinstance(paper, Skip):
            return paper
        issued = self._day(row, "issued")
        if issued is None:
            raise BadRow("no date")
        amount = self._money(row, "line_amount" if self._by_lines else "amount")
        if amount is None:
            raise BadRow("no amount")
        status = self._status(row, doubts)
        if "credit" in (paper, status):
            amount = -abs(amount)
        client, number = self.table.client(row), cell("number") or None
        due, paid_on = self._due(row, issued), self._paid_on(row, issued)
        self.perhaps_total(doubts, client, number or "")
        self.not_yet(doubts, "issued on", issued)
        self.not_yet(doubts, "paid on", paid_on)
        disputed_on, settled_on = self._dispute(row, due or issued, paid_on)
        return InvoiceEntry(
            line=row.line,
            client=client,
            section=self.table.label(row),
            number=number,
            issued=issued,
            due=due,
            amount=amount,
            paid=self._paid(row, amount),
            balance=self._money(row, "balance"),
            paid_on=paid_on,
            state=_KEPT.get(status, "sent"),
            status=status,
            currency=row_currency(self.table, row, currency)[0],
            received_on=self._day(row, "received_on"),
            disputed_on=disputed_on,
            dispute_settled_on=settled_on,
            own=self.own_key(row),
            # The day is in it because some give all invoices of a contract one number.
            key=self.own_key(row)
            or (number and hashed(client_key(client), number, issued))
            or self.told_apart(hashed(client_key(client), issued, due, amount)),
            doubts=tuple(doubts),
        )

    def _paper(self, row: SourceRow, doubts: list[Doubt]) -> Paper | Skip:
        """What sort of paper a row is: by its type, else by the letters before its number."""
        if self.options.answers.get("papers") == "no-invoice":
            return Skip(row.line, "not an invoice, as you said")
        document = self.table.cell(row, "document")
        sort: Paper | None = None
        if document:
            name, why = document, f"“{document}” may not be an invoice"
            sort = paper_called(document)
        elif hint := number_prefix(self.table.cell(row, "number")):
            name, why = hint[0], f"{self.table.cell(row, 'number')} may not be an invoice"
            amount = self.number(row, "line_amount" if self._by_lines else "amount")
            if hint[1] == "credit" and amount is not None and amount < 0:
                sort = "credit"
        else:
            return "invoice"
        if sort is None:
            answer = self.settled(doubts, f"paper:{name}", why)
            sort = _ANSWERED.get(answer or "", "invoice")
        if sort == "other":
            return Skip(row.line, f"not an invoice: {name}")
        return "credit" if sort == "credit" else "invoice"

    def _status(self, row: SourceRow, doubts: list[Doubt]) -> StateWord | Literal[""]:
        cell = self.table.cell(row, "state")
        if cell.lower() in BLANK:
            return ""
        status = state_called(cell)
        if status is None:
            answer = self.settled(doubts, f"state:{cell}", f"the status “{cell}” is not known")
            status = STATES.get((answer or "").replace("-", " "))
        return status or ""

    def _paid(self, row: SourceRow, amount: Decimal) -> Decimal | None:
        cell = self.table.cell(row, "paid")
        flag = yes_or_no(cell) if cell.isalpha() else None
        if flag is not None:
            return amount if flag else Decimal(0)
        if self.options.answers.get("payments") == "paid":
            return amount
        return self._money(row, "paid")

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
        flag = yes_or_no(self.table.cell(row, "disputed_on"))
        if flag is not None:
            return (due, paid_on) if flag else (None, None)
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

    def _with_state(self, entry: InvoiceEntry) -> InvoiceEntry:
        """The entry with `paid` and `state` as its state word and its amounts tell them.

        What is owed is the balance. A balance of 0 that was not paid for is written off.
        """
        if entry.amount <= 0 or entry.state in ("draft", "void"):
            return entry
        doubts = list(entry.doubts)
        entry = self._agreeing(entry, doubts)
        paid, state = entry.paid, entry.state
        if entry.balance is not None and state == "sent":
            left = entry.amount - (paid or 0)
            if entry.balance == 0 and paid is not None and left > 0:
                credited = (client_key(entry.client), left) in self.readers.credited
                state = "sent" if credited else "written_off"
            else:
                paid = entry.amount - entry.balance
        if entry.status == "closed" and (paid or 0) < entry.amount:
            state = "written_off"
        return replace(entry, paid=paid, state=state, doubts=tuple(doubts))

    def _agreeing(self, entry: InvoiceEntry, doubts: list[Doubt]) -> InvoiceEntry:
        """The entry with amounts that its state does not speak against."""
        status, paid, balance = entry.status, entry.paid, entry.balance
        said_paid = status == "paid" or (balance is None and paid is None and entry.paid_on)
        if said_paid and not paid and not balance:
            return replace(entry, paid=entry.amount)
        if status == "partial" and not paid and balance is None:
            why = f"{_called(entry)} is partly paid"
            answer = self.settled(doubts, "part-paid", why)
            return replace(entry, paid=entry.amount if answer == "paid" else Decimal(0))
        owed = balance if balance is not None else entry.amount - (paid or 0)
        if status == "paid" and owed > SHORT:
            why, as_said = f"is marked paid, but {owed:.2f} is still owed", (entry.amount, None)
        elif status in ("open", "partial") and owed <= 0:
            why, as_said = f"is marked {status}, but nothing is owed", (Decimal(0), None)
        else:
            return entry
        why = f"{_called(entry)} {why}"
        if self.settled(doubts, "state-amounts", why) != "state":
            return entry
        paid, balance = as_said
        return replace(entry, paid=paid, balance=balance)


def _called(entry: InvoiceEntry) -> str:
    return f"invoice {entry.number}" if entry.number else f"an invoice of {entry.client}"
