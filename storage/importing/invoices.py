"""Invoice entries -> invoice and payment records, new or brought up to date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from storage.importing.invoicerows import InvoiceEntry
from storage.importing.options import ImportOptions
from storage.importing.row_ids import record_id
from triage.changes import Put
from triage.health.windows import shift
from triage.money import decimals
from triage.records import Client, Invoice, Payment

BY_HAND = "assumed"
"""Ends the key of a payment that the user told of, not the file."""


@dataclass(frozen=True)
class Built:
    """The records of a new invoice. `paid_guess` when the file has no date for what was paid;
    `old` when it was asked about.
    """

    invoice: Invoice
    payments: tuple[Payment, ...]
    paid_guess: bool
    old: bool


def build(entry: InvoiceEntry, client: Client, source: str, options: ImportOptions) -> Built:
    """The records of an invoice that is not known yet."""
    currency = entry.currency or client.currency
    due = entry.due or shift(entry.issued, client.payment_days)
    invoice = Invoice(
        id=record_id("invoice", source, entry.key),
        client=client.id,
        number=entry.number,
        issued=entry.issued,
        due=due,
        due_assumed=entry.due is None,
        amount=_rounded(entry.amount, currency),
        currency=entry.currency,
        received_on=entry.received_on,
        state=entry.state,
        disputed_on=entry.disputed_on,
        dispute_settled_on=entry.dispute_settled_on,
        credits=record_id("invoice", source, entry.credits) if entry.credits else None,
        source=source,
        source_key=entry.key,
    )
    paid = _rounded(entry.paid or Decimal(0), currency)
    payments = (
        [payment(invoice, paid, paid, 0, paid_on(entry, invoice, options.on))] if paid else []
    )
    owed = invoice.amount - paid
    old = (
        invoice.state == "sent"
        and owed > 0
        and (options.on - invoice.issued).days > options.old_days
    )
    if old and options.old_unpaid == "written-off":
        invoice = replace(invoice, state="written_off")
    if old and options.old_unpaid == "paid":
        settled_payment = payment(invoice, owed, invoice.amount, 1, _by_due(invoice, options.on))
        payments.append(
            replace(settled_payment, source_key=f"{settled_payment.source_key}:{BY_HAND}")
        )
    return Built(
        invoice,
        tuple(payments),
        bool(paid) and entry.paid_on is None,
        old,
    )


@dataclass(frozen=True, slots=True)
class AlreadyImported:
    """An entry that came before; `put` and `payment` are what this export changes about it."""

    put: Put | None = None
    payment: Payment | None = None


def bring_up_to_date(
    entry: InvoiceEntry, known: Invoice, payments: list[Payment], client: Client, today: date
) -> AlreadyImported:
    """Compare an entry with what is stored.

    The file is believed about amounts and dates. What the user decided by hand stays: a state
    that the file does not speak of, and payments it knows nothing of.
    """
    currency = known.currency or client.currency
    stated: dict[str, Any] = {
        "issued": entry.issued,
        "amount": _rounded(entry.amount, currency),
    }
    if entry.due is not None:
        stated |= {"due": entry.due, "due_assumed": False}
    if entry.state in ("void", "written_off") or {entry.state, known.state} <= {"sent", "draft"}:
        stated["state"] = entry.state
    updated = replace(known, **stated)
    put = Put(updated, was=known) if updated != known else None
    more = _difference(entry, known, payments, currency)
    if not more:
        return AlreadyImported(put)
    total = sum((each.amount for each in payments), Decimal(0)) + more
    added = payment(known, more, total, len(payments), paid_on(entry, updated, today))
    return AlreadyImported(put, added)


def _difference(
    entry: InvoiceEntry, known: Invoice, payments: list[Payment], currency: str
) -> Decimal:
    if entry.paid is None:
        return Decimal(0)
    paid = _rounded(entry.paid, currency)
    on_record = sum((each.amount for each in payments), Decimal(0))
    from_file = sum(
        (
            each.amount
            for each in payments
            if each.source == known.source and not (each.source_key or "").endswith(BY_HAND)
        ),
        Decimal(0),
    )
    if paid > on_record:
        return paid - on_record
    # Less than the file itself told before: money went back.
    return min(paid - from_file, Decimal(0))


def payment(invoice: Invoice, amount: Decimal, total: Decimal, nth: int, on: date) -> Payment:
    """The `nth` payment (from 0) of an invoice, which brings what was paid to `total`."""
    key = f"{invoice.source_key}:{nth}:{total}"
    return Payment(
        id=record_id("payment", invoice.source or "", key),
        invoice=invoice.id,
        on=on,
        amount=amount,
        source=invoice.source,
        source_key=key,
    )


def paid_on(entry: InvoiceEntry, invoice: Invoice, today: date) -> date:
    """When the money came, or the day that is fair to assume."""
    return entry.paid_on or _by_due(invoice, today)


def _by_due(invoice: Invoice, today: date) -> date:
    # Neither early nor late is the only guess that says nothing about the client; a payment that
    # the file knows of cannot lie in the future.
    return max(invoice.issued, min(invoice.due, today))


def _rounded(amount: Decimal, currency: str) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals(currency)), ROUND_HALF_UP)
