"""Two clients that are one, and one that is two: all their records in one change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, fields, replace
from typing import Any

from triage.changes import ChangeSet, ChangeSetBuilder
from triage.former_names import also_called, former_names
from triage.ledger import Book, Ledger
from triage.records import KINDS, Client, Contract, Invoice, Record, Time

_FILLED = ("contact", "email", "country", "rate", "floor", "exposure_limit")
"""Facts that the client who stays takes over where it has none itself."""


class NotOne(ValueError):
    """Two clients that cannot be merged; the text says why."""


def merge(book: Book, away: str, into: str) -> ChangeSet:
    """All records of the client `away` belong to `into`, and `away` is no more.

    Raises NotOne for a client and itself, and for two that are paid in different currencies: the
    hours of one would count in the money of the other.
    """
    if away == into:
        raise NotOne("That is the same client.")
    gone, stays = book.ledgers[away], book.ledgers[into]
    if gone.client.currency != stays.client.currency:
        raise NotOne(
            f"{gone.client.name} pays in {gone.client.currency}, "
            f"{stays.client.name} in {stays.client.currency}."
        )
    builder = ChangeSetBuilder()
    builder.put(_completed(stays.client, gone.client), was=stays.client)
    for record in _records(gone):
        builder.put(_given_to(record, into), was=record)
    for ledger in book.ledgers.values():
        if ledger.client.id not in (away, into):
            builder.put(_pointing(ledger.client, away, into), was=ledger.client)
    builder.remove(gone.client)
    return builder.build(f"{gone.client.name} merged into {stays.client.name}")


def twice(one: Ledger, other: Ledger) -> list[Invoice]:
    """Invoices of the first that the second has too: number, day and amount are the same."""
    known = {(invoice.number, invoice.issued, invoice.amount) for invoice in other.invoice}
    return [each for each in one.invoice if (each.number, each.issued, each.amount) in known]


def new_half(client: Client, id_: str, name: str) -> Client:
    """The client who is split off: with the terms of the one they were part of."""
    return Client(
        id=id_,
        name=name,
        currency=client.currency,
        rate=client.rate,
        floor=client.floor,
        payment_days=client.payment_days,
        language=client.language,
    )


def split(ledger: Ledger, new: Client, moves: Callable[[Time | Invoice], bool]) -> ChangeSet:
    """The hours and invoices that `moves` picks belong to the client `new`, who begins with this.

    An agreement goes along when all its hours do; hours that part from theirs belong to none.
    Raises NotOne when nothing is picked.
    """
    hours = [time for time in ledger.time if moves(time)]
    invoices = [invoice for invoice in ledger.invoice if moves(invoice)]
    if not hours and not invoices:
        raise NotOne("No hours or invoices match that.")
    builder = ChangeSetBuilder()
    builder.put(new)
    moving = {record.id for record in (*hours, *invoices)}
    moving |= _agreements(ledger, moving)
    for record in _records(ledger):
        agreement = getattr(record, "engagement", None)
        if record.id in moving:
            moved = _given_to(record, new.id)
            builder.put(moved if agreement in moving else _without_agreement(moved), was=record)
        elif agreement in moving:
            builder.put(_without_agreement(record), was=record)
    return builder.build(f"{new.name} split off from {ledger.client.name}")


def _agreements(ledger: Ledger, moving: Collection[str]) -> set[str]:
    hours: dict[str, list[bool]] = {}
    for time in ledger.time:
        if time.engagement is not None:
            hours.setdefault(time.engagement, []).append(time.id in moving)
    return {engagement for engagement, moves in hours.items() if all(moves)}


def _without_agreement(record: Record) -> Record:
    return _with(record, engagement=None) if getattr(record, "engagement", None) else record


def _records(ledger: Ledger) -> Iterator[Record]:
    """All records of a client but itself; payments belong to their invoices."""
    for kind in KINDS:
        if kind not in ("client", "payment"):
            yield from getattr(ledger, kind, ())


def _given_to(record: Record, client: str) -> Record:
    return _with(record, client=client) if hasattr(record, "client") else record


def _with(record: Record, **values: Any) -> Record:
    names = {each.name for each in fields(record)}
    return replace(record, **{name: value for name, value in values.items() if name in names})


def _completed(stays: Client, gone: Client) -> Client:
    blanks = {name: getattr(gone, name) for name in _FILLED if getattr(stays, name) is None}
    since = min((day for day in (stays.since, gone.since) if day), default=None)
    completed = replace(
        stays,
        since=since,
        contract=_contract(stays.contract, gone.contract),
        # Who wanted no more messages wants none under another name either.
        do_not_contact=stays.do_not_contact or gone.do_not_contact,
        **blanks,
    )
    return also_called(completed, (*former_names(gone), gone.name))


def _contract(stays: Contract, gone: Contract) -> Contract:
    """What was agreed with either; of two notices the longer one, which keeps both."""
    own, other = asdict(stays), asdict(gone)
    known = {name: other[name] if value is None else value for name, value in own.items()}
    notices = [each.notice_days for each in (stays, gone) if each.notice_days is not None]
    return replace(stays, **{**known, "notice_days": max(notices, default=None)})


def _pointing(client: Client, away: str, into: str) -> Client:
    linked = tuple(dict.fromkeys(into if id_ == away else id_ for id_ in client.linked))
    through = into if client.pays_through == away else client.pays_through
    return replace(client, linked=linked, pays_through=through)
