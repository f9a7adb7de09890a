"""Keys typed for one card are never taken by the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.review_stage import (
    GOOD,
    Clock,
    at_hand,
    last_review,
    press,
    question,
    remark,
    rough,
    sitting,
    steady,
    step,
    verdicts,
)
from tests.tui.stage import Stage
from triage.records import Energy, Event, Record
from tui.review import base_screen
from tui.review.key_guard import PAUSE, SETTLES, Guard
from tui.review.screen import ReviewScreen
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog


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
        assert "about working for them" in on.text


def test_a_number_is_dropped_whole() -> None:
    now = 100.0
    guard = Guard(lambda: now)
    guard.painted()
    now += SETTLES / 2
    assert guard.drops(of_number=True) and guard.drops_number
    for _ in range(3):
        now += PAUSE - 0.01
        assert guard.drops(of_number=True), "without a pause it is the same number"
    now += 0.1
    assert guard.drops(), "the enter after it, too"
    now += PAUSE
    assert not guard.drops(of_number=True) and not guard.drops_number


def test_a_card_that_takes_long_to_paint_ends_no_number() -> None:
    now = 100.0
    guard = Guard(lambda: now)
    assert guard.drops(of_number=True)
    now += 5
    guard.painted()
    now += SETTLES
    assert guard.drops(of_number=True)


def test_one_key_that_is_no_digit_of_a_number_takes_none_along() -> None:
    now = 100.0
    guard = Guard(lambda: now)
    guard.painted()
    assert guard.drops()
    now += SETTLES
    assert not guard.drops()


def quiet(id_: str) -> list[Record]:
    """Good but for the last talk, which is asked for in days."""
    return [r for r in steady(id_) if not isinstance(r, Event)]


@pytest.mark.parametrize("slow", [0.0, SETTLES * 0.7, SETTLES * 1.2])
async def test_of_a_number_typed_right_after_a_card_no_digit_is_lost(db: Path, slow: float) -> None:
    """The first digit falls into the moment after the card; the next ones may come after it."""
    clock = Clock()
    async with sitting(db, [*rough(), *quiet("quiet"), last_review()], clock=clock) as on:
        await press(on, "z", "1")
        clock.stopped = True
        assert at_hand(on) == "Quiet" and question(on) == "contact"
        for key in ("2", "0", "enter"):
            await press(on, key)
            clock.now += slow
        assert isinstance(on.app.screen, ReviewScreen)
        assert not on.app.workspace.ledger("quiet").event
        assert "Type it again" in remark(on)
        clock.now += PAUSE
        await press(on, "2", "0")
        assert isinstance(on.app.screen, InputDialog)
        assert on.app.screen.query_one(TextInput).value == "20"
        await press(on, "enter")
        (talk,) = on.app.workspace.ledger("quiet").event
        assert (on.app.workspace.today - talk.on).days == 20
        assert "Type it again" not in on.text


@pytest.mark.parametrize("seconds_a_look", [0.0, 0.03, 0.06, 0.1, 0.3])
async def test_a_number_typed_in_one_burst_with_the_key_before_it_is_whole_or_not_there(
    db: Path, seconds_a_look: float
) -> None:
    clock = Clock()
    records = [*rough(), step("rough", 5), *quiet("quiet"), last_review()]
    async with sitting(db, records, clock=clock) as on:
        assert at_hand(on) == "Rough"
        clock.tick = seconds_a_look
        await on.press("full_stop", "2", "0", "enter")
        talks = on.app.workspace.ledger("quiet").event
        if talks:
            assert [(on.app.workspace.today - talk.on).days for talk in talks] == [20]
        elif verdicts(on):
            assert "Type it again" in remark(on)


async def test_what_was_said_of_one_key_goes_with_the_next(db: Path) -> None:
    old = [r for r in steady("a") if not isinstance(r, Energy)]
    async with sitting(db, [*old, *quiet("b"), last_review()]) as on:
        while question(on) != "energy":
            await press(on, "5", "enter")
        await press(on, "9")
        assert "from 1 to 5" in remark(on)
        await press(on, "l", "escape", "v", "escape", "n", "escape")
        assert "from 1 to 5" not in on.text
