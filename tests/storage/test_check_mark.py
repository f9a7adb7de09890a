"""A file that is not as this program left it is looked through before anything goes into it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.capture import capture
from storage.check_mark import CheckMark
from storage.data_file import open_file
from storage.data_file.content_check import content_findings
from storage.errors import BadRecord, Damaged, Locked
from storage.paths import backup_dir
from storage.recovery import best_source, bring_back
from storage.store import Store
from tests.storage.conftest import NOON, noon
from tests.storage.records import client, note
from triage.changes import Put

Opener = Callable[[], Store]


@pytest.fixture
def closed(path: Path) -> Path:
    """A closed data file with a note and a backup."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client()), Put(note(text="They pay late"))])
        store.backup()
    os.utime(backup_dir(path), (NOON.timestamp(), NOON.timestamp()))
    return path


def spoil(path: Path, *, unseen: bool = False) -> bytes:
    """Alter a note past the program; `unseen` leaves the time of the last change as it was."""
    state = path.stat()
    data = path.read_bytes().replace(b"They pay late", b"They pay soon")
    path.write_bytes(data)
    if unseen:
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    return data


def test_what_this_program_wrote_fits(closed: Path, open_store: Opener) -> None:
    mark = CheckMark(str(closed))
    assert mark.fits()
    store, other = open_store(), open_store()
    store.apply("one", [Put(note("n2"))])
    assert mark.fits()
    other.apply("two", [Put(note("n3"))])
    assert mark.fits()
    assert capture(str(closed), "north", "note", {"text": "x"}, NOON, "note") is not None
    assert mark.fits()


def test_an_altered_file_takes_no_note(closed: Path) -> None:
    data = spoil(closed)
    assert capture(str(closed), "north", "note", {"text": "x"}, NOON, "note") is None
    for _ in range(2):
        with pytest.raises(Damaged, match="is damaged"):
            Store.open(closed, now=noon)
    assert closed.read_bytes() == data


def test_an_altered_file_takes_no_note_while_it_is_open(closed: Path, store: Store) -> None:
    assert store.get("note", "n1") is not None  # SQLite remembers it as it was
    data = spoil(closed)
    with pytest.raises(Damaged, match="is damaged"):
        store.apply("note", [Put(note("n2"))])
    assert closed.read_bytes() == data


def test_a_file_that_was_only_moved_or_touched_is_opened(closed: Path, tmp_path: Path) -> None:
    os.utime(closed)
    assert not CheckMark(str(closed)).fits()
    Store.open(closed, now=noon).close()
    assert CheckMark(str(closed)).fits()
    moved = closed.rename(tmp_path / "moved.db")
    with Store.open(moved, now=noon) as store:
        assert store.verify() == []
    assert CheckMark(str(moved)).fits()


def test_a_lost_or_foolish_mark_keeps_nobody_from_the_file(closed: Path) -> None:
    mark = Path(CheckMark(str(closed)).path)
    for spoilt in (b"", b"\xff\xfe", b"1 2 3", b"; ; ;"):
        mark.write_bytes(spoilt)
        Store.open(closed, now=noon).close()
        assert CheckMark(str(closed)).fits()
    mark.unlink()
    mark.mkdir()
    with Store.open(closed, now=noon) as store:
        store.apply("note", [Put(note("n2"))])


def test_once_a_week_all_is_looked_through(closed: Path) -> None:
    clock = [NOON]

    def now() -> datetime:
        return clock[0]

    with Store.open(closed, now=now) as store:
        assert store.look_through_if_due()
        assert not store.look_through_if_due()
        clock[0] += timedelta(days=7)
        assert store.look_through_if_due()
        clock[0] -= timedelta(days=100)  # the clock ran ahead once
        assert store.look_through_if_due()
    spoil(closed, unseen=True)
    with Store.open(closed, now=now) as store:
        clock[0] += timedelta(days=7)
        with pytest.raises(Damaged, match="is damaged"):
            store.look_through_if_due()
    with pytest.raises(Damaged):
        Store.open(closed, now=now)
    source = best_source(closed)
    assert source is not None
    bring_back(source, closed, now)
    with Store.open(closed, now=now) as store:
        assert store.get("note", "n1") == note(text="They pay late")
        assert store.verify() == []


