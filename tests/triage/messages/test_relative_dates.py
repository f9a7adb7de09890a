"""Days named from today on: Friday, 13 March 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.triage.messages.build import EMPTY, TODAY
from triage.message_templates import load_templates
from triage.messages.lint import check
from triage.messages.relative_dates import find_relative_dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("by monday", ["03-16"]),
        ("by friday", ["03-20"]),
        ("until next tuesday", ["03-17"]),
        ("this saturday", ["03-14"]),
        ("next saturday", ["03-14", "03-21"]),
        ("before wed", ["03-18"]),
        ("monday at 9", ["03-16"]),
        ("tomorrow", ["03-14"]),
        ("the day after tomorrow", ["03-15"]),
        ("within 14 days", ["03-27"]),
        ("within a week", ["03-20"]),
        ("within ten working days", ["03-27"]),
        ("within ten days", ["03-23"]),
        ("in two months", ["05-13"]),
        ("seven days from receipt", ["03-20"]),
        ("the end of next week", ["03-20"]),
        ("the end of the month", ["03-31"]),
        ("the first of next month", ["04-01"]),
        ("middle of next week", ["03-18"]),
        ("next month", ["04-01", "04-30"]),
    ],
)
def test_a_day_is_told(text: str, days: list[str]) -> None:
    (mention,) = find_relative_dates(f"please {text}.", TODAY)
    assert [f"{day:%m-%d}" for day in mention.days] == days


@pytest.mark.parametrize(
    "text", ["soon", "last friday", "the sun", "he sat", "mondays", "in a minute", "a week", "asap"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert find_relative_dates(f"please {text}.", TODAY) == []


def test_the_hint_names_the_day_that_is_meant() -> None:
    text = "Hello Rolf,\n\nplease answer by Friday."
    (finding,) = check(text, load_templates()["other_offer"], EMPTY)
    assert (finding.rule, finding.level, finding.text) == ("L11", "hint", "by Friday")
    assert "Fri 20 March" in finding.why


def test_a_date_besides_needs_no_hint() -> None:
    text = "Hello Rolf,\n\nplease answer by Friday, 20 March."
    assert check(text, load_templates()["other_offer"], EMPTY) == ()


@examples(100)
@given(text=st.text(), today=st.dates())
def test_any_text_on_any_day_is_read(text: str, today: date) -> None:
    for words in (text, f"by friday {text} within 999 days, next month, end of the week"):
        for mention in find_relative_dates(words, today):
            assert 0 <= mention.start < mention.end <= len(words)
            assert mention.days
