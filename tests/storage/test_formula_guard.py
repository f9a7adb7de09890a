"""The guard against formulas, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.formula_guard import guarded, unguarded


@given(st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠ a1.")) | st.text())
def test_a_guarded_text_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text
    if cell[:1] in tuple("=@\t\r\n＝＋－＠"):
        pytest.fail(cell)
    if cell[:1] in ("+", "-"):
        float(cell)


def test_what_needs_no_guard_is_left_alone() -> None:
    for text in ("", "-5", "+1.50", "'tis", "it's", "a=b", "''"):
        assert guarded(text) == unguarded(text) == text
