"""Our own tables for spreadsheets, imported by their columns: no guard against formulas is left."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from storage.csv_export import export_csv_zip
from storage.store import Store
from storage.xlsx_export import export_xlsx
from tests.storage.conftest import NOON
from tests.storage.importing.conftest import Desk
from tests.storage.records import time
from triage.changes import Put
from triage.records import Client

NAME, TEXT = "=Quay()", "-5 degrees\nand @home"
COLUMNS = {"client_name": "client", "on": "on", "minutes": "minutes", "text": "text"}


def _fill(store: Store, text: str) -> None:
    store.apply("All", [Put(Client(id="q", name=NAME)), Put(time("t", 50, "q", text=text))])


def _came_back(desk: Desk, table: bytes, text: str) -> None:
    desk.store.undo()
    desk.take(table, column_map=COLUMNS)
    assert [client.name for client in desk.records("client")] == [NAME]
    (entry,) = desk.records("time")
    assert (entry.minutes, entry.text, entry.on) == (50, text, date(2026, 3, 13))


def test_a_table_of_text(desk: Desk) -> None:
    _fill(desk.store, f"'{TEXT}")
    stream = io.BytesIO()
    export_csv_zip(desk.store, stream, NOON)
    with zipfile.ZipFile(stream) as archive:
        table = archive.read("time.csv")
    assert b"'=Quay()" in table and b"''-5" in table
    _came_back(desk, table, f"'{TEXT}")


def test_a_workbook(desk: Desk) -> None:
    _fill(desk.store, TEXT)
    stream = io.BytesIO()
    export_xlsx(desk.store, stream, NOON)
    _came_back(desk, stream.getvalue(), TEXT)
