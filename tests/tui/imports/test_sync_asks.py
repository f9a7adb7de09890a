"""What one key for new data does not take in by itself: looked at, one source after the other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storage.settings.data_sources import DataSource
from storage.settings.settings import Settings
from tests.tui import exports
from tests.tui.imports.desk import (
    PAID_BILLS,
    Desk,
    interval,
    minutes,
    numbers,
    paid,
    toasts,
)
from tests.tui.stage import client, one_by_one, stage
from tui.clients.screen import ClientsScreen
from tui.imports.preview_screen import PreviewScreen
from tui.imports.result_screen import ImportResultScreen


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
