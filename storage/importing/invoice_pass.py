"""Rows of an invoice export -> new invoices, and those that came before brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from typing_extensions import override

from storage.import_topics import LINKS_TOPIC
from storage.importing import invoices
from storage.importing.clients import NO_CLIENT, NotAClient, Owner
from storage.importing.invoice_links import InvoiceLinks
from storage.importing.invoicerows import InvoiceEntry, InvoiceRows
from storage.importing.options import ImportQuestion
from storage.importing.questions import taken_out_question
from storage.importing.same_invoices import StoredInvoices
from storage.importing.table import Skip
from storage.importing.transform import Added, ImportPass, Outcome, nobody
from storage.importing.updates import FieldChange
from triage.records import Client, Invoice, Payment

_Row = tuple[InvoiceEntry, Owner]


@dataclass
class InvoicePass(ImportPass):
    """One walk over an invoice export."""

    asked: dict[str, list[int]] = field(default_factory=dict)
    """What is asked about -> the lines that it is about."""

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.links = InvoiceLinks(self.job.source, self.view.remembered(LINKS_TOPIC))
        out = self.view.by_hand("invoice").taken_out.values()
        self._stored = StoredInvoices(
            (*self.view.invoices, *self.view.coming_invoices),
            (record for record in out if isinstance(record, Invoice)),
        )

    @override
    def outcomes(self) -> Iterator[Outcome]:
        yield from self.job.table.preamble()
        waiting: list[_Row] = []
        reader = InvoiceRows(self.job.table, self.job.readers, self.job.options)
        for entry in reader.entries():
            if isinstance(entry, Skip):
                yield entry
                continue
            owner = self.owners.of(entry.client, entry.section, blank=NO_CLIENT)
            if isinstance(owner, NotAClient):
                yield nobody(entry.line, owner)
            else:
                waiting.append((entry, owner))
        self.words_known = reader.words_known
        yield from self._compared(waiting)
        self._ask()

    # --- which invoice a row is ---------------------------------------------------------

    def _compared(self, rows: list[_Row]) -> Iterator[Outcome]:
        pairs: list[tuple[_Row, Invoice]] = []
        rest: list[_Row] = []
        staying = {
            client.id
            for row in rows
            if (client := self._client(row)) is not None and self.is_stored(client)
        }
        for row in rows:
            invoice = self._exactly(row)
            if invoice is None:
                rest.append(row)
            else:
                pairs.append((row, invoice))
        labels: dict[str, set[str]] = {}
        for (entry, owner), invoice in pairs:
            label = entry.client or entry.section
            if label and not self.is_stored(owner if isinstance(owner, Client) else None):
                labels.setdefault(label, set()).add(invoice.client)
        self.follow(labels, staying)
        for row, invoice in pairs:
            yield self._known(row, invoice)
        for row in rest:
            yield self._unmatched(row)

    def _exactly(self, row: _Row) -> Invoice | None:
        client = self._client(row)
        known = client.id if client is not None and self.is_stored(client) else None
        linked = self._stored.linked(self.links.known(row[0]))
        return linked or self._stored.exactly(row[0], known, self.job.source, self._amount(row))

    def _unmatched(self, row: _Row) -> Outcome:
        entry, client = row[0], self._client(row)
        if client is None:
            return nobody(entry.line, row[1])
        # A new name may have turned out to be a client that is there.
        invoice = self._exactly(row)
        if invoice is not None:
            return self._known(row, invoice)
        options, amount = self.job.options, self._amount(row)
        if self._stored.was_taken_out(entry, client.id, self.job.source, amount):
            self._ask_about("out", entry)
            if options.taken_out != "bring-back":
                return Skip(entry.line, "you removed it earlier")
        match = self._stored.likely(entry, client.id, amount)
        if match is None:
            return self._new(row)
        if not match.asked:
            return self._known(row, match.invoice)
        if skip := self.open_doubt(entry):
            return skip
        self._ask_about("again", entry)
        if options.same_number == "another":
            return self._new(row)
        if options.same_number == "correction":
            self._stored.take(match.invoice)
            return self._known(row, match.invoice, corrected=True)
        return Skip(entry.line, self._again(entry, match.invoice, amount), bad=True)

    def _again(self, entry: InvoiceEntry, known: Invoice, amount: Decimal) -> str:
        there = f"of {known.issued} for {known.amount:f}"
        here = f"of {entry.issued} for {amount:f}"
        return (
            f"invoice {entry.number} {here} already exists, {there}: "
            "another invoice or a correction?"
        )

    def _client(self, row: _Row) -> Client | None:
        entry, owner = row
        label = entry.client or entry.section
        return self.client_of(owner, (label,) if label else ())

    def _amount(self, row: _Row) -> Decimal:
        client = self._client(row)
        currency = row[0].currency or (client.currency if client else self.job.options.currency)
        return invoices.rounded(row[0].amount, currency)

    # --- what becomes of it -------------------------------------------------------------

    def _known(self, row: _Row, known: Invoice, *, corrected: bool = False) -> Outcome:
        entry, source = row[0], self.job.source
        if self.links.is_news(entry, known):
            if self.job.options.already_here == "another" and not corrected:
                return self._new(row)
            self.links.learn(entry, known)
            if not corrected:
                self.links.meet(entry, known)
        self.ids[entry.key] = known.id
        client = self.view.stored.get(known.client) or self._client(row)
        assert client is not None
        by_hand = self.view.by_hand("invoice")
        updated = invoices.bring_up_to_date(
            entry, known, client, by_hand, source, corrected=corrected
        )
        payments = self.view.payments(known)
        before = sum((each.amount for each in payments), Decimal(0))
        out = self._payments_out(known)
        more = invoices.newly_paid(entry, known, payments, out, client, source)
        changed = {change.field for change in updated.changes} | ({"paid"} if more else set())
        if skip := self.open_doubt(entry, known=not changed & {"issued", "paid"}):
            return skip
        paid = FieldChange("paid", before, before + more)
        unpaid = paid if more < 0 and not entry.paid else None
        if unpaid or not corrected:
            updated = self.unless_older(updated, entry.line, unpaid)
        if out and not more and entry.paid and entry.paid > before:
            kept = FieldChange("paid", before, entry.paid)
            return replace(updated, kept=(*updated.kept, kept))
        if not more or updated.held:
            return updated
        on = entry.paid_on
        if on is None:
            # It was not paid when it was looked at last, so it was paid between then and today.
            on = max(known.issued, self.job.options.on)
            self.assumed[f"payment date: {on}, the day of this import, as the file has none"] += 1
        added = invoices.payment(known, source, more, before + more, len(payments) + len(out), on)
        return replace(updated, payment=added, changes=(*updated.changes, paid))

    def _payments_out(self, invoice: Invoice) -> list[Payment]:
        """Payments of an invoice that the user took out: they stay out."""
        out = self.view.by_hand("payment").taken_out.values()
        return [
            payment
            for payment in out
            if isinstance(payment, Payment) and payment.invoice == invoice.id
        ]

    def _new(self, row: _Row) -> Outcome:
        entry, client = row[0], self._client(row)
        if client is None:
            return nobody(entry.line, row[1])
        if skip := self.open_doubt(entry):
            return skip
        source = self.job.source
        key = self._stored.key(entry, source)
        credited = self.ids.get(entry.credits)
        built = invoices.build(entry, client, source, key, self.job.options, credited)
        self.ids[entry.key] = built.invoice.id
        if built.invoice.due_assumed:
            self.assumed[f"due date: {client.payment_days} days after issue"] += 1
        if built.paid_guess:
            self.assumed["payment date: the due date, because the file has none"] += 1
        if entry.currency is None and client.id not in self.view.stored:
            self.assumed[f"currency: {client.currency}, because the file names none"] += 1
        if built.old:
            self._ask_about("old", entry)
        return Added(client, (built.invoice, *built.payments))

    # --- what is asked ------------------------------------------------------------------

    def _ask_about(self, what: str, entry: InvoiceEntry) -> None:
        self.asked.setdefault(what, []).append(entry.line)

    def _ask(self) -> None:
        options = self.job.options
        if (old := self.asked.get("old", [])) and options.old_unpaid is None:
            days = options.old_days
            self.notes.append(f"still open: {_invoices(len(old))} unpaid for over {days} days")
            self.questions.append(_about_old(old, days))
        if again := self.asked.get("again", []):
            have, their = ("has", "its number") if len(again) == 1 else ("have", "their numbers")
            self.questions.append(
                ImportQuestion(
                    id="same_number",
                    text=(
                        f"{_invoices(len(again))} {have} a different amount or day from the one "
                        f"stored under {their}. A correction, or another invoice?"
                    ),
                    options=("correction", "another", "leave"),
                    flag="--same-number",
                    default="leave",
                    rows=tuple(again),
                )
            )
        self.notes += self.links.notes()
        if elsewhere := self.links.question(options.already_here):
            self.questions.append(elsewhere)
        self.ask_about_older()
        if out := self.asked.get("out", []):
            self.questions.append(taken_out_question(_invoices(len(out)), out))


def _about_old(rows: Sequence[int], days: int) -> ImportQuestion:
    count = len(rows)
    are, were, they = ("is", "was", "it") if count == 1 else ("are", "were", "they")
    return ImportQuestion(
        id="old_unpaid",
        text=(
            f"In this file, {_invoices(count)} older than {days} days {are} unpaid. "
            f"{were.capitalize()} {they} paid, {were} {they} written off, "
            f"or {are} {they} still open?"
        ),
        options=("paid", "written-off", "open"),
        flag="--old-unpaid",
        default="open",
        rows=tuple(rows),
    )


def _invoices(count: int) -> str:
    return "1 invoice" if count == 1 else f"{count} invoices"
