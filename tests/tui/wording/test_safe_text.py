"""User text on the screen: nothing steers the terminal, nothing is markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from tui.wording.safe_text import cell, content, flowing, hanging, padded, safe, short

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANYTHING)
def test_no_control_and_no_direction_reaches_the_screen(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    for character in shown:
        code = ord(character)
        assert not (code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000)
        assert character not in "\u200e\u200f\u061c\u202a\u202d\u202e\u2066\u2067\u2069\u2028"


@given(ANYTHING)
def test_lines_and_tabs_stay_only_where_they_are_wanted(text: str) -> None:
    assert "\n" not in safe(text) and "\t" not in safe(text)
    assert safe(text, lines=True).count("\n") == text.count("\n")


@pytest.mark.parametrize("name", ["Acme [/] Ltd", "[b]x[/b]", "[@click=app.quit]x[/]", "$name"])
def test_markup_is_text(name: str) -> None:
    assert content(name).plain == name
    assert not content(name).spans
    assert cell(name).plain == name


def test_long_names_are_cut_with_an_ellipsis() -> None:
    assert short("x" * 10_000, 40) == "x" * 39 + "…"
    assert short("kurz") == "kurz"


@pytest.mark.parametrize("text", ["", "Acme", "Böckh & 株式会社 long name", "x" * 200])
def test_a_padded_text_has_exactly_its_width(text: str) -> None:
    assert padded(text, 20).cell_length == 20


def test_further_lines_hang_below_the_first() -> None:
    rows = hanging(Content("▲ tone  "), Content("one two three four five"), 18).plain.split("\n")
    assert rows[0].startswith("▲ tone  one two")
    assert all(row.startswith(" " * 8) for row in rows[1:])
    assert all(len(row.rstrip()) <= 18 for row in rows)


def test_hanging_text_ends_with_an_ellipsis_where_lines_are_few() -> None:
    rows = hanging(Content("a "), Content("one two three four five six"), 12, lines=2)
    assert rows.plain.count("\n") == 1
    assert rows.plain.endswith("…")


def test_flowing_parts_are_never_broken_in_two() -> None:
    rows = flowing([Content("notice ____"), Content("pause ____"), Content("x")], 20).plain
    assert rows.split("\n") == ["notice ____", "pause ____   x"]
