"""A write-protected file is looked at; every write says so, and what is typed stays."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.rescue import RescueFile
from tests.tui.stage import client, fill, stage
from tui.client.note_screen import NoteScreen

if sys.platform == "win32":
    pytest.skip("no permission bits", allow_module_level=True)

ONE_LINE = "Write-protected: you can look and export"


@contextmanager
def protected(path: Path) -> Iterator[None]:
    usual = path.stat().st_mode
    path.chmod(usual & ~0o222)
    try:
        yield
    finally:
        path.chmod(usual)


@pytest.mark.parametrize("what", ["file", "folder"])
async def test_it_opens_says_so_and_takes_writes_once_it_may(tmp_path: Path, what: str) -> None:
    db = tmp_path / "home" / "gt.db"
    db.parent.mkdir(0o700)
    fill(db, [client()])
    rescue = RescueFile(db, tmp_path / "state")
    with protected(db if what == "file" else db.parent):
        before = db.read_bytes()
        running = stage(db, rescue=rescue)
        on = await running.__aenter__()
        assert "Northlake Foods" in on.text and ONE_LINE in on.text
        await on.press("l", "8")
        assert "is write-protected" in on.toast and "chmod u+w" in on.toast
        await on.press("escape", "n")
        await on.type("half a thought")
        await on.press("escape")
        assert isinstance(on.app.screen, NoteScreen)
        assert "Not saved" in on.text and "half a thought" in on.text
        assert on.app.drafts.flush() is not None
        assert rescue.path is not None
        assert db.read_bytes() == before
    on.app._look_for_other_writers()
    await on.settle()
    assert ONE_LINE not in on.text
    await on.press("escape")
    assert [note.text for note in on.store.ledger("north").note] == ["half a thought"]
    assert on.app.drafts.flush() is None and rescue.path is None
    await running.__aexit__(None, None, None)
