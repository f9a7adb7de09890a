"""One's own verdict, given on a card."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.triage.review.lives import event, reviewed
from tests.tui.review_stage import (
    answers,
    computed,
    last_review,
    no_shows,
    press,
    rough,
    sitting,
    steady,
)
from tests.tui.stage import TODAY
from triage.records import Client
from tui.review.report_screen import ReviewReportScreen
from tui.review.screen import ReviewScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.input_dialog import InputDialog

WHY = "They apologised"


async def test_better_asks_for_a_reason_and_an_end(db: Path) -> None:
    async with sitting(db, [*rough(), *steady("b"), last_review("b")]) as on:
        await press(on, "equals_sign")
        assert "Computed: ▲ act. It stays visible next to yours." in on.text
        await press(on, "2", "s", "o", "enter")
        assert isinstance(on.app.screen, InputDialog), "it is too short"
        await on.type(f" {WHY}")
        await press(on, "enter")
        assert on.drawn("3") == "4 4 weeks, until Fri 10 Apr"
        await press(on, "2")
        (own,) = on.store.ledger("rough").override
        assert (own.health, own.reason) == ("good", f"so {WHY}")
        assert own.until is not None and own.until.isoformat() == "2026-03-27"
        card = answers(on)["rough"]
        assert (card["verdict"], card["health"], card["until"]) == ("override", "act", "2026-03-27")
        assert card["reason"] == f"so {WHY}"
        await press(on, "backspace")
        assert computed(on) == "act", "the computed one stays"
        assert f"yours: good until Fri 27 Mar: so {WHY}" in on.words("#review-head")


async def test_worse_needs_nothing_and_comes_again(db: Path) -> None:
    async with sitting(db, [*steady("a"), *steady("b"), last_review("a", "b")]) as on:
        await press(on, "equals_sign", "2")
        (own,) = on.store.ledger("a").override
        assert (own.health, own.until, own.on) == ("act", None, TODAY)
        assert answers(on)["a"]["reason"] == "your own verdict: act"
        await press(on, "space", "enter")
        assert on.lines[3].split()[:2] == ["✓", "good"] and "yours: act" in on.lines[3]


async def test_a_good_card_with_an_own_act_takes_no_space(db: Path) -> None:
    async with sitting(db, [*steady("a"), last_review("a")]) as on:
        await press(on, "equals_sign", "2", "enter", "u")
        await press(on, "w", "enter", "equals_sign", "1")
        assert isinstance(on.app.screen, ReviewReportScreen)
        await press(on, "u", "space")
        assert isinstance(on.app.screen, ReviewReportScreen)


async def test_it_is_withdrawn_by_the_same_key(db: Path) -> None:
    async with sitting(db, [*steady("a"), *steady("b"), last_review("a", "b")]) as on:
        await press(on, "equals_sign", "1", "backspace", "equals_sign")
        assert on.drawn("3") == "4 back to the computed verdict: ✓ good"
        await press(on, "4")
        assert on.app.workspace.overviews["a"].own is None
        assert answers(on)["a"]["reason"].startswith("your own verdict")


async def test_a_stop_is_no_matter_of_opinion(db: Path) -> None:
    danger = [*steady("danger"), event("danger", "incident", 1, type="threat")]
    async with sitting(db, [*danger, last_review()]) as on:
        await press(on, "equals_sign")
        assert isinstance(on.app.screen, ReviewScreen)
        assert on.store.ledger("danger").override == ()
        assert "cleared on the Safety page" in on.words("#review-remark")


async def test_left_anywhere_nothing_is_stored(db: Path) -> None:
    async with sitting(db, [*rough(), last_review()]) as on:
        await press(on, "equals_sign", "escape", "equals_sign", "1", "escape", "equals_sign", "1")
        await on.type(WHY)
        await press(on, "enter")
        assert isinstance(on.app.screen, ChoiceDialog)
        await press(on, "escape")
        assert isinstance(on.app.screen, ReviewScreen)
        assert on.store.ledger("rough").override == ()


async def test_a_stop_is_taken_at_once(db: Path) -> None:
    async with sitting(db, [*steady("a"), last_review()]) as on:
        await press(on, "equals_sign", "3")
        (own,) = on.store.ledger("a").override
        assert (own.health, own.until) == ("stop", None)


async def test_a_third_better_verdict_opens_the_page_instead(db: Path) -> None:
    answered = {"client": "mild", "verdict": "override", "until": TODAY.isoformat()}
    twice = [reviewed(TODAY - timedelta(weeks=back), answered) for back in (2, 1)]
    mild = Client(id="mild", name="Mild", since=date(2025, 1, 1))
    async with sitting(db, [mild, *no_shows("mild"), *twice]) as on:
        await press(on, "equals_sign", "1")
        assert not isinstance(on.app.screen, ReviewScreen | InputDialog)
        assert "2 times in a row" in on.toast
        assert on.store.ledger("mild").override == ()
