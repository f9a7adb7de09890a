"""The workbook, read by another library."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from storage.errors import StorageError
from storage.store import Store
from storage.xlsx_export import LONGEST_TEXT, export_xlsx
from tests.storage.conftest import NOON
from tests.storage.records import DAY, client, invoice, note, time
from triage.changes import Put
from triage.override import override
from triage.records import Client, Record


def written(store: Store, *records: Record, **options: Any) -> tuple[io.BytesIO, int]:
    store.apply("All", [Put(record) for record in records])
    stream = io.BytesIO()
    cut = export_xlsx(store, stream, NOON, **options)
    stream.seek(0)
    return stream, cut


def sheets(stream: io.BytesIO) -> dict[str, list[dict[str, Any]]]:
    book = CalamineWorkbook.from_filelike(stream)
    tables = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {
        name: [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
        for name, rows in tables.items()
    }


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_sheet_for_each_kind_with_days_and_numbers_as_such(store: Store, on_disk: bool) -> None:
    odd = {"colour": "blue", "size": 2.5, "parts": {"a": [1]}}
    stream, cut = written(
        store,
        client(rate=Decimal("80.125"), do_not_contact=True, season=(5, 6), extra=odd),
        time("t1", 90),
        invoice(amount="1234.50", number="0042", due_assumed=True),
        on_disk=on_disk,
    )
    tables = sheets(stream)
    assert cut == 0
    assert list(tables) == ["client", "hours", "invoice"]
    (owner,), (hours,), (bill,) = tables.values()
    assert (owner["rate"], owner["do_not_contact"], owner["season"]) == (80.125, True, "5, 6")
    assert (owner["colour"], owner["size"], owner["parts.a"]) == ("blue", 2.5, "1")
    assert (hours["on"], hours["minutes"], hours["client_name"]) == (DAY, 90, "Northlake Foods")
    assert (bill["issued"], bill["amount"], bill["number"]) == (DAY, 1234.5, "0042")


def test_text_is_text_whatever_it_looks_like(store: Store) -> None:
    texts = ("=1+1", "{=1+1}", "@SUM(A1)", "https://evil.example", "mailto:a@b.c", "0042", "1e5",
             "internal:Sheet1!A1", "a\x01\x1b_x0041_", "\u202egpj", "'=1")  # fmt: skip
    stream, _ = written(store, client(), *(note(str(n), text) for n, text in enumerate(texts)))
    shown = [row["text"] for row in sheets(stream)["note"]]
    assert all(isinstance(text, str) for text in shown)
    assert [t for t in shown if t.isprintable()] == [t for t in texts if t.isprintable()]
    with zipfile.ZipFile(stream) as book:
        inside = [name for name in book.namelist() if name.startswith("xl/worksheets")]
        content = b"".join(book.read(name) for name in inside)
    assert b"<f>" not in content and b"hyperlink" not in content.lower()


def test_what_a_cell_cannot_hold_exactly_is_text(store: Store) -> None:
    old = Client(id="old", name="Old", since=date(1899, 12, 31), exposure_limit=Decimal(10) ** 13)
    stream, _ = written(
        store, client(since=date(1900, 3, 1)), old, invoice(amount="99999999999999")
    )
    north, before = sheets(stream)["client"]
    assert (north["since"], before["since"]) == (date(1900, 3, 1), "1899-12-31")
    assert before["exposure_limit"] == 10**13
    stream.seek(0)
    assert sheets(stream)["invoice"][0]["amount"] == 99999999999999


def test_a_text_that_is_too_long_is_cut_and_counted(store: Store) -> None:
    fits, over = "x" * LONGEST_TEXT, "\U0001f600" * (LONGEST_TEXT // 2 + 1)
    stream, cut = written(store, client(), note("1", fits), note("2", over))
    first, second = (row["text"] for row in sheets(stream)["note"])
    assert (cut, first) == (1, fits)
    assert second.startswith("\U0001f600" * 1000) and "cut" in second[-40:]
    assert len(second.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_more_rows_than_a_sheet_has_are_refused_by_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.xlsx_export.MOST_ROWS", 3)
    written(store, client(), time("t1"), time("t2"))
    with pytest.raises(StorageError, match=r"3 of the kind hours.*--client"):
        written(store, time("t3"))


def test_an_empty_book_and_one_client_alone(store: Store) -> None:
    assert len(CalamineWorkbook.from_filelike(written(store)[0]).sheet_names) == 1
    stream, _ = written(store, client(), client("south", "South"), note(), client="south")
    assert [row["id"] for row in sheets(stream)["client"]] == ["south"]


@pytest.mark.parametrize("on_disk", [True, False])
def test_nothing_is_left_beside_it_and_without_the_disk_nothing_lies_there_meanwhile(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_disk: bool
) -> None:
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(waiting))

    class Watched(io.BytesIO):
        def __init__(self) -> None:
            super().__init__()
            self.seen = 0

        @override
        def write(self, data: Any, /) -> int:
            self.seen = max(self.seen, len(list(waiting.rglob("*"))))
            return super().write(data)

    stream = Watched()
    store.apply("All", [Put(client())])
    export_xlsx(store, stream, NOON, on_disk=on_disk)
    assert bool(stream.seen) is on_disk
    assert list(waiting.iterdir()) == []
