"""All records as one table for a spreadsheet. It shows; only JSON lines come back whole."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from storage.earlier_export import CSV_HEAD
from storage.jsonl_export import Currencies
from storage.store import Store
from triage.codec import dump
from triage.records import Client

# A cell that begins so is run as a formula by spreadsheets; numbers below zero are no danger.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")


def export_csv(store: Store, stream: TextIO, client: str | None = None) -> int:
    """Writes a row for every record (of one client, by id), a column for every field in use.

    Text that a spreadsheet would run as a formula gets an apostrophe in front. Returns the number
    of records.
    """
    columns: dict[str, None] = dict.fromkeys(CSV_HEAD)
    for row in _rows(store, client):
        columns.update(dict.fromkeys(row))
    writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
    writer.writerow({name: _guarded(name) for name in columns})
    count = 0
    for row in _rows(store, client, only=columns):
        writer.writerow({name: _guarded(_cell(value)) for name, value in row.items()})
        count += 1
    return count


def _rows(
    store: Store, client: str | None, only: Mapping[str, None] | None = None
) -> Iterator[dict[str, Any]]:
    """Each record as flat fields; with `only`, without fields that came up after the columns."""
    currencies = Currencies()
    for record in store.records(client):
        row: dict[str, Any] = {}
        for name, value in dump(record, currencies.of(record)).items():
            if isinstance(value, Mapping) and record.kind == Client.kind:
                row |= {f"{name}.{part}": inner for part, inner in value.items()}
            else:
                row[name] = value
        yield row if only is None else {name: row[name] for name in row if name in only}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
        return ", ".join(str(part) for part in value)
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text
