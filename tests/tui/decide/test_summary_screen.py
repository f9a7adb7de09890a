"""Before a decision is taken: the last small form, its suggestions, and what it makes of words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.tui.guided import (
    CANNOT,
    CHANGE,
    LINE,
    REASON,
    creeping,
    decide,
    fill_in,
    guide_to,
    in_danger,
)
from tests.tui.stage import Stage, event, record, stage
from triage.playbook.after.closing import end_date
from triage.playbook.decide.expectations import GUESSES
from triage.records import Record
from tui.clients.screen import ClientsScreen
from tui.decide.form import DecisionForm
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen
from tui.workspace.situation import situation_of

BY_LETTER = {
    **{"still": "1", "solid": "1", "cushion": "1", "contract": "1", "open": "1", "mood": "1"},
    "way": "2",
}
MENDED = {"feel": "The logo was wrong", "right": "1", "fix": "A new one on Friday"}


async def summary(on: Stage, screen: str, **answers: str) -> DecisionForm:
    """The page that the answers lead to, given all at once."""
    on.app.push_screen(SummaryScreen(guide_to(on, screen, **answers)))
    await on.settle()
    return on.app.screen.query_one(DecisionForm)


def at_hand(form: DecisionForm) -> str:
    """The name of the field with the cursor."""
    return list(form.texts)[form.at_hand]


def remark(on: Stage) -> str:
    """What stands below the form about the field at hand."""
    return on.words("#summary-remark")


def refused(on: Stage) -> bool:
    """Whether something is wrong, with a field or with the whole."""
    screen = on.app.screen
    errors = screen.query_one(DecisionForm).errors
    return bool(errors) or screen.query_one("#summary-remark").has_class("wrong")


async def test_the_words_of_what_it_is_because_of_what_and_what_follows(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await summary(on, "adapt", **CHANGE)
        assert on.lines[3].strip() == "Make the change you named"
        shown = on.words("#summary")
        answered = (
            "because",
            "A bad experience with an earlier supplier",
            "Polished, and they pay for it",
            "How we meet, and how often",
            LINE,
        )
        places = [shown.index(words) for words in answered]
        assert places == sorted(places)
        assert "Mon carry out the decision: write to reset expectations 27 Mar see" in shown
        assert on.store.ledger("north").decision == ()


async def test_the_words_of_yes_and_numbers_say_what_they_answer(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await summary(on, "late", got="yes", dispute="no", stage="1")
        assert "bank details)? Yes" in on.words("#summary")
        await on.press("escape")
        await summary(on, "train", known="1", topic="1", gloss="", believe="4")
        assert "how sure you are: 4 of 5" in on.words("#summary")


async def test_a_needed_field_is_asked_for_and_nothing_is_taken_without(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        form = await summary(on, "adapt", **CANNOT)
        await on.press("enter", "enter")
        assert (at_hand(form), refused(on)) == ("reason", True)
        await fill_in(on, {"reason": "all was tried twice"})
        assert not refused(on)
        await on.press("enter", "enter")
        assert (at_hand(form), refused(on)) == ("reason", True)
        assert on.store.ledger("north").decision == ()
        await on.press("x", "enter", "enter")
        assert isinstance(on.app.screen, TakenScreen)


async def test_the_words_of_a_field_that_is_not_filled(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await summary(on, "adapt", **CANNOT)
        assert "0 of 20 characters." in remark(on)
        await on.press("enter", "enter")
        form = on.app.screen.query_one(DecisionForm)
        assert "Still needed" in form.errors["reason"]
        await fill_in(on, {"reason": "all was tried twice"})
        await on.press("enter", "enter")
        assert "you have 19" in form.errors["reason"]


MEET = {"cause": "4", "people": "no"}
"""The answers that lead to a decision that asks for nothing more."""
DAYS = {
    "fri": "= Friday 20 March 2026",
    "tomorrow": "= Saturday 14 March 2026",
    "+7": "= Friday 20 March 2026",
    "1.4.": "= Wednesday 1 April 2026",
    "2026-05-04": "= Monday 4 May 2026",
    "20 mar": "= Friday 20 March 2026",
    "eom": "= Tuesday 31 March 2026",
    "soon": "A date like",
    "31.2.": "A date like",
}
"""What is typed for a day, and how it is read back."""


async def test_days_are_read_back_in_words(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await summary(on, "complaint", **MENDED)
        assert "no date" in on.words("#summary")
        for typed, read in DAYS.items():
            await fill_in(on, {"fix_by": typed})
            assert read in remark(on)
            assert ("no date" in on.words("#summary")) == (not read.startswith("="))


async def test_a_day_that_is_past_is_refused_by_its_question(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await summary(on, "complaint", **MENDED)
        await fill_in(on, {"fix_by": "yesterday"})
        await on.press("enter")
        form = on.app.screen.query_one(DecisionForm)
        assert form.errors.keys() == {"fix_by"} and form.name_at_hand == "fix_by"
        assert "2026-03-12 is too early" in on.text
        assert form.texts["fix_by"] == "yesterday"
        await fill_in(on, {"fix_by": "fri"})
        await on.press("enter")
        assert not form.errors and form.name_at_hand != "fix_by"


async def test_a_plan_is_suggested_from_what_is_late(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        form = await summary(
            on, "late", got="yes", dispute="no", stage="3", cash="cash_short", plan="instalments"
        )
        assert form.texts["invoices"] == "2026-01"
        parts = "2026-03-20 25.00, 2026-03-27 25.00, 2026-04-03 25.00, 2026-04-10 25.00"
        assert form.texts["instalments"] == parts
        await on.press("up")
        assert remark(on).startswith(
            "= 4 parts, 100.00 EUR in all, the last on Friday 10 April 2026"
        )
        await fill_in(on, {"instalments": "fri 60, 3.4. 40,00"})
        assert remark(on).startswith("= 2 parts, 100.00 EUR in all")
        await on.press("enter", "enter")
        (plan,) = on.store.ledger("north").plan
        assert [(p.due.isoformat(), p.amount) for p in plan.instalments] == [
            ("2026-03-20", Decimal(60)),
            ("2026-04-03", Decimal(40)),
        ]


async def test_the_notice_says_the_last_day_until_another_is_typed(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await summary(on, "part", **BY_LETTER)
        assert "the notice ends on Sunday 12 April 2026." in remark(on)
        await on.press("enter", "enter")
        assert end_date(situation_of(on.app.workspace, "north")) == date(2026, 4, 12)


async def test_a_rule_to_begin_with_and_whom_it_would_have_named(db: Path) -> None:
    async with stage(db, *in_danger(), *asks_for_more()) as on:
        turn = "In January with the new boss"
        form = await summary(on, "lesson", hit="2", where=turn, side="2", load="40", sign="1")
        assert "starters" in on.actions()
        await on.press("f8", "3")
        assert form.texts["when"] == "count(request, 14) >= 2"
        assert "1 of 1" in remark(on)
        await fill_in(on, {"when": "count(nonsense, 14) >= 2"})
        assert "There is no event “nonsense”" in remark(on)


def asks_for_more() -> list[Record]:
    return [event(f"r{n}", "request", f"2026-03-1{n}", outcome="absorbed") for n in range(3)]


async def test_what_is_typed_is_a_draft_and_comes_back(db: Path) -> None:
    key = "decide:north:adapt:CANNOT:form"
    async with stage(db, *creeping()) as on:
        await on.press("d")
        await decide(on, **CANNOT)
        await on.type("Half a reason")
        await on.until(lambda: on.store.draft(key) is not None)
        assert on.app.drafts.flush() is None
        assert json.loads(on.store.draft(key) or "")["reason"] == "Half a reason"
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
    async with stage(db) as on:
        await on.press("d")
        assert isinstance(on.app.screen, SummaryScreen)
        assert on.app.screen.query_one(DecisionForm).texts["reason"] == "Half a reason"
        await fill_in(on, {"reason": REASON})
        await on.press("enter")
        assert isinstance(on.app.screen, TakenScreen)
        assert on.store.draft(key) is None


async def test_up_goes_through_the_fields_back_to_the_question(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("d")
        await decide(on, **CANNOT)
        form = on.app.screen.query_one(DecisionForm)
        await on.press("down")
        assert form.at_last
        await on.press("up")
        assert at_hand(form) == "reason" and not form.at_last
        await on.press("up")
        assert isinstance(on.app.screen, DecideScreen)
        await on.press("enter", "backspace")
        assert isinstance(on.app.screen, DecideScreen)


async def test_a_long_way_is_read_by_pages(db: Path) -> None:
    async with stage(db, *in_danger(), size=(60, 20)) as on:
        await summary(on, "part", **BY_LETTER)
        scroll = on.app.screen.query_one("#guide-text")
        assert scroll.max_scroll_y > scroll.scroll_y == 0
        await on.press("pagedown")
        assert scroll.scroll_y == scroll.max_scroll_y
        await on.press("pageup")
        assert scroll.scroll_y == 0


# --- what is expected -------------------------------------------------------------------------


async def test_one_key_takes_the_decision_with_the_first_guess(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await summary(on, "adapt", **MEET)
        await on.press("enter")
        assert [d.expect for d in on.store.ledger("north").decision] == [GUESSES["worked"]]


async def test_a_digit_chooses_another_guess_and_is_not_a_decision_yet(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        form = await summary(on, "adapt", **MEET)
        for digit, guess in zip("321", list(GUESSES.values())[::-1], strict=True):
            await on.press(digit)
            assert form.texts["expect"] == guess
        await on.press("4")
        assert form.texts["expect"] == "4", "a number that is no guess begins own words"
        await on.press("backspace", "2", "enter")
        assert [d.expect for d in on.store.ledger("north").decision] == [GUESSES["partly"]]


async def test_own_words_take_the_place_of_the_guess(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        form = await summary(on, "adapt", **MEET)
        await on.type("at most 2 changes")
        assert form.texts["expect"] == "at most 2 changes"
        await on.press("backspace")
        assert form.texts["expect"] == "at most 2 change"
        await on.press("enter")
        assert [d.expect for d in on.store.ledger("north").decision] == ["at most 2 change"]


async def test_a_guess_can_be_taken_away_and_nothing_is_expected(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        form = await summary(on, "adapt", **MEET)
        await on.press("backspace")
        assert isinstance(on.app.screen, SummaryScreen)
        assert form.texts["expect"] == ""
        await on.press("enter")
        assert [d.expect for d in on.store.ledger("north").decision] == [None]


async def test_a_decision_made_anew_begins_with_what_was_typed_for_it(db: Path) -> None:
    typed = {"reason": "I have tried all that I could think of", "expect": "They go elsewhere"}
    former = record(
        "decision",
        "d",
        attempt="t",
        screen="adapt",
        code="CANNOT",
        on="2026-03-06",
        say="There is nothing more I can change",
        playbook="p",
        set={"reason": typed["reason"]},
        expect=typed["expect"],
    )
    step = record("attempt", "t", screen="adapt", on="2026-03-06", taken_on="2026-03-06")
    async with stage(db, *creeping(), step, former) as on:
        on.app.push_screen(DecideScreen("north", screen="adapt", again="d"))
        await on.settle()
        await decide(on, **CANNOT)
        assert on.app.screen.query_one(DecisionForm).texts == typed


async def test_why_one_stays_is_a_question_of_the_page(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        guide = guide_to(on, "leaving", sure="2", early="yes")
        on.app.push_screen(SummaryScreen(guide))
        await on.settle()
        form = on.app.screen.query_one(DecisionForm)
        await fill_in(on, {"text": "answer within a day"})
        await on.press("enter", "enter")
        assert (at_hand(form), refused(on)) == ("hold", True)
        await on.press("2", "enter", "enter")
        (taken,) = on.store.ledger("north").decision
        assert taken.set["hold"] == "Pity"


async def test_what_the_records_deny_is_not_decided_and_leads_back_to_the_question(
    db: Path,
) -> None:
    owed = record("invoice", "i", issued="2026-03-01", due="2026-12-31", amount="900.00")
    asked = event("q", "message_out", on="2026-02-20", asks=True)
    nothing_owed = {"clear": "yes", "reach": "three_or_more", "owed": "nothing"}
    async with stage(db, *creeping(), owed, asked) as on:
        await summary(on, "silent", **nothing_owed)
        await on.press("enter")
        assert isinstance(on.app.screen, DecideScreen)
        assert on.toast
        assert on.store.ledger("north").decision == ()
