"""Whatever happens to the data file while it is open: no screen ends the program, no text goes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from storage.data_file import open_file
from storage.errors import StorageError
from storage.rescue import RescueFile
from tests.tui.file_troubles import TROUBLES, come_to, held
from tests.tui.keys.test_no_silent_key import PLACES as ALL_PLACES
from tests.tui.stage import Stage, stage
from tui.keys.keymap import in_group
from tui.routes import NoteRoute
from tui.ui.base_screen import BaseScreen

A_MOMENT = 20
"""Milliseconds that a file in use is waited for here."""
PLACES = {name: route for name, route in ALL_PLACES.items() if name != "recovery"}
"""All but the one that is left by ending the program."""
INTO_IT = ("a", "1", "enter", "ctrl+s", "escape")
"""What is pressed on whatever a key opens."""


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_file, "WAIT_MS", A_MOMENT)


def keys_of(on: Stage) -> list[str]:
    """The keys that are the screen's own, but for those that leave the program."""
    screen = on.app.screen
    group = screen.GROUP if isinstance(screen, BaseScreen) else ""
    names = [key.keys.partition(",")[0] for key in in_group(group)] if group else []
    return [name for name in names if name not in ("q", "ctrl+q", "f5")]


async def press(on: Stage, *names: str) -> None:
    for name in names:
        await on.press(name)
        assert on.app.return_code is None, f"{name} ended the program"
        assert on.app._exception is None


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_no_screen_ends_the_program(year: Path, trouble: str) -> None:
    async with stage(year, size=(100, 30)) as on:
        with TROUBLES[trouble](on, year):
            for route in PLACES.values():
                await come_to(on, route)
                await press(on, *INTO_IT)
            on.app._look_for_other_writers()
            await on.settle()
        await goes_on(on)


async def goes_on(on: Stage) -> None:
    """The trouble is over: a note is written and kept."""
    on.app._look_for_other_writers()
    await come_to(on, NoteRoute("northlake"))
    on.app._deaf_until = 0.0  # they have looked up meanwhile
    await on.press("ctrl+end", *"kept after all", "escape")
    notes = [note.text for note in on.store.ledger("northlake").note]
    assert any(text.endswith("kept after all") for text in notes), notes[-3:]


@pytest.mark.torture
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("place", PLACES)
async def test_no_key_of_a_screen_ends_the_program(year: Path, place: str, trouble: str) -> None:
    route = PLACES[place]
    async with stage(year, size=(100, 30)) as on:
        await come_to(on, route)
        keys = keys_of(on)
        await come_to(on, None)
        with TROUBLES[trouble](on, year):
            for key in keys:
                await come_to(on, route)
                await press(on, key, *INTO_IT)
        await goes_on(on)


async def test_what_is_typed_stays_and_is_kept_once_the_trouble_is_over(
    year: Path, tmp_path: Path
) -> None:
    rescue = RescueFile(year, tmp_path / "state")
    async with stage(year, size=(100, 30), rescue=rescue) as on:
        await come_to(on, NoteRoute("northlake"))
        with held(on, year):
            await on.type("a long thought")
            on.app.drafts.flush()
            await on.settle()
            assert "a long thought" in on.text
            assert rescue.path is not None and "a long thought" in rescue.path.read_text()
            await on.press("escape")
            assert "Not saved" in on.text and "a long thought" in on.text
        await on.press("escape")
        assert rescue.path is None and not list((tmp_path / "state").rglob("*.json"))
        assert "a long thought" in [note.text for note in on.store.ledger("northlake").note]


async def test_the_last_letters_wait_for_no_disk(
    year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended from outside there is a second, and a busy disk or file may take longer than that."""

    def too_late(_descriptor: int) -> None:
        raise OSError(errno.EIO, "not before the program is gone")

    rescue = RescueFile(year, tmp_path / "state")
    async with stage(year, size=(100, 30), rescue=rescue) as on:
        await come_to(on, NoteRoute("northlake"))
        await on.type("a long thought")
        with held(on, year), monkeypatch.context() as patched:
            patched.setattr(os, "fsync", too_late)
            with pytest.raises(StorageError):
                on.app.drafts.last_words()()
        assert rescue.path is not None and "a long thought" in rescue.path.read_text()
