"""In a wider terminal no text of a table is shorter than in a narrower one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from storage.demo import sample_year
from tests.tui import exports
from tests.tui.stage import TODAY, Stage, client, event, record, stage
from triage.clients.agenda import agenda
from triage.clients.goodbyes import goodbyes
from triage.clients.overview import Overview, overviews
from triage.clients.portfolio import holdings
from triage.ledger import Book, book
from tui.client.screen import list_width
from tui.client.sections import ClientPage, client_items
from tui.clients.rowlist import RowList
from tui.goodbyes.lines import goodbye_sections
from tui.imports.preview_screen import PreviewScreen
from tui.overview.agenda_lines import agenda_items
from tui.overview.portfolio_lines import columns, holding_items
from tui.routes import Page, SettingsRoute
from tui.ui.line_list import Item

WIDTHS = range(60, 221, 5)
LONG = "They want the whole thing done again, in a colour that nobody has seen yet. " * 3


@cache
def everything() -> Book:
    long = [
        client("A client with quite a long name & Sons", "long", ended_by=None),
        record("note", "n", "long", on="2026-03-02", text=LONG),
        record("action", "a", "long", on="2026-03-02", text=LONG, due="2026-03-20"),
        event("p", "our_promise", client="long", text=LONG, due="2026-03-16"),
        record(
            "attempt",
            "t",
            "long",
            screen="train",
            on="2026-01-01",
            taken_on="2026-01-01",
            outcome="failed",
            outcome_on="2026-02-01",
            outcome_reason=LONG,
        ),
    ]
    return book([*sample_year(TODAY), *long])


@cache
def known() -> dict[str, Overview]:
    return overviews(everything(), TODAY)


def of_agenda(width: int) -> Iterable[Item]:
    return agenda_items(agenda(everything(), TODAY), TODAY, width)


def of_goodbyes(width: int) -> Iterable[Item]:
    sections = goodbye_sections(goodbyes(known().values(), TODAY), TODAY, width)
    return [item for _, items in sections for item in items]


def of_portfolio(width: int) -> Iterable[Item]:
    held = holdings(known(), TODAY)
    limits = next(iter(known().values())).limits
    return holding_items(held, columns(held, width, limits, "unicode"))


def of_client(width: int) -> Iterable[Item]:
    page = ClientPage(known()["long"], "unicode", list_width(width))
    return client_items(page, everything=True)


def letters(item: Item) -> int:
    """Letters and digits of a line: bars and blanks say nothing."""
    return sum(sign.isalnum() for sign in item.text.plain)


@pytest.mark.parametrize("table", [of_agenda, of_goodbyes, of_portfolio, of_client])
def test_a_wider_table_says_no_less(table: Callable[[int], Iterable[Item]]) -> None:
    counted = [[letters(item) for item in table(width)] for width in WIDTHS]
    assert counted[0]
    for width, (narrow, wide) in zip(WIDTHS[1:], pairwise(counted), strict=True):
        assert len(narrow) == len(wide)
        assert all(n <= w for n, w in zip(narrow, wide, strict=True)), width


@pytest.mark.parametrize("table", [of_agenda, of_client])
def test_a_long_text_stands_whole(table: Callable[[int], Iterable[Item]]) -> None:
    for width in (WIDTHS[0], WIDTHS[-1]):
        texts = [" ".join(item.text.plain.split()) for item in table(width)]
        assert any(LONG.strip() in text for text in texts), width


# --- whole screens --------------------------------------------------------------------------

HEIGHT = 50
"""Rows enough for the card below the list."""


async def says_no_less(on: Stage, lines: Callable[[], Iterable[str]]) -> None:
    """Walks the widths, and counts letters and digits of each line."""
    before: list[int] = []
    for width in WIDTHS:
        await on.pilot.resize_terminal(width, HEIGHT)
        await on.settle()
        now = [sum(sign.isalnum() for sign in line) for line in lines()]
        before = before or now
        assert now and len(now) == len(before), width
        assert all(n >= b for n, b in zip(now, before, strict=True)), width
        before = now


def lines_of(on: Stage) -> Callable[[], Iterable[str]]:
    """The lines of the screen's list."""
    return lambda: [item.text.plain for item in on.list.items]


async def test_a_wider_list_of_clients_says_no_less(db: Path) -> None:
    async with stage(db, *sample_year(TODAY), size=(60, HEIGHT)) as on:
        listed = on.app.screen.query_one(RowList)
        await says_no_less(on, lambda: on.lines[listed.region.y + 1 : listed.region.y + 12])


async def test_a_wider_page_of_reasons_says_no_less(db: Path) -> None:
    async with stage(db, *sample_year(TODAY), size=(60, HEIGHT)) as on:
        for worst in ("northlake", "brandt"):
            name = next(id_ for id_ in on.app.workspace.overviews if worst in id_)
            on.app.open(Page("tui.client.why_screen:WhyScreen", name))
            await on.settle()
            await says_no_less(on, lines_of(on))


async def test_a_wider_preview_of_an_import_says_no_less(db: Path, tmp_path: Path) -> None:
    rows = [exports.hours(f"A client with a rather long name {n}", LONG[:60]) for n in range(12)]
    file = exports.write(tmp_path, "hours.csv", exports.TOGGL, *rows)
    async with stage(db, client(), size=(60, HEIGHT)) as on:
        on.app.push_screen(PreviewScreen(file))
        await on.settle()
        await says_no_less(on, lines_of(on))


async def test_wider_settings_say_no_less(db: Path) -> None:
    async with stage(db, client(), size=(60, HEIGHT)) as on:
        on.app.open(SettingsRoute())
        await on.settle()
        await says_no_less(on, lines_of(on))
