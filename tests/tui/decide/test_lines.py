"""A decision in lines: labels and words in two columns that never touch."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tui.stage import TODAY
from tui.decide.lines import Decided, decision_text


@pytest.mark.parametrize("due", [None, TODAY, date(2027, 11, 20)])
def test_the_words_stand_in_one_column_behind_the_longest_label(due: date | None) -> None:
    decided = Decided(
        say="Ask for the money",
        because=(),
        actions=[("Call them", due)],
        review_by=date(2026, 3, 20),
        template=None,
        further=[("a label that is rather long", "words")],
    )
    lines = decision_text(decided, TODAY, 80).plain.split("\n")
    columns = {
        line.index(words)
        for line in lines
        for words in ("Call them", "check how", "words")
        if words in line
    }
    (column,) = columns
    assert all(line[:column].endswith("  ") for line in lines[2:])
