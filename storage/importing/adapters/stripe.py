"""Stripe: its payments as a table, each a paid invoice; the only export that tells of disputes.

A payment of an invoice has the invoice's key, so that an export of invoices does not bring it
a second time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from storage.importing.adapters.adapter import Adapter, Entries, Entry, Start
from storage.importing.amounts import NumberTally, reader_of
from storage.importing.table import Skip
from storage.importing.text_source import Source, read_rows

_NEEDS = {"id", "created (utc)", "amount", "amount refunded", "currency", "status"}
_AMOUNTS = ("amount", "amount refunded")
_CLIENTS = ("customer name", "customer description", "customer email", "card name")


def _recognizes(start: Start) -> bool:
    header = next(csv.reader(StringIO("".join(start.lines[:1]))), [])
    return {name.strip().casefold() for name in header} >= _NEEDS


def _read(source: Source) -> Entries:
    tallies = {name: NumberTally() for name in _AMOUNTS}
    for _, cells in _rows(source):
        for name, tally in tallies.items():
            tally.add(cells.get(name, ""))
    readers = {
        name: reader_of(
            tally, [other for other in tallies.values() if other is not tally], "thousands"
        )
        for name, tally in tallies.items()
    }
    for line, cells in _rows(source):
        amount, refunded = (readers[name].read(cells.get(name, "")) for name in _AMOUNTS)
        status = cells.get("status", "").casefold()
        if status in ("failed", "canceled", "requires_payment_method", "incomplete"):
            yield Skip(line, f"not a payment: {status}")
        elif amount is None:
            yield Skip(line, f"“{cells.get('amount', '')}” is not an amount", bad=True)
        elif refunded and refunded >= amount:
            yield Skip(line, "refunded in full")
        else:
            left = amount - (refunded or 0)
            day = cells.get("created (utc)", "")
            disputed = cells.get("dispute date (utc)", "")
            yield Entry(
                line,
                {
                    "id": cells.get("invoice id", "") or cells.get("id", ""),
                    "client": next((cells[name] for name in _CLIENTS if cells.get(name)), ""),
                    "issued": day,
                    "due": day,
                    "amount": f"{left:.2f}",
                    "paid": f"{left:.2f}",
                    "paid_on": day,
                    "currency": cells.get("currency", ""),
                    "disputed_on": disputed,
                },
            )


def _rows(source: Source) -> Iterator[tuple[int, dict[str, str]]]:
    rows = read_rows(source, ",")
    head = next((row.cells for row in rows if any(cell.strip() for cell in row.cells)), [])
    names = [name.strip().casefold() for name in head]
    for row in rows:
        if any(row.cells):
            yield row.line, dict(zip(names, map(str.strip, row.cells), strict=False))


STRIPE_PAYMENTS = Adapter("stripe-payments", _recognizes, _read)
