"""Each trouble with the data file, met where nobody expected it, is said and ends nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.message_pump import MessagePump

from storage.data_file import open_file
from storage.errors import Damaged, DiskTrouble, Locked, Moved, ReadOnly, StorageError
from tests.storage.records import note
from tests.tui.file_troubles import TROUBLES
from tests.tui.stage import Stage, client, fill, stage
from triage.changes import Put

MEANT: dict[str, type[StorageError]] = {
    "held": Locked,
    "full": DiskTrouble,
    "read only": ReadOnly,
    "moved": Moved,
    "damaged": Damaged,
}
"""What each of them is called."""
Later = Callable[[MessagePump, Callable[[], None]], object]
WAYS: dict[str, Later] = {
    "a message": lambda pump, do: pump.call_later(do),
    "a timer": lambda pump, do: pump.set_timer(0.001, do),
    "a timer that goes on": lambda pump, do: pump.set_interval(0.001, do, repeat=0),
    "what another screen answered": lambda pump, do: pump.call_next(do),
}


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(open_file, "WAIT_MS", 20)
    fill(tmp_path / "gt.db", [client()])
    return tmp_path / "gt.db"


def test_every_trouble_is_tried() -> None:
    assert MEANT.keys() == TROUBLES.keys()


@pytest.mark.parametrize("later", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("trouble", TROUBLES)
async def test_it_is_said(db: Path, trouble: str, later: Later) -> None:
    async with stage(db) as on:
        for pump in (on.app, on.app.screen):
            with TROUBLES[trouble](on, db):
                assert await _met(on, pump, later) is MEANT[trouble]
    assert on.app._exception is None


async def _met(on: Stage, pump: MessagePump, later: Later) -> type[StorageError] | None:
    """What a save from a handler comes up against, once it was said."""
    met: list[StorageError] = []

    def save() -> None:
        if met:
            return  # a timer that goes on
        try:
            on.store.apply("note", [Put(note("n1", "x" * 100_000))])
        except StorageError as error:
            met.append(error)
            raise

    on.app.clear_notifications()
    await on.settle()
    later(pump, save)
    await on.until(lambda: bool(met) and met[0].message in on.toast)
    await on.settle()
    return type(met[0])
