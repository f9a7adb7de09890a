"""How far something long is, in words."""

from __future__ import annotations

import pytest

from tui.wording.pace import pace


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (0, 0, 0, "0 rows"),
        (1000, 100_000, 0.1, "1,000 of 100,000 rows"),
        (12_000, 100_000, 0.5, "12,000 of 100,000 rows, 24,000 a second, 4 s left"),
        (99_999, 100_000, 4, "99,999 of 100,000 rows, 25,000 a second, 1 s left"),
        (100, 30_000, 1, "100 of 30,000 rows, 100 a second, 5 minutes left"),
        (5000, 0, 2, "5,000 rows, 2,500 a second"),
        (1, 1, 1, "1 of 1 row, 1 a second, 1 s left"),
    ],
)
def test_the_pace_and_what_is_left(done: int, total: int, seconds: float, words: str) -> None:
    assert pace(done, total, seconds) == words
