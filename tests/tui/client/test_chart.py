"""Thirteen weeks as a chart: scaled to what they hold, the floor seen, gaps left as gaps."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.client.chart import FLOOR, chart, sparkline

rates = st.none() | st.decimals(0, 500, places=2)
weeks = st.lists(rates, min_size=13, max_size=13)
floors = st.none() | st.decimals(1, 500, places=2)


def row_of(lines: list[str], column: int) -> int | None:
    """The row, from the top, in which a week is drawn."""
    marks = [n for n, line in enumerate(lines) if line[column] not in (" ", FLOOR["unicode"])]
    return marks[0] if marks else None


def even(rate: int, gap: int = 13) -> list[Decimal | None]:
    return [None if n == gap else Decimal(rate) for n in range(13)]


def test_weeks_under_the_floor_have_the_colour_of_watch_and_one_without_hours_is_a_gap() -> None:
    bars = sparkline((Decimal(100), Decimal(40), None), Decimal(50), "unicode")
    assert [str(span.style) for span in bars.spans] == ["$quiet", "$health-watch", "$accent"]
    assert bars.plain[0] > bars.plain[1]
    assert bars.plain[2] == " "


def test_the_floor_is_a_bar_of_its_own_behind_one_row_of_bars() -> None:
    assert len(sparkline(even(80), Decimal(50), "unicode").plain) == 15
    assert len(sparkline(even(80), None, "unicode").plain) == 13


@given(weeks, floors)
def test_a_bar_over_the_floor_is_higher_than_every_bar_that_is_not(
    amounts: list[Decimal | None], floor: Decimal | None
) -> None:
    bars = sparkline(amounts, floor, "unicode").plain
    if floor is None or not any(amounts):
        return
    for amount, bar in zip(amounts, bars, strict=False):
        assert (bar == " ") == (amount is None)
        assert amount is None or (bar > "▁") == (amount > floor)


def test_nothing_known_draws_no_bars() -> None:
    assert sparkline((None,) * 13, None, "ascii").plain == " " * 13
    assert sparkline((Decimal(0),) * 13, None, "unicode").plain == " " * 13
    assert chart((None,) * 13, Decimal(50), "unicode", 3) == []


def test_an_even_rate_is_no_solid_block() -> None:
    for floor in (Decimal(50), None):
        bars = sparkline(even(80), floor, "unicode").plain[:13]
        assert set(bars) <= set("▁▂▃")
    drawn = [line.plain for line in chart(even(80), Decimal(50), "unicode", 3)]
    assert sum(set(line) == {" "} for line in drawn) == 1
    assert drawn[-1] == FLOOR["unicode"] * 13


def test_small_differences_are_seen() -> None:
    rising: list[Decimal | None] = [Decimal(70 + n) for n in range(13)]
    assert len(set(sparkline(rising, None, "unicode").plain)) >= 4
    lines = [line.plain for line in chart(rising, None, "unicode", 3)]
    assert [row_of(lines, n) for n in (0, 12)] == [2, 0]


def test_a_week_without_hours_is_a_gap_through_which_the_floor_goes() -> None:
    lines = [line.plain for line in chart(even(80, gap=4), Decimal(50), "unicode", 3)]
    assert row_of(lines, 4) is None and row_of(lines, 3) is not None
    assert any(line[4] == FLOOR["unicode"] for line in lines)


@given(weeks, floors, st.sampled_from(["unicode", "ascii"]), st.integers(2, 5))
def test_each_week_is_drawn_once_and_never_on_the_wrong_side_of_the_floor(
    amounts: list[Decimal | None], floor: Decimal | None, glyphs: str, rows: int
) -> None:
    drawn = chart(amounts, floor, glyphs, rows)
    if not drawn:
        assert not any(amounts)
        return
    assert len(drawn) == rows and {len(line.plain) for line in drawn} == {13}
    for column, amount in enumerate(amounts):
        marks = [
            (rows - n, "_=^▁━▔".index(line.plain[column]) % 3)
            for n, line in enumerate(drawn)
            if line.plain[column] not in f" {FLOOR[glyphs]}"
        ]
        assert len(marks) == (amount is not None)
    if floor is not None:
        heights = {
            amount: next(
                (rows - n, "_=^▁━▔".index(line.plain[column]) % 3)
                for n, line in enumerate(drawn)
                if line.plain[column] not in f" {FLOOR[glyphs]}"
            )
            for column, amount in enumerate(amounts)
            if amount is not None
        }
        below = [height for amount, height in heights.items() if amount < floor]
        above = [height for amount, height in heights.items() if amount > floor]
        assert not below or not above or max(below) < min(above)


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_ascii_is_ascii(glyphs: str) -> None:
    text = "".join(line.plain for line in chart(even(80), Decimal(50), glyphs, 3))
    assert text.isascii() == (glyphs == "ascii")
