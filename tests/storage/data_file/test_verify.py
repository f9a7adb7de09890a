"""Verify finds what SQLite's own check does not see."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import Damaged, FileTrouble
from storage.journal.journal import JournalLine
from storage.paths import journal_copy
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note, time
from triage.changes import Put, Remember, Remove
from triage.records import Record

Opener = Callable[[], Store]


@pytest.fixture
def busy(store: Store) -> Store:
    """A file with a past: changes, undo, an import that was edited, an answer."""
    store.apply("add", [Put(client())])
    store.apply("notes", [Put(note("n1", "They pay late")), Put(note("n2"))])
    store.import_batch(
        "hours", file="hours.csv", fingerprint="f", new=[time("t1", 61), time("t2", 62)]
    )
    store.apply("edit", [Put(time("t2", 63)), Remember("projects", "Site", "north")])
    store.apply("remove", [Remove("note", "n2")])
    store.undo()
    store.backup()
    return store


def test_a_sound_file_has_nothing_to_say(busy: Store) -> None:
    assert busy.verify() == []


@pytest.mark.parametrize(
    ("meddling", "says"),
    [
        ("UPDATE note SET text = 'They pay soon' WHERE id = 'n1'", "note n1 differs from"),
        ("DELETE FROM note WHERE id = 'n1'", "note n1 is in the journal but missing"),
        ("UPDATE time SET minutes = 1 WHERE id = 't1'", "imported from hours.csv have been"),
        ("DELETE FROM time WHERE id = 't1'", "imported from hours.csv have been altered"),
        ("UPDATE time SET minutes = 1 WHERE id = 't2'", "time t2 differs from the journal"),
        ("UPDATE client SET tags = '[' ", "tags of the client north"),
        ("UPDATE remembered SET value = 'south'", "answers to import questions"),
        ("DROP TRIGGER journal_is_never_changed; UPDATE journal SET label = 'x' WHERE number = 2",
         "entry 2 (2026-03-13T12:00:00+00:00) was altered"),
        ("DROP TRIGGER journal_is_never_changed; UPDATE journal SET content = '{' WHERE number = 2",
         "entry 2 (2026-03-13T12:00:00+00:00) cannot be read"),
        ("ALTER TABLE note RENAME COLUMN text TO body", "no such column"),
        ("DROP TRIGGER journal_is_never_shortened; DELETE FROM journal WHERE number = 3",
         "gap or a change before entry 4"),
        ("PRAGMA foreign_keys = OFF; UPDATE note SET client = 'x' WHERE id = 'n1'",
         "(note) belongs to a client"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_our_back_is_named(
    busy: Store, path: Path, meddling: str, says: str
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.executescript(meddling)
    assert any(says in finding for finding in busy.verify())


_SHOWN = ("number", "uuid", "at", "label", "undoes", "content", "prev")


def _sign(file: sqlite3.Connection, number: int) -> str:
    """Give an entry the hash that fits what it now says; the hash."""
    row = file.execute(
        f"SELECT {', '.join(_SHOWN)} FROM journal WHERE number = ?", (number,)
    ).fetchone()
    line = JournalLine(**dict(zip(_SHOWN, row, strict=True)), hash="")
    file.execute("UPDATE journal SET hash = ? WHERE number = ?", (line.expected_hash(), number))
    return line.expected_hash()


def test_a_rewritten_entry_with_a_hash_that_fits_breaks_the_chain(busy: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("DROP TRIGGER journal_is_never_changed")
        file.execute("UPDATE journal SET label = 'x' WHERE number = 2")
        _sign(file, 2)
    journal_copy(path).unlink()  # which would tell by itself
    assert busy.verify() == ["The journal has a gap or a change before entry 3."]


def test_a_hash_holds_the_entry_before(busy: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("DROP TRIGGER journal_is_never_changed")
        file.execute("UPDATE journal SET label = 'x' WHERE number = 2")
        file.execute("UPDATE journal SET prev = ? WHERE number = 3", (_sign(file, 2),))
    journal_copy(path).unlink()
    assert busy.verify() == [
        "Journal entry 3 (2026-03-13T12:00:00+00:00) was altered after it was written."
    ]


def test_an_id_that_comes_again_is_no_contradiction(store: Store) -> None:
    def imported(minutes: int) -> None:
        new: list[Record] = [client(), time("t", minutes)]
        store.import_batch("hours", file="f", fingerprint="f", new=new)

    store.apply("add", [Put(client(contact="Rolf"))])
    store.undo()
    imported(1)
    store.apply("edit", [Put(time("t", 2))])
    store.apply("remove", [Remove("time", "t"), Remove("client", "north")])
    assert store.verify() == []
    imported(3)
    store.apply("edit", [Put(time("t", 4))])
    assert store.verify() == []
    for _ in range(5):
        store.undo()
        assert store.verify() == []
    for _ in range(5):
        store.redo()
        assert store.verify() == []


def test_a_bad_newest_backup_is_named(busy: Store) -> None:
    copy = busy.backup()
    copy.write_bytes(copy.read_bytes()[:5000])
    assert any(str(copy) in finding for finding in busy.verify())


def test_a_flipped_bit_in_a_text_is_found(busy: Store, path: Path) -> None:
    busy.close()
    data = path.read_bytes()
    for at in _places(data, b"They pay late"):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x01]) + data[at + 1 :])
        with Store.open(path, now=noon, look=False) as store:
            assert store.verify() != []
        with pytest.raises(Damaged):
            Store.open(path, now=noon)


def _places(data: bytes, text: bytes) -> list[int]:
    places, at = [], data.find(text)
    while at >= 0:
        places.append(at)
        at = data.find(text, at + 1)
    assert places
    return places


def test_any_flipped_bit_is_said_or_harmless_never_a_crash(busy: Store, path: Path) -> None:
    records = list(busy.records())
    busy.close()
    data = path.read_bytes()
    chance = random.Random(11)
    reported = 0
    for _ in range(40):
        at = chance.randrange(len(data))
        path.write_bytes(
            data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        )
        try:
            with Store.open(path, now=noon, look=False) as store:
                findings = store.verify()
                reported += bool(findings)
                assert findings or list(store.records()) == records
        except FileTrouble:
            reported += 1
    assert reported
