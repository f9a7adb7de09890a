"""Records found by words: by the index, by reading, and with an index that is broken."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from storage import search_index
from storage.check_mark import CheckMark
from storage.data_file.backup import check_copy
from storage.data_file.migrations import migrate
from storage.search import Search, by_index, by_reading
from storage.search_index import CALLED, SEARCHED
from storage.store import Store
from tests.examples import examples
from tests.storage.conftest import noon
from tests.storage.index import assert_index_is_true
from tests.storage.records import DAY, books, client, invoice, note
from triage.changes import Put, Remove
from triage.records import KINDS, Attempt, Decision, Event, Message, Record
from triage.records.schema import JSON_SHAPES, schema
from triage.word_match import WordQuery


def ids(store: Store, typed: str, **narrowed: Any) -> list[str]:
    search = replace(Search(WordQuery.read(typed)), **narrowed)
    return [hit.id for hit in store.find(search)]


@pytest.fixture
def filled(store: Store) -> Store:
    records: list[Record] = [
        client(contact="Ana Café", contacts=("Bo Lindqvist",), tags=("agency",)),
        client("acme", "Acme Ltd"),
        note("n1", "Called about the menu"),
        replace(note("n2", "Menu, once more", "acme"), on=date(2026, 3, 20)),
        Event(id="e1", client="north", on=DAY, what="call", text="menu prices", who="Zoe"),
        Message(id="m1", client="north", template="t", on=DAY, text="Dear Ana,\n\nthe menu"),
        Attempt(
            id="t1", client="north", screen="part", on=DAY, override="They moved the menu deadline"
        ),
        Decision(
            id="d1",
            client="north",
            attempt="t1",
            screen="part",
            code="STOP",
            on=DAY,
            say="Stop the menu",
            playbook="p",
            because=({"question": "loss", "ask": "What would go?", "label": "Lunch work"},),
            set={"reason": "No margin left"},
        ),
        invoice("i1", number="2026-0044"),
    ]
    store.apply("add", [Put(record) for record in records])
    return store


def test_every_kind_is_found_the_newest_first(filled: Store) -> None:
    assert ids(filled, "menu") == ["n2", "n1", "e1", "m1", "d1", "t1"]
    assert ids(filled, "2026-0044") == ["i1"]
    assert ids(filled, "cafe") == ids(filled, "lindq") == ids(filled, "agency") == ["north"]
    assert ids(filled, "margin") == ids(filled, "lunch") == ["d1"]
    assert ids(filled, "loss") == []  # a code of the playbook


def test_narrowed(filled: Store) -> None:
    assert ids(filled, "menu", client_id="acme") == ["n2"]
    assert ids(filled, "menu", kinds=("decision",)) == ["d1", "t1"]
    assert ids(filled, "menu", kinds=("note", "event")) == ["n2", "n1", "e1"]
    assert ids(filled, "menu", since=date(2026, 3, 14)) == ["n2"]
    assert ids(filled, "menu", limit=1) == ["n2"]
    assert ids(filled, "menu", client_id="nobody") == []
    assert ids(filled, "acme", since=date(2026, 3, 14)) == ["acme"]  # a client has no day


def test_a_hit_says_what_it_is(filled: Store) -> None:
    (hit,) = filled.find(Search(WordQuery.read("once more")))
    assert (hit.kind, hit.client, hit.client_id, hit.on) == (
        "note",
        "Acme Ltd",
        "acme",
        date(2026, 3, 20),
    )
    assert hit.text == "Menu, once more"
    assert hit.private


@pytest.mark.parametrize(
    "typed", ['"', "menu*", "(menu", "NEAR(a b)", "a AND", "tags:x", "-menu", "^a", "\0", "k'; --"]
)
def test_whatever_is_typed_is_words(filled: Store, typed: str) -> None:
    with filled._database.reading() as connection:
        search = Search(WordQuery.read(typed))
        assert by_index(connection, search) == by_reading(connection, search)


WORDS = st.text(st.sampled_from("abé ßА中-٣\u0301\"'") | st.characters(), max_size=8)


@pytest.fixture(scope="module")
def in_memory() -> Iterator[sqlite3.Connection]:
    """The tables of the data file with one client, beside any file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, noon())
        connection.execute(
            "INSERT INTO client (id, name, state, currency, debtor, payment_days, pay_grace_days,"
            " earns, language, reply_days, tie, review_days, do_not_contact)"
            " VALUES ('c', 'C', 'active', 'EUR', 'company', 14, 0, 'hours', 'en', 1, 'none', 7, 0)"
        )
        yield connection


