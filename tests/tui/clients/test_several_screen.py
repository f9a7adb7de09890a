"""Marked clients: one strip, one change, one undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.stage import TODAY, Stage, client, event, stage
from tui.client.log_screen import LogScreen
from tui.clients.rowlist import RowList
from tui.clients.screen import ClientsScreen
from tui.clients.several_screen import SeveralScreen

OFF = ["hours", "money", "contact", "energy"]
THREE = [client(name, name.lower(), not_tracked=OFF) for name in ("Ada", "Bo", "Cy")]


def marked(on: Stage) -> list[str]:
    return [line.key for line in on.app.screen.query_one(RowList)._lines if line.sign != " "]


async def test_space_marks_and_goes_on_and_esc_takes_the_marks_off(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("space", "space")
        assert marked(on) == ["ada", "bo"]
        assert on.app.screen.query_one(RowList).current == "cy"
        await on.press("k", "space")
        assert marked(on) == ["ada"]
        await on.press("escape")
        assert marked(on) == []


async def test_without_marks_l_logs_for_the_one_under_the_cursor(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("l")
        assert isinstance(on.app.screen, LogScreen)


async def test_talked_today_is_logged_for_all_of_them_and_taken_back_by_one_key(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("space", "j", "space", "l")
        assert isinstance(on.app.screen, SeveralScreen)
        await on.press("enter")
        book = on.app.workspace.book
        talked = {id_ for id_, ledger in book.ledgers.items() if ledger.event}
        assert talked == {"ada", "cy"}
        assert isinstance(on.app.screen, ClientsScreen)
        assert marked(on) == []
        await on.press("u")
        assert not any(ledger.event for ledger in on.app.workspace.book.ledgers.values())


async def test_a_tag_for_all_of_them(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("space", "space", "l", "2")
        await on.type("agency")
        await on.press("enter")
        ledgers = on.app.workspace.book.ledgers
        assert {id_: ledger.client.tags for id_, ledger in ledgers.items()} == {
            "ada": ("agency",),
            "bo": ("agency",),
            "cy": (),
        }


async def test_export_writes_a_new_file_and_no_other(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "some.jsonl"
    async with stage(db, *THREE, event("e", "call", client="bo")) as on:
        for screen in (ClientsScreen, SeveralScreen):
            await on.press("g", "space", "space", "l", "3", "ctrl+u", "ctrl+k")
            await on.type(str(target))
            await on.press("enter")
            assert isinstance(on.app.screen, screen)  # the second time the file is there
        lines = [json.loads(line) for line in target.read_text().splitlines()]
        assert [line["id"] for line in lines] == ["ada", "bo", "e"]
        assert target.stat().st_mode & 0o077 == 0


async def test_a_file_that_cannot_be_made_says_so_and_the_marks_stay(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("space", "l", "3", "ctrl+u", "ctrl+k")
        await on.type("/nowhere/at/all.jsonl")
        await on.press("enter")
        assert isinstance(on.app.screen, SeveralScreen)
        await on.press("escape")
        assert marked(on) == ["ada"]


async def test_still_good_answers_the_cards_of_those_who_are_due(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("space", "space", "l", "4")
        (review,) = on.app.workspace.book.reviews
        assert {str(card["client"]) for card in review.cards} == {"ada", "bo"}
        assert review.on == TODAY
        await on.press("u")
        assert on.app.workspace.book.reviews == ()


@pytest.mark.parametrize("key", ["escape", "l"])
async def test_leaving_keeps_the_marks(db: Path, key: str) -> None:
    async with stage(db, *THREE) as on:
        await on.press("space", "l", key)
        assert isinstance(on.app.screen, ClientsScreen)
        assert marked(on) == ["ada"]


async def test_a_marked_client_that_is_gone_is_no_longer_marked(db: Path) -> None:
    async with stage(db) as on:
        await on.press("a")
        await on.type("Quay")
        await on.press("ctrl+s", "space", "u")
        await on.press("U")
        assert [line.sign for line in on.app.screen.query_one(RowList)._lines] == [" "]
