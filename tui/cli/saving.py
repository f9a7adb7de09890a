"""From typed values to a saved record."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from triage.changes import ChangeSet
from triage.changes import Put as Planned
from triage.codec import BadValue, changed, parse
from triage.ledger import Book
from triage.playbook.after.derived_changes import derived_changes, may_bring
from triage.records import Client, Invoice, Payment, Record
from tui.cli.errors import CommandRefused
from tui.cli.session import Session

if TYPE_CHECKING:
    from storage.changes import Change
    from storage.store import Store


def new_id() -> str:
    """An id for something the program makes."""
    return str(uuid.uuid4())


def built(kind: str, values: Mapping[str, Any]) -> Record:
    """A record of exchange-form values. Raises Refused."""
    try:
        return parse(values, kind)
    except BadValue as bad:
        raise CommandRefused(f"{kind}: {bad}", "nothing was saved") from None


def altered(record: Record, values: Mapping[str, Any]) -> Record:
    """The record with some values replaced. Raises Refused."""
    try:
        return changed(record, values)
    except BadValue as bad:
        raise CommandRefused(f"{record.kind}: {bad}", "nothing was changed") from None


def save(store: Store, label: str, record: Record, was: Record | None = None) -> None:
    """One change with one record. Raises StorageError."""
    _apply(store, label, [Planned(record, was)])


def save_with_what_follows(
    store: Store, session: Session, label: str, record: Record, was: Record | None = None
) -> tuple[str, ...]:
    """One change with one record and what it brings with it, which is said in words.

    Raises StorageError.
    """
    planned = Planned(record, was)
    follows: tuple[ChangeSet, ...] = ()
    if may_bring(planned):
        follows = derived_changes(_owner(store, record), [planned], session.today, session.limits)
    _apply(store, label, [planned, *(put for change in follows for put in change.puts)])
    return tuple(change.label for change in follows)


def _owner(store: Store, record: Record) -> Book:
    """The client a record belongs to, alone in a book; an empty one when there is none."""
    if isinstance(record, Payment):
        paid = store.get(Invoice.kind, record.invoice)
        id_ = paid.client if isinstance(paid, Invoice) else ""
    else:
        id_ = str(getattr(record, "client", ""))
    known = store.get(Client.kind, id_) is not None
    return Book(ledgers={id_: store.ledger(id_)} if known else {})


def save_written(store: Store, written: ChangeSet) -> None:
    """Everything that one decision sets down, as one change. Raises StorageError.

    Of two shells that enter the same step at once only the first does.
    """
    _apply(store, written.label, written.puts, written.removed, only_new=True)


def _apply(
    store: Store,
    label: str,
    puts: Iterable[Planned],
    removed: Iterable[Record] = (),
    *,
    only_new: bool = False,
) -> None:
    from storage.changes import Put, Remove

    changes: list[Change] = [
        Put(put.record, was=put.was, new=only_new and put.was is None) for put in puts
    ]
    store.apply(label, [*changes, *(Remove(record.kind, record.id) for record in removed)])
