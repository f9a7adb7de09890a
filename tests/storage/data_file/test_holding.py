"""While another file takes the place of the data file, no save is acknowledged and lost."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.data_file import holding
from storage.data_file.restoring import restore
from storage.errors import Locked, Moved
from storage.remaking import newest, refuse_newer
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows replaces no file that a program has open"
)


@pytest.fixture
def copy(store: Store) -> Path:
    """A backup of a file with two clients, which is open."""
    store.apply("add", [Put(client()), Put(client("acme", "Acme"))])
    return store.backup()


def _everything(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def test_a_save_that_waited_for_a_restore_is_refused(copy: Path, store: Store, path: Path) -> None:
    done: list[str] = []

    def restore_meanwhile(statement: str) -> None:
        if statement == "BEGIN IMMEDIATE" and not done:
            done.append(statement)
            restore(copy, path, noon())

    with store._database.bare() as connection:
        connection.set_trace_callback(restore_meanwhile)
    with pytest.raises(Moved):
        store.apply("late", [Put(note("late"))])
    assert done


def test_nothing_is_restored_in_the_middle_of_a_save(
    copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "_WAIT_SECONDS", 0.02)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for begin in ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
            other.execute(begin)
            before = _everything(path.parent)
            with pytest.raises(Locked):
                restore(copy, path, noon())
            assert _everything(path.parent) == before
            other.execute("ROLLBACK")


def test_nobody_saves_while_the_file_is_replaced(copy: Path, store: Store, path: Path) -> None:
    assert copy
    with holding.held(path), store.briefly(), pytest.raises(Locked):
        store.apply("late", [Put(note("late"))])
    store.apply("now", [Put(note("late"))])


def test_what_was_saved_while_a_client_is_forgotten_is_not_lost(
    copy: Path, store: Store, path: Path
) -> None:
    assert copy
    with store._database.reading() as connection:
        seen = newest(connection)
    refuse_newer(path, seen, "Nothing was deleted")
    store.apply("meanwhile", [Put(note("n1", owner="acme"))])
    with pytest.raises(Locked, match="in the meantime"):
        refuse_newer(path, seen, "Nothing was deleted")
