"""The set-up table on the screen: few keys, nothing lost, everything taken back by u."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.tui import exports
from tests.tui.setup.on_table import asked, blank, grid, known, message
from tests.tui.stage import client, one_by_one, record, stage
from tui.clients.screen import ClientsScreen
from tui.imports.screen import ImportScreen
from tui.setup.grid import SetupGrid
from tui.setup.screen import SetupScreen
from tui.ui.client_glance import ClientGlance
from tui.ui.field import TextInput

ELEVEN = (
    "Acme [/] Ltd", "Brandt", "Control", "[@click=app.quit]x[/]", "Hafen", "Marta", "Noor",
    "Northlake", "Quay & Sons", "red\x1b[31m \u202e", "x" * 10_000,
)  # fmt: skip


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
