"""The trend of the last reviews as small charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from textual.content import Content

from triage.money import amount_text
from triage.review.figures import ACTIVE, WEEK, DayFigures
from tui.wording.bars import Scale, Value
from tui.wording.formatting import dated

LEAST = 2
"""Reviews from which there is a trend to see."""
_LABEL = 20
_GAP = {"unicode": "·", "ascii": " "}

Text = Callable[[Value], str]


def trend_lines(days: Sequence[DayFigures], glyphs: str) -> list[Content]:
    """A line each for money by currency, hours and verdicts, with the first and the last value."""
    if len(days) < LEAST:
        return []
    first, last = days[0].on, days[-1].on
    head = f"The last {len(days)} reviews, {dated(first, last)} to {dated(last, last)}"
    return [Content.styled(head, "$accent"), *_rows(days, glyphs)]


def _rows(days: Sequence[DayFigures], glyphs: str) -> Iterator[Content]:
    for currency in sorted({code for day in days for code in day.overdue}):
        sums = [day.overdue.get(currency, Decimal(0)) for day in days]
        yield _row(f"overdue {currency}", sums, partial(_money, currency=currency), glyphs)
    for currency in sorted({code for day in days for code in day.rates}):
        rates = [day.rates.get(currency) for day in days]
        yield _row(
            f"effective rate {currency}",
            rates,
            partial(_money, currency=currency),
            glyphs,
            base=None,
        )
    yield _row(f"hours, {WEEK} days", [day.hours for day in days], _hours, glyphs)
    for verdict in ACTIVE:
        tally = [day.tally.get(verdict, 0) for day in days]
        if any(tally):
            yield _row(verdict, tally, str, glyphs)


def _money(value: Value, currency: str) -> str:
    return amount_text(Decimal(value), currency)


def _hours(value: Value) -> str:
    return f"{value:.1f}"


def _row(
    label: str,
    values: Sequence[Value | None],
    as_text: Text,
    glyphs: str,
    base: int | None = 0,
) -> Content:
    ends = [values[0], values[-1]]
    words = " to ".join("none" if value is None else as_text(value) for value in ends)
    return Content.assemble(
        (f"  {label:<{_LABEL}}", "$quiet"),
        (bars(values, glyphs, base), "$quiet"),
        f"  {words}",
    )


def bars(values: Sequence[Value | None], glyphs: str, base: int | None = None) -> str:
    """A bar a value, nought on the bottom line with `base` 0; a dot where nothing is known."""
    scale = Scale.of(values, base)
    return "".join(_GAP[glyphs] if value is None else scale.bar(value, glyphs) for value in values)