@given(texts=st.lists(WORDS, min_size=1, max_size=4), more=st.lists(WORDS, max_size=3))
def test_the_index_finds_what_reading_finds(
    in_memory: sqlite3.Connection, texts: list[str], more: list[str]
) -> None:
    in_memory.execute("BEGIN")
    note = (
        """INSERT INTO note (id, client, "on", text, private) VALUES (?, 'c', '2026-03-13', ?, 1)"""
    )
    in_memory.executemany(note, enumerate(texts))
    search_index.catch_up(in_memory)
    for typed in (*texts, *more, *(text[:2] for text in texts)):
        search = Search(WordQuery.read(typed))
        assert by_index(in_memory, search) == by_reading(in_memory, search)
    in_memory.execute("ROLLBACK")


@examples(4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=books())
def test_the_index_holds_every_kind_and_follows_an_import(
    tmp_path: Path, records: Sequence[Record]
) -> None:
    path = Path(tempfile.mkdtemp(dir=tmp_path)) / "any.db"
    with Store.open(path, now=noon) as store:
        store.import_batch("Any", file="f", fingerprint="", new=[*records, client()])
        assert_index_is_true(path)
        store.undo()
        assert_index_is_true(path)
        store.redo()
        assert_index_is_true(path)


def test_what_another_program_writes_is_found(filled: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE note SET text = 'Napkins' WHERE id = 'n1'")
    CheckMark(str(path)).renew()
    assert ids(filled, "napkins") == ["n1"]
    assert "n1" not in ids(filled, "menu")
    assert_index_is_true(path)


BROKEN = {
    "scribbled over": "UPDATE search_data SET block = x'00'",
    "a part is gone": "DROP TABLE search_config",
    "its words are gone": "DROP TABLE search_data",
    "all is gone": "DROP TABLE search",
    "names what is not there": "INSERT INTO search (rowid, words) VALUES (1, 'menu')",
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("open_again", [False, True])
def test_a_broken_index_is_made_anew_without_a_word(
    filled: Store, open_store: Callable[[], Store], path: Path, damage: str, open_again: bool
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(damage)
    if open_again:
        filled.close()
        filled = open_store()
    filled.apply("more", [Put(note("n3", "The menu is done")), Remove("note", "n1")])
    assert ids(filled, "menu") == ["n2", "n3", "e1", "m1", "d1", "t1"]
    assert filled.verify() == []
    assert_index_is_true(path)


def test_a_copy_with_a_broken_index_is_a_sound_copy(filled: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(BROKEN["scribbled over"])
    copy = filled.backup()
    assert check_copy(copy).head[0] == filled.head()


@pytest.fixture
def without_fts5(filled: Store, open_store: Callable[[], Store], path: Path) -> Store:
    """The store on a file whose index is of a module that this Python does not have."""
    filled.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_master SET sql = replace(sql, 'fts5', 'fts9')")
    return open_store()


def test_without_fts5_all_is_found_by_reading(without_fts5: Store) -> None:
    store = without_fts5
    store.apply("more", [Put(note("n3", "The menu is done")), Remove("note", "n1")])
    assert ids(store, "menu") == ["n2", "n3", "e1", "m1", "d1", "t1"]
    assert store.verify() == []
    assert store.backup().exists()


def test_where_fts5_is_there_again_the_index_follows(
    without_fts5: Store, open_store: Callable[[], Store], path: Path
) -> None:
    without_fts5.apply("more", [Remove("note", "n1")])
    without_fts5.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_master SET sql = replace(sql, 'fts9', 'fts5')")
    assert "n1" not in ids(open_store(), "menu")
    assert_index_is_true(path)


def test_a_busy_file_is_searched_all_the_same(filled: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE note SET text = 'Napkins' WHERE id = 'n1'")
        other.execute("BEGIN IMMEDIATE")
        with filled.briefly():
            assert ids(filled, "napkins") == ["n1"]


def test_what_is_searched_are_columns_of_the_records() -> None:
    for kind, searched in SEARCHED.items():
        fields = {spec.name: spec for spec in schema(KINDS[kind])}
        assert searched.day is None or fields[searched.day].shape == "date"
        shapes = {name: fields[name].shape for name in searched.columns if name != "extra"}
        as_json = {name for name, shape in shapes.items() if shape in JSON_SHAPES}
        as_json |= {"extra"} & set(searched.columns)
        assert set(shapes.values()) <= {"text", *JSON_SHAPES}
        assert search_index.JSON_COLUMNS[kind] == as_json
        assert searched.called in CALLED
