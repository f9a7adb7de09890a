"""What people type for days, amounts and times."""

from __future__ import annotations

from datetime import date

import pytest

from triage.codec import BadValue
from tui.wording import parse

TODAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-3-1", "2026-03-01"),
        ("today", "2026-03-13"),
        (" Yesterday ", "2026-03-12"),
        ("tomorrow", "2026-03-14"),
        ("-3", "2026-03-10"),
        ("+14", "2026-03-27"),
        ("13.3.", "2026-03-13"),
        ("1. 4.", "2026-04-01"),
        ("28.12.", "2025-12-28"),
        ("13.3.24", "2024-03-13"),
        ("13.3.2024", "2024-03-13"),
        ("29.2.", "2026-03-01"),
    ],
)
def test_days(text: str, day: str) -> None:
    if text == "29.2.":
        assert parse.day(text, date(2028, 3, 1)) == "2028-02-29"
        return
    assert parse.day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["3/13", "13.13.", "2026-02-30", "soon", "29.2.", "+99999", "١.٣."]
)
def test_no_day_is_guessed(text: str) -> None:
    with pytest.raises(BadValue, match="day"):
        parse.day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("75", "75"),
        ("75.00", "75.00"),
        ("75,5", "75.5"),
        ("-30", "-30"),
        ("+30", "30"),
        ("1 800", "1800"),
        ("1'800.50", "1800.50"),
        ("0.125", "0.125"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert parse.amount(text) == amount


@pytest.mark.parametrize("text", ["1,800", "1.800", "1.800,00", "12,345,678"])
def test_a_thousands_separator_is_asked_about(text: str) -> None:
    with pytest.raises(BadValue, match="without separators"):
        parse.amount(text)


def test_three_decimals_are_decimals_where_the_currency_has_them() -> None:
    assert parse.amount("1.800", places=3) == "1.800"


@pytest.mark.parametrize("text", ["seventy", "75 EUR", "7.5.1", "٧٥", "1e3", "--4"])
def test_no_amount_is_guessed(text: str) -> None:
    with pytest.raises(BadValue, match="75"):
        parse.amount(text)


@pytest.mark.parametrize(
    ("text", "minutes"), [("90", 90), ("1:30", 90), ("1h30", 90), ("1.5h", 90), ("2 h", 120)]
)
def test_times(text: str, minutes: int) -> None:
    assert parse.minutes(text) == minutes


@pytest.mark.parametrize("text", ["long", "1:5", "-90", "٩٠"])
def test_no_time_is_guessed(text: str) -> None:
    with pytest.raises(BadValue, match="1:30"):
        parse.minutes(text)
