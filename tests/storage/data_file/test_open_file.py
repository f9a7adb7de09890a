"""What opening does to a file it likes, and that it leaves alone what it does not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from storage.data_file import open_file
from storage.data_file.restoring import restore
from storage.errors import (
    BackupFailed,
    Damaged,
    DiskTrouble,
    FileTrouble,
    Locked,
    MissingFile,
    Moved,
    Newer,
    NotOurs,
    ReadOnly,
)
from storage.paths import backup_dir, journal_copy
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client
from triage.changes import Put

posix = pytest.mark.skipif(
    os.name != "posix",
    reason="it sets and reads POSIX permission bits; Windows keeps access lists instead",
)


def test_a_new_file_is_private_and_ours(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        assert store.clients() == []
    header = path.read_bytes()[:100]
    assert header[68:72] == b"GTM1"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.fixture
def careless_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """An SQLite built with none of our defaults; some systems' own hide that we ask for them."""
    connect = sqlite3.connect

    def careless(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.executescript(
            "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF;"
            "PRAGMA secure_delete = OFF; PRAGMA trusted_schema = ON; PRAGMA cell_size_check = OFF;"
        )
        return connection

    monkeypatch.setattr(sqlite3, "connect", careless)


@pytest.mark.usefixtures("careless_sqlite")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", open_file.WAIT_MS),
    ],
)
def test_the_connection_is_set_to_lose_nothing(path: Path, pragma: str, value: object) -> None:
    database, _ = open_file.open_file(path, now=noon)
    with database.bare() as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    database.close()


