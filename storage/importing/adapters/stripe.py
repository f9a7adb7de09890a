"""Stripe: its payments as a table, each a paid invoice; the only export that tells of disputes.

A payment of an invoice has the invoice's key, so that an export of invoices does not bring it
a second time. A dispute that was lost took the money back, so that invoice is owed; of one that was
won the export has no day, so it counts as settled at once.
"""

from __future__ import annotations

from decimal import Decimal

from storage.importing.adapters.adapter import Entries, Entry
from storage.importing.adapters.tables import NamedRows, TableAdapter, has_all
from storage.importing.amounts import NumberTally, reader_of
from storage.importing.table import Skip

_NEEDS = ("id", "created (utc)", "amount", "amount refunded", "currency", "status")
_AMOUNTS = ("amount", "amount refunded")
_OUTCOME, _LOST, _WON = "dispute status", "lost", "won"
_PAID = ("paid", "succeeded", "refunded", "partially refunded")
_NOT_PAID = (
    *("failed", "canceled", "cancelled", "incomplete", "pending", "uncaptured", "processing"),
    *("blocked", "requires_payment_method", "requires_capture", "requires_action"),
    "requires_confirmation",
)
_CLIENTS = ("customer name", "customer description", "customer email", "card name")


def _read(table: NamedRows) -> Entries:
    tallies = {name: NumberTally() for name in _AMOUNTS}
    for _, cells in table:
        for name, tally in tallies.items():
            tally.add(cells.get(name, ""))
    readers = {
        name: reader_of(
            tally, [other for other in tallies.values() if other is not tally], "thousands"
        )
        for name, tally in tallies.items()
    }
    for line, cells in table:
        amount, refunded = (readers[name].read(cells.get(name, "")) for name in _AMOUNTS)
        status = cells.get("status", "").casefold()
        if status in _NOT_PAID or cells.get("captured", "").casefold() == "false":
            yield Skip(line, f"not a payment: {status or 'not captured'}")
        elif status not in _PAID:
            yield Skip(line, f"the status “{cells.get('status', '')}” is not known", bad=True)
        elif amount is None:
            yield Skip(line, f"“{cells.get('amount', '')}” is not an amount", bad=True)
        elif refunded and refunded >= amount:
            yield Skip(line, "refunded in full")
        else:
            left = amount - (refunded or 0)
            day = cells.get("created (utc)", "")
            disputed, outcome = (cells.get(name, "") for name in ("dispute date (utc)", _OUTCOME))
            paid = Decimal(0) if outcome.casefold() == _LOST else left
            yield Entry(
                line,
                {
                    "id": cells.get("invoice id", "") or cells.get("id", ""),
                    "client": next((cells[name] for name in _CLIENTS if cells.get(name)), ""),
                    "issued": day,
                    "due": day,
                    "amount": f"{left:.2f}",
                    "paid": f"{paid:.2f}",
                    "paid_on": day if paid else "",
                    "currency": cells.get("currency", ""),
                    "disputed_on": disputed,
                    "dispute_settled_on": disputed if outcome.casefold() == _WON else "",
                },
            )


STRIPE_PAYMENTS = TableAdapter("stripe-payments", has_all(*_NEEDS), _read)
