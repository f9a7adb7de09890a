"""The card below the list: whole sentences, and more room says never less."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from storage.demo import sample_year
from tests.tui.stage import TODAY, client, event, record
from triage.clients.overview import Overview, overviews
from triage.ledger import book
from triage.records import Record
from tui.client.card import card
from tui.client.sections import newest, timeline
from tui.clients.layout import layout
from tui.wording.formatting import shipped_title
from tui.workspace.list_rows import why as list_why

WIDTHS = range(60, 221, 5)
HEIGHTS = (20, 30, 40, 60)
HARD = [event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in range(1, 6)]
LATE = [
    record(
        "invoice", "late", number="26-1", issued="2026-01-01", due="2026-02-01", amount="900.00"
    ),
    record("time", "t", on="2026-03-10", minutes=600),
    record("action", "a", text="Send the reminder", on="2026-03-10", due="2026-03-16"),
]


def overview(*records: Record) -> Overview:
    return overviews(book([client(contact="Rolf"), *records]), TODAY)["north"]


@cache
def sample() -> tuple[Overview, ...]:
    return tuple(overviews(book(sample_year(TODAY)), TODAY).values())


def drawn(shown: Overview, width: int, height: int, clients: int = 11) -> str:
    """The card as the list draws it in a terminal; empty where it has none."""
    placed = layout(width, height, clients, finding=False, lines=2)
    if placed.place == "alone":
        return ""
    size = (placed.card_width, shipped_title, placed.card_height)
    return card(shown, "unicode", 0.2, *size).plain


def column(text: str, number: int) -> str:
    """The words of one column of the card, its lines joined."""
    cells = [line.split("│") for line in text.split("\n")]
    return " ".join(" ".join(c[number] for c in cells if len(c) == 3).split())


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", range(100, 221, 5))
@pytest.mark.parametrize("shown", [overview(*HARD, *LATE), *sample()], ids=lambda o: o.name)
def test_in_columns_every_flag_and_what_is_next_stand_whole(shown: Overview, width: int) -> None:
    text = drawn(shown, width, 60)
    flags = column(text, 0)
    for flag in shown.health.flags:
        assert words(flag.reason) in flags
    if shown.next_action is not None:
        assert words(shown.next_action.text) in words(text.partition("│")[0])
    assert "more: enter" not in flags


@pytest.mark.parametrize("height", HEIGHTS)
def test_the_card_keeps_its_room(height: int) -> None:
    for width in WIDTHS:
        placed = layout(width, height, 11, finding=False, lines=2)
        for shown in (overview(*HARD, *LATE), *sample()[:2]):
            lines = drawn(shown, width, height).split("\n")
            assert len(lines) <= max(1, placed.card_height)
            assert all(len(line) <= max(placed.card_width, 0) for line in lines)


@pytest.mark.parametrize("height", [30, 40])
def test_a_wider_card_never_says_less_of_what_is_flagged(height: int) -> None:
    """In a low terminal not all of it may have room."""
    for shown in (overview(*HARD, *LATE), *sample()[:5]):
        texts = [drawn(shown, width, height) for width in range(100, 221, 5)]
        flags = [column(text, 0).partition(" more: enter")[0] for text in texts]
        for narrow, wide in pairwise(flags):
            assert len(wide) >= len(narrow), shown.name


def test_what_is_open_and_what_is_newest() -> None:
    roomy = drawn(overview(*HARD, *LATE), 120, 40)
    assert "Send the reminder" in column(roomy, 0).partition("Open")[2], "below the flags"
    assert column(roomy, 2).startswith("Newest") and "10.0 h" in column(roomy, 2)


def test_without_room_below_the_flags_what_is_open_comes_before_the_newest() -> None:
    third = column(drawn(overview(*HARD, *LATE), 100, 30), 2)
    assert "Send the reminder" in third.partition("Open")[2].partition("Newest")[0]


def test_money_of_another_currency_that_is_overdue_is_no_nought() -> None:
    dollars = record(
        "invoice", "usd", issued="2026-01-01", due="2026-02-01", amount="70.00", currency="USD"
    )
    both = words(drawn(overview(*LATE, dollars), 120, 40))
    assert "900.00 EUR + 70.00 USD" in both
    assert "70.00 USD" in words(drawn(overview(dollars), 120, 40))


def test_the_newest_lines_are_the_first_of_the_timeline() -> None:
    for shown in sample():
        for most in (1, 4, 20):
            lines = [line for _, line in timeline(shown.ledger, TODAY)[:most]]
            assert newest(shown.ledger, TODAY, most) == lines


def test_of_ten_years_no_more_is_drawn_than_shown() -> None:
    day = date(2016, 3, 13)
    years = [
        record("time", f"t{n}", on=(day + timedelta(days=n)).isoformat(), minutes=60)
        for n in range(3650)
    ]
    shown = overview(*years)
    assert newest(shown.ledger, TODAY, 5) == [line for _, line in timeline(shown.ledger, TODAY)][:5]


@pytest.mark.parametrize(("width", "height"), [(100, 40), (160, 40)])
def test_a_goodbye_on_its_way_stands_beside_a_good_verdict(width: int, height: int) -> None:
    notice = event("gone", "leaving", on="2026-03-06", text="We stop on 27 March")
    ledger = book([client(contact="Rolf", state="leaving"), notice])
    shown = overviews(ledger, TODAY)["north"]
    assert "They are leaving, last day Fri 27 March" in words(
        column(drawn(shown, width, height), 0) or drawn(shown, width, height)
    )
    assert list_why(shown).startswith("they are leaving, last day Fri 27 March")
