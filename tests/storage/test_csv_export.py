"""The table for spreadsheets."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from storage.csv_export import export_csv, export_csv_zip
from storage.store import Store
from tests.storage.conftest import NOON
from triage.changes import Put
from triage.records import Client, Contract, Invoice, Payment, Quirk, Record


def rows(tmp_path: Path, *records: Record, client: str | None = None) -> list[dict[str, str]]:
    with Store.open(tmp_path / "gt.db", now=lambda: datetime(2026, 3, 13, tzinfo=UTC)) as store:
        store.apply("All", [Put(record) for record in records])
        stream = io.StringIO()
        assert export_csv(store, stream, client) > 0
    stream.seek(0)
    return list(csv.DictReader(stream))


INVOICE = Invoice(
    id="i", client="c", issued=date(2026, 1, 1), due=date(2026, 1, 15), amount=Decimal(9)
)


def test_a_row_for_every_record_and_a_column_for_every_field_in_use(tmp_path: Path) -> None:
    table = rows(
        tmp_path,
        Client(
            id="c",
            name="Quay",
            season=(5, 6),
            do_not_contact=True,
            contract=Contract(notice_days=28),
            quirks=(Quirk(flag="DRAIN", until=date(2026, 4, 1)),),
            extra={"colour": "blue"},
        ),
        INVOICE,
        Payment(id="p", invoice="i", on=date(2026, 1, 9), amount=Decimal("-5.5")),
    )
    client, invoice, payment = table
    assert {name: client[name] for name in ("kind", "name", "season", "contract.notice_days")} == {
        **{"kind": "client", "name": "Quay", "season": "5, 6", "contract.notice_days": "28"},
    }
    assert (client["do_not_contact"], client["colour"]) == ("true", "blue")
    assert client["quirks"] == '[{"flag": "DRAIN", "until": "2026-04-01"}]'
    assert (invoice["amount"], invoice["due"]) == ("9.00", "2026-01-15")
    assert (payment["invoice"], payment["amount"]) == ("i", "-5.50")
    assert client["amount"] == "" and "closed_on" not in client


def test_what_a_spreadsheet_would_run_is_text(tmp_path: Path) -> None:
    names = ("=cmd()", "+1 555", "-rf", "@SUM(A1)", "\t=1", "＝1+1", "plain", "a=b", "-5", "'=1")
    clients = [Client(id=str(n), name=name) for n, name in enumerate(names)]
    assert [row["name"] for row in rows(tmp_path, *clients)] == [
        *("'=cmd()", "'+1 555", "'-rf", "'@SUM(A1)", "'\t=1", "'＝1+1", "plain", "a=b", "-5"),
        "''=1",
    ]


def test_one_client_alone(tmp_path: Path) -> None:
    table = rows(
        tmp_path, Client(id="c", name="Quay"), Client(id="d", name="Dock"), INVOICE, client="c"
    )
    assert [row["id"] for row in table] == ["c", "i"]


def test_a_table_for_each_kind_in_a_zip_file(tmp_path: Path) -> None:
    records: list[Record] = [
        Client(id="c", name="=Quay"),
        INVOICE,
        Payment(id="p", invoice="i", on=date(2026, 1, 9), amount=Decimal(9)),
    ]
    stream = io.BytesIO()
    with Store.open(tmp_path / "gt.db", now=lambda: NOON) as store:
        store.apply("All", [Put(record) for record in records])
        assert export_csv_zip(store, stream, NOON) == 3
    with zipfile.ZipFile(stream) as archive:
        assert archive.namelist() == ["client.csv", "invoice.csv", "payment.csv"]
        tables = {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8", newline="")))
            for name in archive.namelist()
        }
    assert tables["invoice.csv"][0]["client_name"] == "'=Quay"
    assert tables["payment.csv"] == [
        {"id": "p", "client_name": "'=Quay", "invoice": "i", "on": "2026-01-09", "amount": "9.00"}
    ]
