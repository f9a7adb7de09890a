"""Keys typed for one card are never taken by the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.review_stage import GOOD, Clock, last_review, press, rough, sitting, steady, verdicts
from tests.tui.stage import Stage
from triage.records import Energy
from tui.review import base_screen
from tui.review.key_guard import SETTLES, Guard
from tui.review.screen import ReviewScreen


def test_a_card_takes_no_key_before_it_is_painted_nor_right_after() -> None:
    now = 100.0
    guard = Guard(lambda: now)
    assert not guard.takes_keys
    guard.painted()
    assert not guard.takes_keys
    now += SETTLES - 0.01
    assert not guard.takes_keys
    now += 0.02
    assert guard.takes_keys
    guard.another_card()
    now += 60
    assert not guard.takes_keys


@pytest.fixture
def long_flash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flash that a slow machine does not miss."""
    monkeypatch.setattr(base_screen, "_FLASH", 60)


def flashes(on: Stage) -> bool:
    return on.app.screen.has_class("-flash")


@pytest.mark.usefixtures("long_flash")
async def test_keys_right_after_a_card_are_dropped_with_a_flash(db: Path) -> None:
    clock = Clock()
    good = [r for g in GOOD[:4] for r in steady(g)]
    async with sitting(db, [*good, last_review(*GOOD[:4])], clock=clock) as on:
        clock.stopped = True
        for key in ("space", "z", "1", "o", "enter", "backspace", "l", "tab"):
            await press(on, key)
            assert isinstance(on.app.screen, ReviewScreen), key
            assert flashes(on)
        assert len(on.store.book().reviews) == 1
        clock.now += 1
        await press(on, "space")
        assert verdicts(on) == {"good1": "good"}
        await press(on, "space")
        assert verdicts(on) == {"good1": "good"}, "the next card is as new as the first was"


async def test_the_flash_goes_away(db: Path) -> None:
    clock = Clock()
    async with sitting(db, [*steady("a"), last_review("a")], clock=clock) as on:
        clock.stopped = True
        await press(on, "space")
        await on.until(lambda: not flashes(on))
        assert verdicts(on) == {}


async def test_a_key_held_down_goes_through_one_card_at_a_time(db: Path) -> None:
    clock = Clock()
    good = [r for g in GOOD for r in steady(g)]
    async with sitting(db, [*good, *rough(), last_review(*GOOD)], clock=clock) as on:
        await press(on, "z", "1")
        clock.stopped = True
        for _ in range(5):
            clock.now += SETTLES * 2 / 3
            await press(on, "space")
        assert verdicts(on) == {"rough": "snooze", "good1": "good", "good2": "good"}


@pytest.mark.usefixtures("long_flash")
async def test_what_was_answered_elsewhere_meanwhile_makes_a_new_card(db: Path) -> None:
    clock = Clock()
    async with sitting(db, [*steady("a"), last_review("a")], clock=clock) as on:
        clock.stopped = True
        clock.now += 1
        await press(on, "l", "6")
        assert "~ watch" in on.lines[1]
        await press(on, "full_stop")
        assert flashes(on) and len(on.store.book().reviews) == 1


async def test_the_energy_of_the_day_before_is_no_answer_today(db: Path) -> None:
    old = [
        replace(r, mark=2) if isinstance(r, Energy) and r.on.isoformat() > "2026-03-01" else r
        for r in steady("a")
        if not (isinstance(r, Energy) and r.on.isoformat() > "2026-03-12")
    ]
    async with sitting(db, [*old, last_review("a")]) as on:
        assert "How do you feel" in on.text
