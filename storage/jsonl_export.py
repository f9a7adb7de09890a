"""The exchange format, outwards: every record as a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from storage.import_memories import memory_lines
from storage.new_file import new_file
from storage.store import Store
from triage.records import Client, Invoice, Record
from triage.records.codec import currency_of, dump


def export_jsonl(store: Store, stream: TextIO, client: str | None = None) -> int:
    """Writes every record (of one client, by id) as a line; returns how many. With all of them goes
    what imports remember: whose a project is, what a word means.

    Money is written in its own currency: the client's, or the invoice's where it has one.
    """
    currencies = Currencies()
    count = 0
    for record in store.records(client):
        line = dump(record, currencies.of(record))
        stream.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        count += 1
    if client is None and count:
        for memory in memory_lines(store.all_remembered()):
            stream.write(json.dumps(memory, ensure_ascii=False) + "\n")
    return count


def export_clients(store: Store, path: Path, clients: Iterable[str]) -> int:
    """Writes every record of some clients, by id, to a new file (0600); returns how many.

    Raises StorageError like `new_file`.
    """
    with new_file(path) as stream:
        return sum(export_jsonl(store, stream, client) for client in clients)


class Currencies:
    """Which currency a record's money is in, told from the records that came before it."""

    def __init__(self) -> None:
        self._clients: dict[str, str] = {}
        self._invoices: dict[str, str] = {}

    def of(self, record: Record) -> str:
        """The currency. Raises KeyError when its client or invoice did not come before."""
        currency = currency_of(record, self._clients.__getitem__, self._invoices.__getitem__) or ""
        if isinstance(record, Client):
            self._clients[record.id] = currency
        elif isinstance(record, Invoice):
            self._invoices[record.id] = currency
        return currency
