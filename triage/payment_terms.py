"""The payment terms that somebody chose, or that the invoices show."""

from __future__ import annotations

from collections import Counter
from datetime import date

from triage.ledger import Ledger
from triage.records import Client

_NEWEST = 10
"""Invoices that show what is usual now; as many as tell how soon a client pays."""
_NOBODY_CHOSE = Client(id="", name="").payment_days
"""What stands in a client before anybody says anything."""


def agreed_days(ledger: Ledger, on: date) -> int | None:
    """Days from the invoice to its due date, as somebody typed them or as more than half of the
    newest invoices have them. None where nobody did: the days of a form that was never filled in
    are no agreement.
    """
    if ledger.client.payment_days != _NOBODY_CHOSE:
        return ledger.client.payment_days
    issued = [
        invoice
        for invoice in ledger.invoice
        if invoice.issued <= on
        and invoice.amount > 0
        and invoice.state not in ("draft", "void")
        and not invoice.due_assumed
    ]
    newest = sorted(issued, key=lambda i: (i.issued, i.id))[-_NEWEST:]
    counts = Counter((invoice.due - invoice.issued).days for invoice in newest)
    days, times = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return days if days > 0 and 2 * times > len(newest) else None


def days_to_pay(ledger: Ledger, on: date) -> int:
    """After how many days a new invoice falls due until somebody says otherwise."""
    agreed = agreed_days(ledger, on)
    return ledger.client.payment_days if agreed is None else agreed
