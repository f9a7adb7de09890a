"""The schema's own words, the tables that are read with and the records say the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from storage.store import Store
from storage.tables.mapping import row_map
from storage.tables.tables import RECORD_TABLES
from tests.storage.records import DAY, client
from triage.changes import Put
from triage.records import KINDS
from triage.records.schema import FieldType, schema

_SQL = {
    "money": "INTEGER",
    "rate": "INTEGER",
    "int": "INTEGER",
    "bool": "INTEGER",
    "number": "REAL",
}


@pytest.fixture
def bare(store: Store, path: Path) -> Iterator[sqlite3.Connection]:
    """The file as SQLite alone sees it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        yield connection


def _described(bare: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool]]:
    return {
        name: (sql_type, bool(required or key))
        for _, name, sql_type, required, _, key in bare.execute(f'PRAGMA table_info("{table}")')
    }


@pytest.mark.parametrize("kind", KINDS)
def test_columns_are_the_fields(bare: sqlite3.Connection, kind: str) -> None:
    def column(spec: FieldType) -> tuple[str, bool]:
        is_json = spec.shape in ("list", "map", "nested")
        required = spec.required or not (spec.nullable or is_json)
        return _SQL.get(spec.shape, "TEXT"), required

    fields = {spec.name: column(spec) for spec in schema(KINDS[kind])}
    own = {"seq": ("INTEGER", True), "extra": ("TEXT", False), "batch": ("TEXT", False)}
    assert _described(bare, kind) == own | fields


@pytest.mark.parametrize("table", SQLModel.metadata.tables)
def test_the_tables_read_with_are_those_of_the_file(bare: sqlite3.Connection, table: str) -> None:
    columns = SQLModel.metadata.tables[table].columns
    described = _described(bare, table)
    assert {column.name for column in columns} == set(described)
    for column in columns:
        sql_type, required = described[column.name]
        kind = {int: "INTEGER", bool: "INTEGER", float: "REAL", bytes: "BLOB"}
        assert kind.get(column.type.python_type, "TEXT") == sql_type, column.name
        assert column.nullable is not required, column.name


@pytest.mark.parametrize("kind", KINDS)
def test_mapping_names_columns_that_exist(kind: str) -> None:
    assert set(row_map(kind).columns) <= set(RECORD_TABLES[kind].columns.keys())


def test_tables_are_strict(bare: sqlite3.Connection) -> None:
    tables = bare.execute("PRAGMA table_list").fetchall()
    loose = [name for _, name, kind, _, _, strict in tables if kind == "table" and not strict]
    assert [name for name in loose if not name.startswith("sqlite_")] == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE client SET payment_days = 'soon'",
        "UPDATE client SET since = '2026-02-30'",
        "UPDATE client SET do_not_contact = 2",
        "UPDATE client SET name = NULL",
        "INSERT INTO energy (id, client, \"on\", mark) VALUES ('e', 'north', '2026-03-13', 6)",
        "INSERT INTO energy (id, client, \"on\", mark) VALUES ('e', 'nobody', '2026-03-13', 3)",
    ],
)
def test_the_file_itself_refuses_nonsense(
    store: Store, bare: sqlite3.Connection, change: str
) -> None:
    store.apply("add", [Put(client(since=DAY))])
    with pytest.raises(sqlite3.IntegrityError):
        bare.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET label = 'other'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
    ],
)
def test_the_journal_is_only_added_to(store: Store, bare: sqlite3.Connection, change: str) -> None:
    store.apply("add", [Put(client())])
    before = bare.execute("SELECT * FROM journal").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        bare.execute(change)
    assert bare.execute("SELECT * FROM journal").fetchall() == before
