"""Reading without the store gives what the store gives, or nothing at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given

from storage.data_file.readonly import read_book
from storage.store import Store
from tests.examples import examples
from tests.storage.conftest import noon
from tests.storage.records import books, client, note, payment
from triage.changes import Put
from triage.ledger import Book
from triage.records import Invoice, Record


@examples(10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=books())
def test_both_readers_agree_on_every_record(tmp_path: Path, records: Sequence[Record]) -> None:
    path = tmp_path / "any.db"
    with Store.open(path, now=noon) as store:
        if records:
            store.import_batch("Any", file="f", fingerprint="", new=records)
        # A truth value and a number are equal to Python, so the words are compared.
        assert repr(read_book(path)) == repr(store.book())
    path.unlink()
    path.with_name("any.journal.jsonl").unlink(missing_ok=True)


def test_truth_values_and_amounts_are_what_they_were(store: Store, path: Path) -> None:
    bill = Invoice(
        id="i1",
        client="north",
        issued=date(2026, 3, 1),
        due=date(2026, 3, 15),
        amount=Decimal("120.50"),
        due_assumed=True,
    )
    store.apply("add", [Put(client()), Put(bill), Put(payment()), Put(note())])
    book = read_book(path)
    assert book is not None
    ledger = book.ledgers["north"]
    assert ledger.invoice == (bill,) and ledger.invoice[0].due_assumed is True
    assert ledger.client.do_not_contact is False
    assert ledger.payment == (payment(),)


@pytest.mark.parametrize("what", ["missing", "empty", "text", "folder", "foreign", "newer", "bad"])
def test_anything_odd_is_none_and_nothing_is_made(
    tmp_path: Path, store: Store, path: Path, what: str
) -> None:
    store.apply("add", [Put(client())])
    store.close()
    other = tmp_path / "other.db"
    if what in ("newer", "bad"):
        other = path
        change = {
            "newer": "PRAGMA user_version = 99",
            "bad": "UPDATE client SET since = 'soon'",
        }[what]
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute(change)
    elif what == "foreign":
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("CREATE TABLE client (id)")
    elif what == "folder":
        other.mkdir()
    elif what != "missing":
        other.write_text("hello" * 100 if what == "text" else "")
    before = sorted(tmp_path.rglob("*"))
    assert read_book(other) is None
    assert sorted(tmp_path.rglob("*")) == before


def test_a_busy_file_is_left_to_the_store(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert read_book(path) is None
    assert isinstance(read_book(path), Book)
