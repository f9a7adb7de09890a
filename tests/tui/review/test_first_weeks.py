"""The review asks about the first weeks, and a digit answers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.tui.review_stage import last_review, press, question, sitting
from tests.tui.stage import TODAY
from triage.records import Client


async def test_a_digit_writes_it_down_and_the_mark_is_asked_next(db: Path) -> None:
    since = TODAY - timedelta(days=20)
    new = Client(id="new", name="New", since=since, not_tracked=("hours", "money", "contact"))
    async with sitting(db, [new, last_review()]) as on:
        assert question(on) == "first_weeks"
        assert "2 they hesitate" in on.words("#review-asks")
        await press(on, "2")
        assert [e.what for e in on.store.ledger("new").event] == ["hesitation"]
        assert question(on) == "energy"
