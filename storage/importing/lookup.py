"""What is known while an import is looked at: the store, and the files before in this import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from storage.importing.clients import Clients
from storage.store import Store
from triage.records import Client, Engagement, Invoice, Payment


@dataclass(frozen=True)
class ClientMatches:
    """Clients that the files of one import name: as whole records, or by a name in a column."""

    records: tuple[Client, ...] = ()
    names: tuple[Client, ...] = ()


class ImportLookup:
    """Reads the store once per question, and learns what earlier files would add.

    `coming` are the ids of clients that a file looked at before will have made.
    """

    def __init__(self, store: Store, named: ClientMatches) -> None:
        self._store = store
        self.stored = {client.id: client for client in store.clients()}
        self.clients = Clients(self.stored.values())
        for client in named.records:
            if client.id not in self.stored:
                self.clients.add(client)
        for client in named.names:
            if self.clients.named(client.name) is None:
                self.clients.add(client)
        self.coming: set[str] = set()
        self._keys: dict[tuple[str, str], set[str]] = {}
        self._agreed: dict[str, _Agreed] = {}
        self._remembered: dict[str, dict[str, str]] = {}

    def keys(self, kind: str, source: str) -> set[str]:
        """Keys under which entries came before; what is added to it is known from then on."""
        if (kind, source) not in self._keys:
            self._keys[kind, source] = self._store.source_keys(kind, source)
        return self._keys[kind, source]

    def remembered(self, topic: str) -> dict[str, str]:
        """Answers of earlier imports; what is added to it is known from then on."""
        if topic not in self._remembered:
            self._remembered[topic] = self._store.remembered(topic)
        return self._remembered[topic]

    def invoice(self, id_: str, client_id: str) -> Invoice | None:
        """A stored invoice, most likely of this client."""
        invoice = self._of(client_id).invoices.get(id_) or self._store.get("invoice", id_)
        return invoice if isinstance(invoice, Invoice) else None

    def payments(self, invoice: Invoice) -> list[Payment]:
        """The stored payments of an invoice."""
        return self._of(invoice.client).payments.get(invoice.id, [])

    def only_engagement(self, client_id: str, day: date) -> str | None:
        """The agreement a day's work belongs to, where there is no choice; None otherwise.

        Without it the hours of a retainer would count by the hour, on top of the fee.
        """
        running = [
            engagement.id
            for engagement in self._of(client_id).engagements
            if engagement.start <= day and (engagement.end is None or day < engagement.end)
        ]
        return running[0] if len(running) == 1 else None

    def prepare(self, client_ids: Iterable[str]) -> None:
        """Read what is known of these clients now, so that the store is not asked later."""
        for client_id in client_ids:
            self._of(client_id)

    def _of(self, client_id: str) -> _Agreed:
        if client_id not in self._agreed:
            agreed = self._agreed[client_id] = _Agreed()
            if client_id in self.stored:
                ledger = self._store.ledger(client_id)
                agreed.engagements.extend(ledger.engagement)
                agreed.invoices.update((invoice.id, invoice) for invoice in ledger.invoice)
                for payment in ledger.payment:
                    agreed.payments.setdefault(payment.invoice, []).append(payment)
        return self._agreed[client_id]


@dataclass
class _Agreed:
    # One client's engagements, invoices by id, and payments by invoice.
    engagements: list[Engagement] = field(default_factory=list)
    invoices: dict[str, Invoice] = field(default_factory=dict)
    payments: dict[str, list[Payment]] = field(default_factory=dict)
