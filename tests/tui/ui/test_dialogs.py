"""What lies over another screen: help and the palette work there too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.tui.review_stage import Clock
from tests.tui.stage import Stage, client, stage
from triage.playbook.vocabulary import STEPS
from tui.decide.flow import DecisionFlow
from tui.decide.gate_override_screen import GateOverrideScreen
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.help_screen import HelpScreen
from tui.ui.input_dialog import InputDialog

DIALOGS: dict[str, Sequence[str]] = {
    "choice": (),
    "line": (),
    "override": (),
    "log": ("l",),
    "several": ("space", "l"),
    "snooze": ("w", "z"),
}


async def put_up(on: Stage, name: str) -> BaseScreen[object]:
    """The dialog of that name, over the list."""
    match name:
        case "choice":
            on.app.push_screen(ChoiceDialog("Which?", ["This", "That"]))
        case "line":
            on.app.push_screen(InputDialog("What?", str))
        case "override":
            guide = DecisionFlow(on.app.workspace, "north", STEPS[-1])
            on.app.push_screen(GateOverrideScreen(guide))
        case _:
            for key in DIALOGS[name]:
                await on.press(key)
    await on.settle()
    dialog = on.app.screen
    assert isinstance(dialog, BaseScreen) and dialog.is_modal
    return dialog


@pytest.mark.parametrize("name", DIALOGS)
async def test_help_opens_over_a_dialog_and_leads_back_to_it(db: Path, name: str) -> None:
    async with stage(db, client(), clock=Clock()) as on:
        dialog = await put_up(on, name)
        await on.press("f1")
        assert isinstance(on.app.screen, HelpScreen)
        await on.press("escape")
        assert on.app.screen is dialog


@pytest.mark.parametrize("name", DIALOGS)
async def test_help_names_only_what_works_there(db: Path, name: str) -> None:
    async with stage(db, client(), clock=Clock()) as on:
        dialog = await put_up(on, name)
        here = on.app.active_bindings
        for key in dialog.bar():
            assert any(each in here for each in key.keys.split(",")), f"{key.id} does nothing"
        await on.press("f1")
        named = {getattr(key, "id", "") for key in on.items()}
        everywhere = {id_ for id_ in named if id_.startswith("everywhere.")}
        assert everywhere == {key.id for key in dialog.works_everywhere()}


@pytest.mark.parametrize("name", DIALOGS)
async def test_the_palette_opens_where_nothing_is_typed(db: Path, name: str) -> None:
    async with stage(db, client(), clock=Clock()) as on:
        dialog = await put_up(on, name)
        await on.press("colon")
        assert isinstance(on.app.screen, CommandPalette) is not dialog.TYPING
        if dialog.TYPING:
            return
        await on.press("escape")
        assert on.app.screen is dialog
        titles = [command.title for command in on.app.get_system_commands(dialog)]
        assert "Undo" not in titles


@pytest.mark.parametrize("name", DIALOGS)
async def test_the_page_below_can_be_seen_through_it(db: Path, name: str) -> None:
    async with stage(db, client(), clock=Clock()) as on:
        dialog = await put_up(on, name)
        assert dialog.styles.background.a < 1, "what it asks is about what lies below"
