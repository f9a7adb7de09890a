from __future__ import annotations

from decimal import Decimal

import pytest

from storage.importing.amounts import NumberReader, NumberTally, reader_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20,0", "20"),
        ("2.001,0", "2001"),
        ("20 160,0", "20160"),
        ("20\u00a0160,0", "20160"),
        ("20\u202f160,0", "20160"),
        ("$13.50 ", "13.50"),
        ("1'234.50", "1234.50"),
        ("1\u2019234.50", "1234.50"),
        ("(1,200.00)", "-1200"),
        ("($400.00)", "-400"),
        ("$-142.85", "-142.85"),
        ("\u22125", "-5"),
        ("12-", "-12"),
        ("-1.234,56", "-1234.56"),
        ("43,000,000.00", "43000000"),
        ("1,00,000.50", "100000.50"),
        ("USD 1,315.00", "1315"),
        ("500,0 kr", "500"),
        ("Fr. 120.50", "120.50"),
        ("R$ 1.234,00", "1234"),
        ("0,250", "0.25"),
        ("1234,567", "1234.567"),
        (".5", "0.5"),
        ("100.-", "100"),
        ("100,-", "100"),
        ("100,— €", "100"),
        ("100.00-", "-100"),
        ("(100)", "-100"),
        ("100 CR", "-100"),
        ("CR 100.00", "-100"),
        ("1,234.50 DR", "1234.5"),
        ("1.2k", "1200"),
        ("$1,2 K", "1200"),
    ],
)
def test_a_cell_that_tells_by_itself(text: str, value: str) -> None:
    assert NumberReader().read(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "abc", "12 days", "1,2,3", "1.2.3,4", "1e5", "12%", "--5", "1 00", "9" * 40),
        *("NaN", "1,234k", "-100 CR", "100 abc", "1.2m", "k 100"),
    ],
)
def test_a_cell_that_holds_no_number(text: str) -> None:
    assert NumberReader().read(text) is None


def test_amounts_in_a_form_of_their_own_are_counted() -> None:
    tally = _tally("100.00 CR", "5.00", "7.00 CR", "1.2k")
    assert (tally.odd, tally.odd_example) == (3, "100.00 CR")


def _tally(*cells: str) -> NumberTally:
    tally = NumberTally()
    for cell in cells:
        tally.add(cell)
    return tally


def test_the_rest_of_the_column_tells_what_a_point_means() -> None:
    comma = reader_of(_tally("1.234", "20,5"), [], "thousands")
    point = reader_of(_tally("1.234", "20.5"), [], "thousands")
    assert comma.read("1.234") == 1234
    assert point.read("1.234") == Decimal("1.234")


def test_other_columns_tell_when_the_column_does_not() -> None:
    reader = reader_of(_tally("1.234"), [_tally("0,5")], "decimals")
    assert reader.read("1.234") == 1234
    assert reader.mark is not None


def test_nothing_in_the_file_tells_so_it_is_said() -> None:
    money = reader_of(_tally("1,234"), [], "thousands")
    hours = reader_of(_tally("1,250"), [], "decimals")
    assert (money.mark, money.read("1,234")) == (None, Decimal(1234))
    assert (hours.mark, hours.read("1,250")) == (None, Decimal("1.25"))


def test_a_column_that_mixes_both_ways_still_reads_what_is_plain() -> None:
    tally = _tally("12 500,00", "1,234.50", "500")
    reader = reader_of(tally, [], "thousands")
    assert reader.read("12 500,00") == 12500
    assert reader.read("1,234.50") == Decimal("1234.50")
    assert not tally.unsure
