"""A window that changes its size while somebody types: text, caret and focus stay."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.tui.decide.pages import open_decide
from tests.tui.forms.on_stage import line, open_form
from tests.tui.guided import CANNOT, creeping, decide, reach
from tests.tui.message_stage import area, write
from tests.tui.stage import Stage, stage
from triage.fields.texts import Text
from tui.client.note_screen import NoteScreen
from tui.decide.form import DecisionForm
from tui.ui.field import TextInput
from tui.ui.input_dialog import ask_value

SIZES = ((60, 20), (30, 8), (120, 40), (80, 24))
"""The second is too small for anything to be drawn."""


async def form(on: Stage) -> None:
    await open_form(on, "event", "north")
    line(on, "text").editor.focus()


async def dialog(on: Stage) -> None:
    ask_value(on.app.screen, "What?", Text(), on.app.workspace.typing(), lambda text: None)


async def words(on: Stage) -> None:
    await open_decide(on)
    await reach(on, "line")


async def number(on: Stage) -> None:
    await open_decide(on)
    await reach(on, "gourmet")


async def last_form(on: Stage) -> None:
    await open_decide(on)
    await decide(on, **CANNOT)
    on.app.screen.query_one(DecisionForm).go_to("reason")


async def message(on: Stage) -> None:
    await write(on, text="")
    area(on).focus()


async def note(on: Stage) -> None:
    on.app.push_screen(NoteScreen("north"))


@pytest.mark.parametrize("begin", [form, dialog, words, number, last_form, message, note])
async def test_a_resize_keeps_text_caret_and_focus(
    db: Path, begin: Callable[[Stage], Awaitable[None]]
) -> None:
    async with stage(db, *creeping()) as on:
        await begin(on)
        await on.settle()
        await on.type("half typed")
        await on.press("left", "left", "left")
        field = on.app.focused
        assert isinstance(field, TextInput | TextArea)
        for size in SIZES:
            await on.pilot.resize_terminal(*size)
            await on.settle()
        assert on.app.focused is field
        await on.press("X")
        assert (field.value if isinstance(field, TextInput) else field.text) == "half tyXped"


@pytest.mark.parametrize("begin", [words, message, note])
async def test_a_resize_keeps_the_caret_of_a_long_text_in_sight(
    db: Path, begin: Callable[[Stage], Awaitable[None]]
) -> None:
    async with stage(db, *creeping()) as on:
        await begin(on)
        await on.settle()
        field = on.app.focused
        assert isinstance(field, TextArea)
        field.load_text("\n".join(f"line {n} " + "of many words " * 12 for n in range(60)))
        field.move_cursor((30, 40))
        await on.settle()
        for size in (*SIZES[:1], *SIZES[2:]):
            await on.pilot.resize_terminal(*size)
            await on.settle()
            assert field.cursor_location == (30, 40)
            at = field.cursor_screen_offset
            assert field.region.contains(at.x, at.y), size
