"""What people type for days, amounts and times."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.fields.days import Day
from triage.fields.duration_grammar import duration_text
from triage.fields.field import Context, Field, FieldError
from triage.fields.numbers import Amount, DayCount, Hours, Minutes, Number
from triage.fields.parts import Instalments

TODAY = date(2026, 3, 13)
NOW = Context(TODAY)


EUROS = Context(TODAY, "EUR")
LONGER = [("90m", 90), ("90 min", 90), ("2 h 30 min", 150), ("1h 5m", 65), ("3 hours", 180)]


def day(text: str, today: date = TODAY, *, ahead: bool = False, month_first: bool = False) -> str:
    return Day(ahead).parse(text, Context(today, month_first=month_first)).isoformat()


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
        ("20 mar", "2026-03-20"),
        ("mar 20", "2026-03-20"),
        ("20 Mar.", "2026-03-20"),
        ("20th march", "2026-03-20"),
        ("sept 3", "2026-09-03"),
        ("March 20, 2025", "2025-03-20"),
        ("20 march 25", "2025-03-20"),
        ("Friday 20 March 2026", "2026-03-20"),
        ("fri, 20 mar", "2026-03-20"),
        ("wed 11 mar", "2026-03-11"),
        ("2026/3/20", "2026-03-20"),
        ("3/13", "2026-03-13"),
        ("13/3", "2026-03-13"),
        ("13/3/25", "2025-03-13"),
        ("+2w", "2026-03-27"),
        ("-1w", "2026-03-06"),
        ("+7 d", "2026-03-20"),
        ("eom", "2026-03-31"),
        ("last fri", "2026-03-06"),
        ("last thursday", "2026-03-12"),
        ("thu", "2026-03-12"),
        ("sat", "2026-03-07"),
    ],
)
def test_days(text: str, iso: str) -> None:
    if text == "29.2.":
        assert day(text, date(2028, 3, 1)) == "2028-02-29"
        return
    assert day(text) == iso


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("2023", "2023-01-01"),
        ("mar 2023", "2023-03-01"),
        ("March, 2023", "2023-03-01"),
        ("03/2023", "2023-03-01"),
        ("3.2023", "2023-03-01"),
    ],
)
def test_a_month_or_a_year_alone_is_asked_back_with_a_day(text: str, proposed: str) -> None:
    with pytest.raises(FieldError, match="Which day") as asked:
        day(text)
    assert day(str(asked.value).split()[-1]) == proposed


@pytest.mark.parametrize("text", ["13/2023", "0.2023", "march", "3023"])
def test_what_is_no_month_proposes_none(text: str) -> None:
    with pytest.raises(FieldError) as wrong:
        day(text)
    assert "Which day" not in str(wrong.value)


@pytest.mark.parametrize("text", ["30", "30 days", "30d", " 30 Days ", "1 day"])
def test_days_may_be_called_days(text: str) -> None:
    assert DayCount(low=0).parse(text, NOW) in (1, 30)


@pytest.mark.parametrize("text", ["", "days", "-1 days", "30 weeks", "3 0", "٣٠", "1.5 days"])
def test_other_numbers_of_days_are_refused(text: str) -> None:
    with pytest.raises(FieldError, match="days"):
        DayCount(low=0).parse(text, NOW)


@pytest.mark.parametrize(
    "text",
    [
        *("13/13", "13.13.", "2026-02-30", "soon", "29.2.", "+99999", "١.٣.", "30 feb", "eo"),
        *("friend", "marble 3", "20 ma", "next fri", "20", "20.3", "2026-3/20", "3/4/5", "0/1"),
        *("last", "last 3", "20 mar 202", "mon tue", "+2m", "١/٣", "last " * 9),
    ],
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


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,200.00", "1200.00"),
        ("1.200,00", "1200.00"),
        ("12,345,678", "12345678"),
        ("1.234.567,5", "1234567.5"),
        ("1.2k", "1200"),
        ("1,2 K", "1200"),
        ("2k", "2000"),
        ("€1,200.00", "1200.00"),
        ("1.200,00 €", "1200.00"),
        ("75 EUR", "75"),
        ("eur 75", "75"),
        ("1.2k €", "1200"),
        ("-€30", "-30"),
        ("\u221230", "-30"),
        ("1\u202f200,00\u00a0€", "1200.00"),
    ],
)
def test_amounts_with_separators_thousands_and_their_currency(text: str, amount: str) -> None:
    assert Amount().parse(text, EUROS) == Decimal(amount)
    assert "E" not in str(Amount().parse(text, EUROS))


@pytest.mark.parametrize("text", ["$75", "75 USD", "kr 75", "75 xyz"])
def test_another_currency_is_not_taken_for_this_one(text: str) -> None:
    with pytest.raises(FieldError, match="EUR"):
        Amount().parse(text, EUROS)


def test_a_sign_stands_for_every_currency_that_is_written_with_it() -> None:
    for currency in ("USD", "CAD", "AUD"):
        assert Amount().parse("$75", Context(TODAY, currency)) == 75


def test_where_no_currency_is_known_none_is_believed() -> None:
    with pytest.raises(FieldError, match="without it"):
        Amount().parse("75 EUR", NOW)


@pytest.mark.parametrize(
    "text", ["1,20,0.00", "12,34", "1.200.00", "1,200.00,0", "1,2000.00", "0,200.00", "1.2.3k"]
)
def test_separators_in_the_wrong_places_make_no_amount(text: str) -> None:
    if text == "12,34":
        assert Amount().parse(text, NOW) == Decimal("12.34")
        return
    with pytest.raises(FieldError, match="1,200"):
        Amount().parse(text, EUROS)


@pytest.mark.parametrize("text", ["1,800", "1.800", "€1,800", "-1,800", "1,800k"])
def test_what_can_be_thousands_or_decimals_is_asked_about(text: str) -> None:
    with pytest.raises(FieldError, match="can mean"):
        Amount().parse(text, EUROS)


def test_three_decimals_are_decimals_where_the_currency_has_them() -> None:
    assert str(Amount().parse("1.800", Context(TODAY, "KWD"))) == "1.800"


@pytest.mark.parametrize("text", ["seventy", "75 EUR", "7.5.1", "٧٥", "1e3", "--4"])
def test_no_amount_is_guessed(text: str) -> None:
    with pytest.raises(FieldError, match=r"Type (an|the) amount"):
        Amount().parse(text, NOW)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("1:30", 90), ("1h30", 90), ("1.5h", 90), ("2 h", 120), *LONGER],
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


def test_a_weekday_that_is_today_is_asked_about_where_it_may_be_past() -> None:
    with pytest.raises(FieldError, match="last fri"):
        day("fri")


def test_a_weekday_that_does_not_fit_its_day_is_asked_about() -> None:
    with pytest.raises(FieldError, match="2026-03-20 is a Friday"):
        day("mon 20 march 2026")


@pytest.mark.parametrize(
    ("text", "first", "iso"),
    [
        ("3/4", False, "2026-04-03"),
        ("3/4", True, "2026-03-04"),
        ("3/20", False, "2026-03-20"),
        ("20/3", True, "2026-03-20"),
        ("3/4/2025", True, "2025-03-04"),
    ],
)
def test_slashes_are_read_in_the_order_of_the_locale(text: str, first: bool, iso: str) -> None:
    assert day(text, month_first=first) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [("1 oct", "2026-10-01"), ("28.12.", "2026-12-28"), ("1.3.", "2026-03-01")],
)
def test_ahead_a_day_without_a_year_is_not_last_winters(text: str, iso: str) -> None:
    assert day(text, ahead=True) == iso


def test_no_day_without_a_year_is_read_as_too_early() -> None:
    assert Day(True, TODAY).parse("12.3.", NOW) == date(2027, 3, 12)


@given(day=st.dates(date(1, 1, 2), date(9998, 12, 30)), today=st.dates())
def test_a_day_is_read_as_it_is_shown_back(day: date, today: date) -> None:
    now = Context(today)
    assert Day().parse(f"{day:%A} {day.day} {day:%B} {day.year:04}", now) == day
    assert Day(ahead=True).parse(f"{day:%b} {day.day}, {day.year:04}", now) == day


@given(
    amount=st.decimals(-(10**12), 10**12, places=2),
    swapped=st.booleans(),
    mark=st.sampled_from(["", " EUR", "€"]),
)
def test_an_amount_is_read_as_it_is_shown_back(amount: Decimal, swapped: bool, mark: str) -> None:
    text = f"{amount:,.2f}"
    if swapped:
        text = text.translate(str.maketrans(",.", ".,"))
    assert Amount().parse(text + mark, EUROS) == amount


@given(minutes=st.integers(0, 10**6))
def test_a_duration_is_read_as_it_is_shown_back(minutes: int) -> None:
    assert Minutes().parse(duration_text(minutes), NOW) == minutes
    assert Minutes(in_hours=True).parse(duration_text(minutes), NOW) == minutes


@pytest.mark.parametrize(
    ("text", "hours"),
    [("3", 3), ("3h", 3), ("2:30", 2.5), ("90m", 1.5), ("1h30", 1.5), ("2,5", 2.5), ("1e1", 10)],
)
def test_hours(text: str, hours: float) -> None:
    assert Hours().parse(text, NOW) == hours


@pytest.mark.parametrize(("text", "minutes"), [("3", 180), ("2.5", 150), ("24", 1440), ("0", 0)])
def test_a_number_alone_is_hours_where_hours_are_filled_in(text: str, minutes: int) -> None:
    assert Minutes(in_hours=True).parse(text, NOW) == minutes


def test_more_hours_than_a_day_has_are_asked_about() -> None:
    with pytest.raises(FieldError, match="90m"):
        Minutes(in_hours=True).parse("90", NOW)
    assert Minutes().parse("90", NOW) == 90, "in files and after commands a number is minutes"


@pytest.mark.parametrize("field", [Day(), Day(ahead=True), Amount(), Minutes(), Hours()], ids=repr)
def test_a_refusal_names_what_was_typed(field: Field) -> None:
    with pytest.raises(FieldError, match=r"“some nonsense” cannot be used here\. Type "):
        field.parse(" some\nnonsense ", NOW)
    with pytest.raises(FieldError) as refused:
        field.parse("z" * 10_000, NOW)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2026-04-01=50.00,2026-05-01=50.00", "2026-04-01 50.00, 2026-05-01 50.00"),
        ("1.4. 50; 1.5. 50", "2026-04-01 50.00, 2026-05-01 50.00"),
        ("fri 60, 3.4. 40,50", "2026-03-20 60.00, 2026-04-03 40.50"),
        ("+7 100, +14 100", "2026-03-20 100.00, 2026-03-27 100.00"),
        ("mon = 12.50", "2026-03-16 12.50"),
        ("20 mar 1,200.00, apr 3 500", "2026-03-20 1200.00, 2026-04-03 500.00"),
        ("20 mar €500; 27 mar 1 200 EUR", "2026-03-20 500.00, 2026-03-27 1200.00"),
        ("3/20 500, 3/27 500", "2026-03-20 500.00, 2026-03-27 500.00"),
        ("20.3. 500 EUR, 27.3. 1.2k", "2026-03-20 500.00, 2026-03-27 1200.00"),
    ],
)
def test_instalments_are_read_as_people_write_them(text: str, parts: str) -> None:
    field = Instalments()
    assert field.format(field.parse(text, EUROS), "EUR") == parts


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("nan", "cannot be used here"),
        ("1e400", "cannot be used here"),
        ("1e300", "is too large"),
        ("-1", "is too small"),
    ],
)
def test_what_a_number_cannot_be_is_named(typed: str, says: str) -> None:
    with pytest.raises(FieldError, match=says):
        Number(low=0).parse(typed, NOW)


def test_an_amount_of_too_many_digits_is_not_called_out_of_range() -> None:
    with pytest.raises(FieldError, match="too many digits"):
        Amount(low=0).parse("9" * 15, NOW)
