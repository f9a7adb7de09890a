"""Whom a change touches, so that only they are read and judged again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from triage.changes import Change, Put
from triage.ledger import Book
from triage.records import KINDS, Client, Invoice, Payment, Record, Review

if TYPE_CHECKING:
    from storage.store import Store

_OF_SEVERAL = frozenset({"client", "engagement", "invoice", "payment", "plan", "watch_rule"})
"""Kinds that change more than their own client: shares of the income, linked clients, rules."""
_OWN = frozenset(KINDS) - _OF_SEVERAL - {"review"}


def clients_touched(changes: Iterable[Change]) -> tuple[frozenset[str], frozenset[str]] | None:
    """The clients and the reviews that changes write; None when more than these may differ."""
    clients: set[str] = set()
    reviews: set[str] = set()
    for change in changes:
        if not isinstance(change, Put):
            return None
        record = change.record
        if record.kind in _OWN:
            clients.add(record.client)  # type: ignore[union-attr]  # each of these kinds has one
        elif record.kind == "review":
            reviews.add(record.id)
        else:
            return None
    return frozenset(clients), frozenset(reviews)


def reload_clients(
    store: Store, book: Book, clients: Collection[str], reviews: Collection[str]
) -> Book:
    """The book with these clients and reviews as they stand on the disk now."""
    ledgers = {**book.ledgers, **{id_: store.ledger(id_) for id_ in clients}}
    kept = [review for review in book.reviews if review.id not in reviews]
    stored = store.get_many("review", [*reviews]).values() if reviews else ()
    new = [review for review in stored if isinstance(review, Review)]
    return replace(book, ledgers=ledgers, reviews=(*kept, *new))


def book_around(store: Store, records: Iterable[Record]) -> Book:
    """The clients these records belong to, alone in a book: the rest need not be read for them."""
    owners = {_owner(store, record) for record in records}
    known = store.get_many(Client.kind, [*owners])
    return Book(ledgers={id_: store.ledger(id_) for id_ in known}, imported=store.imported())


def _owner(store: Store, record: Record) -> str:
    if isinstance(record, Payment):
        paid = store.get(Invoice.kind, record.invoice)
        return paid.client if isinstance(paid, Invoice) else ""
    return str(getattr(record, "client", ""))
