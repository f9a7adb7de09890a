"""A file that may not be written is looked at, and nothing is written to it or beside it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.check_mark import CheckMark
from storage.errors import ReadOnly
from storage.jsonl_export import export_jsonl
from storage.paths import journal_copy
from storage.search import Search
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put
from triage.word_match import WordQuery

if sys.platform == "win32":
    pytest.skip("it sets POSIX permission bits", allow_module_level=True)

Look = Callable[[Store], object]
LOOKS: dict[str, Look] = {
    "records": lambda store: list(store.records()),
    "search": lambda store: store.find(Search(WordQuery.read("menu"))),
    "export": lambda store: export_jsonl(store, io.StringIO()),
    "verify": lambda store: store.verify(),
    "weekly look": lambda store: store.look_through_if_due(),
    "copy when due": lambda store: store.backup_if_due(),
    "first list": lambda store: store.save_glance("key", []),
    "other writers": lambda store: store.changed_elsewhere(),
}
WRITES: dict[str, Look] = {
    "note": lambda store: store.apply("note", [Put(note("n2"))]),
    "draft": lambda store: store.replace_draft("note", None, "x"),
    "undo": lambda store: store.undo(),
}


@pytest.fixture(params=["file", "folder"])
def protected(request: pytest.FixtureRequest, path: Path) -> Iterator[Path]:
    """A data file that, or whose folder, is write-protected; nothing lies beside it."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client()), Put(note())])
    journal_copy(path).unlink()
    Path(CheckMark(str(path)).path).unlink()
    place = path if request.param == "file" else path.parent
    usual = place.stat().st_mode
    place.chmod(usual & ~0o222)
    yield path
    place.chmod(usual)


def _everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    found = {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.iterdir()}
    # SQLite's own file, which is empty, may come and go.
    return {name: state for name, state in found.items() if not name.endswith("-journal")}


def test_whatever_is_looked_at_nothing_is_written(protected: Path) -> None:
    before = _everything(protected.parent)
    with Store.open(protected, now=noon) as store:
        assert store.read_only and store.notices
        for look in LOOKS.values():
            look(store)
            assert _everything(protected.parent) == before
        for write in WRITES.values():
            with pytest.raises(ReadOnly):
                write(store)
            assert _everything(protected.parent) == before
    assert _everything(protected.parent) == before
