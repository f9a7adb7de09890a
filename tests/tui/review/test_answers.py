"""What is answered on a card: missing facts, energy, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.tui.review_stage import (
    LAST,
    answers,
    at_hand,
    computed,
    last_review,
    position,
    press,
    question,
    remark,
    rough,
    sitting,
    steady,
    verdicts,
)
from tests.tui.stage import TODAY
from triage.records import Client, Energy, Record
from tui.clients.screen import ClientsScreen
from tui.review.report_screen import ReviewReportScreen
from tui.review.screen import ReviewScreen

# --- answering ------------------------------------------------------------------------------


def without_a_mark(id_: str) -> list[Record]:
    """Steady, but not asked about yet today."""
    return [r for r in steady(id_) if not (isinstance(r, Energy) and r.on == TODAY)]


def low_last_time(id_: str) -> list[Record]:
    """Steady, and worn out the week before: energy is asked about again today."""
    return [
        replace(r, mark=2) if isinstance(r, Energy) and r.on > LAST else r
        for r in without_a_mark(id_)
    ]


async def test_a_mark_on_a_good_card_says_still_good_in_one_change(db: Path) -> None:
    async with sitting(db, [*low_last_time("a"), *low_last_time("b"), last_review("a", "b")]) as on:
        assert question(on) == "energy"
        head = on.store.head()
        await press(on, "4")
        assert at_hand(on) == "B" and on.store.head() == head + 1
        assert [e.mark for e in on.store.ledger("a").energy if e.on == TODAY] == [4]
        assert "A: still good, energy 4. u to undo" in on.words("#review-said")
        await press(on, "u")
        assert at_hand(on) == "A" and verdicts(on) == {}
        assert [e for e in on.store.ledger("a").energy if e.on == TODAY] == []


async def test_a_mark_that_changes_the_verdict_is_no_still_good(db: Path) -> None:
    tired = [r for r in without_a_mark("a") if r.kind != "energy"]
    marks = [replace(r, mark=2) for r in without_a_mark("a") if isinstance(r, Energy)]
    newest = sorted(marks, key=lambda r: r.on)[-2:]
    older = [r for r in without_a_mark("a") if isinstance(r, Energy) and r.on < newest[0].on]
    async with sitting(db, [*tired, *older, *newest, last_review("a")]) as on:
        assert computed(on) == "good"
        await press(on, "1")
        assert isinstance(on.app.screen, ReviewScreen) and computed(on) == "watch"
        assert remark(on) == "That rating changes the verdict: check the card."
        assert [r.on for r in on.store.book().reviews] == [LAST]


async def test_a_missing_fact_comes_first_and_its_digit_answers_it(db: Path) -> None:
    new = Client(id="new", name="New", not_tracked=("hours", "contact"))
    async with sitting(db, [new, last_review()]) as on:
        assert question(on) == "money"
        await press(on, "9")
        assert remark(on).startswith("The answers go from 1 to ")
        await press(on, "1")
        assert question(on) == "energy"
        await press(on, "3")
        assert computed(on) == "good"
        assert [(c.fact, c.text) for c in on.store.ledger("new").confirmed] == [
            ("money", "nothing to bill yet")
        ]
        await press(on, "space")
        assert verdicts(on) == {"new": "good"}


async def test_enter_begins_an_answer_that_is_typed(db: Path) -> None:
    new = Client(id="new", name="New", not_tracked=("hours", "money", "energy"))
    async with sitting(db, [new, last_review()]) as on:
        await press(on, "enter", "1", "2", "enter")
        assert [e.what for e in on.store.ledger("new").event] == ["call"]
        assert computed(on) == "good"


async def test_a_client_who_rests_now_needs_no_verdict(db: Path) -> None:
    new = Client(id="new", name="New", not_tracked=("contact", "money", "energy"))
    async with sitting(db, [new, *rough(), last_review()]) as on:
        assert at_hand(on) == "Rough"
        await press(on, "z", "1", "1", *"2026-04-01", "enter")
        assert on.store.ledger("new").client.state == "paused"
        assert isinstance(on.app.screen, ReviewReportScreen)


async def test_backspace_takes_back_the_question_before_then_shows_the_card_before(
    db: Path,
) -> None:
    new = Client(id="new", name="New", not_tracked=("hours", "contact"))
    async with sitting(db, [*rough(), new, last_review()]) as on:
        await press(on, "z", "3", "1")
        assert question(on) == "energy"
        await press(on, "backspace")
        assert question(on) == "money"
        assert on.store.ledger("new").confirmed == ()
        await press(on, "backspace")
        assert at_hand(on) == "Rough" and position(on) == "1 of 2"
        await press(on, "backspace")
        assert remark(on) == "This is the first card."
        await press(on, "z", "1")
        assert at_hand(on) == "New" and answers(on)["rough"]["until"] == "2026-03-20"
        await press(on, "backspace", "escape")
        assert at_hand(on) == "New"
        await press(on, "escape")
        assert isinstance(on.app.screen, ClientsScreen)
