"""What people type for days, amounts and times."""

from __future__ import annotations

from datetime import date

import pytest

from triage.fields.days import Day
from triage.fields.field import Context, FieldError
from triage.fields.numbers import Amount, Minutes
from triage.fields.parts import Instalments

TODAY = date(2026, 3, 13)
NOW = Context(TODAY)


def day(text: str, today: date = TODAY, *, ahead: bool = False) -> str:
    return Day(ahead).parse(text, Context(today)).isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
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
def test_days(text: str, iso: str) -> None:
    if text == "29.2.":
        assert day(text, date(2028, 3, 1)) == "2028-02-29"
        return
    assert day(text) == iso


@pytest.mark.parametrize(
    "text", ["3/13", "13.13.", "2026-02-30", "soon", "29.2.", "+99999", "١.٣."]
)
def test_no_day_is_guessed(text: str) -> None:
    with pytest.raises(FieldError, match="date"):
        day(text)


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
    assert str(Amount().parse(text, NOW)) == amount


@pytest.mark.parametrize("text", ["1,800", "1.800", "1.800,00", "12,345,678"])
def test_a_thousands_separator_is_asked_about(text: str) -> None:
    with pytest.raises(FieldError, match="without separators"):
        Amount().parse(text, NOW)


def test_three_decimals_are_decimals_where_the_currency_has_them() -> None:
    assert str(Amount().parse("1.800", Context(TODAY, "KWD"))) == "1.800"


@pytest.mark.parametrize("text", ["seventy", "75 EUR", "7.5.1", "٧٥", "1e3", "--4"])
def test_no_amount_is_guessed(text: str) -> None:
    with pytest.raises(FieldError, match="75"):
        Amount().parse(text, NOW)


@pytest.mark.parametrize(
    ("text", "minutes"), [("90", 90), ("1:30", 90), ("1h30", 90), ("1.5h", 90), ("2 h", 120)]
)
def test_times(text: str, minutes: int) -> None:
    assert Minutes().parse(text, NOW) == minutes


@pytest.mark.parametrize("text", ["long", "1:5", "-90", "٩٠"])
def test_no_time_is_guessed(text: str) -> None:
    with pytest.raises(FieldError, match="1:30"):
        Minutes().parse(text, NOW)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("fri", "2026-03-20"),
        ("Saturday", "2026-03-14"),
        ("THU", "2026-03-19"),
        ("+1", "2026-03-14"),
    ],
)
def test_ahead_a_weekday_is_the_next_one_and_never_today(text: str, iso: str) -> None:
    assert day(text, ahead=True) == iso


def test_a_weekday_that_may_be_past_is_not_guessed() -> None:
    with pytest.raises(FieldError, match="A date like"):
        day("fri")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2026-04-01=50.00,2026-05-01=50.00", "2026-04-01 50.00, 2026-05-01 50.00"),
        ("1.4. 50; 1.5. 50", "2026-04-01 50.00, 2026-05-01 50.00"),
        ("fri 60, 3.4. 40,50", "2026-03-20 60.00, 2026-04-03 40.50"),
        ("+7 100, +14 100", "2026-03-20 100.00, 2026-03-27 100.00"),
        ("mon = 12.50", "2026-03-16 12.50"),
    ],
)
def test_instalments_are_read_as_people_write_them(text: str, parts: str) -> None:
    field = Instalments()
    assert field.format(field.parse(text, NOW), "EUR") == parts
