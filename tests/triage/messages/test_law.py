"""The law table."""

from __future__ import annotations

import re

import pytest

from triage.messages.law import NOT_KNOWN, for_country, load_law


def test_every_row_has_figures_a_page_a_day_and_traps() -> None:
    for row in load_law():
        assert row.figures and row.pages and row.traps and row.countries
        assert row.checked_on is not None
        assert all("://" not in page for page in row.pages)


def test_no_base_rate_stands_in_the_table() -> None:
    text = " ".join(figure for row in load_law() for figure in row.figures)
    assert not re.search(r"\d\s?%|\d per ?cent", text)


@pytest.mark.parametrize(
    ("code", "part"),
    [("DE", "2011/7"), ("pt", "2011/7"), ("GB", "1998"), ("uk", "1998"), ("US-IL", "820 ILCS")],
)
def test_a_country_gets_its_own_rows(code: str, part: str) -> None:
    rows = for_country(code)
    assert any(part in row.regime for row in rows)
    assert all(row.known for row in rows)


def test_state_rules_say_where_they_hold() -> None:
    assert all(row.where for row in for_country("US"))
    assert {row.where for row in for_country("US-CA")} == {"California"}


@pytest.mark.parametrize("code", ["CH", "NO", "CA", "US-TX", "", None, "Narnia", "EU"])
def test_a_country_nobody_looked_up_is_not_known(code: str | None) -> None:
    (row,) = for_country(code)
    assert (row.regime, row.known, row.figures) == (NOT_KNOWN, False, ())