@pytest.mark.usefixtures("careless_sqlite")
def test_what_is_deleted_is_not_left_between_the_rows(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        store.replace_draft("note", None, "Never to be seen again")
        assert b"Never to be seen again" in path.read_bytes()
        store.replace_draft("note", "Never to be seen again", None)
        assert b"Never to be seen again" not in path.read_bytes()


def test_writing_takes_the_lock_at_once_and_reading_takes_none(path: Path) -> None:
    database, _ = open_file.open_file(path, now=noon)
    statements: list[str] = []
    with database.bare() as connection:
        connection.set_trace_callback(statements.append)
    with database.writing() as connection:
        assert connection.in_transaction
    with database.reading() as connection:
        assert connection.in_transaction
    database.close()
    assert [word for word in statements if word.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


PAGE = 4096
BROKEN: dict[str, tuple[Callable[[bytes], bytes], type[FileTrouble]]] = {
    "garbage": (lambda data: b"garbage" * len(data), NotOurs),
    "text": (lambda data: b"date,client,hours\n2026-03-13,North,3\n", NotOurs),
    "fifty bytes": (lambda data: data[:50], Damaged),
    "half": (lambda data: data[: len(data) // 2], Damaged),
    "one page short": (lambda data: data[:-PAGE], Damaged),
    "a zeroed page": (lambda data: data[:PAGE] + bytes(PAGE) + data[2 * PAGE :], Damaged),
    "a flipped page header": (lambda data: _flip(data, 3 * PAGE), Damaged),
    "a newer format": (lambda data: data[:18] + b"\x03\x03" + data[20:], Damaged),
    "another program's": (lambda data: data[:68] + bytes(4) + data[72:], NotOurs),
    "a newer program's": (lambda data: data[:60] + (99).to_bytes(4, "big") + data[64:], Newer),
    "no version": (lambda data: data[:60] + bytes(4) + data[64:], Damaged),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_used_is_left_alone(filled: Path, kind: str) -> None:
    breaking, error = BROKEN[kind]
    data = breaking(filled.read_bytes())
    filled.write_bytes(data)
    with pytest.raises(error) as caught:
        Store.open(filled, now=noon)
    assert str(filled) in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == 3
    assert filled.read_bytes() == data


def test_a_foreign_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE client (id TEXT)")
        connection.commit()
    data = path.read_bytes()
    with pytest.raises(NotOurs, match="another program"):
        Store.open(path, now=noon)
    assert path.read_bytes() == data


def test_a_missing_column_is_damage_not_a_crash(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("ALTER TABLE client RENAME COLUMN name TO title")
    with pytest.raises(Damaged, match="no such column"):
        Store.open(filled, now=noon)


def test_an_empty_file_is_a_beginning(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])


@pytest.mark.parametrize("left", ["backup", "journal"])
@pytest.mark.parametrize("gone", ["empty", "missing"])
def test_no_data_where_data_was_is_no_beginning(path: Path, left: str, gone: str) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        store.backup()
    if left == "backup":
        journal_copy(path).unlink()
    else:
        shutil.rmtree(backup_dir(path))
    path.unlink()
    if gone == "empty":
        path.touch()
    with pytest.raises(MissingFile, match="there are backups of its data"):
        Store.open(path, now=noon)
    assert not path.exists() or path.stat().st_size == 0


def test_reading_begins_no_file(path: Path) -> None:
    with pytest.raises(MissingFile):
        Store.open(path, now=noon, create=False)
    assert not path.parent.exists()


@posix
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_what_is_write_protected_opens_to_be_read(filled: Path, protected: str) -> None:
    place, mode = (filled, 0o400) if protected == "file" else (filled.parent, 0o500)
    data, usual = filled.read_bytes(), stat.S_IMODE(place.stat().st_mode)
    place.chmod(mode)
    try:
        with Store.open(filled, now=noon) as store:
            assert store.read_only
            assert any("You can look and export" in notice for notice in store.notices)
            assert [client.id for client in store.clients()] == ["north"]
            assert set(store.book().ledgers) == {"north"}
            assert len(list(store.records())) == 61
            with pytest.raises(ReadOnly, match="is write-protected"):
                store.apply("add", [Put(client("south"))])
            with pytest.raises(ReadOnly):
                store.replace_draft("note:north", None, "text")
            with pytest.raises(ReadOnly):
                store.undo()
            assert store.backup_if_due(timedelta()) is None
    finally:
        place.chmod(usual)
    assert filled.read_bytes() == data


@posix
def test_an_older_file_without_write_permission_is_left_alone(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as file:
        file.execute("PRAGMA user_version = 3")
    filled.chmod(0o400)
    data = filled.read_bytes()
    with pytest.raises(ReadOnly):
        Store.open(filled, now=noon)
    assert filled.read_bytes() == data


@posix
def test_wide_permissions_are_narrowed_and_said(filled: Path) -> None:
    filled.chmod(0o644)
    with Store.open(filled, now=noon) as store:
        assert any("could be read by others" in notice for notice in store.notices)
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600


@posix
def test_a_path_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskTrouble):
        Store.open(tmp_path / "file" / "below.db", now=noon)


def test_a_file_in_use_is_waited_for_and_then_said(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_file, "WAIT_MS", 20)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Locked):
            Store.open(filled, now=noon)
        other.execute("ROLLBACK")
        with Store.open(filled, now=noon) as store:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Locked):
                store.apply("add", [Put(client("south"))])
            assert [client.id for client in store.clients()] == ["north"]
            other.execute("ROLLBACK")
            store.apply("add", [Put(client("south"))])


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_gone_while_open_takes_no_more_saves(filled: Path, replaced: bool) -> None:
    with Store.open(filled, now=noon) as store:
        aside = filled.with_name("elsewhere.db")
        filled.rename(aside)
        if replaced:
            shutil.copy(aside, filled)
        with pytest.raises(Moved):
            store.apply("add", [Put(client("south"))])


def test_an_unsound_copy_stops_nothing_but_a_restore(filled: Path) -> None:
    data = filled.read_bytes()
    bad = filled.with_name("copy.db")
    bad.write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupFailed):
        restore(bad, filled, noon())
    assert filled.read_bytes() == data


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_read_wrong_once_is_read_again(
    filled: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    left = [times]

    class OffTheDisk(sqlite3.Connection):
        @override
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql.startswith("PRAGMA quick_check") and left[0]:
                left[0] -= 1
                raise _malformed()
            return super().execute(sql, *values)

    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *words, **options: connect(*words, factory=OffTheDisk, **options)
    )
    if times == 1:
        Store.open(filled, now=noon).close()
    else:
        with pytest.raises(Damaged):
            Store.open(filled, now=noon)


def _malformed() -> sqlite3.DatabaseError:
    """What SQLite says of a page that makes no sense."""
    with closing(sqlite3.connect(":memory:")) as other:
        other.execute("CREATE TABLE one (x)")
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_master SET rootpage = 99")
        other.execute("PRAGMA writable_schema = RESET")
        try:
            other.execute("SELECT * FROM one").fetchall()
        except sqlite3.DatabaseError as error:
            return error
    raise AssertionError("it was read")
