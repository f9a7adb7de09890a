"""Where nobody has hours any more, card and reasons say that an import is likely missing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.triage.review.lives import steady
from tests.tui.review_stage import at_hand, last_review, press, sitting
from tests.tui.stage import TODAY
from tui.client.why_screen import WhyScreen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_fade_of_which_the_import_is_missing_says_so(
    db: Path, size: tuple[int, int]
) -> None:
    old = steady("a", until=TODAY - timedelta(days=60))
    async with sitting(db, [*old, last_review("a")], size=size) as on:
        assert at_hand(on) == "A"
        card = on.words("#review-card")
        assert "since 12 January: import first" in card
        await press(on, "v")
        assert isinstance(on.app.screen, WhyScreen)
        assert "since 12 January" in on.text


async def test_a_fade_among_hours_of_others_says_nothing_of_an_import(db: Path) -> None:
    old = steady("a", until=TODAY - timedelta(days=60))
    async with sitting(db, [*old, *steady("b"), last_review("a", "b")]) as on:
        assert at_hand(on) == "A" and "8 weeks" in on.text
        assert "import first" not in on.text
