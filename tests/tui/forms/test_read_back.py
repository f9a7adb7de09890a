"""What is understood stands beside the field on every screen that asks for such a value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.settings.settings import Settings
from tests.tui.forms.on_stage import fill, line, open_form
from tests.tui.stage import client, stage
from triage.fields.days import Day, DayRanges
from triage.fields.field import Context, Field, FieldError
from triage.fields.numbers import Amount, DayCount, Hours, Minutes, Rate
from triage.fields.texts import Text
from tui.overview.what_if_screen import WhatIfScreen
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog, ask_value
from tui.wording.read_back import read_back, read_so_far

TODAY = date(2026, 3, 13)
EUROS = Context(TODAY, "EUR")


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        (Day(), "20 mar", "= Friday 20 March 2026"),
        (Amount(), "1.200,00", "= 1,200.00 EUR"),
        (Amount(), "1.2345", "= 1.2345 EUR"),
        (Rate(), "75.125,5", ""),
        (Rate(), "75", "= 75.00 EUR an hour"),
        (Hours(), "2:30", "= 2 h 30 min"),
        (DayCount(), "14", "= 14 days"),
        (DayCount(), "1 d", "= 1 day"),
        (Minutes(), "90", "= 1 h 30 min"),
        (Minutes(), "0", "= 0 min"),
        (DayRanges(), "20.3. to 22.3.", "= Friday 20 March 2026 to Sunday 22 March 2026"),
        (Text(), "words", ""),
        (Day(), "", ""),
        (Day(), "soon", ""),
    ],
)
def test_what_a_text_is_understood_as(field: Field, text: str, shown: str) -> None:
    if text == "75.125,5":
        assert read_so_far(field, text, EUROS) == "= 75,125.50 EUR an hour"
        return
    assert read_so_far(field, text, EUROS) == shown


def test_what_cannot_be_read_is_an_error_where_it_is_asked_for() -> None:
    with pytest.raises(FieldError):
        read_back(Day(), "soon", EUROS)


async def test_a_dialog_reads_back_and_refuses_under_its_field(db: Path) -> None:
    async with stage(db, client()) as on:
        answers: list[date] = []
        ask_value(
            on.app.screen, "Until when?", Day(ahead=True), on.app.workspace.typing(), answers.append
        )
        await on.settle()
        dialog = on.app.screen
        assert isinstance(dialog, InputDialog) and dialog.read_back is not None
        field = dialog.query_one(TextInput)
        field.value = "20 ma"
        await on.settle()
        assert dialog.read_back.reading == ""
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog) and field.has_focus
        assert field.value == "20 ma"
        field.value = "20 mar"
        await on.settle()
        assert dialog.read_back.reading == "= Friday 20 March 2026"
        await on.press("enter")
        assert answers == [date(2026, 3, 20)]


async def test_the_setting_says_what_a_slash_means(db: Path) -> None:
    for order, month in (("mdy", "March"), ("dmy", "April")):
        async with stage(db, client(), settings=Settings(date_order=order)) as on:
            ask_value(
                on.app.screen, "Until when?", Day(), on.app.workspace.typing(), lambda day: None
            )
            await on.settle()
            dialog = on.app.screen
            assert isinstance(dialog, InputDialog) and dialog.read_back is not None
            dialog.query_one(TextInput).value = "3/4"
            await on.settle()
            assert month in dialog.read_back.reading


async def test_costs_and_the_day_to_look_again_are_read_back(db: Path) -> None:
    async with stage(db, client()) as on:
        screen = WhatIfScreen("north")
        on.app.push_screen(screen)
        await on.settle()
        for ask, text, shown in (
            (screen.action_money, "2.5k", "= 2,500.00 EUR"),
            (screen._ask_day, "+2w", "= Friday 27 March 2026"),
        ):
            ask()
            await on.settle()
            dialog = on.app.screen
            assert isinstance(dialog, InputDialog) and dialog.read_back is not None
            dialog.query_one(TextInput).value = text
            await on.settle()
            assert dialog.read_back.reading == shown
            await on.press("escape")


@pytest.mark.parametrize("width", [80, 120])
async def test_the_longest_readings_stand_there_whole(db: Path, width: int) -> None:
    parts = "30.9.2026 500, 23.9.2026 1000"
    async with stage(db, client(), size=(width, 24)) as on:
        await open_form(on, "plan", "north")
        await fill(on, "agreed", "30.9.2026")
        assert line(on, "agreed").reading == "= Wednesday 30 September 2026"
        assert line(on, "agreed").reading in on.text
        await fill(on, "instalments", parts)
        assert parts in on.text, "the reading leaves room for what is typed"
        assert line(on, "instalments").reading in on.text


async def test_a_dialog_shows_long_readings_whole(db: Path) -> None:
    async with stage(db, client()) as on:
        typing = on.app.workspace.typing()
        ask_value(on.app.screen, "When?", DayRanges(), typing, lambda days: None)
        await on.settle()
        dialog = on.app.screen
        assert isinstance(dialog, InputDialog) and dialog.read_back is not None
        dialog.query_one(TextInput).value = "23.9.2026 to 30.9.2026"
        await on.settle()
        room = dialog.read_back.size
        assert room.width * (room.height - 1) > 0, "broken into lines, not cut"
        assert room.width * room.height >= len(dialog.read_back.reading)
        assert "23.9.2026 to 30.9.2026" in on.text
