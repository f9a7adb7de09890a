"""The first list, read without the store."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.data_file.list_cache import clients_overview, read_list_cache
from storage.store import Store
from tests.storage.records import client, note
from triage.changes import Put

ROWS: list[dict[str, object]] = [
    {"name": "Acme [/] Ltd", "health": "act", "days": 3},
    {"name": "Ω\x1b[31m", "days": None},
]


def test_it_is_what_the_program_computed_last(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    store.save_glance("2026-03-12", [])
    store.save_glance("2026-03-13", ROWS)
    cached = read_list_cache(path)
    assert cached is not None
    assert (cached.key, list(cached.rows), cached.current) == ("2026-03-13", ROWS, True)


def test_it_knows_when_it_is_old(store: Store, path: Path) -> None:
    store.save_glance("2026-03-13", ROWS)
    first = read_list_cache(path)
    store.apply("add", [Put(client())])
    second = read_list_cache(path)
    assert first is not None
    assert second is not None
    assert (first.current, second.current) == (True, False)


def test_both_readers_agree_on_the_clients(store: Store, path: Path) -> None:
    store.apply(
        "add",
        [Put(client("b", "B")), Put(client("a", "A", state="paused")), Put(note("n", owner="a"))],
    )
    expected = [(client.id, client.name) for client in store.clients()]
    assert clients_overview(path) == expected


@pytest.mark.parametrize("what", ["missing", "empty", "text", "foreign", "folder", "torn rows"])
def test_anything_odd_is_none_and_nothing_is_made(path: Path, what: str) -> None:
    path.parent.mkdir()
    if what == "empty":
        path.touch()
    elif what == "text":
        path.write_text("hello" * 100)
    elif what == "folder":
        path.mkdir()
    elif what in ("foreign", "torn rows"):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE glance (name, head, rows)")
            if what == "torn rows":
                connection.execute("CREATE TABLE journal (number)")
                connection.execute("INSERT INTO glance VALUES ('d', 0, '[{')")
            connection.commit()
    before = sorted(path.parent.rglob("*"))
    assert read_list_cache(path) is None
    assert clients_overview(path) == []
    assert sorted(path.parent.rglob("*")) == before


def test_it_does_not_wait_for_a_busy_file(store: Store, path: Path) -> None:
    store.save_glance("2026-03-13", ROWS)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert read_list_cache(path) is None


def test_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, storage.data_file.list_cache;"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'triage'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)
