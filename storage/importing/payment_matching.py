"""Which invoice each row of a file of payments settles, and which payment it is if it came before.

A payment is known again by its id in the file, or by invoice, day and amount. One that was
corrected in the tool is the same one: a row that is new here, and a stored payment of the same days
that the file does not have, and that differs in its day, its amount or its invoice alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from storage.importing.clients import TOPIC
from storage.importing.lookup import ImportLookup
from storage.importing.options import ImportOptions, ImportQuestion
from storage.importing.payment_rows import PaidRow, PaymentsFile
from storage.importing.questions import older_question
from storage.importing.row_ids import client_key, record_id
from storage.importing.same_invoices import number_key
from storage.importing.table import Skip
from storage.importing.updates import FieldChange, Update
from triage.changes import Put
from triage.records import Client, Invoice, Payment

_CENT = Decimal("0.01")


@dataclass
class PaymentWalk:
    """What becomes of the rows of one file: `updates` are what `puts` change, `kept` what the user
    has otherwise, `held` what would go back to what it was.
    """

    new: list[Payment] = field(default_factory=list)
    puts: list[Put] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    kept: list[Update] = field(default_factory=list)
    held: list[Update] = field(default_factory=list)
    older: list[int] = field(default_factory=list)
    same: int = 0
    skipped: list[Skip] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    """Whose payments a name's are, as the user says: name -> id of the client."""

    @property
    def unmapped(self) -> Mapping[str, int]:
        """Names whose payments these are nobody has said -> rows."""
        return Counter(label for skip in self.skipped for label in skip.labels)

    @property
    def questions(self) -> tuple[ImportQuestion, ...]:
        """Whether what would go back does."""
        if not self.older:
            return ()
        count = len(self.older)
        called = "1 payment" if count == 1 else f"{count} payments"
        return (older_question(called, self.older),)

    def waiting(self, options: ImportOptions) -> tuple[ImportQuestion, ...]:
        """The questions that hold something back."""
        return self.questions if options.older is None else ()


