"""What is written down in a hurry, and how it comes into the records."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.capture import Captured, capture, default_path
from storage.check_mark import CheckMark
from storage.data_file.backup import check_copy
from storage.data_file.copy_names import best_first
from storage.data_file.list_cache import read_list_cache
from storage.data_file.migrations import latest
from storage.data_file.readonly import read_book
from storage.header import VERSION
from storage.journal import second_copy
from storage.paths import backup_dir, database_path, journal_copy
from storage.recovery import bring_back
from storage.store import Store
from tests.storage.index import assert_index_is_true
from tests.storage.records import DAY, client, note
from triage.changes import Put, Remove
from triage.records import Note

MOMENT = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)


def noted(path: Path, text: str = "hello", client: str = "north") -> Captured | None:
    return capture(str(path), client, "note", {"text": text}, MOMENT, "note")


def copied(store: Store) -> None:
    """Make a copy at the moment at which everything here is noted down."""
    store.backup()
    os.utime(backup_dir(store.path), (MOMENT.timestamp(), MOMENT.timestamp()))


@pytest.fixture
def closed(store: Store, path: Path) -> Path:
    """A closed data file with two clients."""
    store.apply("add", [Put(client()), Put(client("acme", "Acme “[/] Ltd"))])
    copied(store)
    store.close()
    return path


def test_a_day_without_a_copy_is_left_to_the_store(closed: Path) -> None:
    assert noted(closed) is not None
    for age in (24 * 3600, -1):  # the clock may have run ahead
        made = MOMENT.timestamp() - age
        os.utime(backup_dir(closed), (made, made))
        assert noted(closed) is None
    shutil.rmtree(backup_dir(closed))
    assert noted(closed) is None


def test_it_is_taken_in_as_a_change_of_its_moment(
    closed: Path, open_store: Callable[[], Store]
) -> None:
    made = noted(closed, 'he said "no" \\ {1} ü')
    assert made is not None and made.client == "Northlake Foods"
    store = open_store()
    assert store.get("note", made.id) == Note(
        id=made.id, client="north", on=DAY, text='he said "no" \\ {1} ü'
    )
    newest = store.history(1)[0]
    assert (newest.label, newest.at) == ("Northlake Foods: note", MOMENT)
    entries = [n for n, _ in second_copy.signatures(journal_copy(closed))]
    assert entries == [1, 2]
    assert store.verify() == []
    assert_index_is_true(closed)
    assert store.undo() == "Northlake Foods: note"
    assert store.get("note", made.id) is None
    assert store.redo() == "Northlake Foods: note"


def test_each_is_undone_on_its_own(closed: Path, open_store: Callable[[], Store]) -> None:
    first, second = noted(closed, "one"), noted(closed, "two")
    assert first and second
    store = open_store()
    store.undo()
    assert store.get("note", first.id) is not None
    assert store.get("note", second.id) is None


def test_an_open_store_hears_of_it(open_store: Callable[[], Store], path: Path) -> None:
    store = open_store()
    store.apply("add", [Put(client())])
    copied(store)
    store.changed_elsewhere()
    made = noted(path)
    assert made is not None
    assert store.changed_elsewhere()
    assert store.get("note", made.id) is not None
    assert not store.changed_elsewhere()


def test_it_comes_before_whatever_is_written_next(
    open_store: Callable[[], Store], path: Path
) -> None:
    store = open_store()
    store.apply("add", [Put(client())])
    copied(store)
    assert noted(path) is not None
    store.apply("more", [Put(note("n9"))])
    assert [entry.label for entry in store.history(2)] == ["more", "Northlake Foods: note"]


def test_who_reads_without_the_store_knows_that_it_waits(
    open_store: Callable[[], Store], path: Path
) -> None:
    store = open_store()
    store.apply("add", [Put(client())])
    copied(store)
    store.save_glance("key", [])
    kept = read_list_cache(path)
    assert kept is not None and kept.current and read_book(path) is not None
    assert noted(path) is not None
    kept = read_list_cache(path)
    assert kept is not None and not kept.current
    assert read_book(path) is None


def test_a_copy_holds_it(closed: Path, open_store: Callable[[], Store]) -> None:
    store = open_store()
    assert noted(closed) is not None
    copy = store.backup()
    assert check_copy(copy).counts["captured"] == 1


def _readable_by_all(path: Path) -> None:
    path.chmod(0o644)


def _read_only(path: Path) -> None:
    path.chmod(0o400)


def _gone(path: Path) -> None:
    path.unlink()


def _of_other(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 1")


def _older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION - 1}")


def _no_database(path: Path) -> None:
    path.write_text("hello")


@pytest.mark.parametrize(
    "make_odd", [_readable_by_all, _read_only, _gone, _of_other, _older, _no_database]
)
def test_an_odd_file_is_left_to_the_store(closed: Path, make_odd: Callable[[Path], None]) -> None:
    make_odd(closed)
    before = closed.read_bytes() if closed.exists() else None
    assert noted(closed) is None
    assert (closed.read_bytes() if closed.exists() else None) == before


@pytest.mark.parametrize("meant", ["nobody", "", "e"])
def test_a_client_that_is_not_one_is_left_to_the_store(closed: Path, meant: str) -> None:
    assert noted(closed, client=meant) is None


def test_a_busy_file_is_left_to_the_store(closed: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert noted(closed) is None


def test_what_cannot_be_taken_in_stays_and_is_told(
    closed: Path, open_store: Callable[[], Store]
) -> None:
    lost, kept = noted(closed, "of nobody"), noted(closed, "of acme", "acme")
    assert lost and kept
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("UPDATE captured SET record = replace(record, 'north', 'gone')")
    store = open_store()
    assert store.get("note", kept.id) is not None
    assert any("of nobody" in notice for notice in store.notices)
    store.apply("more", [Put(note("n9", owner="acme"))])
    with closing(sqlite3.connect(closed)) as other:
        assert len(other.execute("SELECT * FROM captured").fetchall()) == 1


def test_the_version_is_that_of_the_migrations() -> None:
    assert latest() == VERSION


@pytest.mark.parametrize(
    "env",
    [
        {"GOODTERMS_DB": "/a/b.db"},
        {"GOODTERMS_DB": "b.db"},
        {"HOME": "/home/x"},
        {"HOME": "/home/x", "XDG_DATA_HOME": "/data"},
        {"HOME": "/home/x", "XDG_DATA_HOME": " "},
    ],
)
def test_the_file_is_the_one_that_every_command_takes(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GOODTERMS_DB", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    quick = default_path(env)
    assert quick is None or quick == str(database_path(None, env))


def test_a_place_that_has_to_be_asked_for_is_left_to_the_store() -> None:
    assert default_path({"GOODTERMS_DB": "~/x.db"}) is None
    assert default_path({"HOME": "/home/x", "XDG_DATA_HOME": "~/data"}) is None
    assert default_path({}) is None


@pytest.mark.parametrize("text", ["[1]", "3", "{", "[" * 100_000, '{"kind": "cake"}', '{"a": NaN}'])
def test_what_is_no_record_keeps_nobody_from_the_file(
    closed: Path, open_store: Callable[[], Store], text: str
) -> None:
    with closing(sqlite3.connect(closed)) as other:
        other.execute("INSERT INTO captured (at, label, record) VALUES ('x', 'odd', ?)", (text,))
        other.commit()
    CheckMark(str(closed)).renew()
    made = noted(closed)
    assert made is not None
    store = open_store()
    assert store.get("note", made.id) is not None
    assert [notice.split(" ")[0] for notice in store.notices] == ["“odd”"]


# --- the second copy ----------------------------------------------------------------------------


def _back_from_second_copy(path: Path) -> list[Note]:
    """The notes that come back from the second copy alone."""
    path.unlink()
    bring_back(journal_copy(path), path, lambda: MOMENT)
    with Store.open(path, now=lambda: MOMENT) as store:
        assert store.verify() == []
        return [record for record in store.records() if isinstance(record, Note)]


def test_it_lies_in_the_second_copy_at_once(closed: Path) -> None:
    made = noted(closed, 'he said "no" \\ ü')
    assert made is not None and not made.notice
    (back,) = _back_from_second_copy(closed)
    assert back == Note(id=made.id, client="north", on=DAY, text='he said "no" \\ ü')


def test_it_comes_back_once_when_it_was_taken_in(closed: Path) -> None:
    made, again = noted(closed, "one"), noted(closed, "two")
    assert made and again
    with Store.open(closed, now=lambda: MOMENT) as store:
        store.apply("gone", [Remove("note", again.id)])
    assert [note.id for note in _back_from_second_copy(closed)] == [made.id]


def test_a_backup_and_the_second_copy_bring_it_back(
    closed: Path, open_store: Callable[[], Store]
) -> None:
    before = noted(closed, "before")
    store = open_store()
    copied(store)
    copy = best_first(closed)[0].path
    after = noted(closed, "after")
    assert before and after
    closed.unlink()
    assert bring_back(copy, closed, lambda: MOMENT).later.done == 1
    with Store.open(closed, now=lambda: MOMENT) as store:
        assert [store.get("note", made.id) is None for made in (before, after)] == [False, False]


def test_a_line_that_was_altered_is_named_and_not_believed(closed: Path) -> None:
    assert noted(closed, "They pay late")
    copy = journal_copy(closed)
    copy.write_bytes(copy.read_bytes().replace(b"They pay late", b"They pay soon"))
    with Store.open(closed, now=lambda: MOMENT) as store:
        (finding,) = store.verify()
        assert "The second copy" in finding and "in line 2" in finding
        store.undo()
    copy.write_bytes(b"".join(copy.read_bytes().splitlines(keepends=True)[:2]))
    assert _back_from_second_copy(closed) == []


def test_it_begins_on_a_line_of_its_own(closed: Path) -> None:
    with journal_copy(closed).open("ab") as file:
        file.write(b'{"number":2,"at"')  # a crash in the middle of a line
    made = noted(closed)
    assert made is not None
    assert [note.id for note in _back_from_second_copy(closed)] == [made.id]


def _a_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("instead", [None, Path.mkdir, _a_pipe])
def test_without_a_second_copy_it_is_left_to_the_store(
    closed: Path, instead: Callable[[Path], None] | None
) -> None:
    journal_copy(closed).unlink()
    if instead is not None:
        instead(journal_copy(closed))
    assert noted(closed) is None
