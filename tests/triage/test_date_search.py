"""Dates in a text."""

from __future__ import annotations

import pytest

from triage.date_search import find_dates
from triage.messages.rules import builtin


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("16 March", {(3, 16)}),
        ("March 16", {(3, 16)}),
        ("16th of March 2026", {(3, 16)}),
        ("2026-03-16", {(3, 16)}),
        ("16.3.", {(3, 16)}),
        ("16.03.2026", {(3, 16)}),
        ("16. 3. 2026", {(3, 16)}),
        ("16/03/2026", {(3, 16)}),
        ("3/4/26", {(3, 4), (4, 3)}),
        ("by 3/16", {(3, 16)}),
        ("16 may", {(5, 16)}),
        ("by the end of April", set()),
    ],
)
def test_a_date_is_found(text: str, days: set[tuple[int, int]]) -> None:
    (mention,) = find_dates(f"({text})", builtin().months["en"])
    assert mention.days == days


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "1/2 a day",
        "version 1.2.3 and v4.5.",
        "192.168.1.1",
        "2.30 euros",
        "30 February",
        "45.3.",
        "you may 2 times",
        "the 16 may be late",
        "march 4 of them out",
        "Friday",
        "in March",
        "March 2026",
        "on 99-99-9999",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, builtin().months["en"]) == []


def test_without_a_list_of_months_a_day_a_word_and_a_year_are_a_date() -> None:
    assert len(find_dates("den 30 april 2026, 2026-04-30, 2026年4月30日", {})) == 3
    assert find_dates("30 april", {}) == []
