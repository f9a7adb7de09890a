"""The exchange format, outwards: every record as a line of JSON."""

from __future__ import annotations

import json
from typing import TextIO

from storage.store import Store
from triage.codec import dump
from triage.records import Client, Invoice, Payment, Record


def export_jsonl(store: Store, stream: TextIO, client: str | None = None) -> int:
    """Writes every record (of one client, by id) as a line; returns how many.

    Money is written in its own currency: the client's, or the invoice's where it has one.
    """
    currencies = Currencies()
    count = 0
    for record in store.records(client):
        line = dump(record, currencies.of(record))
        stream.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        count += 1
    return count


class Currencies:
    """Which currency a record's money is in, told from the records that came before it."""

    def __init__(self) -> None:
        self._clients: dict[str, str] = {}
        self._invoices: dict[str, str] = {}

    def of(self, record: Record) -> str:
        """The currency. Raises KeyError when its client or invoice did not come before."""
        if isinstance(record, Client):
            self._clients[record.id] = record.currency
            return record.currency
        if isinstance(record, Invoice):
            currency = record.currency or self._clients[record.client]
            self._invoices[record.id] = currency
            return currency
        if isinstance(record, Payment):
            return self._invoices[record.invoice]
        client = getattr(record, "client", None)
        return "" if client is None else self._clients[client]
