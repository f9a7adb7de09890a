from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest

from storage.importing.dates import DayReader, DayTally, Order, reader_of


def _tally(*cells: str) -> DayTally:
    tally = DayTally()
    for cell in cells:
        tally.add(cell)
    return tally


def _reader(*cells: str, chosen: Order | None = None) -> DayReader:
    decided = reader_of(_tally(*cells), [], chosen, None)
    assert isinstance(decided, DayReader)
    return decided


def _day(reader: DayReader, text: str) -> date | None:
    moment = reader.read(text)
    return moment.day if moment else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2026/3/4", date(2026, 3, 4)),
        ("15 Jul 2026", date(2026, 7, 15)),
        ("Jul 15, 2026", date(2026, 7, 15)),
        ("Jan 28 2021", date(2021, 1, 28)),
        ("15-Jul-26", date(2026, 7, 15)),
        ("26.01.2015", date(2015, 1, 26)),
        ("31.12.69", date(2069, 12, 31)),
        ("31.12.70", date(1970, 12, 31)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("25-12-2026", date(2026, 12, 25)),
        ("1 mars 2026", date(2026, 3, 1)),
        ("1er avril 2026", date(2026, 4, 1)),
        ("5. Dez 2026", date(2026, 12, 5)),
        ("15 sept. 2026", date(2026, 9, 15)),
        ("15 de marzo de 2026", date(2026, 3, 15)),
        ("2. marraskuuta 2026", date(2026, 11, 2)),
        ("March 3rd, 2026", date(2026, 3, 3)),
    ],
)
def test_one_cell_that_can_only_be_read_one_way(text: str, day: date) -> None:
    assert _day(_reader(text), text) == day


@pytest.mark.parametrize(
    "text", ["", "someday", "2026-02-30", "13/15/2024", "0024-01-01", "2026-03", "5 Foo 2026"]
)
def test_what_is_no_date(text: str) -> None:
    reader = _reader("25/12/2026") if "/" in text else _reader("2026-12-25")
    assert reader.read(text) is None


def test_one_cell_above_12_settles_the_column() -> None:
    assert _day(_reader("03/04/2026", "13/04/2026"), "03/04/2026") == date(2026, 4, 3)
    assert _day(_reader("03/04/2026", "04/13/2026"), "03/04/2026") == date(2026, 3, 4)


def test_a_column_that_can_be_read_both_ways_is_asked_about() -> None:
    tally = _tally("03/04/2026", "05/06/2026")
    assert reader_of(tally, [], None, None) is None
    assert tally.example == "03/04/2026"


def test_the_same_day_both_ways_is_no_question() -> None:
    assert _day(_reader("05/05/2026"), "05/05/2026") == date(2026, 5, 5)


def test_days_stand_first_with_points() -> None:
    assert _day(_reader("03.04.2026"), "03.04.2026") == date(2026, 4, 3)


def test_another_column_of_the_file_settles_it() -> None:
    decided = reader_of(_tally("03/04/2026"), [_tally("10/15/2026")], None, None)
    assert isinstance(decided, DayReader)
    assert decided.order == "mdy"


def test_an_impossible_date_settles_nothing_and_sinks_nothing() -> None:
    reader = _reader("13/15/2024", "10/15/2024")
    assert reader.read("13/15/2024") is None
    assert _day(reader, "10/15/2024") == date(2024, 10, 15)


def test_one_slip_among_many_does_not_make_a_question() -> None:
    reader = _reader(*["25/12/2026"] * 10, "12/26/2026", "03/04/2026")
    assert reader.order == "dmy"
    assert reader.read("12/26/2026") is None


def test_a_column_that_contradicts_itself_is_asked_about() -> None:
    assert reader_of(_tally("25/12/2026", "12/25/2026"), [], None, None) is None


def test_the_users_word_settles_it() -> None:
    assert _day(_reader("03/04/2026", chosen="mdy"), "03/04/2026") == date(2026, 3, 4)


def test_a_value_written_another_way_is_none_of_the_column() -> None:
    assert _reader("2026-03-04", "2026-03-05", "07/08/2026").read("07/08/2026") is None
    assert _reader("25/12/2026", "26/12/2026", "2026-03-04").read("2026-03-04") is None


def test_a_time_after_the_day() -> None:
    moment = _reader("2026-09-01 09:00:10").read("2026-09-01 09:00:10")
    assert moment is not None
    assert (moment.day, moment.clock) == (date(2026, 9, 1), 9 * 3600 + 10)


def test_a_time_with_a_zone_becomes_the_local_day() -> None:
    reader = DayReader("ymd", "ymd", timezone(timedelta(hours=2)))
    assert _day(reader, "2026-09-01T23:30:00Z") == date(2026, 9, 2)
    assert _day(reader, "2026-09-01T23:30:00+02:00") == date(2026, 9, 1)


def test_a_short_year_first_only_when_the_user_says_so() -> None:
    assert _day(_reader("26/03/04", chosen="ymd"), "26/03/04") == date(2026, 3, 4)
    assert DayReader("/", "ymd").read("03/04/2026") is None
