"""Which keys a card offers, and that the others say why they do nothing."""

from __future__ import annotations

from pathlib import Path

from tests.triage.review.lives import event
from tests.tui.review_stage import flow, last_review, sitting, steady, verdicts
from tests.tui.stage import client
from tests.tui.stage import one_by_one as press
from tui.decide.screen import DecideScreen
from tui.review.screen import ReviewScreen
from tui.review.wording import progress, ways


async def test_a_stop_offers_only_what_can_act_there(db: Path) -> None:
    danger = [*steady("danger"), event("danger", "incident", 1, type="threat")]
    async with sitting(db, [*danger, last_review()]) as on:
        assert flow(on).overview.verdict == "stop"
        assert [way.action for way in ways(flow(on))] == ["enter"]
        for key in ("full_stop", "z", "space", "tab", "7"):
            await press(on, key)
            assert isinstance(on.app.screen, ReviewScreen) and on.words("#review-remark"), key
        assert verdicts(on) == {}
        await press(on, "enter")
        assert isinstance(on.app.screen, DecideScreen)


async def test_one_who_waits_is_one_other(db: Path) -> None:
    async with sitting(db, [client(f"New {n}", f"new{n}") for n in range(4)]) as on:
        assert flow(on).queue.waiting == 1
        words = progress(flow(on), "unicode", 100)
        assert "1 other can wait" in words
