"""A file that cannot be used: said plainly, never written to, brought back with one key."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.opened_files import OpenedFiles
from storage.store import Store
from tests.tui.stage import client, fill, now, stage
from tui.clients.recovery_screen import EXIT_CODE, RecoveryScreen
from tui.clients.screen import ClientsScreen


def good_file(path: Path) -> None:
    fill(path, [client()])
    with Store.open(path, now=now) as store:
        store.backup()


def damage(path: Path) -> None:
    intact = path.read_bytes()
    path.write_bytes(intact[: len(intact) // 2])


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")


def newer(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 9999")


def gone(path: Path) -> None:
    path.unlink()


def text(path: Path) -> None:
    path.write_text("Dear diary, " * 100)


@pytest.mark.parametrize(
    ("spoil", "offered"),
    [(damage, True), (gone, True), (foreign, False), (newer, False)],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_it_says_what_and_what_next_and_writes_nothing(
    db: Path, spoil: Callable[[Path], None], offered: bool
) -> None:
    good_file(db)
    spoil(db)
    before = db.read_bytes() if db.exists() else None
    async with stage(db) as on:
        assert isinstance(on.app.screen, RecoveryScreen)
        assert "The data file cannot be used" in on.text
        assert db.name in "".join(on.text.split())  # a long path is broken anywhere
        assert "Nothing has been written." in on.text
        assert ("r restores the backup of Friday 13 March" in on.text) == offered
        await on.press("u", "backspace", "r" if not offered else "question_mark")
    assert (db.read_bytes() if db.exists() else None) == before


async def test_one_key_brings_the_newest_good_copy_back(db: Path) -> None:
    good_file(db)
    damage(db)
    async with stage(db) as on:
        await on.press("r")
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert "Northlake Foods" in on.text
        assert on.toast.startswith("The backup has been restored. The old file is kept as")
    assert list(db.parent.glob("gt-before-restore-*.db"))


async def test_a_damaged_copy_is_passed_over(db: Path) -> None:
    good_file(db)
    (copy,) = (db.parent / "gt-backups").glob("*.db")
    later = copy.with_name(copy.name.replace("20260313", "20260314"))
    shutil.copy(copy, later)
    damage(later)
    damage(db)
    async with stage(db) as on:
        assert "r restores the backup of Friday 13 March" in on.text


async def test_trying_again_opens_what_was_put_right(db: Path) -> None:
    good_file(db)
    intact = db.read_bytes()
    damage(db)
    async with stage(db) as on:
        db.write_bytes(intact)
        await on.press("t")
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert "Northlake Foods" in on.text


async def test_leaving_tells_the_shell(db: Path) -> None:
    good_file(db)
    text(db)
    async with stage(db) as on:
        await on.press("q")
        assert on.app.return_code == EXIT_CODE


async def test_a_drive_that_is_not_mounted_is_no_first_start(tmp_path: Path) -> None:
    db = tmp_path / "drive" / "a.db"
    opened = OpenedFiles(tmp_path / "state" / "opened.txt")
    opened.remember(db)
    async with stage(db, opened=opened) as on:
        assert isinstance(on.app.screen, RecoveryScreen)
        assert "is not here now" in on.text
        assert not db.exists()
        await on.press("b")
        await on.pilot.app.workers.wait_for_complete()
        assert db.exists()


async def test_nothing_is_begun_over_a_file_that_is_there(db: Path) -> None:
    good_file(db)
    damage(db)
    before = db.read_bytes()
    async with stage(db) as on:
        await on.press("b")
        assert isinstance(on.app.screen, RecoveryScreen)
    assert db.read_bytes() == before


async def test_without_a_sound_copy_the_second_copy_of_the_journal_is_offered(db: Path) -> None:
    good_file(db)
    for copy in (db.parent / "gt-backups").glob("*.db"):
        damage(copy)
    damage(db)
    async with stage(db) as on:
        assert "r restores everything from the second copy of the journal" in on.text
        await on.press("r")
        await on.settle()
        assert "Northlake Foods" in on.text


async def test_what_the_weekly_look_finds_is_said_at_once(db: Path) -> None:
    good_file(db)
    async with stage(db) as on:
        state = db.stat()
        db.write_bytes(db.read_bytes().replace(b"Northlake Foods", b"Northlake Fools"))
        os.utime(db, ns=(state.st_atime_ns, state.st_mtime_ns))
        on.app.keep_a_copy()
        await on.pilot.app.workers.wait_for_complete()
        await on.settle()
        assert isinstance(on.app.screen, RecoveryScreen)
        assert "r restores the backup" in on.text


@pytest.mark.skipif(os.name != "posix", reason="no modes elsewhere")
async def test_what_may_not_be_written_opens_for_looking(db: Path) -> None:
    good_file(db)
    db.chmod(0o400)
    before = db.read_bytes()
    async with stage(db) as on:
        assert isinstance(on.app.screen, ClientsScreen)
        assert "Northlake Foods" in on.text
        await on.press("enter", "n", *"hello", "ctrl+s")
        assert "Not saved" in on.text and "is write-protected" in on.text
    assert db.read_bytes() == before
