"""The Clients list: found, walked through, and the same at the next start."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Static

from storage.data_file.list_cache import read_list_cache
from tests.tui.stage import Stage, client, event, record, stage
from triage.changes import ChangeSet, Put
from triage.clients.client_list import ORDERS
from triage.records import Record
from tui.client.screen import ClientScreen
from tui.clients.rowlist import RowList
from tui.clients.screen import ClientsScreen
from tui.workspace.list_row import ClientRow

QUIET = ["hours", "money", "contact", "energy"]
THREE = [
    client("Marta Bakery", "marta", not_tracked=QUIET),
    client("Zoë Straße", "zoe", not_tracked=QUIET),
    client("Northlake Foods", "north", not_tracked=QUIET),
    *(event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in (1, 2, 3)),
]


def current(on: Stage) -> str | None:
    return on.app.screen.query_one(RowList).current


def card_of(on: Stage) -> str:
    """Whose card is drawn; empty where there is no room for one."""
    card = on.app.screen.query_one("#card", Static)
    text = str(card.content) if card.display else ""
    return text.partition("  ")[0]


def shows_card(on: Stage, whose: str) -> bool:
    return card_of(on) == whose


def under_the_list(on: Stage) -> str:
    """What stands under a list without a card, on one line."""
    line = on.app.screen.query_one("#clients-line", Static)
    return " ".join(str(line.content).split()) if line.display else ""


def names(on: Stage) -> list[str]:
    return [name for line in on.lines[2:-2] for name in ("Marta", "Zoë", "North") if name in line]


async def test_worst_first_and_counted_in_the_first_row(db: Path) -> None:
    async with stage(db, *THREE) as on:
        assert on.lines[0].split("  ")[0].strip() == "Good Terms"
        assert "3 clients 1 act" in on.text
        assert "Fri 13 Mar" in on.lines[0]
        assert names(on) == ["North", "Marta", "Zoë"]


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ("j", "marta"),
        ("jj", "zoe"),
        ("jjk", "marta"),
        ("G", "zoe"),
        ("Gg", "north"),
    ],
)
async def test_moving(db: Path, keys: str, at: str) -> None:
    async with stage(db, *THREE) as on:
        await on.press(*keys)
        assert current(on) == at


def row_of(on: Stage, id_: str) -> ClientRow:
    return next(row for row in on.app.workspace.list.rows() if row.id == id_)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (99, 50), (160, 29)], ids=str)
async def test_without_a_card_reason_and_next_action_stand_whole_under_the_list(
    db: Path, size: tuple[int, int]
) -> None:
    async with stage(db, *THREE, size=size) as on:
        await on.until(lambda: under_the_list(on) != "")
        row = row_of(on, "north")
        assert row.why and row.next
        assert row.why in under_the_list(on) and row.next in under_the_list(on)
        shown = " ".join(" ".join(on.lines[-7:]).split())
        assert row.why in shown and row.next in shown
        assert card_of(on) == ""


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (160, 50)], ids=str)
async def test_the_card_follows_the_cursor(db: Path, size: tuple[int, int]) -> None:
    async with stage(db, *THREE, size=size) as on:
        await on.until(lambda: card_of(on) == "Northlake Foods")
        await on.press("j")
        await on.until(lambda: card_of(on) == "Marta Bakery")
        assert under_the_list(on) == ""


async def test_a_window_made_larger_shows_the_card_at_once(db: Path) -> None:
    async with stage(db, *THREE, size=(80, 30)) as on:
        await on.until(lambda: under_the_list(on) != "")
        for width, height, card in [
            (120, 30, "Northlake Foods"),
            (120, 29, ""),
            (160, 40, "Northlake Foods"),
            (80, 24, ""),
        ]:
            await on.pilot.resize_terminal(width, height)
            await on.until(partial(shows_card, on, card))


async def test_o_orders_by_the_next_column_from_its_top(db: Path) -> None:
    async with stage(db, *THREE) as on:
        for order in (*ORDERS[1:], ORDERS[0]):
            await on.press("j", "o")
            assert on.app.workspace.list.order == order
            assert current(on) == on.app.workspace.list.rows()[0].id
        for _ in ORDERS[1:]:
            await on.press("o")
        assert on.app.workspace.list.order == "name"
        assert names(on) == ["Marta", "North", "Zoë"]


async def test_the_order_is_kept_between_starts(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press(*"ooooo")
    async with stage(db) as on:
        assert on.app.workspace.list.order == "name"
        assert names(on) == ["Marta", "North", "Zoë"]


async def test_finding_by_verdict_flag_and_tag(db: Path) -> None:
    tagged = client("Quay", "quay", not_tracked=QUIET, tags=["agency"])
    async with stage(db, *THREE, tagged) as on:
        for typed, ids in [
            ("act", ["north"]),
            ("tag:agency", ["quay"]),
            ("good", ["marta", "quay", "zoe"]),
        ]:
            await on.press("slash")
            await on.type(typed)
            rows = on.app.screen.query_one(RowList)
            assert sorted(line.key for line in rows._lines) == ids
            await on.press("escape")
        assert len(on.app.screen.query_one(RowList)._lines) == 4


async def test_finding_by_a_part_of_the_name_without_accents(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("slash")
        await on.type("STRASSE")
        assert names(on) == ["Zoë"]
        await on.press("enter")
        assert current(on) == "zoe"
        await on.press("enter")
        assert isinstance(on.app.screen, ClientScreen)
        await on.press("escape", "escape")
        assert len(names(on)) == 3


async def test_nothing_found_says_so(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.press("slash")
        await on.type("q")
        assert current(on) is None and "“q”" in on.text
        await on.press("enter", "d")
        assert isinstance(on.app.screen, ClientsScreen)
        await on.press("escape")
        assert len(names(on)) == 3


async def test_ended_clients_are_one_key_away(db: Path) -> None:
    gone = client("Northlake Foods", closed_on="2026-01-01", ended_by="us")
    async with stage(db, gone) as on:
        assert current(on) is None
        await on.press("x")
        assert current(on) == "north"
        await on.press("x")
        assert current(on) is None


async def test_the_list_is_kept_for_the_next_start(db: Path) -> None:
    async with stage(db, *THREE) as on:
        assert on.app.workspace.list.rows()
    glance = read_list_cache(db)
    assert glance is not None and glance.current
    assert [row["name"] for row in glance.rows] == [
        "Northlake Foods",
        "Marta Bakery",
        "Zoë Straße",
    ]


def long_list() -> list[Record]:
    return [client(f"Client {n:02}", f"c{n:02}", not_tracked=QUIET) for n in range(60)]


async def test_a_row_that_moves_away_is_scrolled_after(db: Path) -> None:
    """Client 59 is the last by name; with a flag it is the first."""
    async with stage(db, *long_list()) as on:
        table = on.app.screen.query_one(RowList)
        await on.press("G")
        for n in range(1, 6):
            on.app.workspace.apply(ChangeSet("", (Put(rude(n, "c59")),)))
        on.app.records_changed()
        await on.settle()
        assert (current(on), table.cursor, table.scroll_offset.y) == ("c59", 0, 0)


def rude(number: int, who: str) -> Record:
    return event(f"r{number}", "message_in", client=who, on=f"2026-03-0{number}", tone=-1)


async def test_a_long_list_scrolls_with_the_cursor(db: Path) -> None:
    async with stage(db, *long_list(), record("note", "n", "c59", on="2026-01-01", text="x")) as on:
        table = on.app.screen.query_one(RowList)
        await on.press("G")
        assert current(on) == "c59" and table.scroll_offset.y > 0
        await on.press("g")
        assert current(on) == "c00" and table.scroll_offset.y == 0
