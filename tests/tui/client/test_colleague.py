"""Ask a colleague, from wherever a client is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widgets import Input, Static

from tests.tui.stage import Stage, client, event, stage
from tui.client.screen import ClientScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.input_dialog import InputDialog

CREEPING = [event(f"r{n}", "request", f"2026-03-0{n}", outcome="absorbed") for n in range(1, 6)]


async def asked(on: Stage) -> str:
    assert isinstance(on.app.screen, InputDialog)
    return str(on.app.screen.query_one("#ask-input", Input).value)


async def test_the_question_names_nobody_and_stands_on_the_list(db: Path) -> None:
    async with stage(db, client(contact="Rolf"), *CREEPING) as on:
        await on.press("enter", "A")
        typed = await asked(on)
        assert (
            typed
            == "A client of mine: 5 unpaid changes in 28 days (act from 5). What would you do?"
        )
        await on.type(" Rolf asks")
        await on.press("enter")
        assert "“Rolf” gives away who it is: leave it out" in on.text
        await on.press(*["backspace"] * 10, "enter")
        assert isinstance(on.app.screen, ChoiceDialog)
        shown = [" ".join(str(part.content).split()) for part in on.app.screen.query(Static)]
        assert typed in shown and not on.app.clipboard
        await on.press("2")
        assert on.store.ledger("north").action == () and not on.app.clipboard
        await on.press("A", "enter", "1")
        assert isinstance(on.app.screen, ClientScreen)
        (action,) = on.store.ledger("north").action
        assert (action.text, action.due) == (f"Ask a colleague: {typed}", date(2026, 3, 16))
        assert on.app.clipboard == typed
        assert on.toast == "Sent to the terminal's clipboard; task due Mon. u to undo"


async def test_from_the_list_and_from_a_page_on_top(db: Path) -> None:
    async with stage(db, client(), *CREEPING) as on:
        for keys in (("A",), ("enter", "v", "A")):
            await on.press(*keys)
            assert "5 unpaid changes" in await asked(on)
            await on.press("escape")
            assert on.store.ledger("north").action == ()


async def test_from_the_palette(db: Path) -> None:
    async with stage(db, client(), *CREEPING) as on:
        commands = {command.title: command for command in on.app.get_system_commands(on.app.screen)}
        await commands["Colleague"].callback()  # every key's command is async
        await on.settle()
        assert "5 unpaid changes" in await asked(on)


async def test_without_a_client_it_says_why_not(db: Path) -> None:
    async with stage(db) as on:
        await on.press("escape", "A")
        assert "Move to a client first" in on.toast
