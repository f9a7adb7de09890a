"""Imports: many rows as one change, taken back and brought back as a whole."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.check_mark import CheckMark
from storage.errors import BadRecord, CannotUndo, Stale
from storage.store import Store
from storage.tables.mapping import canonical
from storage.writing.bulk import Batch
from tests.storage.records import DAY, client, invoice, note, payment, time
from triage.changes import Put, Remove
from triage.money import FINEST
from triage.records import Engagement, Record
from triage.records.codec import dump

Opener = Callable[[], Store]


def _all(store: Store) -> list[Record]:
    return list(store.records())


def _rows(count: int) -> Iterator[Record]:
    yield client("bulk", "Bulk Ltd")
    for number in range(count):
        yield time(f"t{number}", number % 600, "bulk", source="toggl", source_key=f"k{number}")


def _import(store: Store, new: Iterator[Record] | list[Record], **more: Any) -> Batch:
    values = {"file": "hours.csv", "fingerprint": "f"} | more
    return store.import_batch("Import of hours.csv", new=new, **values)


def test_an_import_lands_as_one_change(store: Store, open_store: Opener) -> None:
    store.apply("add", [Put(client())])
    seen: list[int] = []
    batch = _import(
        store,
        _rows(4500),
        updated=[Put(client(contact="Rolf"), was=client())],
        remember={"projects": {"Site": "bulk"}},
        progress=seen.append,
    )
    assert (batch.new, batch.updated) == ({"client": 1, "time": 4500}, {"client": 1})
    assert seen == [2000, 4000, 4501]
    other = open_store()
    assert [client.contact for client in other.clients()] == ["Rolf", None]
    assert len(other.ledger("bulk").time) == 4500
    assert len(other.of_kind("time")) == 4500
    assert other.remembered("projects") == {"Site": "bulk"}


def test_an_import_is_taken_back_and_brought_back(store: Store, open_store: Opener) -> None:
    store.apply("add", [Put(client()), Put(time("mine"))])
    before = _all(store)
    _import(
        store,
        _rows(2100),
        updated=[Put(client(contact="Rolf"))],
        remember={"projects": {"Site": "bulk"}},
    )
    after = _all(store)
    store.close()
    again = open_store()
    assert again.undo() == "Import of hours.csv"
    assert _all(again) == before
    assert again.remembered("projects") == {}
    again.close()
    last = open_store()
    last.redo()
    assert _all(last) == after
    assert last.remembered("projects") == {"Site": "bulk"}
    last.undo()
    assert _all(last) == before
    assert last.verify() == []


def test_an_import_with_a_whole_number_as_a_fraction_is_taken_back(store: Store) -> None:
    deal = Engagement(id="g", client="north", mode="hourly", start=DAY, quoted_hours=60.0)
    _import(store, [client(), deal])
    store.undo()
    assert _all(store) == []
    assert store.verify() == []


def test_later_work_on_imported_rows_is_taken_back_first(store: Store) -> None:
    _import(store, _rows(3))
    after = _all(store)
    store.apply("edit", [Put(time("t1", 999, "bulk")), Remove("time", "t2")])
    assert store.verify() == []
    assert store.undo() == "edit"
    assert _all(store) == after
    store.undo()
    assert _all(store) == []


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE time SET minutes = 5 WHERE id = 't1'",
        "DELETE FROM time WHERE id = 't1'",
    ],
)
def test_an_import_that_moved_on_stays(store: Store, path: Path, meddling: str) -> None:
    _import(store, _rows(3))
    with closing(sqlite3.connect(path)) as other:
        other.execute(meddling)
        other.commit()
    CheckMark(str(path)).renew()
    present = _all(store)
    with pytest.raises(CannotUndo):
        store.undo()
    assert _all(store) == present
    assert store.verify() != []


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (time("t", owner="nobody"), "client that does not exist: nobody"),
        (payment(of="i9"), "invoice that does not exist: i9"),
        (payment(amount="0.001"), "too many decimals for EUR"),
        (time("t", minutes=-1), "minutes must be"),
        (client(), "UNIQUE"),
    ],
)
def test_a_bad_record_stops_the_whole_import(store: Store, bad: Record, says: str) -> None:
    store.apply("add", [Put(client()), Put(invoice())])
    with pytest.raises(BadRecord, match=says):
        _import(store, [*_rows(3), bad])
    assert _all(store) == [client(), invoice()]
    assert store.head() == 1


def test_a_stale_update_stops_the_whole_import(store: Store) -> None:
    store.apply("add", [Put(client())])
    with pytest.raises(Stale):
        _import(store, _rows(3), updated=[Put(client(contact="Rolf"), was=client(contact="Nina"))])
    assert _all(store) == [client()]


def test_an_import_can_be_cancelled(store: Store) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _import(store, _rows(3), progress=stop)
    assert _all(store) == []
    store.apply("add", [Put(client())])


def test_a_new_currency_comes_with_its_amounts(store: Store) -> None:
    store.apply("add", [Put(client(currency="JPY"))])
    _import(store, [invoice(amount="10.50")], updated=[Put(client(currency="EUR"))])
    assert store.verify() == []


def test_an_import_of_nothing_is_no_change(store: Store) -> None:
    assert not _import(store, []).new
    assert store.head() == 0
    assert store.history() == []


def test_others_save_while_an_import_is_read(store: Store, open_store: Opener) -> None:
    """Nobody waits for the reading of a long file: the file is taken once all rows are ready."""
    other = open_store()
    other.apply("add", [Put(client())])
    heads: list[int] = []

    def saving() -> Iterator[Record]:
        for number, record in enumerate(_rows(4500)):
            if number % 1500 == 0:
                heads.append(other.apply("note", [Put(note(f"n{number}"))]))
            yield record

    assert _import(store, saving()).new == {"client": 1, "time": 4500}
    assert heads == [2, 3, 4, 5]
    assert store.head() == 6
    assert store.verify() == []


def test_only_updates_are_an_import_too(store: Store) -> None:
    store.apply("add", [Put(client()), Put(note())])
    batch = _import(store, [], updated=[Put(note(text="new"))])
    assert (store.head(), batch.new, batch.updated) == (2, {}, {"note": 1})
    store.undo()
    assert store.get("note", "n1") == note()


def test_rows_that_an_earlier_version_kept_aside_come_back(store: Store, path: Path) -> None:
    """It kept each as its number and the record in exchange form."""
    _import(store, [*_rows(3), note(owner="bulk")])
    after = _all(store)
    places = {
        record.id: number
        for number, record in enumerate(after, start=1)
        if record.kind in ("client", "note")
    }
    store.undo()
    lines = [
        canonical([number if record.kind == "time" else places[record.id], dump(record, FINEST)])
        for number, record in zip((0, 1, 2, 3, 0), after, strict=True)
        if record.kind != "note"
    ]
    lines.append(canonical([1, dump(after[-1], FINEST)]))
    with closing(sqlite3.connect(path)) as other:
        squeezed = zlib.compress("".join(f"{line}\n" for line in lines).encode())
        other.execute("UPDATE batch SET removed = ?", (squeezed,))
        other.commit()
    store.redo()
    assert _all(store) == after
    assert store.verify() == []
    store.undo()
    assert _all(store) == []
