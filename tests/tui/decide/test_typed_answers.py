"""Answers of a guided page that are typed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Paste

from tests.tui.decide.pages import answers, area, open_decide
from tests.tui.guided import (
    KNOWN,
    asked,
    creeping,
    decide,
    flow,
    in_danger,
    reach,
    type_answers,
    write,
)
from tests.tui.stage import Stage, client, event, stage
from tests.ways import at_recorded, typed_on
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Question
from tui.decide.screen import DecideScreen
from tui.decide.taken_screen import TakenScreen
from tui.wording.read_back import answer_read_back


def refused(on: Stage) -> bool:
    """Whether the question says that what was typed does not do."""
    return on.app.screen.query_one("#guide-remark").has_class("wrong")


async def test_typed_words_are_a_draft_before_they_are_an_answer(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        before = answers(on)
        await on.type("No calls")
        await on.until(lambda: on.store.draft("decide:north:adapt:line") == "No calls")
        await on.press("enter")
        assert refused(on) and answers(on) == before
        assert area(on).text == "No calls"
    async with stage(db) as on:
        await on.press("d")
        assert area(on).text == "No calls"
        await on.type(" after six")
        await on.press("enter")
        assert answers(on)["line"] == "No calls after six"
        assert on.store.draft("decide:north:adapt:line") is None


async def test_esc_keeps_what_is_being_typed(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        await on.type("Half a se")
        await on.press("escape")
        await open_decide(on)
        assert area(on).text == "Half a se"


async def test_backspace_in_an_empty_field_goes_back_and_letters_stay_letters(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        before = flow(on).view().path[-1].question.id
        await on.press("n", "v", "u", "question_mark", "1")
        assert area(on).text == "nvu?1"
        await on.press(*["backspace"] * 5)
        assert asked(on) == ("adapt", "line")
        await on.press("backspace")
        assert asked(on) == ("adapt", before)


async def test_a_number_out_of_its_range_is_said_and_stays(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "lesson")
        await reach(on, "hit")
        before = answers(on)
        for key in ("7", "x"):
            await on.press(key, "enter")
            assert refused(on) and answers(on) == before
            await on.press("backspace")
        await on.press("2", "enter")
        assert answers(on) == {**before, "hit": "2"}


async def test_the_words_of_an_answer_that_does_not_fit(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "lesson")
        await reach(on, "hit")
        assert "from 1 to 5" in on.text
        await on.press("7", "enter")
        assert "7 is more than 5" in on.text
        await on.press("backspace", "x", "enter")
        assert "“x” is not a number" in on.text
        await open_decide(on, "complaint")
        await reach(on, "feel")
        await on.type("Bad")
        least = flow(on).view().question
        assert least is not None
        assert f"3 of {least.min_chars} characters" in on.text
        await on.press("enter")
        words = f"At least {least.min_chars} characters are needed; you have 3 so far"
        assert on.words("#guide-remark") == words


async def test_a_long_answer_is_kept_whole_and_shown_in_part(db: Path) -> None:
    text = "Zeile für Zeile [/] " * 2500
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        area(on).post_message(Paste(text))
        await on.settle()
        await on.press("enter")
        assert answers(on)["line"] == text.strip()
        await decide(on)
        assert "Zeile für Zeile [/] Zeile" in on.words("#summary")
        await on.press("enter", "enter")
        assert isinstance(on.app.screen, TakenScreen)
        (decision,) = on.store.ledger("north").decision
        (line,) = (step for step in decision.because if step["question"] == "line")
        assert line["value"] == text.strip()


async def test_too_long_a_paste_is_refused_whole(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        area(on).post_message(Paste("x" * 70_000))
        await on.settle()
        assert area(on).text == ""
        assert "69 kB" in on.words("#guide-remark") and "64 kB" in on.words("#guide-remark")


@pytest.mark.parametrize("name", ["Acme [/] Ltd", "[@click=app.quit]x[/]", "\u202eevil\x1b[2J"])
async def test_a_hostile_name_is_only_a_name(db: Path, name: str) -> None:
    async with stage(db, client(name, **KNOWN), *creeping()[1:]) as on:
        await on.press("d")
        await decide(on, line=f"{name} is the line here")
        await on.press("enter", "enter")
        assert isinstance(on.app.screen, TakenScreen)
        assert "\x1b" not in on.text and "\u202e" not in on.text
        assert name.replace("\x1b", "␛").replace("\u202e", "�") in on.text


def below(on: Stage) -> str:
    return on.words("#guide-remark")


async def test_a_number_is_shown_as_it_is_understood_while_it_is_typed(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on, "adapt")
        await reach(on, "gourmet")
        for text, shown in (
            ("2:30", "= 2 h 30 min per month"),
            ("90m", "= 1 h 30 min per month"),
            ("2.5", "= 2 h 30 min per month"),
            ("12", "= 12 h per month"),
        ):
            await write(on, text)
            assert below(on) == shown
        for text in ("", "2:", "300", "soon"):
            await write(on, text)
            assert "from 0 to 200" in below(on) and not refused(on)
        await write(on, "1:30")
        await on.press("enter")
        assert answers(on)["gourmet"] == "1.5"


async def test_an_amount_is_shown_as_it_is_understood_while_it_is_typed(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "renegotiate")
        await reach(on, "walk")
        await write(on, "1.2k")
        assert below(on) == "= 1,200.00 EUR per hour"
        await on.press("enter")
        assert Decimal(answers(on)["walk"]) == 1200


async def test_a_number_answered_before_is_replaced_by_typing(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "renegotiate")
        await reach(on, "walk")
        await on.type("60")
        await on.press("enter")
        page = on.app.screen
        assert isinstance(page, DecideScreen)
        page.action_question_back()
        await on.settle()
        assert area(on).text == "60"
        await on.type("70")
        assert area(on).text == "70"


@pytest.mark.parametrize(
    "question",
    [
        question
        for page in builtin().screens.values()
        for question in page.questions.values()
        if not question.options and question.kind != "text"
    ],
    ids=lambda question: str(question.id),
)
def test_every_number_of_the_playbook_is_read_back(question: Question) -> None:
    for text in ("1", "5", "-1", "x" * 10_000, "9" * 10_000, "\x1b[31m", "two\nlines", "👩", ""):
        reading = answer_read_back(question, text, "EUR")
        assert bool(reading) == (text in ("1", "5")), text


async def test_words_on_record_stand_there_and_are_taken_by_enter(db: Path) -> None:
    words = "The last two pages came late"
    complaint = event("c", "message_in", "2026-03-12", complaint=True, text=words)
    async with stage(db, client(), complaint) as on:
        await open_decide(on, "complaint")
        await type_answers(on, typed_on(flow(on).view(), at_recorded("complaint"), {}))
        assert area(on).text == words
        await on.press("enter")
        assert words in answers(on).values()
