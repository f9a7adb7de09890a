"""Which stored invoice a row is, whoever entered it: by its number, else by amount and day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from storage.importing.invoicerows import InvoiceEntry
from triage.records import Invoice
from triage.text import fold

_YEAR = 365
"""Days within which a client's number stands for one invoice: many begin anew each year."""
_NO_MATTER = re.compile(r"[\s#]+")
_NTH = re.compile(r" #\d+$")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def number_key(number: str | None) -> str:
    """A number without what a spreadsheet loses: leading zeros, `#`, blanks and case."""
    return _ZEROS.sub("", _NO_MATTER.sub("", fold(number or "")))


class Match(NamedTuple):
    """A stored invoice, and whether a row surely is it: `asked` when the user has to say so."""

    invoice: Invoice
    asked: bool = False


class StoredInvoices:
    """The invoices that came before, from wherever. Each is one row at most."""

    def __init__(self, invoices: Iterable[Invoice], taken_out: Iterable[Invoice]) -> None:
        self._free = {invoice.id: invoice for invoice in invoices}
        self._by_day: dict[date, list[Invoice]] = {}
        self._by_key: dict[str, list[Invoice]] = {}
        self._by_number: dict[tuple[str, str], list[Invoice]] = {}
        for invoice in self._free.values():
            number = (invoice.client, number_key(invoice.number))
            self._by_day.setdefault(invoice.issued, []).append(invoice)
            self._by_key.setdefault(_key(invoice), []).append(invoice)
            self._by_number.setdefault(number, []).append(invoice)
        self._out = list(taken_out)
        self._keys = {(invoice.source, invoice.source_key) for invoice in self._free.values()}
        self._keys |= {(invoice.source, invoice.source_key) for invoice in self._out}

    def exactly(
        self, entry: InvoiceEntry, client: str | None, source: str, amount: Decimal
    ) -> Invoice | None:
        """The invoice that has the row's id, or its number, day and amount.

        Without a known client, it has to come from the same program.
        """
        own = self._by_key.get(entry.own, ()) if entry.own else ()
        near = self._by_day.get(entry.issued, ())
        # Two programs may have an invoice each: the row is that of its own program.
        own_first = sorted(near, key=lambda invoice: invoice.source != source)
        for invoice in (*own, *own_first):
            if invoice.id not in self._free:
                continue
            here = client == invoice.client if client else invoice.source == source
            same = (invoice.issued, invoice.amount) == (entry.issued, amount)
            if here and (
                _same_id(entry, invoice, client, source)
                or (same and _same_number(entry, invoice, client))
            ):
                return self._free.pop(invoice.id)
        return None

    def linked(self, invoice_id: str | None) -> Invoice | None:
        """The invoice that a row was known to be, if it is there and no other row is it."""
        return self._free.pop(invoice_id, None) if invoice_id else None

    def likely(self, entry: InvoiceEntry, client: str, amount: Decimal) -> Match | None:
        """The invoice with the row's number and another day or amount.

        A draft may still change. A number that two invoices have already is a reference, no number.
        """
        number = number_key(entry.number)
        alike = [
            invoice
            for invoice in self._by_number.get((client, number), ())
            if number
            and invoice.id in self._free
            and abs((invoice.issued - entry.issued).days) < _YEAR
        ]
        if len(alike) != 1:
            return None
        (invoice,) = alike
        if invoice.state == "draft":
            self._free.pop(invoice.id)
            return Match(invoice)
        return Match(invoice, asked=True)

    def take(self, invoice: Invoice) -> None:
        """No other row is this invoice."""
        self._free.pop(invoice.id, None)

    def was_taken_out(self, entry: InvoiceEntry, client: str, source: str, amount: Decimal) -> bool:
        """Whether the user took this invoice out; one row is left out for each of them."""
        for at, invoice in enumerate(self._out):
            own = _same_id(entry, invoice, client, source)
            same = (invoice.issued, invoice.amount) == (entry.issued, amount)
            if invoice.client == client and (
                own or (same and _same_number(entry, invoice, client))
            ):
                del self._out[at]
                return True
        return False

    def key(self, entry: InvoiceEntry, source: str) -> str:
        """A key for a new invoice from a source."""
        key, nth = entry.key, 1
        while (source, key) in self._keys:
            nth += 1
            key = f"{entry.key} #{nth}"
        self._keys.add((source, key))
        return key


def _same_id(entry: InvoiceEntry, invoice: Invoice, client: str | None, source: str) -> bool:
    """Whether the row has the invoice's id, and not by chance: two programs may count from 1."""
    if not entry.own or invoice.source != source:
        return False
    number = number_key(entry.number)
    akin = (
        client == invoice.client
        or entry.issued == invoice.issued
        or (number and number == number_key(invoice.number))
    )
    return bool(akin) and _key(invoice) == entry.own


def _key(invoice: Invoice) -> str:
    return _NTH.sub("", invoice.source_key or "")


def _same_number(entry: InvoiceEntry, invoice: Invoice, client: str | None) -> bool:
    """Whether the numbers are the same, or one has none and the client is known."""
    here, there = number_key(entry.number), number_key(invoice.number)
    return here == there if here and there else client is not None
