"""Letters typed over a list lead to the line that has a word like that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.stage import client, stage
from tui.cli.event_names import PICKER
from tui.client.log_screen import LOG_CHOICES, LogScreen
from tui.clients.screen import ClientsScreen
from tui.ui.choice_dialog import PICK_KEYS, ChoiceDialog
from tui.ui.word_search import WordSearch, matches

LINES = ("talked", "extra work asked", "pushy hours", "no-show", "rude", "thanks", "Ärger")


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("t", ["talked"]),
        ("th", ["talked", "thanks"]),
        ("tt", ["talked", "thanks"]),
        ("ttt", ["talked", "thanks", "talked"]),
        ("hou", ["pushy hours"] * 3),
        ("work", ["extra work asked"] * 4),
        ("s", ["no-show"]),
        ("ar", ["extra work asked", "Ärger"]),
        ("z", [None]),
        ("tzh", ["talked", None, "pushy hours"]),
    ],
)
def test_each_word_of_a_line_can_be_begun_with(typed: str, lines: list[str | None]) -> None:
    search, at = WordSearch(LINES), -1
    for letter, line in zip(typed, lines, strict=True):
        place = search.type(letter, at)
        assert (None if place is None else LINES[place]) == line
        at = at if place is None else place
        assert place is None or matches(LINES[place], search.typed)


async def test_letters_mark_a_line_of_the_strip_and_enter_takes_it(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("l", "s", "h")
        strip = on.app.screen
        assert isinstance(strip, LogScreen) and strip.marked == 5
        assert "no-show" in [key.label for key in strip.bar()]
        await on.press("enter")
        assert [e.what for e in on.store.ledger("north").event] == ["no_show"]
        await on.press("l", "t", "a", "l", "k", "backspace", "enter")
        assert [e.what for e in on.store.ledger("north").event] == ["no_show", "call"]


async def test_letters_that_fit_no_line_mark_none_and_log_nothing(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("l", "z", "j")
        strip = on.app.screen
        assert isinstance(strip, LogScreen) and strip.marked is None
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.store.ledger("north").event == ()


async def test_every_line_of_a_long_list_has_a_key_and_it_is_shown(db: Path) -> None:
    answers = [f"answer {n}" for n in range(len(PICK_KEYS))]
    async with stage(db, client(), size=(80, 50)) as on:
        for n, key in enumerate(PICK_KEYS):
            picked: list[int | None] = []
            on.app.push_screen(ChoiceDialog("Which?", answers), picked.append)
            await on.settle()
            assert on.list.items[n].text.plain.split() == [key, "answer", str(n)]
            await on.press(key)
            assert picked == [n]


def test_the_strip_and_the_command_line_call_an_event_the_same() -> None:
    named = {event.words: event.event for event in PICKER}
    for _, words, what, _ in LOG_CHOICES:
        if words in named:
            assert named[words].split()[0] == what
    shared = [event.name for event in PICKER if event.event == "false_urgent"]
    assert shared == ["pushy"]
    assert {words for _, words, *_ in LOG_CHOICES} <= named.keys()
