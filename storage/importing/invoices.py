"""Invoice entries -> invoice and payment records, new or brought up to date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from storage.importing.invoicerows import InvoiceEntry
from storage.importing.options import ImportOptions
from storage.importing.row_ids import record_id
from storage.importing.updates import FieldChange, Known
from storage.importing.updates import bring_up_to_date as compare
from storage.journal.by_hand import HandChanges
from triage.money import decimals
from triage.records import Client, Invoice, Payment
from triage.shifted_day import shift

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


def build(
    entry: InvoiceEntry,
    client: Client,
    source: str,
    key: str,
    options: ImportOptions,
    credited: str | None = None,
) -> Built:
    """The records of an invoice that is not known yet; a credit note settles `credited` (an id)."""
    currency = entry.currency or client.currency
    due = entry.due or shift(entry.issued, client.payment_days)
    invoice = Invoice(
        id=record_id("invoice", source, key),
        client=client.id,
        number=entry.number,
        issued=entry.issued,
        due=due,
        due_assumed=entry.due is None,
        amount=rounded(entry.amount, currency),
        currency=entry.currency,
        received_on=entry.received_on,
        state=entry.state,
        disputed_on=entry.disputed_on,
        dispute_settled_on=entry.dispute_settled_on,
        credits=credited,
        source=source,
        source_key=key,
    )
    paid = rounded(entry.paid or Decimal(0), currency)
    payments = (
        [payment(invoice, source, paid, paid, 0, entry.paid_on or _by_due(invoice, options.on))]
        if paid
        else []
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
        day = _by_due(invoice, options.on)
        settled_payment = payment(invoice, source, owed, invoice.amount, 1, day)
        payments.append(
            replace(settled_payment, source_key=f"{settled_payment.source_key}:{BY_HAND}")
        )
    return Built(
        invoice,
        tuple(payments),
        bool(paid) and entry.paid_on is None,
        old,
    )


def bring_up_to_date(
    entry: InvoiceEntry,
    known: Invoice,
    client: Client,
    by_hand: HandChanges,
    source: str,
    *,
    corrected: bool = False,
) -> Known:
    """Compare an entry with what is stored, all but what was paid.

    The file is believed about amounts and dates of its own invoices; of those that the user or
    another program entered, it tells what became of them, unless the user calls it a correction.
    A state that it does not speak of stays.
    """
    own = corrected or (known.source == source and known.id not in by_hand.entered)
    stated: dict[str, Any] = {}
    if own:
        stated["issued"] = entry.issued
        stated["amount"] = rounded(entry.amount, known.currency or client.currency)
    if entry.due is not None and (own or known.due_assumed):
        stated |= {"due": entry.due, "due_assumed": False}
    ended = entry.state in ("void", "written_off")
    if ended or (own and {entry.state, known.state} <= {"sent", "draft"}):
        stated["state"] = entry.state
    for name in ("received_on", "disputed_on", "dispute_settled_on"):
        if getattr(entry, name) is not None:
            stated[name] = getattr(entry, name)
    typed = dict(by_hand.imported(known.id))
    if corrected:
        typed = {name: value for name, value in typed.items() if name not in ("issued", "amount")}
    updated = compare(known, stated, typed)
    if own or entry.due in (None, known.due):
        return updated
    differs = FieldChange("due", known.due, entry.due)
    return updated if "due" in stated else replace(updated, kept=(*updated.kept, differs))


def newly_paid(
    entry: InvoiceEntry,
    known: Invoice,
    payments: list[Payment],
    out: list[Payment],
    client: Client,
    source: str,
) -> Decimal:
    """What came in, or with a minus went back, that is not on record yet.

    `out` are payments that the user took out: what the file says of them is not believed.
    """
    if entry.paid is None:
        return Decimal(0)
    paid = rounded(entry.paid, known.currency or client.currency)
    on_record = _sum(payments)
    from_file = _sum(
        each
        for each in (*payments, *out)
        if each.source == source and not (each.source_key or "").endswith(BY_HAND)
    )
    if paid > on_record:
        return max(paid - max(on_record, from_file), Decimal(0)) if out else paid - on_record
    # Less than the file itself told before: money went back.
    return min(paid - from_file, Decimal(0))


def _sum(payments: Iterable[Payment]) -> Decimal:
    return sum((payment.amount for payment in payments), Decimal(0))


def payment(
    invoice: Invoice, source: str, amount: Decimal, total: Decimal, nth: int, on: date
) -> Payment:
    """The `nth` payment (from 0) of an invoice, which brings what was paid to `total`."""
    key = f"{invoice.source_key or invoice.id}:{nth}:{total}"
    return Payment(
        id=record_id("payment", source, key),
        invoice=invoice.id,
        on=on,
        amount=amount,
        source=source,
        source_key=key,
    )


def _by_due(invoice: Invoice, today: date) -> date:
    # Neither early nor late is the only guess that says nothing about the client; a payment that
    # the file knows of cannot lie in the future.
    return max(invoice.issued, min(invoice.due, today))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount in the smallest coins of its currency."""
    return amount.quantize(Decimal(1).scaleb(-decimals(currency)), ROUND_HALF_UP)