def test_what_another_program_saves_meanwhile_is_no_damage(
    closed: Path, open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_file, "WAIT_MS", 20)
    other = open_store()
    saved: list[str] = []

    def save_one_more(statement: str) -> None:
        if 'FROM "note"' in statement and not saved:
            saved.append(statement)
            with suppress(Locked):  # it has to wait until the look is over
                other.apply("meanwhile", [Put(note("n9"))])

    with closing(sqlite3.connect(closed, isolation_level=None)) as looking:
        looking.set_trace_callback(save_one_more)
        assert content_findings(looking) == []
        looking.set_trace_callback(None)
    assert saved


# --- saves that another program, or the end of this one, cut in two -----------------------------


def _killed_after_saving(path: Path, save: Callable[[Store], object]) -> None:
    """Leave file and mark as a program does that is killed when a save is on the disk, and before
    its mark is."""
    mark = Path(CheckMark(str(path)).path)
    with Store.open(path, now=noon) as store:
        store.look_through_if_due()
        with store._database.writing():
            begun = mark.read_bytes()
        save(store)
    mark.write_bytes(begun)
    os.utime(backup_dir(path), (NOON.timestamp(), NOON.timestamp()))


def _save(store: Store) -> None:
    store.replace_draft("note", None, "half a sent")


def test_a_file_whose_last_save_was_killed_is_opened_at_once_and_looked_through_soon(
    closed: Path,
) -> None:
    _killed_after_saving(closed, _save)
    assert capture(str(closed), "north", "note", {"text": "x"}, NOON, "note") is not None
    _killed_after_saving(closed, lambda store: store.replace_draft("other", None, "x"))
    with Store.open(closed, now=noon) as store:
        assert store.draft("note") == "half a sent"
        assert CheckMark(str(closed)).fits()
        assert CheckMark(str(closed)).checked_at() is None  # nobody looked yet
        assert store.look_through_if_due()


def test_a_save_that_was_killed_before_it_was_whole_is_no_alarm(closed: Path) -> None:
    beside = closed.with_name(f"{closed.name}-journal")
    mark = Path(CheckMark(str(closed)).path)
    with Store.open(closed, now=noon) as store, store._database.writing() as connection:
        connection.execute("PRAGMA cache_size = 1")  # so that it writes before the end
        connection.execute("PRAGMA cache_spill = 1")
        for number in range(200):
            connection.execute(
                "INSERT INTO draft (name, text, at) VALUES (?, ?, '')", (number, "x" * 3000)
            )
        left = {each: each.read_bytes() for each in (closed, beside, mark)}
    for each, content in left.items():
        each.write_bytes(content)
    assert beside.stat().st_size
    with Store.open(closed, now=noon) as store:
        assert store.drafts() == {}
        assert CheckMark(str(closed)).checked_at() is None
        assert store.verify() == []


def test_what_something_else_wrote_after_a_killed_save_is_looked_through(closed: Path) -> None:
    _killed_after_saving(closed, _save)
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("UPDATE note SET text = 'They pay soon'")
    with pytest.raises(Damaged, match="is damaged"):
        Store.open(closed, now=noon)


def test_another_file_in_the_place_of_one_with_a_killed_save_is_looked_through(
    closed: Path,
) -> None:
    _killed_after_saving(closed, _save)
    spoilt = closed.with_name("spoilt.db")
    spoilt.write_bytes(closed.read_bytes().replace(b"They pay late", b"They pay soon"))
    spoilt.replace(closed)
    with pytest.raises(Damaged, match="is damaged"):
        Store.open(closed, now=noon)


def test_a_window_opens_while_another_one_saves(closed: Path, open_store: Opener) -> None:
    store = open_store()
    store.look_through_if_due()
    looked = CheckMark(str(closed)).checked_at()
    with store._database.writing():
        assert CheckMark(str(closed)).is_saving()
        open_file_wait, open_file.WAIT_MS = open_file.WAIT_MS, 20
        try:
            other = open_store()
        finally:
            open_file.WAIT_MS = open_file_wait
    assert CheckMark(str(closed)).fits()
    other.apply("note", [Put(note("n2"))])
    assert CheckMark(str(closed)).checked_at() == looked
    assert store.verify() == []


def test_a_save_that_is_refused_leaves_the_file_as_it_should_be(closed: Path, store: Store) -> None:
    with pytest.raises(BadRecord):
        store.apply("note", [Put(note("n2", owner="nobody"))])
    assert CheckMark(str(closed)).fits()
