"""How fast it goes, and how long it will go on."""

from __future__ import annotations

import pytest

from tui.wording.pace import Pace


@pytest.mark.parametrize(
    ("total", "seconds", "done", "parts"),
    [
        (None, 0.1, 1000, ["1,000 rows"]),
        (None, 2.0, 4000, ["4,000 rows", "2,000 a second"]),
        (12_000, 2.0, 4000, ["4,000 of 12,000 rows", "2,000 a second", "4 s left"]),
        (400_000, 2.0, 4000, ["4,000 of 400,000 rows", "2,000 a second", "3 min 18 s left"]),
        (4000, 2.0, 4000, ["4,000 of 4,000 rows", "2,000 a second"]),
        (4000, 2.0, 0, ["0 of 4,000 rows"]),
    ],
)
def test_what_is_not_known_is_not_said(
    total: int | None, seconds: float, done: int, parts: list[str]
) -> None:
    times = iter((0.0, seconds))
    assert Pace(total, clock=lambda: next(times)).words(done) == ", ".join(parts)
