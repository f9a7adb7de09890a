"""Numbered answers side by side."""

from __future__ import annotations

from tui.ui.numbered import numbered

ANSWERS = [("1", "yes, all of them"), ("2", "no"), ("0", "not needed")]


def test_as_many_as_fit_stand_on_a_line_and_none_is_broken() -> None:
    assert numbered(ANSWERS, "2", 80, "answer").plain == "1 yes, all of them   2 no   0 not needed"
    assert numbered(ANSWERS, None, 25, "answer").plain.split("\n") == [
        "1 yes, all of them   2 no",
        "0 not needed",
    ]
    assert len(numbered(ANSWERS, None, 5, "answer").plain.split("\n")) == 3
