"""The rows of an import in the second copy, whoever saves while they are written there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.data_file.migrations import migrate
from storage.journal import second_copy
from storage.journal.second_copy import imports_in
from storage.paths import journal_copy
from storage.store import Store
from storage.tables import rows
from storage.tables.rows import Place
from storage.writing.apply_changes import carry_out
from storage.writing.import_rows import PAGE, page
from tests.storage.conftest import noon
from tests.storage.records import client, note, records
from triage.changes import Put, Remove
from triage.records import KINDS, Record

NOTES = [note(f"n{number}") for number in range(2 * PAGE + 1)]
LAST = NOTES[-1]


def bring(store: Store, new: list[Record]) -> str:
    return store.import_batch("Import", file="notes.csv", fingerprint="", new=new).id


def bring_without_json(store: Store, new: list[Record]) -> str:
    with store._database.bare() as connection:
        connection.create_function("json_array", -1, None)
    return bring(store, new)


@pytest.mark.parametrize("bring_in", [bring, bring_without_json])
def test_they_stand_there_as_they_came(
    store: Store, path: Path, bring_in: Callable[[Store, list[Record]], str]
) -> None:
    batch = bring_in(store, [client(), *NOTES])
    assert list(imports_in(journal_copy(path))) == [batch]
    assert store.verify() == []


@pytest.mark.parametrize(
    ("change", "times_told"),
    [
        (Put(replace(LAST, text="Edited"), was=LAST), 2),
        (Remove("note", LAST.id, was=LAST), 2),
        (Put(note("other")), 1),
    ],
    ids=["changed", "removed", "another one saved"],
)
def test_a_row_that_is_changed_before_its_page_is_read_stands_there_as_it_came(
    open_store: Callable[[], Store], path: Path, change: Put | Remove, times_told: int
) -> None:
    """Only then are all of them told once more: whoever saves waits for it."""
    ours, theirs = open_store(), open_store()
    begun = 0

    def save_between_two_pages(statement: str) -> None:
        nonlocal begun
        if statement == "COMMIT" and not begun:
            begun = 1
        elif statement == "BEGIN" and begun:
            begun += 1
            if begun == 4:
                # Its own second copy would have to wait for ours.
                with theirs._writing() as connection:
                    theirs._journalled(connection, "edit", carry_out(connection, [change]))

    with ours._database.bare() as connection:
        connection.set_trace_callback(save_between_two_pages)
    batch = bring(ours, [client(), *NOTES])
    assert [entry.label for entry in ours.history()] == ["edit", "Import"]
    assert ours.verify() == []
    assert journal_copy(path).read_bytes().count(second_copy.heading_of(batch)) == times_told


def empty_file(*, with_json: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, noon())
    if not with_json:
        connection.create_function("json_array", -1, None)
    return connection


@given(record=st.sampled_from(list(KINDS)).flatmap(lambda kind: records(kind, "r1")))
def test_sqlite_writes_a_row_as_we_do(record: Record) -> None:
    told = []
    for connection in (WITH_JSON, WITHOUT_JSON):
        connection.execute("BEGIN")
        rows.insert(connection, record, Place(7, "import"))
        last, text = page(connection, record.kind, "import", 0)
        connection.execute("ROLLBACK")
        told.append((last, [json.loads(line) for line in text.split(b"\n")]))
    assert told[0] == told[1]
    assert told[0][0] == 7


WITH_JSON, WITHOUT_JSON = empty_file(with_json=True), empty_file(with_json=False)
