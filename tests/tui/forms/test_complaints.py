"""What is said to be wrong follows what is typed: it changes, and goes when nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.forms.on_stage import complaints, fill, known, line, open_form
from tests.tui.guided import hard
from tests.tui.stage import Stage, client, stage
from triage.fields.days import Day
from tui.decide.gate_override_screen import GateOverrideScreen
from tui.decide.gate_screen import GateScreen
from tui.forms.choice import ChoiceInput
from tui.routes import DecideRoute
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog, ask_value
from tui.ui.remark import Remark


def drawn(on: Stage) -> list[str]:
    """The sentences under the fields, as they are drawn."""
    return [str(wrong.content) for wrong in on.app.screen.query(".wrong").results(Static)]


async def test_a_complaint_changes_with_the_value_and_goes_with_it(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "amount", "1,800")
        await fill(on, "issued", "soon")
        await on.press("ctrl+s")
        assert complaints(on).keys() == {"amount", "issued"}
        await fill(on, "issued", "sooner")
        assert "“sooner”" in complaints(on)["issued"] and "amount" in complaints(on)
        assert drawn(on) == list(complaints(on).values())
        await fill(on, "issued", "today")
        assert complaints(on).keys() == {"amount"}
        await fill(on, "amount", "1800")
        assert not complaints(on) and not drawn(on)


async def test_a_needed_field_is_complained_of_until_it_is_filled(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("a", "ctrl+s")
        assert complaints(on).keys() == {"name"}
        await on.press("enter")
        assert complaints(on).keys() == {"name"}
        await fill(on, "name", "Quay")
        assert not drawn(on)


async def test_enter_on_one_field_leaves_the_complaint_under_another(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "amount", "1,800")
        await fill(on, "due", "soon")
        await on.press("ctrl+s")
        line(on, "issued").editor.focus()
        await fill(on, "issued", "x")
        await on.press("enter")
        assert line(on, "issued").editor.has_focus
        assert complaints(on).keys() == {"issued", "amount", "due"}


async def test_a_complaint_about_two_fields_goes_with_either(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "currency", "JPY")
        await fill(on, "amount", "1.50")
        await on.press("ctrl+s")
        assert complaints(on).keys() == {"amount"}
        await fill(on, "currency", "EUR")
        assert not complaints(on) and not drawn(on)


@pytest.mark.parametrize("way", ["tab", "mouse"])
async def test_who_passes_a_field_that_cannot_be_read_sees_it(db: Path, way: str) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "invoice", "north")
        line(on, "issued").editor.focus()
        await fill(on, "issued", "soon")
        assert not complaints(on)
        if way == "tab":
            await on.press("tab")
        else:
            await on.pilot.click(line(on, "amount").editor)
            await on.settle()
        assert complaints(on).keys() == {"issued"} and len(drawn(on)) == 1
        assert not line(on, "issued").editor.has_focus, "the mouse may go where it will"
        await fill(on, "issued", "today")
        assert not complaints(on)


async def test_a_complaint_goes_with_its_field(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "event", "north")
        what = line(on, "what").editor
        assert isinstance(what, ChoiceInput)
        what.value = "promise"
        await on.settle()
        await fill(on, "due", "soon")
        await on.press("ctrl+s")
        assert complaints(on).keys() == {"due"}
        what.value = "call"
        await on.settle()
        assert not complaints(on) and not drawn(on)


async def test_a_refusal_of_a_dialog_follows_its_field(db: Path) -> None:
    async with stage(db, client()) as on:
        ask_value(on.app.screen, "When?", Day(), on.app.workspace.typing(), lambda day: None)
        await on.settle()
        dialog = on.app.screen
        assert isinstance(dialog, InputDialog)
        remark, field = dialog.query_one(Remark), dialog.query_one(TextInput)
        field.value = "soon"
        await on.press("enter")
        assert "“soon”" in str(remark.content)
        await on.press("n")
        assert "“soonn”" in str(remark.content) and remark.has_class("wrong")
        field.value = "today"
        await on.settle()
        assert not remark.has_class("wrong") and "soon" not in str(remark.content)


async def test_what_is_missing_to_pass_a_gate_is_said_until_something_is_typed(db: Path) -> None:
    async with stage(db, client(), *hard("02", "03")) as on:
        on.app.screen.open(DecideRoute("north", "part"))  # type: ignore[attr-defined]
        await on.settle()
        assert isinstance(on.app.screen, GateScreen)
        on.app.push_screen(GateOverrideScreen(on.app.screen.guide))
        await on.settle()
        await on.press("enter")
        remark = on.app.screen.query_one(Remark)
        assert remark.has_class("wrong")
        await on.press("x")
        assert not remark.has_class("wrong")
