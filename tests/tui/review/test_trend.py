"""The trend as charts: a bar a review, scaled to its own values."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.tui.stage import TODAY
from triage.review.figures import DayFigures
from tui.review.trend import bars, trend_lines
from tui.wording.bars import Value


@pytest.mark.parametrize(
    ("values", "base", "drawn"),
    [
        ([0, 0, 0], 0, "▁▁▁"),
        ([0, 50, 100], 0, "▁▂▇"),
        ([50, 50], 0, "▂▂"),
        ([Decimal(60), Decimal(61), Decimal(62)], None, "▂▂▃"),
        ([60.0, 60.0], None, "▂▂"),
        ([None, 1, None, 2], 0, "·▂·▇"),
        ([], 0, ""),
        ([None], None, "·"),
    ],
)
def test_bars(values: list[Value | None], base: int | None, drawn: str) -> None:
    assert bars(values, "unicode", base) == drawn
    assert len(bars(values, "ascii", base)) == len(values)


def test_a_line_for_each_currency_and_each_verdict_there_was() -> None:
    days = [
        DayFigures(
            on=TODAY - timedelta(weeks=n),
            overdue={"EUR": Decimal(n * 100)} if n else {"JPY": Decimal(5000)},
            rates={"EUR": Decimal(50 + n)},
            hours=10.0 + n,
            verdicts={"a": "act" if n else "good", "b": "ended"},
        )
        for n in (2, 1, 0)
    ]
    lines = [line.plain for line in trend_lines(days, "unicode")]
    assert len(lines) == 1 + 2 + 1 + 1 + 2
    text = "\n".join(lines)
    assert "hours, 7 days" in text, "how long the hours are of is said"
    assert "▇" in text and "5,000" in text and "200.00 to 0.00" in text and "ended" not in text
    assert trend_lines(days[:1], "unicode") == []
