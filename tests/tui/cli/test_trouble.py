"""A data file that cannot be used: exit 3, one line, and not a byte of it changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Result, Run

READING = (
    *(["clients"], ["show", "north"], ["why", "north"], ["export", "-"], ["undo", "--list"]),
    *(["due"], ["status"], ["review"], ["calendar", "x.ics"]),
)
WRITING = (
    *(["add", "Quay"], ["set", "north", "rate=80"], ["log", "north", "call"]),
    *(["note", "north", "x"], ["energy", "north", "3"], ["confirm", "north", "money"]),
    *(["record", "note", "client=north", "on=2026-03-01", "text=x"], ["undo"], ["redo"]),
)


def foreign_text(db: Path) -> None:
    db.write_text("Shopping list: bread, milk, and something for the cat.\n" * 40)


def schema_that_is_no_text(db: Path) -> None:
    content = bytearray(db.read_bytes())
    content[content.find(b"CREATE TABLE") + 7] = 0xFF
    db.write_bytes(content)


def foreign_database(db: Path) -> None:
    db.unlink()
    with sqlite3.connect(db) as other:
        other.execute("CREATE TABLE album (title TEXT)")


def newer(db: Path) -> None:
    with sqlite3.connect(db) as file:
        file.execute("PRAGMA user_version = 99999")


def cut_short(db: Path) -> None:
    db.write_bytes(db.read_bytes()[: db.stat().st_size // 2])


def scribbled(db: Path) -> None:
    content = bytearray(db.read_bytes())
    content[4096:20480] = b"\xa5" * len(content[4096:20480])
    db.write_bytes(content)


def in_trouble(result: Result, db: Path) -> None:
    assert result.code == 3, result
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert result.err.startswith("goodterms: ") and str(db) in result.err


@pytest.mark.parametrize(
    "spoil", [foreign_text, foreign_database, newer, cut_short, scribbled, schema_that_is_no_text]
)
def test_a_file_that_is_not_a_sound_one_of_ours(
    spoil: Callable[[Path], None], gt: Run, north: str, db: Path
) -> None:
    spoil(db)
    before = db.read_bytes()
    for words in (*READING, *WRITING):
        in_trouble(gt(*words), db)
        assert db.read_bytes() == before, words


@pytest.fixture
def held(db: Path, north: str) -> Iterator[None]:
    """Another program is writing to the file, and takes its time."""
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.close()


def test_a_file_that_somebody_else_holds(
    held: None, gt: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.data_file.open_file.WAIT_MS", 1)
    before = db.read_bytes()
    for words in (["clients"], ["log", "north", "call"]):
        in_trouble(gt(*words), db)
    assert db.read_bytes() == before


def test_a_file_that_may_not_be_written(gt: Run, north: str, db: Path) -> None:
    db.chmod(0o400)
    before = db.read_bytes()
    in_trouble(gt("log", "north", "call"), db)
    assert db.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="no modes elsewhere")
@pytest.mark.parametrize("folder", [False, True])
def test_what_may_not_be_written_is_looked_at_and_exported(
    gt: Run, done: Run, north: str, db: Path, folder: bool
) -> None:
    done("note", "north", "hello")
    (db.parent if folder else db).chmod(0o500)
    before = {path: path.read_bytes() for path in db.parent.rglob("*") if path.is_file()}
    try:
        for words in (["clients"], ["show", "north"], ["find", "hello"], ["undo", "--list"]):
            looked = gt(*words)
            assert looked.code == 0 and "Northlake" in looked.out
        exported = gt("export", "-")
        assert exported.code == 0 and '"text": "hello"' in exported.out
        assert "nothing can be saved" in exported.err
        for words in (["note", "north", "more"], ["undo"], ["add", "Birch"]):
            in_trouble(gt(*words), db.parent if folder else db)
    finally:
        (db.parent if folder else db).chmod(0o700)
    assert {path: path.read_bytes() for path in before} == before
    assert list(db.parent.glob("goodterms-look-*")) == []


def test_a_folder_in_its_place(gt: Run, db: Path) -> None:
    db.mkdir()
    in_trouble(gt("clients"), db)
    in_trouble(gt("add", "Quay"), db)


def test_a_file_that_is_gone_though_copies_of_it_are_there(gt: Run, north: str, db: Path) -> None:
    db.unlink()
    for words in (["clients"], ["add", "Quay"]):
        in_trouble(gt(*words), db)
        assert not db.exists()


def test_a_slip_in_the_path_makes_no_file(gt: Run, tmp_path: Path) -> None:
    slip = tmp_path / "typo" / "gt.db"
    for words in (["show", "north"], ["log", "north", "call"], ["undo"], ["export", "-"]):
        result = gt(*words, "--db", str(slip))
        assert (result.code, result.err.count("\n")) == (2, 1)
        assert str(slip) in result.err
    assert not slip.parent.exists()


def test_a_settings_file_that_cannot_be_read_is_named_with_its_line(
    gt: Run, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text("[limits]\nwindow_days = 'many'\n")
    result = gt("clients")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "settings.toml:2" in result.err


def test_a_drive_that_is_not_mounted_is_no_first_start(
    done: Run, gt: Run, typed: Callable[..., Result], tmp_path: Path
) -> None:
    db = tmp_path / "drive" / "a.db"
    at = ("--db", str(db))
    done(*at, "add", "Northlake Foods")
    shutil.rmtree(db.parent)
    for folder_is_there in (False, True):
        if folder_is_there:
            db.parent.mkdir()
        for command in (["clients"], ["status"], ["add", "Acme"], ["note", "north", "text"]):
            result = gt(*at, *command)
            assert (result.code, result.out) == (3, "")
            assert "is not here now" in result.err
        assert typed("n\n", *at, "add", "Acme").code == 3
        assert not db.exists()
    assert typed("y\n", *at, "add", "Acme").code == 0
    assert "Acme" in done(*at, "clients").out
