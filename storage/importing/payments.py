"""Payments of a file that lists them, put to the invoices there are.

No payment makes an invoice: one whose invoice is not here is named and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from storage.bare_store import BareStore
from storage.importing.clients import TOPIC
from storage.importing.errors import ImportTrouble
from storage.importing.lookup import ClientMatches, ImportLookup
from storage.importing.options import ImportOptions, ImportQuestion
from storage.importing.payment_rows import PaidRow, PaymentsFile
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import Progress
from storage.importing.row_ids import client_key, record_id
from storage.importing.same_invoices import number_key
from storage.importing.sources import READ_TOPIC, SOURCES_TOPIC, remembered_source
from storage.importing.table import Skip
from storage.importing.text_source import open_source
from triage.records import Client, Invoice, Payment

_CENT = Decimal("0.01")


@dataclass
class _Walk:
    """What becomes of the rows of one file."""

    new: list[Payment] = field(default_factory=list)
    same: int = 0
    skipped: list[Skip] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    """Whose payments a name's are, as the user says: name -> id of the client."""


@dataclass(frozen=True)
class PaymentsPlan:
    """What a file of payments brings, as of the journal's entry `head`."""

    payments: PaymentsFile
    options: ImportOptions
    head: int
    walk: _Walk

    def carry_out(
        self, preview: ImportPreview, store: BareStore, progress: Progress | None
    ) -> Result:
        """Write it; when something was written in between, it is looked at anew first."""
        source, form = self.payments.source, self.payments.form
        if open_source(source.path).fingerprint != source.fingerprint:
            raise ImportTrouble(f"{source.path} has changed since the preview.", "Import it again.")
        walk = self.walk
        if store.head() != self.head:
            walk = _Matching(ImportLookup(store, ClientMatches()), self.payments, self.options).walk
        remembered = remembered_source(
            form.name, form.label.partition(",")[0], form.source, source.path, self.options.on
        )
        batch = store.import_batch(
            f"Import of {source.path.name}",
            file=source.path.name,
            fingerprint=source.fingerprint,
            new=walk.new,
            remember={
                READ_TOPIC: {source.fingerprint: source.path.name},
                SOURCES_TOPIC: remembered,
                TOPIC: walk.named,
            },
            progress=progress,
        )
        return Result(
            file=preview.file,
            format=preview.format,
            batch=batch.id if walk.new else None,
            new=len(walk.new),
            same=walk.same,
            skipped=tuple(walk.skipped),
            unmapped=Counter(label for skip in walk.skipped for label in skip.labels),
            assumed=preview.assumed,
        )


def preview_payments(
    payments: PaymentsFile, store: BareStore, view: ImportLookup, options: ImportOptions
) -> ImportPreview:
    """Which invoices a file of payments would settle."""
    path, form = payments.source.path, payments.form
    if payments.day_reader(options) is None:
        example = next(iter(payments.days.two_ways.values()), "")
        question = ImportQuestion(
            id="dates",
            text=f"{path}: its dates can be read in two ways ({example}). Which comes first, "
            "the day (dmy) or the month (mdy)?",
            options=("dmy", "mdy"),
            flag="--dates",
        )
        return ImportPreview(file=path, format=form.name, label=form.label, questions=(question,))
    walk = _Matching(view, payments, options).walk
    return ImportPreview(
        file=path,
        format=form.name,
        label=form.label,
        new=len(walk.new),
        same=walk.same,
        skipped=tuple(walk.skipped),
        unmapped=Counter(label for skip in walk.skipped for label in skip.labels),
        counts={"payment": len(walk.new)} if walk.new else {},
        sample=(),
        plan=PaymentsPlan(payments, options, store.head(), walk),
    )


