"""Records as tables for a spreadsheet. They show; only JSON lines come back whole."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, BinaryIO, TextIO

from storage.earlier_export import CSV_HEAD, ZIP_COMMENT
from storage.formula_guard import guarded
from storage.jsonl_export import Currencies
from storage.record_tables import Row, flat, rows_by_kind, tables
from storage.store import Store

_FIRST_YEAR = 1980
"""A zip file has no dates before."""


def export_csv(store: Store, stream: TextIO, client: str | None = None) -> int:
    """Writes a row for every record (of one client, by id), a column for every field in use.

    Text that a spreadsheet would run as a formula gets an apostrophe in front. Returns the number
    of records.
    """
    columns: dict[str, None] = dict.fromkeys(CSV_HEAD)
    for row in _all_rows(store, client):
        columns.update(dict.fromkeys(row))
    return _write(stream, columns, _all_rows(store, client))


def export_csv_zip(store: Store, stream: BinaryIO, at: datetime, client: str | None = None) -> int:
    """Writes a zip file with such a table for each kind, `KIND.csv`; the number of records.

    `at` is the day that its files bear.
    """
    by_kind = tables(store, client)
    count = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = ZIP_COMMENT
        for kind, rows in rows_by_kind(store, client):
            if kind not in by_kind:
                continue  # it came up meanwhile
            about = zipfile.ZipInfo(
                f"{kind}.csv", (max(at.year, _FIRST_YEAR), *at.timetuple()[1:6])
            )
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            with (
                archive.open(about, "w", force_zip64=True) as file,
                io.TextIOWrapper(file, encoding="utf-8", newline="\n") as text,
            ):
                count += _write(text, by_kind[kind].columns, rows)
    return count


def _all_rows(store: Store, client: str | None) -> Iterable[Row]:
    currencies = Currencies()
    for record in store.records(client):
        yield flat(record, currencies.of(record))


def _write(stream: TextIO, columns: Mapping[str, None], rows: Iterable[Row]) -> int:
    """Writes head and rows; a field that came up after the columns is left out."""
    writer = csv.DictWriter(stream, list(columns), lineterminator="\n", extrasaction="ignore")
    writer.writerow({name: guarded(name) for name in columns})
    count = 0
    for row in rows:
        writer.writerow({name: guarded(as_text(value)) for name, value in row.items()})
        count += 1
    return count


def as_text(value: Any) -> str:
    """A value in its exchange form as one cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
        return ", ".join(str(part) for part in value)
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
