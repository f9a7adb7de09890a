"""Undo and redo: one step at a time, over restarts, never over what moved on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage.check_mark import CheckMark
from storage.errors import CannotUndo
from storage.store import Store
from tests.storage.records import client, note
from triage.changes import Put, Remove
from triage.records import Record

Opener = Callable[[], Store]


def _all(store: Store) -> list[Record]:
    return list(store.records())


@pytest.fixture
def three(store: Store) -> Store:
    """A client, two notes, one edit."""
    store.apply("add", [Put(client())])
    store.apply("notes", [Put(note("n1")), Put(note("n2"))])
    store.apply("edit", [Put(client(contact="Rolf"), was=client())])
    return store


def test_undo_takes_back_one_change_after_another(three: Store) -> None:
    assert three.undo() == "edit"
    assert _all(three) == [client(), note("n1"), note("n2")]
    assert three.undo() == "notes"
    assert three.undo() == "add"
    assert _all(three) == []
    with pytest.raises(CannotUndo, match="nothing to undo"):
        three.undo()


def test_redo_brings_back_in_turn(three: Store) -> None:
    before = _all(three)
    for _ in range(3):
        three.undo()
    assert [three.redo() for _ in range(3)] == ["add", "notes", "edit"]
    assert _all(three) == before
    with pytest.raises(CannotUndo, match="nothing to redo"):
        three.redo()


def test_undo_works_tomorrow(three: Store, open_store: Opener) -> None:
    three.close()
    again = open_store()
    assert again.undo() == "edit"
    again.close()
    assert open_store().redo() == "edit"


def test_what_is_new_ends_redo(three: Store) -> None:
    three.undo()
    three.apply("note", [Put(note("n3"))])
    with pytest.raises(CannotUndo):
        three.redo()
    assert three.undo() == "note"
    assert three.redo() == "note"
    assert [three.undo() for _ in range(2)] == ["note", "notes"]


def test_undo_and_redo_to_and_fro(three: Store) -> None:
    labels = []
    for step in "uurruuur":
        labels.append((three.undo if step == "u" else three.redo)())
    assert labels == ["edit", "notes", "notes", "edit", "edit", "notes", "add", "add"]
    assert _all(three) == [client()]
    undone = {entry.number: entry.undone for entry in three.history() if entry.number <= 3}
    assert undone == {1: False, 2: True, 3: True}


def test_a_removed_record_comes_back_to_its_place(three: Store) -> None:
    before = _all(three)
    three.apply("remove", [Remove("note", "n1")])
    three.apply("note", [Put(note("n3"))])
    three.undo()
    three.undo()
    assert _all(three) == before


def test_one_record_twice_in_a_change(store: Store) -> None:
    store.apply("both", [Put(client()), Put(client(contact="Rolf"))])
    store.undo()
    assert _all(store) == []
    store.redo()
    assert _all(store) == [client(contact="Rolf")]


def test_what_moved_on_is_not_overwritten(three: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE client SET contact = 'Nina'")
        other.commit()
    CheckMark(str(path)).renew()
    with pytest.raises(CannotUndo, match="changed since then"):
        three.undo()
    assert _all(three)[0] == replace(client(), contact="Nina")


def test_what_is_needed_by_now_is_not_taken_back(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            'INSERT INTO note (id, client, "on", text, private)'
            " VALUES ('n', 'north', '2026-03-13', 'by hand', 1)"
        )
        other.commit()
    CheckMark(str(path)).renew()
    with pytest.raises(CannotUndo, match="1 note"):
        store.undo()


def test_undo_sees_what_another_process_did(store: Store, open_store: Opener) -> None:
    store.apply("add", [Put(client())])
    open_store().apply("note", [Put(note())])
    assert store.undo() == "note"
