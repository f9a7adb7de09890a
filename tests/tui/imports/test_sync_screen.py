"""One key for the week: what is new is in, what has to be asked is asked, the list shows both."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storage.import_topics import SOURCES_TOPIC
from storage.importing.sources import sources
from storage.paths import backup_dir
from storage.settings.data_sources import DataSource
from storage.settings.settings import Settings
from tests.tui import exports
from tests.tui.imports.desk import (
    BILLS,
    LAST_FRIDAY,
    OLD_BILLS,
    PAID_BILLS,
    Desk,
    interval,
    minutes,
    numbers,
    paid,
    toasts,
)
from tests.tui.stage import TODAY, client, event, one_by_one, stage
from tui.clients.rowlist import RowList
from tui.clients.screen import ClientsScreen
from tui.imports.preview_screen import PreviewScreen
from tui.imports.result_screen import ImportResultScreen
from tui.imports.sync_screen import SyncScreen
from tui.review.opening_screen import OpeningScreen

if sys.platform == "win32":
    pytest.skip("the programs are shell scripts", allow_module_level=True)


async def test_under_ten_keys_on_the_first_friday(desk: Desk) -> None:
    async with stage(desk.db) as on:
        keys = [
            *("i", "down", "enter"),  # the table, below Timewarrior
            *("enter", "enter"),  # its columns are right, and so is the preview
            *("2", "enter"),  # then from Timewarrior
            *("2", "escape"),  # to the table of facts, which can wait
        ]
        desk.bills.rename(Path.cwd() / desk.bills.name)
        await one_by_one(on, *keys)
        assert isinstance(on.app.screen, ClientsScreen) and len(keys) < 10
        assert (minutes(on), len(numbers(on))) == (240, 2)
        assert "Quay & Sons" in on.text and "1,200" in on.text


async def test_one_key_the_friday_after(week: Desk) -> None:
    async with stage(week.db) as on:
        assert "1,200" in on.text
        await on.press("I")
        assert isinstance(on.app.screen, ClientsScreen)
        came, assumed = on.toast.splitlines()
        assert came == "Timewarrior: 1 new, 1 corrected; invoices.csv: 1 new, 1 paid. u to undo"
        assert assumed.startswith("Assumed: payment date: 2026-03-13")
        assert "billable" not in assumed, "that was assumed last week, too"
        assert (minutes(on), len(numbers(on)), paid(on)) == (480, 3, Decimal(2100))
        assert "1,200" not in "\n".join(line for line in on.lines if "Quay" in line)


async def test_a_spreadsheet_is_a_source_like_any(desk: Desk) -> None:
    workbooks = pytest.importorskip("xlsxwriter", reason="the extra that writes workbooks")
    desk.bills = desk.bills.with_suffix(".xlsx")

    def bill(rows: str) -> None:
        with workbooks.Workbook(str(desk.bills)) as workbook:
            sheet = workbook.add_worksheet()
            for number, line in enumerate(f"{BILLS}{rows}".splitlines()):
                sheet.write_row(number, 0, line.split(","))

    bill(OLD_BILLS)
    desk.import_last_friday()
    bill(PAID_BILLS)
    async with stage(desk.db) as on:
        await on.press("I")
        assert "invoices.xlsx: 1 new, 1 paid. u to undo" in on.toast
        assert (len(numbers(on)), paid(on)) == (3, Decimal(2100))


async def test_one_key_takes_all_of_it_back_and_one_brings_it_again(week: Desk) -> None:
    async with stage(week.db) as on:
        before = list(on.store.records())
        await on.press("I")
        after = list(on.store.records())
        await on.press("u")
        assert list(on.store.records()) == before and "1,200" in on.text
        await on.press("U")
        assert list(on.store.records()) == after
        assert on.store.verify() == []


async def test_what_was_there_is_copied_before(week: Desk) -> None:
    copies = backup_dir(week.db)
    async with stage(week.db) as on:
        had = set(copies.glob("*.db"))
        await on.press("I")
        (copy,) = set(copies.glob("*.db")) - had
        with closing(sqlite3.connect(copy)) as copied:
            assert copied.execute("SELECT sum(minutes) FROM time").fetchone() == (240,)


async def test_the_cursor_stays_on_its_client_when_the_order_changes(week: Desk) -> None:
    async with stage(week.db) as on:
        rows = on.app.screen.query_one(RowList)
        at = rows.current
        assert at is not None and on.app.workspace.ledger(at).client.name == "Quay & Sons"
        order = [line.key for line in rows._lines]
        await on.press("I")
        assert [line.key for line in rows._lines] != order, "who has paid is no longer the worst"
        assert rows.current == at


async def test_it_is_offered_first_while_an_import_is_old(week: Desk) -> None:
    async with stage(week.db) as on:
        assert "I new data" in on.lines[-1]
        await on.press("I")
        assert "I new data" not in on.lines[-1]


async def test_what_is_asked_opens_its_preview_and_the_others_are_in(week: Desk) -> None:
    week.bill(PAID_BILLS.replace("600.00,\n", "600.00,pending review\n"))
    async with stage(week.db) as on:
        await on.press("I")
        assert isinstance(on.app.screen, PreviewScreen)
        assert on.app.screen.preview is not None
        assert on.app.screen.preview.file == week.bills
        assert "Timewarrior: 1 new, 1 corrected" in toasts(on)
        assert "invoices.csv has a question to answer first" in toasts(on)
        assert (minutes(on), len(numbers(on))) == (480, 2)
        await one_by_one(on, "escape", "escape")
        assert isinstance(on.app.screen, ClientsScreen)
        await on.press("u")
        assert minutes(on) == 240


async def test_sources_that_ask_are_looked_at_one_after_the_other(week: Desk) -> None:
    week.track(interval(2), interval(3, hours=1, client="Nobody known"))
    week.bill(PAID_BILLS.replace("600.00,\n", "600.00,pending review\n"))
    async with stage(week.db) as on:
        before = list(on.store.records())
        await on.press("I")
        seen = []
        for _ in range(2):
            assert isinstance(on.app.screen, PreviewScreen) and on.app.screen.preview is not None
            seen.append(on.app.screen.preview.file.name)
            await one_by_one(on, "escape", "escape")
        assert seen == ["timew.txt", "invoices.csv"]
        assert isinstance(on.app.screen, ClientsScreen)
        assert list(on.store.records()) == before


async def test_between_two_sources_the_next_one_is_named(week: Desk) -> None:
    week.track(interval(2), interval(4, hours=14), interval(4, hours=13))
    week.bill(PAID_BILLS.replace("600.00,\n", "600.00,pending review\n"))
    async with stage(week.db) as on:
        await on.press("I")
        while isinstance(on.app.screen, PreviewScreen):
            await on.press("enter")
        assert isinstance(on.app.screen, ImportResultScreen)
        assert "invoices.csv" in on.list.items[-1].text.plain
        await on.press("enter")
        assert isinstance(on.app.screen, PreviewScreen) and on.app.screen.preview is not None
        assert on.app.screen.preview.file.name == "invoices.csv"


@pytest.mark.parametrize(
    ("hours", "name"),
    [
        ([interval(2), interval(4, client="Quay and Sons")], "near-duplicate"),
        ([interval(2), interval(4, client="Somebody")], "whose is it"),
        ([interval(2), interval(4, hours=14), interval(4, hours=13)], "more than a day"),
        ([interval(2, hours=1), interval(3, client="Quay & Sons")], "back to what it was"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_nothing_doubtful_comes_in_by_one_key(
    week: Desk, hours: list[dict[str, Any]], name: str
) -> None:
    week.track(*hours)
    async with stage(week.db) as on:
        if name == "back to what it was":
            week.track(interval(2, hours=1), interval(3, client="Quay & Sons"))
            await on.press("I")
            week.track(interval(2), interval(3, client="Quay & Sons"))
        there = minutes(on)
        await on.press("I")
        assert isinstance(on.app.screen, PreviewScreen), name
        assert minutes(on) == there


async def test_a_name_that_looks_like_a_client_is_asked_about(week: Desk) -> None:
    week.bill(f"{PAID_BILLS}2026-05,Quay and Sons,2026-03-12,2026-03-26,70.00,\n")
    async with stage(week.db) as on:
        await on.press("I")
        assert isinstance(on.app.screen, PreviewScreen)
        assert "looks like Quay & Sons" in on.text
        assert (minutes(on), len(numbers(on))) == (480, 2)


async def test_a_client_who_is_plainly_new_comes_in_and_is_named(week: Desk) -> None:
    week.bill(f"{PAID_BILLS}2026-05,Birch Mill,2026-03-12,2026-03-26,70.00,\n")
    async with stage(week.db) as on:
        await on.press("I")
        assert isinstance(on.app.screen, ClientsScreen)
        assert "New: Birch Mill" in on.toast and "Birch Mill" in on.text


async def test_a_source_that_was_never_imported_is_looked_at_first(
    desk: Desk, tmp_path: Path
) -> None:
    hours = exports.write(tmp_path, "toggl.csv", exports.TOGGL, exports.hours())
    settings = Settings(sources=(DataSource(name="toggl", files=str(hours)),))
    async with stage(desk.db, client("Northlake"), settings=settings) as on:
        await on.press("I")
        assert isinstance(on.app.screen, PreviewScreen)
        assert on.app.screen.preview is not None and on.app.screen.preview.new == 1
        assert minutes(on) == 0, "nothing has to be asked, but nobody has said that it is right"


def _gone(desk: Desk) -> None:
    (desk.programs / "timew").unlink()


def _fails(desk: Desk) -> None:
    desk.program("echo 'The database is in use.' >&2; exit 3")


def _half(desk: Desk) -> None:
    text = (desk.programs / "hours.json").read_text()
    (desk.programs / "hours.json").write_text(text[: len(text) // 2])


@pytest.mark.parametrize("trouble", [_gone, _fails, _half])
async def test_one_source_that_cannot_be_read_does_not_keep_the_other_back(
    week: Desk, trouble: Any
) -> None:
    trouble(week)
    async with stage(week.db) as on:
        await on.press("I")
        assert "invoices.csv: 1 new, 1 paid" in toasts(on)
        assert (minutes(on), len(numbers(on))) == (240, 3)
        if trouble is not _gone:  # a program that is not installed is no source today
            assert "Timewarrior was not read." in toasts(on)
        assert isinstance(on.app.screen, ClientsScreen)


async def test_a_file_that_is_missing_today_is_named(week: Desk) -> None:
    week.bills.unlink()
    async with stage(week.db) as on:
        await on.press("I")
        assert "invoices.csv was not read." in toasts(on) and "does not exist" in toasts(on)
        assert minutes(on) == 480


async def test_a_table_cut_off_in_the_middle_takes_nothing_out(week: Desk) -> None:
    week.bills.write_text((BILLS + PAID_BILLS)[:-30])
    async with stage(week.db) as on:
        await on.press("I")
        assert isinstance(on.app.screen, PreviewScreen)
        assert (minutes(on), len(numbers(on)), paid(on)) == (480, 2, Decimal(900))


async def test_the_same_as_last_time_is_no_step_to_undo(desk: Desk) -> None:
    desk.import_last_friday()
    async with stage(desk.db) as on:
        await on.press("n", "a", "escape", "I")
        assert on.toast == "Nothing new since Fri 6 Mar."
        remembered = sources(on.store.remembered(SOURCES_TOPIC))
        days = {source.path.name: source.on for source in remembered}
        assert days == {"timew.txt": TODAY, "invoices.csv": LAST_FRIDAY}, "a file may be an old one"
        await on.press("u")
        assert on.store.of_kind("note") == [] and minutes(on) == 240
        await on.press("I")
        assert on.toast == "Nothing new since Fri 6 Mar."


async def test_without_a_source_it_says_how_to_have_one(desk: Desk) -> None:
    async with stage(desk.db, client()) as on:
        await on.press("I")
        assert "source" in on.toast and "Press i" in on.toast


async def test_a_data_file_in_use_is_said_and_nothing_is_half_in(
    week: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.data_file.open_file.WAIT_MS", 1)
    async with stage(week.db) as on:
        with closing(sqlite3.connect(week.db, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await on.press("I")
            other.execute("ROLLBACK")
        assert "is in use by another program" in toasts(on)
        assert isinstance(on.app.screen, ClientsScreen)
        assert minutes(on) == 240
        await on.press("I")
        assert minutes(on) == 480


async def test_stopped_in_the_middle_the_program_ends_and_what_is_in_stays(week: Desk) -> None:
    slow = DataSource(
        name="slow",
        command=("/bin/sh", "-c", f"echo $$ > {week.db.parent / 'pid'}; exec /bin/sleep 600"),
    )
    settings = Settings(sources=(slow,))
    async with stage(week.db, settings=settings) as on:
        on.app.screen.action_sync()  # type: ignore[attr-defined]
        pid = week.db.parent / "pid"
        await on.until(
            lambda: isinstance(on.app.screen, SyncScreen) and pid.exists() and bool(pid.read_text())
        )
        assert "Reading slow" in on.text
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.toast == "Stopped. Nothing was saved."
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid.read_text()), 0)


async def test_the_sample_year_asks_none_of_the_own_programs(desk: Desk) -> None:
    settings = Settings(sources=(DataSource(name="bills", files=str(desk.bills)),))
    async with stage(desk.db, settings=settings) as on:
        await on.press("s", "I")
        assert "bills" not in toasts(on)


async def test_before_the_cards_the_same_key_does_the_same(week: Desk) -> None:
    week.track(interval(2), interval(3, client="Quay & Sons"))
    async with stage(week.db, event("e", "no_show", client="x"), client(id="x")) as on:
        await on.press("w")
        assert isinstance(on.app.screen, OpeningScreen)
        await on.press("i")
        assert isinstance(on.app.screen, OpeningScreen)
        assert on.app.screen.opening.stale == () and len(numbers(on)) == 3
        assert "days ago" not in on.words("#opening-page")


def hours_of_a_week(corrected: int, of: int) -> list[dict[str, Any]]:
    """So many entries of the days before the last import, the first of them an hour longer."""
    return [
        interval(1 + at % 5, hours=2 if at < corrected else 1, start=1 + 2 * (at // 5))
        for at in range(of)
    ]


@pytest.mark.parametrize(
    ("corrected", "of", "asks"),
    [(11, 11, True), (10, 10, False), (11, 55, False), (12, 55, True)],
    ids=["all", "few", "a small share", "a large share"],
)
async def test_an_export_that_changes_much_of_what_is_known_is_looked_at_first(
    desk: Desk, corrected: int, of: int, asks: bool
) -> None:
    desk.track(*hours_of_a_week(0, of))
    desk.import_last_friday()
    desk.track(*hours_of_a_week(corrected, of))
    async with stage(desk.db) as on:
        await on.press("I")
        assert isinstance(on.app.screen, PreviewScreen) is asks
        assert minutes(on) == 60 * (of if asks else of + corrected)
        if asks:
            assert f"{corrected} of {of} rows" in toasts(on)
            await on.press("enter")
            assert minutes(on) == 60 * (of + corrected)


async def test_many_invoices_that_are_paid_by_now_are_taken_in(desk: Desk) -> None:
    def bills(paid_: str) -> str:
        return "".join(
            f"2026-{n},Quay & Sons,2026-02-06,2026-02-20,100.00,{paid_}\n" for n in range(10, 22)
        )

    desk.bill(bills(""))
    desk.import_last_friday()
    desk.bill(bills("100.00"))
    async with stage(desk.db) as on:
        await on.press("I")
        assert isinstance(on.app.screen, ClientsScreen)
        assert paid(on) == Decimal(1200)
