"""What waits for a pause is done before anything acts on it."""

from __future__ import annotations

from pathlib import Path

from textual.events import Key

from tests.tui.stage import Stage, client, stage
from tui.client.screen import ClientScreen
from tui.ui.pause import Pause


def rest_is_far(on: Stage) -> None:
    """Nobody pauses for as long as this lasts."""
    on.app.screen._narrowing._after = on.app.screen._narrowing._at_latest = 1000.0  # type: ignore[attr-defined]  # the list's


async def test_enter_opens_what_a_filter_leaves_though_nobody_has_paused(db: Path) -> None:
    async with stage(db, client(), client("Quay", "quay")) as on:
        await on.press("slash")
        rest_is_far(on)
        for name in (*"quay", "enter", "enter"):
            on.app.post_message(Key(name, name if len(name) == 1 else None))
        await on.until(lambda: isinstance(on.app.screen, ClientScreen))
        page = on.app.screen
        assert isinstance(page, ClientScreen) and page.selected_client_id() == "quay"


async def test_it_is_done_once_and_not_when_it_was_stopped(db: Path) -> None:
    done: list[str] = []
    async with stage(db, client()) as on:
        pause = Pause(on.app.screen, lambda: done.append("done"), 1000.0)
        pause.now()
        assert done == [], "no key waits"
        pause.key()
        pause.key()
        pause.now()
        pause.now()
        assert done == ["done"]
        pause.key()
        pause.stop()
        pause.now()
        assert done == ["done"]


async def test_it_comes_at_the_latest_while_somebody_types_on(db: Path) -> None:
    done: list[str] = []
    async with stage(db, client()) as on:
        pause = Pause(on.app.screen, lambda: done.append("done"), 1000.0, at_latest=0.01)
        pause.key()
        await on.until(lambda: done == ["done"])
