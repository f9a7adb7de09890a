"""One flipped bit anywhere: what is opened is right, or the damage has a name. It never ends in a
traceback, and never in a note that goes into a damaged file.

`make torture` tries it on more than five hundred of each.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.capture import capture
from storage.data_file.copy_names import list_backups
from storage.errors import BackupFailed, Damaged, FileTrouble, NotOurs
from storage.paths import backup_dir, journal_copy
from storage.recovery import best_source, bring_back
from storage.store import Store
from tests.examples import examples
from tests.storage.conftest import NOON, noon
from tests.storage.records import client, note, time
from triage.changes import Put
from triage.records import Record

Flip = tuple[float, int]
_FLIPS = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
"""Where, as a part of the file, and which bit."""
TRIALS = 15


@pytest.fixture(scope="module")
def life() -> Iterator[Path]:
    """A folder with a data file that was worked on, its second copy and a backup."""
    folder = Path(mkdtemp())
    with Store.open(folder / "gt.db", now=noon) as store:
        store.apply("add", [Put(client())])
        for number in range(20):
            store.apply("note", [Put(note(f"n{number}", "Sie zahlen spät. " * 20))])
        hours = [time(f"t{number}", number) for number in range(100)]
        store.import_batch("hours", file="a.csv", fingerprint="a", new=hours)
        store.backup()
        store.apply("note", [Put(note("late", "after the copy"))])
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def lived(life: Path) -> list[Record]:
    """What is in it."""
    with Store.open(life / "gt.db", now=noon) as store:
        return list(store.records())


def _flipped(folder: Path, path: Path, flip: Flip) -> Path:
    """A copy of the folder in which one bit of one of its files is another; its data file."""
    copied = Path(mkdtemp()) / "home"
    shutil.copytree(folder, copied)
    target = copied / path.relative_to(folder)
    data = bytearray(target.read_bytes())
    data[int(len(data) * flip[0])] ^= 1 << flip[1]
    target.write_bytes(data)
    return copied / "gt.db"


@given(flip=_FLIPS)
@examples(TRIALS)
def test_in_the_data_file(life: Path, lived: list[Record], flip: Flip) -> None:
    path = _flipped(life, life / "gt.db", flip)
    before = path.read_bytes()
    try:
        assert capture(str(path), "north", "note", {"text": "x"}, NOON, "note") is None
        with Store.open(path, now=noon) as store:
            assert list(store.records()) == lived
            store.apply("more", [Put(note("more"))])
    except (Damaged, NotOurs, FileTrouble):
        assert path.read_bytes() == before  # nothing went into it
        source = best_source(path)
        assert source is not None
        assert bring_back(source, path, noon).later.left == []
    with Store.open(path, now=noon) as store:
        assert [record for record in store.records() if record.id != "more"] == lived
    shutil.rmtree(path.parent.parent)


@given(flip=_FLIPS)
@examples(TRIALS)
def test_in_the_second_copy(life: Path, lived: list[Record], flip: Flip) -> None:
    path = _flipped(life, journal_copy(life / "gt.db"), flip)
    with Store.open(path, now=noon) as store:
        (finding,) = store.verify()
        assert "The second copy" in finding
        assert list(store.records()) == lived
        store.apply("more", [Put(note("more"))])
    path.unlink()
    (copy,) = list_backups(backup_dir(path))
    restored = bring_back(copy.path, path, noon)
    with Store.open(path, now=noon) as store:
        there = [record for record in store.records() if record.id != "more"]
        assert all(record in lived for record in there)
        assert restored.later.left or len(there) == len(lived)
        assert store.verify() == []
    shutil.rmtree(path.parent.parent)


@given(flip=_FLIPS)
@examples(TRIALS)
def test_in_a_copy(life: Path, lived: list[Record], flip: Flip) -> None:
    path = _flipped(life, list_backups(backup_dir(life / "gt.db"))[0].path, flip)
    path.unlink()
    (copy,) = backup_dir(path).glob("*.db")
    try:
        bring_back(copy, path, noon)
    except BackupFailed:
        assert not path.exists()
        source = best_source(path)
        assert source == journal_copy(path)
        bring_back(source, path, noon)
    with Store.open(path, now=noon) as store:
        assert list(store.records()) == lived
    shutil.rmtree(path.parent.parent)
