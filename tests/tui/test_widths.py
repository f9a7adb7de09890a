"""In a wider terminal no text of a table is shorter than in a narrower one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

import pytest

from storage.demo import sample_year
from tests.tui.stage import TODAY, client, event, record
from triage.agenda import agenda
from triage.goodbyes import goodbyes
from triage.ledger import Book, book
from triage.overview import Overview, overviews
from triage.portfolio import holdings
from tui.client.screen import list_width
from tui.client.sections import ClientPage, client_items
from tui.goodbyes.lines import goodbye_sections
from tui.overview.agenda_lines import agenda_items
from tui.overview.portfolio_lines import columns, holding_items
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
