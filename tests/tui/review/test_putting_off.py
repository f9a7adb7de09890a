"""A card that is left as it is, or snoozed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tests.triage.review.lives import event, reviewed
from tests.tui.guided import asked
from tests.tui.review_stage import (
    answers,
    card,
    flow,
    last_review,
    no_shows,
    press,
    remark,
    rough,
    sitting,
    steady,
    step,
    verdicts,
    watched,
)
from tests.tui.stage import TODAY
from triage.records import Client, Invoice, Record
from tui.decide.outcome_screen import OutcomeScreen
from tui.review.screen import ReviewScreen
from tui.review.snooze_screen import SnoozeScreen
from tui.ui.input_dialog import InputDialog

# --- holding, snoozing ----------------------------------------------------------------------


async def test_a_hold_keeps_the_step_s_day_and_stores_the_shown_reason(db: Path) -> None:
    async with sitting(db, [*watched("mild1", 0), last_review()]) as on:
        await press(on, "full_stop")
        answer = answers(on)["mild1"]
        assert (answer["verdict"], answer["until"]) == ("hold", TODAY.isoformat())
        assert "2 no-shows" in answer["reason"]


async def test_past_its_day_a_step_cannot_be_held(db: Path) -> None:
    async with sitting(db, [*watched("mild1", -1), last_review()]) as on:
        await press(on, "full_stop")
        assert remark(on) == "It was due on Thu 12 March: press Enter to open it."
        await press(on, "z", "1")
        assert "digit was not used" in remark(on), "refused weeks make no mark"
        assert on.store.book().reviews == (last_review(),)
        await press(on, "enter")
        assert isinstance(on.app.screen, OutcomeScreen)


async def test_without_a_step_it_is_looked_at_again_in_28_days(db: Path) -> None:
    async with sitting(db, [*steady("mild"), *no_shows("mild"), last_review()]) as on:
        assert flow(on).offer.until == date(2026, 4, 10)
        await press(on, "full_stop")
        assert answers(on)["mild"]["until"] == "2026-04-10"


async def test_a_stop_is_neither_held_nor_put_off(db: Path) -> None:
    danger = [*steady("danger"), event("danger", "incident", 1, type="threat")]
    async with sitting(db, [*danger, last_review()]) as on:
        for key in ("full_stop", "z", "space"):
            await press(on, key)
            assert isinstance(on.app.screen, ReviewScreen)
        assert on.store.book().reviews == (last_review(),)
        await press(on, "enter")
        assert asked(on)[0] == "safety"


async def test_held_four_times_with_nothing_new_wants_enter(db: Path) -> None:
    holds = [
        reviewed(
            TODAY - timedelta(weeks=back),
            {"client": "mild", "verdict": "hold"},
            seen={"mild": {"PAY_LATE": {"severity": 2}}},
        )
        for back in (4, 3, 2, 1)
    ]
    old = date(2025, 12, 1)
    disputed = Invoice(
        id="i", client="mild", issued=old, due=old, amount=Decimal(90), disputed_on=old
    )
    quiet: list[Record] = [Client(id="mild", name="Mild"), disputed]
    async with sitting(db, [*quiet, *holds]) as on:
        assert card(on).place == "held"
        for key in ("full_stop", "z"):
            await press(on, key)
            assert "press Enter to decide" in remark(on)
        assert len(on.store.book().reviews) == 4


async def test_the_strip_shows_the_days_and_a_letter_picks_another_reason(db: Path) -> None:
    async with sitting(db, [*steady("mild"), *no_shows("mild"), last_review()]) as on:
        await press(on, "z")
        assert isinstance(on.app.screen, SnoozeScreen)
        days = on.words("#snooze-weeks")
        assert "2 Fri 27 Mar" in days and "9 Fri 15 May" in days
        await press(on, "c", "2")
        card = answers(on)["mild"]
        assert (card["until"], card["reason"]) == ("2026-03-27", "They are away")


async def test_who_says_why_in_their_own_words_is_offered_no_letters(db: Path) -> None:
    async with sitting(db, [*rough(), last_review()]) as on:
        await press(on, "z")
        strip = on.app.screen
        assert isinstance(strip, SnoozeScreen)
        assert "snooze.reason" not in [key.id for key in strip.bar()]


async def test_a_snooze_stops_at_the_step_s_day(db: Path) -> None:
    records = [*rough(), step("rough", 3), last_review()]
    async with sitting(db, records) as on:
        await press(on, "z")
        assert on.words("#snooze-weeks") == "1 Mon 16 Mar"
        await press(on, "9")
        assert answers(on)["rough"]["until"] == "2026-03-16"


async def test_leaving_the_strip_leaves_the_card(db: Path) -> None:
    async with sitting(db, [*rough(), last_review()]) as on:
        for key in ("escape", "z", "backspace"):
            await press(on, "z", key)
            assert isinstance(on.app.screen, ReviewScreen)
        assert on.store.book().reviews == (last_review(),)


async def test_a_click_on_what_a_key_does_is_the_key(db: Path) -> None:
    async with sitting(db, [*steady("a"), *rough(), last_review("a")]) as on:
        await press(on, "z", "1")
        await on.pilot.click(offset=(on.lines[22].index("still good"), 22))
        await on.settle()
        assert verdicts(on) == {"rough": "snooze", "a": "good"}


async def test_the_third_time_says_what_it_cost_and_opens_the_page(db: Path) -> None:
    twice = [
        reviewed(
            TODAY - timedelta(weeks=back),
            {"client": "mild", "verdict": "snooze"},
            seen={"mild": {"NO_SHOW": {"severity": 2}}},
        )
        for back in (2, 1)
    ]
    for key in ("full_stop", "z"):
        records = [
            Client(id="mild", name="Mild", since=date(2025, 1, 1)),
            *no_shows("mild"),
            *twice,
        ]
        async with sitting(db.with_name(f"{key}.db"), records) as on:
            await press(on, key)
            assert not isinstance(on.app.screen, ReviewScreen | SnoozeScreen)
            assert "2 times in a row" in on.toast
            assert len(on.store.book().reviews) == 2


async def test_on_act_the_reason_is_typed(db: Path) -> None:
    async with sitting(db, [*rough(), last_review()]) as on:
        await on.press("z", "b", "1")
        assert isinstance(on.app.screen, InputDialog)
        await on.type("No time")
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog) and "rough" not in answers(on)
        await on.type(" before the fair in Lyon")
        await on.press("enter")
        assert answers(on)["rough"]["reason"] == "No time before the fair in Lyon"
