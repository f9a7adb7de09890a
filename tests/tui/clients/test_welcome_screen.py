"""The first start: three keys, and the sample year that touches nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.stage import stage
from tui.clients.screen import ClientsScreen
from tui.clients.welcome_screen import WelcomeScreen
from tui.forms.screen import RecordForm


async def test_an_empty_file_opens_with_three_ways_to_begin(db: Path) -> None:
    async with stage(db) as on:
        assert isinstance(on.app.screen, WelcomeScreen)
        for part in ("i Import a file", "a Add a client", "s Look at the sample year"):
            assert part in on.text
        assert "one file on this computer" in on.text


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_what_a_way_leads_to_hangs_under_its_name(db: Path, columns: int) -> None:
    async with stage(db, size=(columns, 24)) as on:
        for line in (way.query(Static).last() for way in on.app.screen.query(".way")):
            assert line.region.x > on.app.screen.query(".key").first().region.x
            assert line.region.right <= columns
        assert "your own file is not touched" in on.text


async def test_it_goes_away_as_soon_as_there_is_a_client(db: Path) -> None:
    async with stage(db) as on:
        await on.press("a")
        assert isinstance(on.app.screen, RecordForm)
        await on.press("escape")
        assert isinstance(on.app.screen, WelcomeScreen)
        await on.press("a")
        await on.type("Quay")
        await on.press("ctrl+s")
        assert isinstance(on.app.screen, ClientsScreen)
        assert "Quay" in on.text


async def test_without_it_the_empty_list_says_what_to_do(db: Path) -> None:
    async with stage(db) as on:
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
        assert "No clients yet." in on.text


async def test_the_sample_year_does_not_touch_the_own_file(db: Path) -> None:
    async with stage(db) as on:
        await on.press("s")
        assert isinstance(on.app.screen, ClientsScreen)
        assert "Good Terms sample" in on.text
        assert "Northlake Foods" in on.text
        sample = on.app.workspace.path
        assert sample != db
        await on.press("l", "enter", "q")
        await on.settle()
        assert isinstance(on.app.screen, WelcomeScreen)
        assert on.store.clients() == []
        assert not sample.exists()
