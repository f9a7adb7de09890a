"""What was typed, and which texts it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.word_match import WordQuery, excerpt, searchable

TEXT = "Called about the Menü-Karte: (urgent) 12.50 EUR, Straße 7"


@pytest.mark.parametrize(
    "typed",
    [
        "menu",
        "KARTE call",
        "urg",
        '"menu karte"',
        "menü-kar",
        '"called about the"',
        "12.5",
        "strasse",
        '"called about',  # the quote is still open
        "called called",
    ],
)
def test_found(typed: str) -> None:
    assert WordQuery.read(typed).fits(searchable(TEXT))


@pytest.mark.parametrize(
    "typed",
    ["arte", "menu invoice", '"about called"', '"called abou"', "", "  ", "***", '"5 50"'],
)
def test_not_found(typed: str) -> None:
    assert not WordQuery.read(typed).fits(searchable(TEXT))


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("menu", ["Menü"]),
        ("the karte", ["the", "Karte"]),
        ('"menu karte"', ["Menü", "Karte"]),
        ("strass", ["Straße"]),
        ("***", []),
    ],
)
def test_the_words_that_match(typed: str, marked: list[str]) -> None:
    assert [TEXT[start:end] for start, end in WordQuery.read(typed).spans(TEXT)] == marked


def test_an_excerpt_stands_round_its_match() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    shown, spans = excerpt(text, WordQuery.read("eight"), 24)
    assert shown == "…seven eight nine ten e…"
    assert [shown[start:end] for start, end in spans] == ["eight"]


@given(st.text(), st.text(max_size=20), st.integers(1, 60))
def test_an_excerpt_keeps_its_width_and_marks_only_what_it_shows(
    text: str, typed: str, width: int
) -> None:
    shown, spans = excerpt(text, WordQuery.read(typed), width)
    assert len(shown) <= width
    assert all(0 <= start < end <= len(shown) for start, end in spans)


@given(st.text(max_size=60), st.data())
def test_each_word_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    words = searchable(text).split()
    if words:
        word = data.draw(st.sampled_from(words))
        assert WordQuery.read(word).fits(searchable(text))
        assert WordQuery.read(word).spans(text)
