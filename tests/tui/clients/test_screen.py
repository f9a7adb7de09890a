"""The Clients list: found, walked through, and the same at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.list_cache import read_list_cache
from tests.tui.stage import Stage, client, event, record, stage
from triage.records import Record
from tui.client.screen import ClientScreen
from tui.clients.rowlist import RowList

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
    """Whose card stands beside the list; empty where there is no room for one."""
    beside = next((line.partition("│")[2] for line in on.lines if "│" in line), "")
    return beside.strip().split("  ")[0]


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


async def test_one_line_says_what_is_next_where_there_is_no_card(db: Path) -> None:
    async with stage(db, *THREE) as on:
        await on.until(lambda: on.lines[-3].strip().startswith("next: "))


async def test_the_card_follows_the_cursor_on_a_wide_terminal(db: Path) -> None:
    async with stage(db, *THREE, size=(120, 30)) as on:
        await on.until(lambda: card_of(on) == "Northlake Foods")
        await on.press("j")
        await on.until(lambda: card_of(on) == "Marta Bakery")


async def test_a_window_made_wider_shows_the_card_at_once(db: Path) -> None:
    async with stage(db, *THREE, size=(80, 30)) as on:
        await on.until(lambda: on.lines[-3].strip().startswith("next: "))
        assert card_of(on) == ""
        await on.pilot.resize_terminal(120, 30)
        await on.until(lambda: card_of(on) == "Northlake Foods")


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
        assert "No client's name holds “q”. esc clears the search." in on.text
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


async def test_a_long_list_scrolls_with_the_cursor(db: Path) -> None:
    async with stage(db, *long_list(), record("note", "n", "c59", on="2026-01-01", text="x")) as on:
        table = on.app.screen.query_one(RowList)
        await on.press("G")
        assert current(on) == "c59" and table.scroll_offset.y > 0
        await on.press("g")
        assert current(on) == "c00" and table.scroll_offset.y == 0
