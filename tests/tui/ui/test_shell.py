"""What works everywhere: help, palette, undo, small windows, remapped keys, themes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.command import CommandPalette

from storage.settings.settings import Settings
from tests.tui.stage import Stage, client, event, stage
from tui.client.note_screen import NoteScreen
from tui.client.why_screen import WhyScreen
from tui.clients.rowlist import RowList
from tui.clients.screen import ClientsScreen
from tui.keys.action import KeyAction
from tui.keys.keymap import in_group, shown
from tui.keys.table import KEYS
from tui.router import screen_at
from tui.routes import Page
from tui.ui.base_screen import BaseScreen
from tui.ui.crash import fault
from tui.ui.help_screen import HelpScreen
from tui.ui.input_dialog import InputDialog
from tui.ui.line_list import LineList
from tui.ui.palette import PAGES, palette_provider
from tui.ui.themes import DARK, LIGHT
from tui.ui.too_small_screen import TooSmallScreen

KNOWN = client(not_tracked=["hours", "money", "contact", "energy"])
EVERY_SCREEN: Mapping[str, tuple[str, ...]] = {
    "clients": (),
    "client": ("enter",),
    "why": ("v",),
    "note": ("n",),
    "log": ("l",),
    "form": ("enter", "e"),
    "event": ("l", "+"),
    "records": ("enter", "enter"),
    "help": ("question_mark",),
    "pick": ("enter", "a"),
    "bye": ("enter", "b"),
    "filter": ("slash",),
    "today": ("t",),
    "portfolio": ("p",),
    "what if": ("p", "enter", "escape"),
    "settings": ("comma",),
    "a setting": ("comma", "enter"),
}
RUDE = [event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in (1, 2)]


async def test_help_says_what_the_keys_do_here(db: Path) -> None:
    async with stage(db, KNOWN, size=(80, 60)) as on:
        await on.press("question_mark")
        assert isinstance(on.app.screen, HelpScreen)
        for key in in_group("clients"):
            assert f"{shown(key.keys.partition(',')[0])} " in on.text
            assert key.help in on.text
        await on.press("question_mark")
        assert isinstance(on.app.screen, ClientsScreen)


async def test_help_begins_with_the_keys_of_the_screen_and_runs_one(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.press("enter", "question_mark")
        first = on.items()[0]
        assert isinstance(first, KeyAction)
        assert first.group == "client"
        await on.type("write a note")
        assert {key.action for key in on.items() if isinstance(key, KeyAction)} == {"note"}
        await on.press("enter")
        assert isinstance(on.app.screen, NoteScreen)
        assert not any(isinstance(screen, HelpScreen) for screen in on.app.screen_stack)


@pytest.mark.parametrize(("action", "row"), [("scroll_bottom", 2), ("cursor_down", 1)])
async def test_help_moves_in_the_list_below(db: Path, action: str, row: int) -> None:
    others = [client("Quay", "quay"), client("Zinc", "zinc")]
    async with stage(db, KNOWN, *others) as on:
        await on.press("question_mark")
        on.list.go_to(next(k for k in on.items() if getattr(k, "action", "") == action))
        await on.press("enter")
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.app.screen.query_one(RowList).cursor == row


async def test_a_number_or_nothing_is_not_run_from_help(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.press("enter", "question_mark")
        await on.type("by number")
        await on.press("enter")
        assert isinstance(on.app.screen, HelpScreen)
        await on.type("zzz")
        assert on.items() == [] and "No key on this page matches" in on.text
        await on.press("enter")
        assert isinstance(on.app.screen, HelpScreen)


async def test_f1_helps_where_a_field_has_the_focus_and_comes_back_to_it(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.press("n")
        await on.type("Hm")
        await on.press("f1", *"save", "enter")
        assert [note.text for note in on.store.ledger("north").note] == ["Hm"]


async def test_f1_helps_where_a_question_mark_would_be_typed(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.press("n", "f1")
        assert "Save the note and close" in on.text


async def test_undo_and_redo_say_what_they_did(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.press("l", "8", "u")
        assert on.toast == "Undone: Northlake Foods: thanks. U: redo"
        await on.press("U")
        assert on.toast == "Redone: Northlake Foods: thanks. u: undo"
        await on.press("u", "u", "u")
        assert "There is nothing to undo." in on.toast


async def test_a_question_stands_over_the_page_that_asks_it(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.press("p", "enter")
        assert isinstance(on.app.screen, InputDialog)
        assert on.app.screen.styles.background.a < 1
        below = on.app._background_screens[-1]
        assert below.query_one(LineList).items


async def test_a_small_window_asks_for_room_and_takes_no_keys(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.pilot.resize_terminal(59, 24)
        await on.settle()
        assert isinstance(on.app.screen, TooSmallScreen)
        assert "60 columns and 20 rows will do" in on.text
        assert "Northlake" not in on.text
        await on.press("n", "l", "1", "q", "escape")
        assert isinstance(on.app.screen, TooSmallScreen)
        await on.pilot.resize_terminal(80, 19)
        await on.settle()
        assert isinstance(on.app.screen, TooSmallScreen)
        await on.pilot.resize_terminal(60, 20)
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.store.ledger("north").event == ()


async def test_a_note_survives_a_small_window(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        await on.press("n")
        await on.type("Hm")
        for width in (30, 100, 5, 80):
            await on.pilot.resize_terminal(width, 24)
            await on.settle()
        assert isinstance(on.app.screen, NoteScreen)
        await on.press("escape")
        assert [n.text for n in on.store.ledger("north").note] == ["Hm"]


async def test_a_remapped_key_works_and_is_shown(db: Path) -> None:
    async with stage(db, KNOWN, settings=Settings(keys={"clients.note": "N"})) as on:
        assert "N note" in on.lines[-1]
        await on.press("n")
        assert isinstance(on.app.screen, ClientsScreen)
        await on.press("N")
        assert isinstance(on.app.screen, NoteScreen)


async def test_a_click_on_the_key_bar_is_the_key(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        column = on.lines[-1].index("n note")
        await on.pilot.click(offset=(column, 23))
        await on.settle()
        assert isinstance(on.app.screen, NoteScreen)


async def test_the_palette_has_every_key_of_the_screen_and_every_client(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        titles = {c.title for c in on.app.get_system_commands(on.app.screen)}
        assert {"Open", "Note", "Log", "Import", "Northlake Foods", "Theme", "Quit"} <= titles
        why = next(c for c in on.app.get_system_commands(on.app.screen) if c.title == "Why")
        await why.callback()
        await on.settle()
        assert isinstance(on.app.screen, WhyScreen)


async def found(on: Stage, typed: str) -> list[str]:
    """The titles that the palette has for what was typed, best first."""
    provider = palette_provider()(on.app.screen)
    hits = [hit async for hit in provider.search(typed)]
    return [str(hit.text) for hit in sorted(hits, key=lambda hit: hit.score, reverse=True)]


async def test_before_anything_is_typed_the_keys_of_the_screen_come_first(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        provider = palette_provider()(on.app.screen)
        titles = [str(hit.text) async for hit in provider.discover()]
        assert titles[:2] == ["Open", "Review"]
        assert titles.index("Go to: Today") < titles.index("Northlake Foods")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("dark", f"Theme: {DARK.name}"),
        ("nord", "Theme: nord"),
        ("currency", "Setting: Money, base currency for comparing income"),
        ("monthly review", None),
        ("north", "Northlake Foods"),
        ("portfolio", "Go to: Portfolio"),
        ("last change restart", "Undo"),
    ],
)
async def test_the_palette_finds_by_words(db: Path, typed: str, title: str | None) -> None:
    async with stage(db, KNOWN) as on:
        titles = await found(on, typed)
        assert title in titles if title else titles == []


async def test_the_palette_opens_a_setting_on_its_row_and_sets_a_theme(
    db: Path, tmp_path: Path
) -> None:
    async with stage(db, KNOWN, settings_file=tmp_path / "settings.toml") as on:
        clients = on.app.screen
        await on.press("colon")
        assert isinstance(on.app.screen, CommandPalette)
        await on.press("escape")
        palette = {command.title: command for command in on.app.get_system_commands(clients)}
        palette["Setting: Money, base currency for comparing income"].callback()
        await on.settle()
        assert on.list.current == "limits.base_currency"
        await on.press("escape")
        palette[f"Theme: {LIGHT.name}"].callback()
        await on.settle()
        assert on.app.theme == on.app.workspace.settings.theme == LIGHT.name


async def test_every_page_of_all_clients_is_in_the_palette(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        palette = {command.title: command for command in on.app.get_system_commands(on.app.screen)}
        opened_by_keys = {
            key.label.capitalize(): Page(key.page)
            for key in KEYS
            if key.page and not key.page_for_client
        }
        for title, route in {**PAGES, **opened_by_keys}.items():
            palette[f"Go to: {title}"].callback()
            await on.settle()
            assert isinstance(on.app.screen, type(screen_at(route))), title


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=str)
async def test_every_screen_fits(db: Path, size: tuple[int, int]) -> None:
    async with stage(db, KNOWN, *RUDE, size=size) as on:
        for name, keys in EVERY_SCREEN.items():
            await on.press(*keys)
            assert len(on.lines) == size[1], name
            assert max(len(line) for line in on.lines) <= size[0], name
            if name not in ("pick", "bye", "a setting"):
                assert ends_with_a_whole_key(on), (name, on.lines[-1])
            while len(on.app.screen_stack) > 1:
                await on.press("escape")


def ends_with_a_whole_key(on: Stage) -> bool:
    """The bar's last entry is whole: its label stands before the edge."""
    assert isinstance(on.app.screen, BaseScreen)
    labels = {key.label for key in on.app.screen.bar()}
    return any(on.lines[-1].rstrip().endswith(f" {label}") for label in labels)


