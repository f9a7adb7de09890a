"""Left open overnight: the day on the screen and in the records is the one on the wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from storage.settings import Settings
from tests.tui.stage import TODAY, client, event, now, stage
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace


async def test_midnight_passes_while_it_is_open(db: Path) -> None:
    async with stage(db, client(), event("m", "message_in", str(TODAY), complaint=True)) as on:
        workspace = on.app.workspace
        assert not workspace.overviews["north"].health.severity("OUR_TURN")
        workspace.now = lambda: now() + timedelta(days=1)
        on.app._look_for_other_writers()
        await on.settle()
        assert workspace.today == TODAY + timedelta(days=1)
        assert workspace.overviews["north"].health.severity("OUR_TURN") == 3
        assert "14 March" in on.toast
        on.app._look_for_other_writers()
        assert workspace.today == TODAY + timedelta(days=1)


def test_a_day_that_was_given_never_ends(db: Path) -> None:
    def later() -> datetime:
        return now() + timedelta(days=3)

    configuration = Configuration(settings=Settings())
    workspace = Workspace(db, today=TODAY, now=later, configuration=configuration, by_day=True)
    assert not workspace.begin_new_day()
    assert workspace.today == TODAY
