"""A message that waits for its day, and one that went out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.tui.message_stage import (
    BLAME,
    CLEAN,
    KEPT,
    answer,
    area,
    head,
    messages,
    rolf,
    screen,
    write,
)
from tests.tui.stage import TODAY, event, record, stage
from tui.client.screen import ClientScreen
from tui.messages.lines import FindingKey
from tui.messages.screen import MessageScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.input_dialog import InputDialog

# --- waiting --------------------------------------------------------------------------------


async def test_a_parting_letter_sleeps_for_a_night(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "parting_letter", CLEAN)
        assert "sleep on it: until Sat 14 Mar 16:30, 24 h left" in head(on)
        assert screen(on).drafting.ready_at == datetime(2026, 3, 14, 16, 30)
        await on.press("s", "3")
        assert isinstance(on.app.screen, MessageScreen), "no day is asked for"
        await on.press("tab", "escape", "escape")
        (kept,) = messages(on)
        assert (kept.sent_on, kept.drafted_at) == (None, "2026-03-13T16:30:00")


async def test_the_day_after_it_can_go(db: Path) -> None:
    old = record(
        "message", "m", template="parting_letter", on="2026-03-12", text="", drafted_at="2026-03-12"
    )
    async with stage(db, rolf(), old) as on:
        await write(on, "parting_letter")
        assert screen(on).drafting.ready_at is None


async def test_a_boundary_note_goes_early_for_a_reason_long_enough(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "boundary_note", "Hello Rolf, no calls after 6, please.")
        await on.press("s", "3")
        await answer(on, "They call tonight.")
        assert isinstance(on.app.screen, InputDialog), "it is too short"
        await answer(on, "They call tonight. The line has to be there before that.")
        await on.press("enter")
        (kept,) = messages(on)
        assert kept.sent_on == TODAY
        assert kept.reason and kept.reason.startswith("They call tonight.")


@pytest.mark.parametrize(
    "text",
    [
        "Hello {contact},\n\nShall we talk on 20 March 2026? You always ignore my mails.",
        "You always ignore my mails.\n\nHello {contact}, shall we talk on {date}?",
    ],
)
async def test_to_fill_in_leads_to_the_first_blank_wherever_it_stands(db: Path, text: str) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=text)
        await on.go_to(next(key for key in on.items() if isinstance(key, FindingKey)))
        await on.press("s", "2", "enter")
        assert area(on).selected_text == "{contact}"
        await on.type("Ann")
        assert "Hello Ann," in area(on).text and "{contact}" not in area(on).text


# --- sent on --------------------------------------------------------------------------------


async def test_sent_on_is_kept_with_the_text_and_u_takes_it_back(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await on.press("enter")
        await write(on, text=CLEAN)
        await on.press("s", "3", "enter")
        (kept,) = messages(on)
        assert (kept.text, kept.sent_on) == (CLEAN, TODAY)
        assert isinstance(on.app.screen, ClientScreen)
        assert on.store.draft(KEPT.format("reset_expectations")) is None
        await on.press("u")
        assert messages(on) == []


async def test_a_stop_needs_a_written_reason(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME)
        await on.press("s", "3")
        assert isinstance(on.app.screen, InputDialog)
        await on.press("escape")
        assert messages(on) == []
        await on.press("s", "3")
        await answer(on, "They know me.")
        await on.press("enter")
        assert messages(on)[0].reason == "They know me."


async def test_no_day_to_come(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("s", "3")
        await answer(on, "tomorrow")
        assert isinstance(on.app.screen, InputDialog), "it is asked again"
        assert messages(on) == []


async def test_it_asks_whether_it_answers_what_they_wrote(db: Path) -> None:
    asked = event("e", "message_in", needs_answer=True, text="When is it done?")
    async with stage(db, rolf(), asked) as on:
        await write(on, text=CLEAN)
        await on.press("s", "3", "enter")
        assert isinstance(on.app.screen, ChoiceDialog)
        await on.press("1")
        assert on.store.ledger("north").event[0].answered_on == TODAY
        assert not isinstance(on.app.screen, MessageScreen)


# --- what stops it stops every way out ------------------------------------------------------

WAYS_OUT = (("s", "1"), ("s", "2"), ("s", "3"), ("c",), ("w",))
ALREADY_SENT = ("s", "3")
BLANK = "Hello Rolf,\n\nShall we talk on {day} about the next pages?"


@pytest.mark.parametrize("way", [way for way in WAYS_OUT if way != ALREADY_SENT])
async def test_no_way_out_with_a_blank_left_before_it_was_looked_at(
    db: Path, way: tuple[str, ...]
) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLANK)
        await on.press(*way)
        assert isinstance(on.app.screen, ChoiceDialog)
        assert "{day}" in on.text, "it says which blank is left"
        await on.press("1")
        assert area(on).has_focus
        assert area(on).selected_text == "{day}"
        assert (on.app.clipboard, messages(on)) == ("", [])


@pytest.mark.parametrize("way", WAYS_OUT)
async def test_no_way_out_past_a_stop_without_a_reason(db: Path, way: tuple[str, ...]) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME)
        await on.press(*way)
        assert isinstance(on.app.screen, InputDialog)
        await on.press("escape")
        assert (on.app.clipboard, messages(on)) == ("", [])


@pytest.mark.parametrize("way", WAYS_OUT)
async def test_a_parting_letter_has_no_way_out_before_its_night(
    db: Path, way: tuple[str, ...]
) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "parting_letter", CLEAN)
        await on.press(*way)
        assert isinstance(on.app.screen, MessageScreen)
        assert on.app.clipboard == ""


async def test_what_was_sent_already_is_asked_for_no_blanks(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text="Hello Rolf,\n\nShall we talk on 20 March 2026 about {topic}?")
        await on.press(*ALREADY_SENT)
        assert isinstance(on.app.screen, InputDialog), "only the day is asked for"
        await on.press("enter")
        (kept,) = messages(on)
        assert kept.sent_on == TODAY and kept.reason


async def test_a_text_with_a_blank_goes_out_for_a_reason(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLANK)
        await on.press("c", "2")
        await answer(on, "The braces belong to the code.")
        assert on.app.clipboard == BLANK
