"""What is no file at all stands where the second copy was: nothing hangs, and it is said."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.paths import journal_copy
from storage.recovery import best_source, bring_back
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put

if not hasattr(os, "mkfifo"):
    pytest.skip("this system has no named pipes", allow_module_level=True)


def _pipe(path: Path) -> None:
    os.mkfifo(path)
    path.chmod(0o644)


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _deep(path: Path) -> None:
    rest = "[" * 200_000
    path.write_text("".join(f'{{"{name}":{rest}\n' for name in ("number", "captured", "import")))


@pytest.mark.parametrize("instead", [_pipe, _circle, Path.mkdir, _deep])
def test_it_is_said_and_nothing_hangs(path: Path, instead: Callable[[Path], None]) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        store.backup()
    copy = journal_copy(path)
    copy.unlink()
    instead(copy)
    mode = copy.lstat().st_mode
    with Store.open(path, now=noon) as store:
        (finding,) = store.verify()
        assert "The second copy" in finding
        store.apply("note", [Put(note())])
        assert instead is _deep or any("could not be written" in told for told in store.notices)
    assert instead is not _pipe or copy.lstat().st_mode == mode
    source = best_source(path)
    assert source is not None
    bring_back(source, path, noon)
    with Store.open(path, now=noon) as store:
        assert store.clients() == [client()]
