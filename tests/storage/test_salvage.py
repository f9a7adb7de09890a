"""What can be read of a damaged file is read row by row, and what cannot is named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import BackupFailed, StorageError
from storage.salvage import salvage
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, invoice, note, payment, time
from triage.changes import Put, Remove

_PAGE = 4096


@pytest.fixture
def closed(path: Path) -> Path:
    """A closed file with three hundred notes on many pages."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client()), Put(invoice()), Put(payment())])
        store.apply("notes", [Put(note(f"n{n}", f"word{n} " * 40)) for n in range(300)])
        store.apply("gone", [Remove("note", "n7")])
        store.apply("hours", [Put(time("t1"))])
    return path


def _with_pages(path: Path, text: bytes, spoilt: bytes) -> None:
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), _PAGE):
        if text in data[at : at + _PAGE]:
            data[at : at + _PAGE] = spoilt
    path.write_bytes(data)


def test_only_what_stood_on_a_damaged_page_is_lost(closed: Path, tmp_path: Path) -> None:
    _with_pages(closed, b"word123 word123 word123 word123 word123 word123", bytes(_PAGE))
    before = closed.read_bytes()
    result = salvage(closed, tmp_path / "new.db", noon)
    assert closed.read_bytes() == before
    assert result.lost and all("note number" in line for line in result.lost)
    with Store.open(tmp_path / "new.db", now=noon) as store:
        assert store.verify() == []
        there = list(store.records())
        assert len(there) == result.records
        assert 250 <= len(store.of_kind("note")) < 299
        assert len(store.of_kind("note")) + len(result.lost) in (299, 300)
        assert {"north", "i1", "p1", "t1"} <= {record.id for record in there}


def test_a_foreign_byte_costs_a_letter(closed: Path, tmp_path: Path) -> None:
    data = closed.read_bytes()
    closed.write_bytes(data.replace(b"word123 ", b"w\xffrd123 "))
    result = salvage(closed, tmp_path / "new.db", noon)
    assert len(result.lost) == 1 and result.lost[0].startswith("note number ")
    with Store.open(tmp_path / "new.db", now=noon) as store:
        kept = store.get("note", "n123")
        assert kept == note("n123", "w\ufffdrd123 " * 40)


def test_what_belonged_to_a_lost_client_is_kept(closed: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute("DELETE FROM client")
        other.execute("DELETE FROM invoice")
    result = salvage(closed, tmp_path / "new.db", noon)
    assert any("client north" in line for line in result.lost)
    assert any("p1: its invoice is lost" in line for line in result.lost)
    with Store.open(tmp_path / "new.db", now=noon) as store:
        assert len(store.ledger("north").note) == 299
        assert store.verify() == []


def test_a_lost_beginning_costs_nothing(closed: Path, tmp_path: Path) -> None:
    data = closed.read_bytes()
    closed.write_bytes(bytes(16) + data[16:])
    result = salvage(closed, tmp_path / "new.db", noon)
    assert (result.records, result.lost) == (303, [])


def test_nothing_readable_is_said_and_nothing_is_overwritten(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Dear diary " * 1000)
    with pytest.raises(BackupFailed, match="Nothing can be read"):
        salvage(tmp_path / "text", tmp_path / "new.db", noon)
    assert not (tmp_path / "new.db").exists()
    with pytest.raises(BackupFailed, match="cannot be read"):
        salvage(tmp_path / "nothing", tmp_path / "new.db", noon)
    with pytest.raises(StorageError, match="already exists"):
        salvage(tmp_path / "text", closed, noon)
