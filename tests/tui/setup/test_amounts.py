"""Amounts in the set-up table: typed, pasted, cleared, and kept whichever way one moves on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Paste

from storage.store import Store
from tests.tui.setup.on_table import asked, blank, grid, known, message
from tests.tui.stage import client, now, stage
from triage.changes import Put
from tui.clients.screen import ClientsScreen
from tui.setup.grid import SetupGrid
from tui.setup.screen import SetupScreen
from tui.setup.table import COLUMNS


async def test_leaving_a_half_typed_amount_first_forgets_only_that(db: Path) -> None:
    async with stage(db, blank("Brandt", "b")) as on:
        await on.press("s", "7", "5")
        assert "75▏" in on.text
        await on.press("escape")
        assert isinstance(on.app.screen, SetupScreen) and "75▏" not in on.text
        await on.press("9", "down", "backspace", "backspace")
        assert isinstance(on.app.screen, SetupScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
        assert known(on, "b").client.rate is None


async def test_all_is_not_answered_while_an_amount_is_blank(db: Path) -> None:
    async with stage(db, blank("Brandt", "b"), blank("Quay", "q")) as on:
        await on.press("s", "j", "right", "right", *("1", "4", "1", "enter") * 2)
        assert not grid(on).open_cells
        assert len(grid(on).blank_cells) == 4
        assert "All done" not in message(on)
        assert asked(on) == ("Brandt", "rate")
        await on.press(*"75", "enter", *"75", "enter", *"50", "enter", *"50", "enter")
        assert not grid(on).blank_cells and "All done" in message(on)


async def test_the_currency_does_not_change_under_a_half_typed_amount(db: Path) -> None:
    krona = [client(name, id=name, floor=None, currency="SEK") for name in ("V", "W")]
    euro = [client(name, id=name, floor=None) for name in ("A", "B", "C")]
    async with stage(db, *krona, *euro) as on:
        await on.press("s", *"5")
        for name in ("A", "B", "C"):
            was = known(on, name).client
            on.store.apply("elsewhere", [Put(replace(was, floor=Decimal(40)), was=was)])
        on.app.read_again()
        await on.settle()
        assert known(on, "A").client.floor == 40
        await on.press("0", "enter")
        assert all(known(on, name).client.floor is None for name in ("V", "W"))


async def test_the_next_currency_is_named_before_its_amount_is_typed(db: Path) -> None:
    krona = client("Vera", id="v", floor=None, currency="SEK")
    async with stage(db, client("A", id="a", floor=None), krona) as on:
        await on.press("s", *"50", "enter")
        assert "SEK" in message(on)


async def test_an_amount_is_typed_as_everywhere_and_read_back(db: Path) -> None:
    async with stage(db, client("Brandt", id="b", rate=None, floor=None)) as on:
        await on.press("s", *"1.2k")
        assert "= 1,200.00 EUR" in on.text
        await on.press("enter")
        assert known(on, "b").client.rate == 1200


async def test_an_amount_is_pasted(db: Path) -> None:
    async with stage(db, client("Brandt", id="b", rate=None, floor=None)) as on:
        await on.press("s")
        for pasted in ("rate: 75", "x" * 10_000, "\x1b[31m", "٧٥", "", "75 USD"):
            on.app.screen.post_message(Paste(pasted))
            await on.settle()
            await on.press("enter")
            assert known(on, "b").client.rate is None
            while asked(on)[1] != "rate":
                await on.press("left")
        on.app.screen.post_message(Paste("75,50 €\nand more 31"))
        await on.settle()
        await on.press("enter")
        assert known(on, "b").client.rate == Decimal("75.5")


@pytest.mark.parametrize("way", ["down", "up", "j", "right", "left", "l", "h", "G", "click"])
async def test_an_amount_is_kept_whichever_way_one_moves_on(db: Path, way: str) -> None:
    async with stage(db, *(blank(name, name.lower()) for name in ("A", "B", "C", "D"))) as on:
        await on.press("s", "down", "down", *"75")
        assert asked(on) == ("B", "rate")
        if way == "click":
            await on.pilot.click(SetupGrid, offset=(53, 4))
            await on.settle()
        else:
            await on.press(way)
        assert known(on, "b").client.rate == 75
        assert "75▏" not in on.text
        assert "Saved: B: rate 75.00" in message(on)
        assert {id_ for id_ in "abcd" if known(on, id_).client.rate is not None} == {"b"}
        await on.press("u")
        assert known(on, "b").client.rate is None


async def test_a_column_of_amounts_typed_in_one_burst_with_arrows_is_whole(db: Path) -> None:
    async with stage(db, *(blank(name, name.lower()) for name in ("A", "B", "C"))) as on:
        await on.press("s", "down", *"61", "down", *"62", "down", *"63", "right", *"40")
        assert [known(on, id_).client.rate for id_ in "abc"] == [61, 62, 63]
        assert asked(on) == ("C", "floor") and "40▏" in on.text


async def test_an_amount_that_cannot_be_kept_holds_the_cursor_and_says_why(db: Path) -> None:
    async with stage(db, blank("A", "a"), client("B", id="b")) as on:
        await on.press("s", "down", *"1,800", "down")
        assert asked(on) == ("A", "rate") and "1,800▏" in on.text
        assert message(on) and known(on, "a").client.rate is None
        await on.press("escape", "down", "right", *"90", "up")
        assert asked(on) == ("B", "floor") and "above the rate" in message(on)
        await on.press("up")
        assert known(on, "b").client.floor == 90 and asked(on) == ("A", "floor")


async def test_enter_goes_down_the_column_of_amounts_first(db: Path) -> None:
    records = [blank("A", "a"), client("B", id="b", floor=None), blank("C", "c")]
    async with stage(db, *records) as on:
        await on.press("s", "enter")
        assert asked(on) == ("A", "rate")
        await on.press(*"61", "enter")
        assert asked(on) == ("C", "rate"), "B has one"
        await on.press("enter")
        assert asked(on) == ("A", "floor"), "a blank that is passed over does not hold anybody"
        await on.press(*"40", "enter", *"41", "enter", "enter")
        assert asked(on) == ("A", "talked")
        await on.press(*("1", "4", "1") * 3, "enter")
        assert asked(on) == ("C", "rate"), "what was passed over comes last"


async def test_a_client_that_appears_above_takes_no_amount_of_another(db: Path) -> None:
    async with stage(db, blank("B", "b"), blank("C", "c")) as on:
        await on.press("s", "down", *"75")
        with Store.open(db, now=now) as other:
            other.apply("Added", [Put(blank("A", "a"))])
        on.app._look_for_other_writers()
        await on.settle()
        assert asked(on) == ("B", "rate") and "75▏" in on.text
        await on.press("enter")
        assert known(on, "b").client.rate == 75 and known(on, "a").client.rate is None


async def test_a_fee_that_is_not_named_is_told_as_it_stands_in_the_cell(db: Path) -> None:
    billing = len(COLUMNS) - 1
    async with stage(db, client("Brandt", id="b"), client("Quay", id="q")) as on:
        await on.press("s", "right", "right")
        assert asked(on)[1] == COLUMNS[billing - 1].name
        await on.press("2", "enter")
        told = message(on)
        await on.press("u")
        grid(on).move_cursor(row=1, column=billing)
        await on.press("4")
        assert message(on) == told, "both are kept alike"


async def test_an_amount_is_cleared_at_once(db: Path) -> None:
    async with stage(db, client("Brandt", id="b", rate=None, floor=None)) as on:
        await on.press("s", *"120", "ctrl+u", *"75", "enter")
        assert known(on, "b").client.rate == 75
