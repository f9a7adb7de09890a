"""What is begun before midnight: what is typed keeps its day and says so, all else is of today."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from storage.store import Store
from tests.tui.decide.test_summary_screen import MENDED, summary
from tests.tui.forms.on_stage import fill, line, open_form
from tests.tui.guided import fill_in, in_danger
from tests.tui.message_stage import CLEAN, area, head, messages, rolf, screen, write
from tests.tui.review_stage import (
    answers,
    at_hand,
    flow,
    last_review,
    press,
    remark,
    rough,
    sitting,
    steady,
    watched,
)
from tests.tui.stage import TODAY, Stage, client, event, now, one_by_one, stage
from tests.tui.test_overnight import go_to_day
from triage.changes import ChangeSet
from triage.records import Override
from triage.review.session import Verdict
from tui.review.flow import ReviewFlow
from tui.review.override_screen import OwnVerdict
from tui.review.snooze_screen import SnoozeScreen
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog

TOMORROW = TODAY + timedelta(days=1)
BEGUN = "Friday 13 March"
ALL_BUT_ONE = ["hours", "money", "energy"]


def said(on: Stage) -> str:
    return on.words("#ask-remark")


# --- messages ---------------------------------------------------------------------------------


async def test_an_outline_that_nobody_touched_names_the_days_of_today(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "new_terms")
        before = area(on).text
        await go_to_day(on, 1)
        went_on = area(on).text
        assert went_on != before, "the letter names a day some weeks ahead"
        on.app.pop_screen()
        await write(on, "new_terms")
        assert area(on).text == went_on
        assert not screen(on).drafting.changed, "nothing is kept of what nobody wrote"


async def test_a_message_keeps_the_day_of_its_first_word_and_says_so(db: Path) -> None:
    async with stage(db, rolf(), size=(120, 40)) as on:
        await write(on, text=CLEAN)
        await go_to_day(on, 1)
        assert area(on).text == CLEAN
        assert "started Fri 13 Mar" in head(on)
        await on.press("escape")
        (kept,) = messages(on)
        assert (kept.on, kept.text) == (TODAY, CLEAN)


async def test_sent_today_is_the_day_on_which_that_is_said(db: Path) -> None:
    async with stage(db, rolf(), size=(120, 40)) as on:
        await write(on, text=CLEAN)
        await on.press("s", "2")
        await go_to_day(on, 1)
        await on.press("1")
        (sent,) = messages(on)
        assert sent.sent_on == TOMORROW


async def test_a_day_is_stored_as_it_is_read_back(db: Path) -> None:
    async with stage(db, rolf(), size=(120, 40)) as on:
        await write(on, text=CLEAN)
        await on.press("s", "3")
        await go_to_day(on, 1)
        dialog = on.app.screen
        assert isinstance(dialog, InputDialog) and dialog.read_back is not None
        assert BEGUN in said(on)
        assert "13 March" in dialog.read_back.reading
        await on.press("enter")
        (sent,) = messages(on)
        assert sent.sent_on == TODAY


# --- forms ------------------------------------------------------------------------------------


async def test_a_form_that_nobody_touched_is_of_today(db: Path) -> None:
    async with stage(db, client()) as on:
        await open_form(on, "event", "north")
        await go_to_day(on, 1)
        assert line(on, "on").text == TOMORROW.isoformat()
        assert "started" not in on.lines[0]
        await fill(on, "on", "yesterday")
        assert "13 March" in line(on, "on").reading


async def test_a_form_keeps_the_day_of_its_first_word_and_says_so(db: Path) -> None:
    async with stage(db, client()) as on:
        await open_form(on, "event", "north")
        await fill(on, "on", "yesterday")
        await go_to_day(on, 1)
        assert BEGUN in on.lines[0]
        assert "12 March" in line(on, "on").reading
        await on.press("ctrl+s")
        (logged,) = on.store.ledger("north").event
        assert logged.on == TODAY - timedelta(days=1)


async def test_the_days_of_a_decision_are_suggested_anew(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        form = await summary(
            on, "late", got="yes", dispute="no", stage="3", cash="cash_short", plan="instalments"
        )
        assert form.texts["instalments"].startswith("2026-03-20")
        await go_to_day(on, 1)
        assert form.texts["instalments"].startswith("2026-03-21")
        await fill_in(on, {"instalments": "3.4. 100"})
        await go_to_day(on, 2)
        assert form.texts["instalments"] == "3.4. 100", "what was typed stays"


async def test_a_typed_day_of_a_decision_is_read_by_the_day_of_the_decision(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await summary(on, "complaint", **MENDED)
        await fill_in(on, {"fix_by": "tomorrow"})
        assert "14 March" in on.words("#summary-remark")
        await go_to_day(on, 1)
        assert "15 March" in on.words("#summary-remark")


# --- the review -------------------------------------------------------------------------------


async def test_the_strip_of_weeks_shows_the_days_that_it_stores(db: Path) -> None:
    async with sitting(db, [*watched("mild", 60), *steady("b"), last_review("b")]) as on:
        await press(on, "z")
        assert isinstance(on.app.screen, SnoozeScreen)
        assert "1 Fri 20 Mar" in on.words("#snooze-weeks")
        await go_to_day(on, 7)
        assert "1 Fri 27 Mar" in on.words("#snooze-weeks")
        await press(on, "1")
        (review,) = (r for r in on.store.book().reviews if r.cards[0]["client"] == "mild")
        assert review.cards[0]["until"] == "2026-03-27"


async def test_an_own_verdict_ends_on_the_day_that_stands_there(db: Path) -> None:
    given: list[Override] = []
    async with stage(db, *rough()) as on:
        over = on.app.screen
        assert isinstance(over, BaseScreen)
        overview = on.app.workspace.overviews["rough"]
        OwnVerdict(over, overview, lambda own, _: given.append(own), lambda: True).ask()
        await on.settle()
        await press(on, "2")
        on.app.screen.query_one(TextInput).value = "They apologised"
        await press(on, "enter")
        assert "until Fri 20 Mar" in on.drawn("0")
        await go_to_day(on, 1)
        assert "until Sat 21 Mar" in on.drawn("0")
        await press(on, "1")
        assert given[0].until == TODAY + timedelta(days=8)


async def test_days_ago_are_counted_from_when_they_were_asked_for(db: Path) -> None:
    """The number that stands there is that of the day on which the dialog opened."""
    talked = date(2026, 1, 2)
    records = [client(not_tracked=ALL_BUT_ONE), event("t", "call", talked.isoformat())]
    async with stage(db, *records) as on:
        await one_by_one(on, "enter", "enter")
        assert isinstance(on.app.screen, InputDialog)
        assert on.app.screen.query_one(TextInput).value == str((TODAY - talked).days)
        await go_to_day(on, 1)
        assert BEGUN in said(on)
        await on.press("enter")
        assert on.app.workspace.overviews["north"].facts.last_contact == talked


async def test_a_review_left_open_for_a_week_goes_on_as_one_opened_that_day(db: Path) -> None:
    records = [*rough(), *watched("mild", 1), *steady("a"), *steady("b"), last_review("a", "b")]
    async with sitting(db, records) as on:
        await press(on, "z", "1")
        assert answers(on).keys() == {"rough"}
        await go_to_day(on, 14)
        fresh = ReviewFlow(on.app.workspace)
        assert flow(on).review_id == fresh.review_id
        assert flow(on).done == ()


async def test_a_card_that_another_window_answered_takes_no_snooze(db: Path) -> None:
    records = [*watched("mild", 60), *rough(), *steady("b"), last_review("b")]
    async with sitting(db, records) as on:
        first = at_hand(on)
        await press(on, "z")
        if isinstance(on.app.screen, SnoozeScreen):
            await on.press("1")
        assert isinstance(on.app.screen, InputDialog)
        with Store.open(db, now=now) as other:
            changes = ChangeSet("Elsewhere", flow(on).answered(Verdict("hold")))
            other.apply(changes.label, changes.changes)
        on.app._look_for_other_writers()
        await on.settle()
        on.app.screen.query_one(TextInput).value = "They answer by the end of the month"
        await on.press("enter")
        assert at_hand(on) != first
        assert len(answers(on)) == 1, "the card that came meanwhile is still to be answered"
        assert remark(on)
