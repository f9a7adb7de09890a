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