class _Matching:
    """Puts each payment to its invoice: by number and client, else by client and amount."""

    def __init__(self, view: ImportLookup, payments: PaymentsFile, options: ImportOptions) -> None:
        self._view = view
        self._source = payments.form.source
        self._answers = {
            client_key(name): answer
            for name, answer in {**view.remembered(TOPIC), **options.client_for}.items()
        }
        self._paid: dict[str, list[Payment]] = {}
        self._invoices: list[Invoice] = [*view.invoices, *view.coming_invoices]
        self._taken: set[str] = set()
        self._by_number: dict[str, list[Invoice]] = {}
        for invoice in self._invoices:
            self._paid[invoice.id] = list(view.payments(invoice))
            if number := number_key(invoice.number):
                self._by_number.setdefault(number, []).append(invoice)
        self.walk = _Walk()
        days = payments.day_reader(options)
        assert days is not None
        for row in payments.rows(days):
            if isinstance(row, Skip):
                self.walk.skipped.append(row)
            elif (skip := self._place(row)) is not None:
                self.walk.skipped.append(skip)

    def _place(self, row: PaidRow) -> Skip | None:
        """Count the payment, or say why it is left out."""
        id_ = record_id("payment", self._source, row.key)
        known = [payment for paid in self._paid.values() for payment in paid if payment.id == id_]
        if known:
            self.walk.same += 1
            self._taken.add(id_)
            return None
        if id_ in self._view.by_hand("payment").taken_out:
            return Skip(row.line, "taken out by you earlier")
        client = self._client(row.client)
        likely = self._likely(row, client)
        if not likely and client is None and row.client and (perhaps := self._perhaps(row)):
            why = f"“{row.client}” may have paid invoice {perhaps.number or perhaps.issued}"
            return Skip(row.line, f"{why}: whose is it?", bad=True, labels=(row.client,))
        if len(likely) != 1:
            return Skip(
                row.line, self._why_not(row, client, likely), bad=self._matters(row, client)
            )
        return self._settle(row, likely[0], id_)

    def _settle(self, row: PaidRow, invoice: Invoice, id_: str) -> Skip | None:
        before = self._paid[invoice.id]
        same = next(
            (paid for paid in before if paid.amount == row.amount and paid.id not in self._taken),
            None,
        )
        paid = sum((each.amount for each in before), Decimal(0))
        if same is not None and (same.on == row.on or paid + row.amount > invoice.amount + _CENT):
            self._taken.add(same.id)
            self.walk.same += 1
            return None
        if row.amount > 0 and paid + row.amount > invoice.amount + _CENT:
            if paid >= invoice.amount - _CENT and not any(p.id in self._taken for p in before):
                self.walk.same += 1  # its own export has told the sum of its payments
                return None
            called = invoice.number or f"of {invoice.issued}"
            why = f"invoice {called} would be overpaid: {paid + row.amount:f}"
            return Skip(row.line, why, bad=True)
        payment = Payment(
            id=id_,
            invoice=invoice.id,
            on=row.on,
            amount=row.amount,
            source=self._source,
            source_key=row.key,
        )
        before.append(payment)
        self._taken.add(id_)
        self.walk.new.append(payment)
        return None

    def _likely(self, row: PaidRow, client: Client | None) -> list[Invoice]:
        if number := number_key(row.number):
            called = self._in_currency(row, self._by_number.get(number, ()))
            of_client = [invoice for invoice in called if client and invoice.client == client.id]
            return of_client or ([] if client else called)
        if client is None:
            return []
        theirs = [invoice for invoice in self._invoices if invoice.client == client.id]
        fits = [
            invoice
            for invoice in self._in_currency(row, theirs)
            if invoice.issued <= row.on and row.amount in (self._open(invoice), invoice.amount)
        ]
        still_open = [invoice for invoice in fits if self._open(invoice) == row.amount]
        return still_open or fits[-1:]

    def _perhaps(self, row: PaidRow) -> Invoice | None:
        """The only open invoice over this amount, whoever it was for."""
        fits = [
            invoice
            for invoice in self._in_currency(row, self._invoices)
            if invoice.issued <= row.on and self._open(invoice) == row.amount
        ]
        return fits[0] if len(fits) == 1 else None

    def _in_currency(self, row: PaidRow, invoices: Iterable[Invoice]) -> list[Invoice]:
        names: Mapping[str, Client] = self._view.stored
        return [
            invoice
            for invoice in invoices
            if invoice.state not in ("draft", "void")
            and row.currency
            in (None, invoice.currency or getattr(names.get(invoice.client), "currency", None))
        ]

    def _open(self, invoice: Invoice) -> Decimal:
        return invoice.amount - sum((paid.amount for paid in self._paid[invoice.id]), Decimal(0))

    def _client(self, name: str) -> Client | None:
        answer = self._answers.get(client_key(name), "") if name else ""
        client = self._view.clients.exactly(answer or name) if name else None
        if client is not None and answer:
            self.walk.named[name] = client.id
        return client

    def _matters(self, row: PaidRow, client: Client | None) -> bool:
        """An account holds money of many who are no clients: only theirs is missed."""
        return bool(row.number) or client is not None

    def _why_not(self, row: PaidRow, client: Client | None, likely: list[Invoice]) -> str:
        amount = f"{row.amount:f}"
        whose = f" of {row.client}" if row.client else ""
        if likely:
            return f"{len(likely)} invoices may be the one that was paid with {amount}{whose}"
        if row.number:
            return f"no invoice {row.number}{whose} is here: import the invoices first"
        if client is None:
            return f"{amount} from {row.client or 'nobody named'}, who is not a client"
        return f"no invoice{whose} for {amount} is here: import the invoices first"
