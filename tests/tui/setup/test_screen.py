"""The set-up table on the screen: few keys, nothing lost, everything taken back by u."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Paste

from storage.store import Store
from tests.tui import exports
from tests.tui.stage import Stage, client, now, one_by_one, record, stage
from triage.changes import Put
from triage.ledger import Ledger
from triage.records import Record
from tui.clients.screen import ClientsScreen
from tui.imports.screen import ImportScreen
from tui.setup.grid import SetupGrid
from tui.setup.screen import SetupScreen
from tui.setup.table import COLUMNS
from tui.ui.client_glance import ClientGlance
from tui.ui.field import TextInput

ELEVEN = (
    "Acme [/] Ltd", "Brandt", "Control", "[@click=app.quit]x[/]", "Hafen", "Marta", "Noor",
    "Northlake", "Quay & Sons", "red\x1b[31m \u202e", "x" * 10_000,
)  # fmt: skip


def blank(name: str, id_: str) -> Record:
    return client(name, id=id_, rate=None, floor=None)


def grid(on: Stage) -> SetupGrid:
    return on.app.screen.query_one(SetupGrid)


def asked(on: Stage) -> tuple[str, str]:
    """Whom and what the cell under the cursor is about; "" = everyone."""
    ledger, column = grid(on).ledger, grid(on).column
    assert column is not None
    return ledger.client.name if ledger else "", column.name


def known(on: Stage, id_: str) -> Ledger:
    return on.app.workspace.ledger(id_)


async def test_eleven_clients_in_about_forty_keys(db: Path) -> None:
    records = [blank(name, str(n)) for n, name in enumerate(ELEVEN)]
    async with stage(db, *records) as on:
        await on.press("s")
        assert isinstance(on.app.screen, SetupScreen)
        assert len(grid(on).open_cells) == 33
        assert asked(on) == ("", "rate")
        keys = ["7", "5", "enter", "5", "0", "enter", *("1", "4", "1") * len(ELEVEN)]
        assert len(keys) <= 40
        await on.press(*keys)
        assert not grid(on).open_cells
        for n in range(len(ELEVEN)):
            ledger = known(on, str(n))
            assert (ledger.client.rate, ledger.client.floor) == (Decimal(75), Decimal(50))
            assert [mark.mark for mark in ledger.energy] == [4]
            assert [confirmation.fact for confirmation in ledger.confirmed] == ["contact"]
            assert [work.mode for work in ledger.engagement] == ["hourly"]
        assert "\x1b" not in "".join(on.lines)


async def test_every_answer_is_one_change_and_kept_at_once(db: Path) -> None:
    async with stage(db, blank("Brandt", "b"), blank("Quay", "q")) as on:
        await on.press("s", "7", "5", "enter", "5", "0", "enter", "1", "2")
        labels = [entry.label for entry in on.store.history()][:-1]
        assert labels == [
            "Setup, Brandt: energy tired",
            "Setup, Brandt: contact yes",
            "Setup, 2 clients: floor 50.00",
            "Setup, 2 clients: rate 75.00",
        ]
        await on.press("u")
        assert known(on, "b").energy == () and len(grid(on).open_cells) == 5
        await on.press("u", "u", "u")
        assert known(on, "q").client.rate is None
        assert isinstance(on.app.screen, SetupScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)


async def test_opened_again_it_goes_to_what_is_open(db: Path) -> None:
    mark = record("energy", "e", on="2026-03-10", mark=3)
    async with stage(db, client("Brandt", id="north"), mark) as on:
        await on.press("s")
        assert asked(on) == ("Brandt", "talked")
        await on.press("y")
        assert asked(on) == ("Brandt", "mode")


async def test_a_retainer_asks_for_its_fee(db: Path) -> None:
    async with stage(db, client("Brandt", id="north")) as on:
        await on.press("s", "1", "3", "3")
        await on.press(*"1,800", "enter")
        assert known(on, "north").engagement == (), "1800 or 1.8: it is asked"
        await on.press(*("backspace",) * 5, *"1800", "enter")
        (work,) = known(on, "north").engagement
        assert (work.mode, work.fee) == ("retainer", Decimal(1800))


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


async def test_arrows_and_letters_move_and_a_cell_can_be_answered_anew(db: Path) -> None:
    async with stage(db, blank("Brandt", "b"), blank("Quay", "q")) as on:
        await on.press("s", "j", "j", "l", "l", "l")
        assert asked(on) == ("Quay", "energy")
        await on.press("1")
        await on.press("h", "5")
        assert [mark.mark for mark in known(on, "q").energy] == [5]
        await on.press("g", "1")
        assert "one client only" in on.words("#setup-ask")
        await on.press("left", "left", "left", "left", "left")
        assert "That can only be said of one client" not in on.words("#setup-ask")


async def test_everyone_is_asked_once_for_each_currency(db: Path) -> None:
    krona = client("Vera", id="v", rate="750.00", floor=None, currency="SEK")
    async with stage(
        db, client("A", id="a", floor=None), client("B", id="b", floor=None), krona
    ) as on:
        await on.press("s", *"50", "enter")
        assert asked(on) == ("", "floor") and "▏ SEK" in on.text
        await on.press(*"600", "enter")
        floors = [known(on, id_).client.floor for id_ in "abv"]
        assert floors == [50, 50, 600]
        assert asked(on) == ("A", "talked")
        await on.press("g", "left", *"70", "enter")
        assert "has one already" in on.words("#setup-ask")


async def test_fifty_clients_scroll_and_stay_where_they_are(db: Path) -> None:
    records = [client(f"Client {n:02}", id=str(n)) for n in range(50)]
    async with stage(db, *records) as on:
        await on.press("s", "G", "left")
        before = [line[:12] for line in on.lines[3:17]]
        assert " Client 49  " in before
        await on.press("right", "right", "3")
        assert [line[:12] for line in on.lines[3:17]] == before
        assert [mark.mark for mark in known(on, "49").energy] == [3]


async def test_at_80_columns_every_fact_stands_in_sight(db: Path) -> None:
    records = [blank(f"A client with a long name {n}", str(n)) for n in range(12)]
    async with stage(db, *records) as on:
        await on.press("s")
        assert grid(on).max_scroll_x == 0
        below = on.app.screen.query_one("#setup-ask").region.y
        assert below == grid(on).region.bottom + 1


async def test_a_rate_from_a_file_is_marked_until_it_is_typed(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "c.csv", exports.CLOCKIFY, exports.clockify("2026-03-02"))
    async with stage(db) as on:
        on.app.push_screen(ImportScreen())
        await on.settle()
        on.app.screen.query_one(TextInput).value = str(path)
        await one_by_one(on, "enter", "enter", "2")
        assert isinstance(on.app.screen, SetupScreen)
        assert "80.00*" in on.text
        await on.press("left", "8", "0", "enter")
        assert "80.00*" not in on.text and "80.00" in on.text


async def test_a_click_moves_and_a_click_on_an_answer_answers(db: Path) -> None:
    async with stage(db, client("Brandt", id="b"), client("Quay", id="q")) as on:
        await on.press("s")
        await on.pilot.click(SetupGrid, offset=(53, 3))
        await on.settle()
        assert asked(on) == ("Quay", "energy")
        await on.pilot.click("#setup-ask", offset=(4, 1))
        await on.settle()
        assert [mark.mark for mark in known(on, "q").energy] == [1]


async def test_the_smallest_window_shows_the_answers(db: Path) -> None:
    async with stage(db, client("Brandt", id="b"), size=(60, 20)) as on:
        await on.press("s", "1")
        assert all(answer in on.words("#setup-ask") for answer in ("1 drained", "5 energized"))


def message(on: Stage) -> str:
    screen = on.app.screen
    assert isinstance(screen, SetupScreen)
    return screen._message


async def test_all_is_not_answered_while_an_amount_is_blank(db: Path) -> None:
    async with stage(db, blank("Brandt", "b"), blank("Quay", "q")) as on:
        await on.press("s", "j", "right", "right", *("1", "4", "1", "enter") * 2)
        assert not grid(on).open_cells
        assert len(grid(on).blank_cells) == 4
        assert "All done" not in message(on)
        assert asked(on) == ("Brandt", "rate")
        await on.press(*"75", "enter", *"75", "enter", *"50", "enter", *"50", "enter")
        assert not grid(on).blank_cells and "All done" in message(on)


async def test_the_last_blank_cell_says_that_it_is_the_last(db: Path) -> None:
    known_mark = record("energy", "e", on="2026-03-10", mark=3)
    async with stage(db, client("Brandt", id="north", floor=None), known_mark) as on:
        await on.press("s", "right", "1", "1")
        assert asked(on) == ("Brandt", "floor") and len(grid(on).blank_cells) == 1
        await on.press("enter")
        assert "Only this one" in message(on)


async def test_kept_goes_when_it_was_taken_back(db: Path) -> None:
    async with stage(db, client("Brandt", id="b"), client("Quay", id="q")) as on:
        await on.press("s", "1")
        assert message(on).startswith("Saved: Brandt")
        await on.press("u")
        assert message(on) == ""
        await on.press("U", "2")
        await on.pilot.resize_terminal(100, 30)
        await on.settle()
        assert message(on).startswith("Saved"), "a resize takes nothing back"


async def test_a_floor_above_the_rate_is_asked_about(db: Path) -> None:
    async with stage(db, client("Brandt", id="b", floor=None)) as on:
        await on.press("s", *"90", "enter")
        assert known(on, "b").client.floor is None
        assert "above the rate" in message(on) and asked(on) == ("Brandt", "floor")
        await on.press("enter")
        assert known(on, "b").client.floor == 90
        await on.press("u", "left", *"90", "enter", "backspace", "backspace", *"45", "enter")
        assert known(on, "b").client.floor == 45


async def test_a_rate_under_the_floor_is_asked_about_too(db: Path) -> None:
    async with stage(db, client("Brandt", id="b", rate=None), client("Quay", id="q")) as on:
        await on.press("s", *"45", "enter")
        assert known(on, "b").client.rate is None and "above the rate" in message(on)
        await on.press("enter")
        assert known(on, "b").client.rate == 45


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


async def test_the_client_under_the_cursor_stands_below_where_there_is_room(db: Path) -> None:
    async with stage(db, client(), client("Brandt", "brandt"), size=(120, 40)) as on:
        await on.press("s")
        glance = on.app.screen.query_one(ClientGlance)
        grid(on).move_cursor(row=1)
        await on.settle()
        assert glance.display
        grid(on).move_cursor(row=0)
        await on.settle()
        assert not glance.display, "the row of everyone is no client"
        grid(on).move_cursor(row=1)
        await on.pilot.resize_terminal(120, 24)
        await on.settle()
        assert not glance.display


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