@pytest.mark.parametrize("theme", ["goodterms-light", "nord", "atom-one-light", "ansi-dark"])
async def test_every_theme_draws_every_screen(db: Path, theme: str) -> None:
    async with stage(db, KNOWN, *RUDE, settings=Settings(theme=theme)) as on:
        assert on.app.theme == theme
        await on.press("enter", "v")
        assert isinstance(on.app.screen, WhyScreen)


async def test_an_unknown_theme_is_our_own(db: Path) -> None:
    async with stage(db, KNOWN, settings=Settings(theme="no-such")) as on:
        assert on.app.theme == "goodterms-dark"


async def test_another_theme_colours_the_list_at_once(db: Path) -> None:
    async with stage(db, KNOWN) as on:
        before = health_colour(on)
        on.app.theme = "goodterms-light"
        await on.settle()
        assert health_colour(on) != before


def health_colour(on: Stage) -> str:
    strips = on.app.screen._compositor.render_strips()
    for strip in strips:
        for segment in strip:
            if "good" in segment.text and segment.style and segment.style.color:
                return str(segment.style.color.triplet)
    raise AssertionError("no health word on the screen")


async def test_no_colour_is_no_trouble(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage(db, KNOWN, *RUDE) as on:
        assert on.app.no_color
        assert "~ watch" in on.text


def test_a_fault_tells_where_but_nothing_of_what_was_written() -> None:
    secret = "They called me names"
    try:
        raise ValueError(secret)
    except ValueError as error:
        message = fault(error, kept=True).plain
    assert "ValueError" in message and "test_shell.py" in message
    assert secret not in message
    assert "is on disk" in message