class PaymentMatching:
    """Puts each payment to its invoice: by number and client, else by client and amount."""

    def __init__(self, view: ImportLookup, payments: PaymentsFile, options: ImportOptions) -> None:
        self._view = view
        self._source = payments.form.source
        self._options = options
        self._answers = {
            client_key(name): answer
            for name, answer in {**view.remembered(TOPIC), **options.client_for}.items()
        }
        self._paid: dict[str, list[Payment]] = {}
        self._own: dict[str, Payment] = {}
        """The payments that came from this source, by their keys in it."""
        self._invoices: list[Invoice] = [*view.invoices, *view.coming_invoices]
        self._by_id = {invoice.id: invoice for invoice in self._invoices}
        self._taken: set[str] = set()
        self._by_number: dict[str, list[Invoice]] = {}
        for invoice in self._invoices:
            self._paid[invoice.id] = list(view.payments(invoice))
            for payment in self._paid[invoice.id]:
                if payment.source == self._source and payment.source_key:
                    self._own[payment.source_key] = payment
            if number := number_key(invoice.number):
                self._by_number.setdefault(number, []).append(invoice)
        self.walk = PaymentWalk()
        days = payments.day_reader(options)
        assert days is not None
        rows: list[PaidRow] = []
        for row in payments.rows(days):
            if isinstance(row, Skip):
                self.walk.skipped.append(row)
            else:
                rows.append(row)
        self._first = min((row.on for row in rows), default=date.max)
        self._last = max((row.on for row in rows), default=date.min)
        # First those that are known by their keys: what is left may have been corrected.
        known = [(row, self._own[row.key]) for row in rows if row.key in self._own]
        self._taken.update(payment.id for _, payment in known)
        for row in rows:
            skip = self._again(row) if row.key in self._own else self._place(row)
            if skip is not None:
                self.walk.skipped.append(skip)

    def _place(self, row: PaidRow) -> Skip | None:
        """Count the payment, or say why it is left out."""
        id_ = record_id("payment", self._source, row.key)
        if id_ in self._view.by_hand("payment").taken_out:
            return Skip(row.line, "you removed it earlier")
        client = self._client(row.client)
        likely = self._likely(row, client)
        if not likely and client is None and row.client and (perhaps := self._perhaps(row)):
            why = f"“{row.client}” may have paid invoice {perhaps.number or perhaps.issued}"
            return Skip(row.line, f"{why}: whose is it?", bad=True, labels=(row.client,))
        if len(likely) != 1:
            return Skip(
                row.line, self._why_not(row, client, likely), bad=self._matters(row, client)
            )
        if (payment := self._corrected(row, likely[0])) is not None:
            self._taken.add(payment.id)
            return self._bring_up_to_date(row, payment, likely[0])
        return self._settle(row, likely[0], id_)

    # --- those that came before ---------------------------------------------------------

    def _again(self, row: PaidRow) -> Skip | None:
        """A payment that is known by its key, as it is in the file now."""
        payment = self._own[row.key]
        likely = self._likely(row, self._client(row.client)) if row.number else []
        invoice = likely[0] if len(likely) == 1 else self._by_id[payment.invoice]
        return self._bring_up_to_date(row, payment, invoice)

    def _corrected(self, row: PaidRow, invoice: Invoice) -> Payment | None:
        """The stored payment that a row is, but for one correction; None unless there is one."""
        left = [
            payment
            for payment in self._own.values()
            if payment.id not in self._taken and self._first <= payment.on <= self._last
        ]
        here = [payment for payment in left if payment.invoice == invoice.id]
        for fits in (
            [each for each in here if each.on == row.on],
            [each for each in here if each.amount == row.amount],
            [
                each
                for each in left
                if (each.on, each.amount) == (row.on, row.amount)
                and self._by_id[each.invoice].client == invoice.client
            ],
        ):
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def _bring_up_to_date(self, row: PaidRow, known: Payment, invoice: Invoice) -> Skip | None:
        hands = self._view.by_hand("payment")
        imported = hands.imported(known.id)
        stated: dict[str, Any] = {"invoice": invoice.id, "on": row.on, "amount": row.amount}
        differing = {name: value for name, value in stated.items() if getattr(known, name) != value}
        kept = {
            name: value
            for name, value in differing.items()
            if name in imported and imported[name] != value
        }
        changed = {name: value for name, value in differing.items() if name not in imported}
        if kept:
            self.walk.kept.append(self._update(known, kept))
        updated = replace(known, **changed, source_key=row.key)
        former = hands.former.get(known.id, ())
        if changed and any(
            all(getattr(was, name) == value for name, value in changed.items()) for was in former
        ):
            self.walk.older.append(row.line)
            if self._options.older != "go-back":
                self.walk.held.append(self._update(known, changed))
                return None
        others = [each for each in self._paid[updated.invoice] if each.id != known.id]
        paid = sum((each.amount for each in others), updated.amount)
        if changed and updated.amount > 0 and paid > self._by_id[updated.invoice].amount + _CENT:
            return self._overpaid(row, self._by_id[updated.invoice], paid)
        if updated != known:
            self.walk.puts.append(Put(updated, was=known))
            self._paid[known.invoice].remove(known)
            self._paid[updated.invoice].append(updated)
        if changed:
            self.walk.updates.append(self._update(known, changed))
        else:
            self.walk.same += 1
        return None

    def _update(self, payment: Payment, changed: Mapping[str, Any]) -> Update:
        invoice = self._by_id[payment.invoice]
        changes = [FieldChange(name, getattr(payment, name), new) for name, new in changed.items()]
        client = self._view.stored.get(invoice.client)
        return Update(
            kind=payment.kind,
            on=payment.on,
            client=client.name if client else "",
            about=f"for {invoice.number}" if invoice.number else "",
            fields=tuple(self._by_number_shown(change) for change in changes),
        )

    def _by_number_shown(self, change: FieldChange) -> FieldChange:
        if change.field != "invoice":
            return change
        before, after = (self._by_id[id_] for id_ in (change.before, change.after))
        return FieldChange("invoice", before.number or before.id, after.number or after.id)

    # --- new ones -----------------------------------------------------------------------

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
            return self._overpaid(row, invoice, paid + row.amount)
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

    @staticmethod
    def _overpaid(row: PaidRow, invoice: Invoice, paid: Decimal) -> Skip:
        called = invoice.number or f"of {invoice.issued}"
        return Skip(row.line, f"invoice {called} would be overpaid: {paid:f}", bad=True)

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
            return f"no invoice {row.number}{whose} is on record: import the invoices first"
        if client is None:
            return f"{amount} from {row.client or 'nobody named'}, who is not a client"
        return f"no invoice{whose} for {amount} is on record: import the invoices first"
