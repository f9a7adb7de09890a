"""Answering one question after the other: by digits and words, back and forth, kept at any time."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import pytest

from tests.tui.decide.pages import answers, area, open_decide
from tests.tui.guided import (
    KNOWN,
    LINE,
    asked,
    creeping,
    decide,
    flow,
    in_danger,
    reach,
    reach_choice,
    type_answers,
    write,
)
from tests.tui.stage import Stage, client, record, stage
from tests.ways import choice_after_choice, typed_on
from triage.playbook.decide.commit import MONEY_REASON
from triage.playbook.vocabulary import SCREENS
from tui.client.note_screen import NoteScreen
from tui.client.why_screen import WhyScreen
from tui.clients.screen import ClientsScreen
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen
from tui.ui.choice_dialog import ChoiceDialog


async def back(on: Stage) -> None:
    """To the question before, wherever one is."""
    typing = isinstance(on.app.screen, SummaryScreen) or area(on).display
    await on.press("up" if typing else "backspace")


def marked(on: Stage) -> Hashable:
    return on.list.current


async def test_on_the_page_for_safety_its_own_key_says_that_one_is_there(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        on.app.push_screen(DecideScreen("north", "safety"))
        await on.settle()
        await reach_choice(on)
        page, depth = on.app.screen, len(on.app.screen_stack)
        await on.press("exclamation_mark")
        assert (on.app.screen, len(on.app.screen_stack)) == (page, depth)
        assert on.toast


async def test_d_opens_the_door_that_fits_and_digits_answer(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("d")
        assert asked(on)[0] == "adapt"
        await reach(on, "cause")
        await on.press("1")
        assert answers(on)["cause"] == "bad_experience"
        await reach(on, "essence")
        await on.press("down", "enter")
        assert answers(on)["essence"] == "fine_and_paid"
        await reach(on, "style")


async def test_a_number_that_no_answer_has_is_told_how_many_there_are(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "essence")
        before = answers(on)
        await on.press("9")
        assert on.toast == "The answers are 1 to 4; there is no 9."
        assert answers(on) == before


async def test_an_answer_is_one_change_that_u_takes_back(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        # Where letters are keys before and after the answer: in a text, a "u" is typed.
        await type_answers(on, typed_on(flow(on).view(), choice_after_choice, {}))
        answered = flow(on).view().path[-1]
        after, head = answers(on), on.store.head()
        await on.press("u")
        assert asked(on)[1] == answered.question.id
        before = {id_: value for id_, value in after.items() if id_ != answered.question.id}
        assert answers(on) == before
        await on.press("U")
        assert answers(on) == after
        assert on.store.head() == head + 2


async def test_y_is_yes_and_n_is_never_no(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "watch")
        await reach(on, "real")
        await on.press("n")
        assert isinstance(on.app.screen, NoteScreen)
        await on.press("escape", "y")
        assert answers(on)["real"] == "yes"
        await reach(on, "cost")
        before = answers(on)
        await on.press("y")
        assert answers(on) == before


async def test_digits_beyond_the_choices_do_nothing(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "watch")
        await reach(on, "real")
        before = answers(on)
        await on.press("3", "0", "9")
        assert asked(on) == ("watch", "real")
        assert answers(on) == before


async def test_going_back_pauses_at_each_question_with_the_old_answer_marked(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await decide(on, cause="1", essence="2", style="1", line=LINE)
        way = [(step.question.id, step.value) for step in flow(on).view().path]
        for question, value in reversed(way):
            await back(on)
            assert asked(on) == ("adapt", question)
            assert (area(on).text if area(on).display else marked(on)) == value
        # Agreed to again, each waits for its own yes; nothing that was answered is lost.
        for question, _ in way:
            assert asked(on) == ("adapt", question)
            await on.press("enter")
        assert isinstance(on.app.screen, SummaryScreen)
        assert answers(on) == dict(way)


async def test_another_answer_may_lead_elsewhere_and_later_ones_wait(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "style", cause="1", essence="2")
        while asked(on) != ("adapt", "cause"):
            await back(on)
        await on.press("5")
        await reach(on, "ours")
        await write(on, "Answer within a day")
        await on.press("enter")
        await reach(on, "essence")
        assert marked(on) == "fine_and_paid"


async def test_backspace_at_the_first_question_leaves(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("d", "backspace")
        assert isinstance(on.app.screen, ClientsScreen)


@pytest.mark.parametrize("key", ["escape", "backspace"])
async def test_leaving_keeps_and_entering_again_goes_on(db: Path, key: str) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("d")
        await reach(on, "style", cause="1", essence="2")
        kept = answers(on)
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
    async with stage(db) as on:
        await on.press("d")
        assert asked(on) == ("adapt", "style")
        await on.press(key)
        assert answers(on) == kept


async def test_the_calendar_of_late_payment_marks_its_step(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "late")
        await reach(on, "stage", got="1", dispute="2")
        question = flow(on).view().question
        assert question is not None and question.suggested == "friendly_reminder"
        assert marked(on) == question.suggested


async def test_another_page_by_hand_and_the_evidence(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach_choice(on)
        await on.press("v")
        assert isinstance(on.app.screen, WhyScreen)
        await on.press("escape", "tab")
        assert isinstance(on.app.screen, ChoiceDialog)
        assert len(on.items()) == len(SCREENS)
        await on.press("7")
        assert asked(on)[0] == "complaint"
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)


async def test_the_safety_key_needs_no_more_than_one_press(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach_choice(on)
        before = asked(on)
        await on.press("exclamation_mark")
        assert asked(on)[0] == "safety"
        await on.press("escape")
        assert asked(on) == before


async def test_a_price_too_low_leads_straight_to_new_terms(db: Path) -> None:
    agreed = record("engagement", "e1", mode="fixed", fee="100.00", start="2026-01-01")
    hours = [
        record("time", f"t{n}", on=f"2026-0{month}-{day}", minutes=600, engagement="e1")
        for n, (month, day) in enumerate([(1, "20"), (2, "03"), (2, "17"), (3, "03")])
    ]
    async with stage(db, client(**KNOWN), agreed, *hours) as on:
        await on.press("d")
        assert asked(on)[0] == "adapt"
        await reach_choice(on)
        assert "terms_at_once" in on.actions()
        await on.press("r")
        assert asked(on)[0] == "renegotiate"
        await reach_choice(on)
        await on.press("r")
        assert "too low" not in on.toast and "Renegotiate" in on.toast
        await decide(on, trade="5", walk="60", gain="They keep the same person", kind="2")
        assert flow(on).passes_by(flow(on).view()) == ("Adjust", "Train")
        await on.press("enter")
        assert isinstance(on.app.screen, TakenScreen)
        ended = {a.screen: (a.outcome, a.outcome_reason) for a in on.store.ledger("north").attempt}
        assert ended["adapt"] == ended["train"] == ("na", MONEY_REASON)


async def test_without_such_a_flag_the_way_is_not_offered(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "cause")
        assert "terms_at_once" not in on.actions()
        await on.press("r")
        assert asked(on) == ("adapt", "cause")


async def test_without_a_subject_d_asks_which_page_and_leaves_with_none(db: Path) -> None:
    calm = client(not_tracked=["hours", "money", "contact", "energy"])
    async with stage(db, calm) as on:
        await on.press("d")
        assert isinstance(on.app.screen, ChoiceDialog)
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
        await on.press("d", "5")
        assert asked(on)[0] == "safety"
