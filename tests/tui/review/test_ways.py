"""Which keys a card offers, and that the others say why they do nothing."""

from __future__ import annotations

from pathlib import Path

from tests.triage.review.lives import event
from tests.tui.review_stage import flow, last_review, sitting, steady, step, verdicts
from tests.tui.stage import client
from tests.tui.stage import one_by_one as press
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.review.screen import ReviewScreen
from tui.review.wording import leads_to, progress, ways


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


async def test_a_good_client_whose_step_is_to_be_looked_at_is_first_asked_how_it_went(
    db: Path,
) -> None:
    async with sitting(db, [*steady("calm"), step("calm", 0), last_review("calm")]) as on:
        assert flow(on).overview.verdict == "good" and leads_to(flow(on))[0] == "outcome"
        assert [way.action for way in ways(flow(on))][:2] == ["enter", "good"]
        await press(on, "enter")
        assert isinstance(on.app.screen, OutcomeScreen)
        await press(on, "1")
        assert verdicts(on) == {"calm": "decided"}


async def test_every_way_fits_on_a_good_card(db: Path) -> None:
    async with sitting(db, [*steady("calm"), last_review("calm")]) as on:
        shown = ways(flow(on))
        assert shown[0].action == "good" and "next Fri" in shown[0].words
        assert all(way.words in on.lines[-2] for way in shown)
