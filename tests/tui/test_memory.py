"""A program that was closed is gone: nothing global holds its app, screens or data file."""

from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path

import pytest

from tests.tui.stage import client, stage
from tui.client.note_screen import NoteScreen


def test_a_closed_program_leaves_nothing_behind(db: Path) -> None:
    alive: dict[str, weakref.ref[object]] = {}

    async def write_a_note() -> None:
        async with stage(db, client()) as on:
            await on.press("n")
            assert isinstance(on.app.screen, NoteScreen)
            await on.type("Kept")
            alive["note screen"] = weakref.ref(on.app.screen)
            await on.press("escape")
            alive["list screen"] = weakref.ref(on.app.screen)
            alive["app"] = weakref.ref(on.app)
            alive["store"] = weakref.ref(on.store)
            alive["engine"] = weakref.ref(on.store._sessions._engine)

    asyncio.run(write_a_note())
    gc.collect()
    assert [name for name, ref in alive.items() if ref() is not None] == []


async def test_a_second_load_makes_no_garbage_permanent(db: Path) -> None:
    """Freezing again, as coming back from the sample year once did, keeps whatever is dead."""
    async with stage(db, client()) as on:
        before = gc.get_freeze_count()
        on.app.open_again()
        await on.settle()
        assert gc.get_freeze_count() <= before  # fewer when what was frozen has died meanwhile


async def test_collection_that_was_put_off_begins_with_the_list(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr("tui.ui.first_reading.gc.freeze", lambda: frozen.append(gc.isenabled()))
    gc.disable()
    try:
        async with stage(db, client()):
            assert gc.isenabled()
    finally:
        gc.enable()
    assert frozen == [True]
