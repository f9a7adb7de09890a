"""Records gathered by client: what every rule of this package reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from triage.records import (
    KINDS,
    Action,
    Answer,
    Attempt,
    Checklist,
    Client,
    Confirmed,
    Decision,
    Energy,
    Engagement,
    Event,
    Gift,
    Invoice,
    Lesson,
    Message,
    Note,
    Override,
    Payment,
    Plan,
    Record,
    Review,
    Time,
    WatchRule,
    WorkItem,
)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Everything known about one client, each kind in no particular order."""

    client: Client
    engagement: tuple[Engagement, ...] = ()
    time: tuple[Time, ...] = ()
    invoice: tuple[Invoice, ...] = ()
    payment: tuple[Payment, ...] = ()
    plan: tuple[Plan, ...] = ()
    gift: tuple[Gift, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    work_item: tuple[WorkItem, ...] = ()
    energy: tuple[Energy, ...] = ()
    event: tuple[Event, ...] = ()
    note: tuple[Note, ...] = ()
    attempt: tuple[Attempt, ...] = ()
    answer: tuple[Answer, ...] = ()
    decision: tuple[Decision, ...] = ()
    action: tuple[Action, ...] = ()
    message: tuple[Message, ...] = ()
    checklist: tuple[Checklist, ...] = ()
    lesson: tuple[Lesson, ...] = ()
    override: tuple[Override, ...] = ()


def with_ids(ledger: Ledger, ids: Iterable[str]) -> list[Record]:
    """The records that go by some ids, in that order; ids that nothing goes by are left out."""
    kinds = (kind for kind in KINDS if kind != "client" and hasattr(ledger, kind))
    known = {record.id: record for kind in kinds for record in getattr(ledger, kind)}
    return [known[id_] for id_ in ids if id_ in known]


@dataclass(frozen=True, kw_only=True)
class Book:
    """The whole database: a ledger per client, and what belongs to no single one.

    `imported` = what records say they come from -> the day of its last import.
    """

    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    watch_rules: tuple[WatchRule, ...] = ()
    reviews: tuple[Review, ...] = ()
    imported: Mapping[str, date] = field(default_factory=dict)

    @cached_property
    def payments_read_on(self) -> date | None:
        """The day of the last import that could bring payments: of what brought some, else of what
        brought invoices. None where neither was ever imported.
        """
        ledgers = self.ledgers.values()
        payments = {payment.source for ledger in ledgers for payment in ledger.payment}
        invoices = {invoice.source for ledger in ledgers for invoice in ledger.invoice}
        for sources in (payments, invoices):
            days = [day for source, day in self.imported.items() if source in sources]
            if days:
                return max(days)
        return None


def book(records: Iterable[Record], imported: Mapping[str, date] | None = None) -> Book:
    """Gather records, given in any order; `imported` as in Book.

    A record whose client (or, for a payment, whose invoice) is not among them is left out: the
    store never holds one.
    """
    clients: dict[str, Client] = {}
    rules: list[WatchRule] = []
    reviews: list[Review] = []
    owner_of_invoice: dict[str, str] = {}
    owned: dict[tuple[str, str], list[Record]] = {}
    payments: list[Payment] = []
    for record in records:
        if isinstance(record, Client):
            clients[record.id] = record
        elif isinstance(record, WatchRule):
            rules.append(record)
        elif isinstance(record, Review):
            reviews.append(record)
        elif isinstance(record, Payment):
            payments.append(record)
        else:
            if isinstance(record, Invoice):
                owner_of_invoice[record.id] = record.client
            owned.setdefault((record.client, record.kind), []).append(record)
    for payment in payments:
        owner = owner_of_invoice.get(payment.invoice)
        if owner is not None:
            owned.setdefault((owner, payment.kind), []).append(payment)
    gathered: dict[str, dict[str, Any]] = {id_: {} for id_ in clients}
    for (client_id, kind), records_of_kind in owned.items():
        if client_id in gathered:
            gathered[client_id][kind] = tuple(records_of_kind)
    ledgers = {id_: Ledger(client=client, **gathered[id_]) for id_, client in clients.items()}
    return Book(
        ledgers=ledgers,
        watch_rules=tuple(rules),
        reviews=tuple(reviews),
        imported=imported or {},
    )


def changed(ledger: Ledger, records: Iterable[Record], removed: Iterable[Record] = ()) -> Ledger:
    """The ledger as it will be when these records of its client are saved and those are gone."""
    held: dict[str, dict[str, Record]] = {}

    def of_kind(kind: str) -> dict[str, Record]:
        if kind not in held:
            held[kind] = {record.id: record for record in getattr(ledger, kind)}
        return held[kind]

    for record in records:
        if isinstance(record, Client):
            ledger = replace(ledger, client=record)
        elif hasattr(ledger, record.kind):
            of_kind(record.kind)[record.id] = record
    for record in removed:
        if hasattr(ledger, record.kind) and not isinstance(record, Client):
            of_kind(record.kind).pop(record.id, None)
    tuples: dict[str, Any] = {kind: tuple(by_id.values()) for kind, by_id in held.items()}
    return replace(ledger, **tuples)
