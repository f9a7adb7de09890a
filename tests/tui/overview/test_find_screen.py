"""Finding records by their words, on the screen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.stage import Stage, client, event, record, stage
from tui.client.screen import ClientScreen
from tui.overview.find_screen import FindScreen
from tui.routes import FindRoute
from tui.ui.line_keys import RecordKey

OLD = "2024-01-05"
RECORDS = (
    client(),
    client("Acme [/] Ltd", "acme"),
    record("note", "n1", on="2026-03-02", text="They want the Menü earlier"),
    record("note", "n2", "acme", on=OLD, text="[b]menu[/b] was late\nand long " + "x" * 200),
    event("e1", "call", text="Menu prices"),
    record("message", "m1", template="new_terms", on="2026-03-01", text="Dear Ana, the menu"),
    record("attempt", "t1", screen="train", on="2026-03-01", outcome_reason="menu went well"),
    record(
        "decision",
        "d1",
        attempt="t1",
        screen="train",
        code="TEACH",
        on="2026-03-01",
        say="Explain it",
        playbook="p",
    ),
    record("invoice", "i1", number="2026-07", issued=OLD, due=OLD, amount="10.00"),
    *(record("note", f"x{n:02}", on="2026-03-03", text=f"filler {n}") for n in range(30)),
)


async def find(on: Stage, words: str) -> None:
    await on.press("F")
    assert isinstance(on.app.screen, FindScreen)
    await on.type(words)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gt.db"


async def test_hits_come_as_words_are_typed_and_go_with_them(path: Path) -> None:
    async with stage(path, *RECORDS) as on:
        await find(on, "menu")
        newest = [("event", "e1"), ("note", "n1"), ("message", "m1"), ("attempt", "t1")]
        assert on.items() == [RecordKey(*key) for key in (*newest, ("note", "n2"))]
        await on.type(" pri")
        assert on.items() == [RecordKey("event", "e1")]
        await on.type("zz")
        assert on.items() == []
        await on.press("ctrl+u")
        assert on.items() == []


async def test_a_hit_opens_in_its_place_and_esc_comes_back_to_it(path: Path) -> None:
    async with stage(path, *RECORDS) as on:
        await find(on, "menu late")
        await on.press("enter")
        assert isinstance(on.app.screen, ClientScreen)
        assert on.app.screen.selected_client_id() == "acme"
        assert on.list.current == RecordKey("note", "n2")
        await on.press("escape")
        assert isinstance(on.app.screen, FindScreen)
        assert on.app.screen.query_one(Input).value == "menu late"
        assert on.items() == [RecordKey("note", "n2")]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("earlier", ("note", "n1")),
        ("prices", ("event", "e1")),
        ("ana", ("message", "m1")),
        ("explain", ("decision", "d1")),
        ("went well", ("attempt", "t1")),
        ("2026-07", ("invoice", "i1")),
    ],
)
async def test_every_kind_has_its_line_on_the_page_of_the_client(
    path: Path, words: str, key: tuple[str, str]
) -> None:
    async with stage(path, *RECORDS) as on:
        await find(on, words)
        await on.press("enter")
        assert on.list.current == RecordKey(*key)


async def test_an_enter_typed_ahead_opens_what_was_typed_and_no_hit_of_other_words(
    path: Path,
) -> None:
    async with stage(path, *RECORDS) as on:
        await find(on, "menu")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")  # the search has to wait
            await on.pilot.press(*" late", "enter")
            assert isinstance(on.app.screen, FindScreen)
            other.execute("ROLLBACK")
        await on.settle()
        assert isinstance(on.app.screen, ClientScreen)
        assert on.app.screen.selected_client_id() == "acme"


async def test_a_client_opens_at_the_top(path: Path) -> None:
    async with stage(path, *RECORDS) as on:
        await find(on, "acme")
        await on.press("enter")
        assert isinstance(on.app.screen, ClientScreen)
        assert on.app.screen.selected_client_id() == "acme"


async def test_down_and_up_choose_and_what_changes_is_shown(path: Path) -> None:
    async with stage(path, *RECORDS) as on:
        await find(on, "menu")
        await on.press("down", "down", "up")
        assert on.list.current == RecordKey("note", "n1")
        await on.type(" x")
        await on.press("backspace", "backspace")
        assert on.list.current == RecordKey("event", "e1")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_line_is_one_row_and_user_text_is_text(path: Path, size: tuple[int, int]) -> None:
    async with stage(path, *RECORDS, size=size) as on:
        await find(on, "menu late")
        (line,) = on.list.items
        assert line.text.cell_length <= size[0] - 3
        assert "[b]menu[/b] was late" in line.text.plain
        assert "Acme [/] Ltd" in line.text.plain


async def test_the_palette_leads_there_with_what_was_typed(path: Path) -> None:
    async with stage(path, *RECORDS) as on:
        await on.press("colon")
        await on.type("/prices")
        await on.until(lambda: "Find “prices”" in on.text)
        await on.press("enter")
        await on.until(lambda: isinstance(on.app.screen, FindScreen))
        await on.settle()
        assert on.items() == [RecordKey("event", "e1")]


async def test_only_the_newest_question_is_asked_while_one_is_searched(path: Path) -> None:
    async with stage(path, *RECORDS) as on:
        await on.press("F")
        screen = on.app.screen
        assert isinstance(screen, FindScreen)
        for words in ("m", "me", "zzz", "prices"):
            screen.query_one(Input).value = words
        await on.settle()
        assert on.items() == [RecordKey("event", "e1")]


async def test_left_before_the_hits_came(path: Path) -> None:
    async with stage(path, *RECORDS) as on:
        on.app.open(FindRoute("menu"))
        await on.press("escape")
        assert not isinstance(on.app.screen, FindScreen)
