"""Records as tables: for each kind its columns, and its rows one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from storage.jsonl_export import Currencies
from storage.store import Store
from triage.records import Client, ClientRecord, Invoice, Payment, Record
from triage.records.codec import dump

CLIENT_NAME = "client_name"
"""The column that names the client whose id stands before it."""


@dataclass(slots=True)
class KindTable:
    """The records of one kind: how many there are, and the fields in use in their order."""

    kind: str
    columns: dict[str, None] = field(default_factory=dict)
    rows: int = 0


Row = Mapping[str, Any]
"""Field -> value in its exchange form; what is not known is left out."""


def tables(store: Store, client: str | None) -> dict[str, KindTable]:
    """Every kind that there are records of (of one client, by id), in the order of KINDS."""
    by_kind: dict[str, KindTable] = {}
    for kind, rows in rows_by_kind(store, client):
        table = by_kind[kind] = KindTable(kind, {"id": None})
        for row in rows:
            table.columns.update(dict.fromkeys(row))
            table.rows += 1
    return by_kind


def rows_by_kind(store: Store, client: str | None) -> Iterator[tuple[str, Iterator[Row]]]:
    """Kind by kind its rows, to be taken before the next kind is."""
    names = _ClientNames()
    currencies = Currencies()
    for kind, records in groupby(store.records(client), key=lambda record: record.kind):
        yield kind, (names.added_to(flat(each, currencies.of(each)), each) for each in records)


def flat(record: Record, currency: str) -> dict[str, Any]:
    """The fields of a record in their exchange form; what was agreed in writing part by part."""
    row: dict[str, Any] = {}
    for name, value in dump(record, currency).items():
        if isinstance(value, Mapping) and record.kind == Client.kind:
            row |= {f"{name}.{part}": inner for part, inner in value.items()}
        else:
            row[name] = value
    return row


class _ClientNames:
    """What clients are called, told from the records that came before."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._of_invoice: dict[str, str] = {}

    def added_to(self, row: dict[str, Any], record: Record) -> Row:
        """The row without its kind, with the name of its client."""
        row.pop("kind")
        if isinstance(record, Client):
            self._names[record.id] = record.name
        elif isinstance(record, Payment):
            client = self._of_invoice[record.invoice]
            return {"id": record.id, CLIENT_NAME: self._names[client], **row}
        elif isinstance(record, ClientRecord):
            if isinstance(record, Invoice):
                self._of_invoice[record.id] = record.client
            start = {"id": record.id, "client": record.client}
            return {**start, CLIENT_NAME: self._names[record.client], **row}
        return row
