"""Left open overnight: the day on the screen and in the records is the one on the wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from storage.settings.settings import Settings
from tests.tui.review_stage import at_hand, flow, last_review, rough, sitting, steady, watched
from tests.tui.stage import TODAY, client, event, now, stage
from tests.tui.stage import one_by_one as press
from tui.review.report_screen import ReviewReportScreen
from tui.review.wording import leads_to
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


async def test_midnight_passes_in_the_middle_of_a_review(db: Path) -> None:
    records = [*rough(), *watched("mild", 1), *steady("a"), *steady("b"), last_review("a", "b")]
    async with sitting(db, records) as on:
        await press(on, "z", "1")
        await on.type("waiting for their answer")
        await on.press("enter")
        assert at_hand(on) == "Mild"
        workspace = on.app.workspace
        workspace.now = lambda: now() + timedelta(days=1)
        on.app._look_for_other_writers()
        await on.settle()
        assert at_hand(on) == "Mild", "the card at hand stays, as of the new day"
        assert flow(on).overview.on == workspace.today == TODAY + timedelta(days=1)
        assert leads_to(flow(on))[0] == "outcome", "its day has come over night"
        await press(on, "enter", "1", "space", "space")
        assert isinstance(on.app.screen, ReviewReportScreen)
        (review,) = (r for r in on.store.book().reviews if r.on == TODAY)
        assert review.finished_on == workspace.today
        assert [card["client"] for card in review.cards] == ["rough", "mild", "a", "b"]
        assert [card["on"] for card in review.cards[:2]] == [
            TODAY.isoformat(),
            workspace.today.isoformat(),
        ]
