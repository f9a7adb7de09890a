"""Copies: checked before they count, thinned out by age, brought back without losing anything."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage.data_file.copy_names import best_first, list_backups
from storage.data_file.restoring import restore
from storage.errors import BackupFailed, Moved
from storage.paths import backup_dir, journal_copy
from storage.store import Store
from tests.storage.conftest import NOON, noon
from tests.storage.records import client, note
from triage.changes import Put

Opener = Callable[[], Store]


def test_a_backup_holds_everything_and_is_private(store: Store, path: Path) -> None:
    store.apply("add", [Put(client()), Put(note())])
    copy = store.backup()
    assert copy.parent == backup_dir(path)
    (listed,) = list_backups(copy.parent)
    assert (listed.path, listed.at, listed.number, listed.before_migration) == (
        copy,
        NOON,
        1,
        False,
    )
    assert list(copy.parent.iterdir()) == [copy]
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    with Store.open(copy, now=noon) as other:
        assert list(other.records()) == [client(), note()]


def test_the_same_second_is_the_same_backup(store: Store) -> None:
    assert store.backup() == store.backup()


def test_a_copy_is_due_when_there_is_something_new_and_time_has_passed(path: Path) -> None:
    clock = [NOON]
    with Store.open(path, now=lambda: clock[0]) as store:
        assert store.backup_if_due() is None
        store.apply("add", [Put(client())])
        assert store.backup_if_due() is not None
        store.apply("note", [Put(note())])
        clock[0] += timedelta(minutes=29)
        assert store.backup_if_due() is None
        clock[0] += timedelta(minutes=1)
        assert store.backup_if_due() is not None
        clock[0] += timedelta(days=1)
        assert store.backup_if_due() is None


def test_a_folder_of_the_users_own(store: Store, tmp_path: Path) -> None:
    assert store.backup(tmp_path / "stick").parent == tmp_path / "stick"


def test_a_backup_that_cannot_be_written_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupFailed, match="No backup could be written"):
        store.backup(tmp_path / "file")


def test_the_same_copy_lies_in_a_second_folder(store: Store, path: Path, tmp_path: Path) -> None:
    store.apply("add", [Put(client())])
    second = tmp_path / "stick"
    with pytest.raises(BackupFailed, match="second folder"):
        store.backup(second=second)
    (first,) = backup_dir(path).iterdir()
    assert not second.exists()  # where a drive is not plugged in, none is made
    second.mkdir()
    store.apply("note", [Put(note())])
    copy = store.backup(second=second)
    assert (second / copy.name).read_bytes() == copy.read_bytes()
    assert [each.path for each in best_first(path, second)][2:] == [first]
    other = tmp_path / "else.db"
    with Store.open(other, now=noon) as another:
        another.apply("add", [Put(client())])
        another.backup(second=second)
    assert len(best_first(other, second)) == 2


def _old_copies(folder: Path, days: int, head: str = "00000000") -> list[Path]:
    folder.mkdir(exist_ok=True)
    stamps = [(NOON - timedelta(days=day + 1)).strftime("%Y%m%dT%H%M%SZ") for day in range(days)]
    names = [folder / f"goodterms-{stamp}-s1-{head}.db" for stamp in stamps]
    for name in names:
        name.touch()
    return names


def test_a_bad_copy_is_deleted_and_no_good_one_is(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            'INSERT INTO note (id, client, "on", text, private)'
            " VALUES ('n', 'nobody', '2026-03-13', 'x', 1)"
        )
        other.commit()
    old = _old_copies(backup_dir(path), 60)
    with pytest.raises(BackupFailed, match="client is missing"):
        store.backup()
    assert sorted(backup_dir(path).iterdir()) == sorted(old)


def test_thinning_touches_only_our_own_names(store: Store, path: Path) -> None:
    folder = backup_dir(path)
    store.apply("add", [Put(client())])
    head = list_backups(store.backup().parent)[0].head
    _old_copies(folder, 60, head)
    mine = folder / "keep-this.db"
    mine.touch()
    others = _old_copies(folder, 60, "0badf00d")
    store.backup()
    assert mine.exists()
    assert all(other.exists() for other in others)
    assert len(list_backups(folder)) < 40 + len(others)


def test_a_restore_brings_everything_back_and_loses_nothing(
    store: Store, path: Path, open_store: Opener
) -> None:
    store.apply("add", [Put(client())])
    copy = store.backup()
    store.apply("note", [Put(note())])
    store.close()
    aside = restore(copy, path, noon())
    again = open_store()
    assert list(again.records()) == [client()]
    again.apply("note", [Put(note("n2"))])
    assert again.verify() == []
    assert again.notices == []
    assert aside is not None
    with Store.open(aside, now=noon) as former:
        assert list(former.records()) == [client(), note()]
        assert former.verify() == []
    assert journal_copy(aside).exists()


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_sqlite_left_beside_the_file_goes_with_it(
    store: Store, path: Path, open_store: Opener, ending: str
) -> None:
    store.apply("add", [Put(client())])
    copy = store.backup()
    store.close()
    path.with_name(f"{path.name}{ending}").write_bytes(b"left over")
    aside = restore(copy, path, noon())
    assert aside is not None
    assert aside.with_name(f"{aside.name}{ending}").read_bytes() == b"left over"
    assert not path.with_name(f"{path.name}{ending}").exists()
    assert list(open_store().records()) == [client()]


@pytest.mark.parametrize("links", [True, False])
def test_a_restore_that_fails_at_the_end_leaves_all_where_it_was(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    store.apply("add", [Put(client())])
    copy = store.backup()
    store.close()
    hot = path.with_name(f"{path.name}-wal")
    hot.write_bytes(b"left over")
    before = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}

    def full(_: object, __: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    if not links:
        monkeypatch.setattr(os, "link", full)
    with pytest.raises(BackupFailed, match="the data file is where it was"):
        restore(copy, path, noon())
    assert {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == before


def test_a_restore_over_nothing(store: Store, path: Path, open_store: Opener) -> None:
    store.apply("add", [Put(client())])
    copy = store.backup()
    store.close()
    path.unlink()
    assert restore(copy, path, noon()) is None
    assert list(open_store().records()) == [client()]


def test_a_damaged_file_is_kept_as_it_is(store: Store, path: Path, open_store: Opener) -> None:
    store.apply("add", [Put(client())])
    copy = store.backup()
    store.close()
    rubbish = path.read_bytes()[:5000]
    path.write_bytes(rubbish)
    hot = path.with_name(f"{path.name}-journal")
    hot.write_bytes(b"left over")
    aside = restore(copy, path, noon())
    assert aside is not None
    assert aside.read_bytes() == rubbish
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"left over"
    assert list(open_store().records()) == [client()]


def test_who_had_it_open_notices(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    restore(store.backup(), path, noon())
    with pytest.raises(Moved):
        store.apply("note", [Put(note())])


@pytest.mark.parametrize(
    "what", ["missing", "text", "half", "flipped", "nonsense", "foreign", "newer"]
)
def test_what_is_no_sound_copy_is_not_restored(store: Store, path: Path, what: str) -> None:
    store.apply("add", [Put(client()), *(Put(note(f"n{n}", "x" * 900)) for n in range(30))])
    copy = store.backup()
    data = copy.read_bytes()
    store.close()
    before = path.read_bytes()
    if what == "missing":
        copy.unlink()
    elif what == "text":
        copy.write_text("hello")
    elif what == "half":
        copy.write_bytes(data[: len(data) // 2])
    elif what == "flipped":
        copy.write_bytes(data[: 3 * 4096] + b"\xff" + data[3 * 4096 + 1 :])
    elif what == "nonsense":
        with closing(sqlite3.connect(copy)) as other:
            other.execute("PRAGMA ignore_check_constraints = ON")
            other.execute("UPDATE client SET since = 'long ago'")
            other.commit()
    elif what == "foreign":
        copy.write_bytes(data[:68] + bytes(4) + data[72:])
    else:
        copy.write_bytes(data[:60] + (99).to_bytes(4, "big") + data[64:])
    with pytest.raises(BackupFailed):
        restore(copy, path, noon())
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part"))


def test_a_copy_from_the_future_holds_nothing_back_and_is_not_the_best(path: Path) -> None:
    clock = [NOON + timedelta(days=2000)]
    with Store.open(path, now=lambda: clock[0]) as store:
        store.apply("add", [Put(client())])
        early = store.backup_if_due()
        clock[0] = NOON
        store.apply("note", [Put(note())])
        late = store.backup_if_due()
        assert late is not None
        store.apply("note", [Put(note("n2"))])
        assert store.backup_if_due() is None
    assert [copy.path for copy in best_first(path)] == [late, early]


def test_the_best_copy_is_of_the_present_history(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        first = store.backup()
        store.apply("one", [Put(note("n1"))])
        store.apply("two", [Put(note("n2"))])
        left_behind = store.backup()
    restore(first, path, noon())
    with Store.open(path, now=noon) as store:
        store.apply("three", [Put(note("n3"))])
        best = store.backup()
    assert [copy.path for copy in best_first(path)] == [best, first, left_behind]


def test_a_name_with_a_day_that_no_calendar_has_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "goodterms-20261399T120000Z-s1-00000000.db").touch()
    assert list_backups(tmp_path) == []


def test_restores_in_one_second_keep_what_each_of_them_replaced(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    copy = store.backup()
    store.close()
    kept = []
    for text in ("one", "two", "three"):
        path.write_text(text)
        aside = restore(copy, path, noon())
        assert aside is not None
        kept.append(aside)
    assert [aside.read_text() for aside in kept] == ["one", "two", "three"]
