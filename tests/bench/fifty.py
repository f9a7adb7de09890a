"""Fifty clients for the benchmarks: the sample year's lives, several times over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from storage.demo import sample_year
from triage.records import KINDS, Client, Record

_REFERENCES = ("client", "invoice", "engagement")
CLIENTS = 50


def fifty_clients(today: date, clients: int = CLIENTS) -> Iterator[Record]:
    """Records of fifty (or more) clients that have not ended, in an order the store can take."""
    year = list(sample_year(today))
    living = [r.id for r in year if isinstance(r, Client) and r.closed_on is None]
    records: list[Record] = []
    for number in range(clients):
        life, copy = living[number % len(living)], number // len(living)
        records += [_copied(r, copy) for r in year if _owner(r) == life]
    order = {kind: place for place, kind in enumerate(KINDS)}
    yield from sorted(records, key=lambda record: order[record.kind])


def _owner(record: Any) -> str:
    if isinstance(record, Client):
        return record.id
    if record.kind == "payment":
        return str(record.invoice.partition("-")[0])
    return str(record.client)


def _copied(record: Record, copy: int) -> Record:
    changes: dict[str, Any] = {"id": f"{copy}-{record.id}"}
    for name in _REFERENCES:
        value = getattr(record, name, None)
        if value is not None:
            changes[name] = f"{copy}-{value}"
    if isinstance(record, Client):
        changes |= {"name": f"{record.name} {copy + 1}", "linked": ()}
    return replace(record, **changes)
