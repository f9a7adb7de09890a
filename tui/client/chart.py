"""Thirteen weeks as a small chart that is scaled to what they hold, with the floor across it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from textual.content import Content

from tui.wording.bars import Scale

Amounts = Sequence[Decimal | None]
"""One a week, oldest first; None = a week without hours."""

_LEVELS: Mapping[str, str] = {"unicode": "▁━▔", "ascii": "_=^"}
"""The marks of a week low, in the middle and high in its row."""
FLOOR: Mapping[str, str] = {"unicode": "╌", "ascii": "-"}
_LOW, _MIDDLE, _HIGH = range(3)
_FREE = Decimal("0.15")
"""Of the range between lowest and highest, so much is left free below: what is lowest is seen."""


def sparkline(amounts: Amounts, floor: Decimal | None, glyphs: str) -> Content:
    """One bar a week in one row. The floor is the line that all of them stand on, drawn once more
    behind them; weeks that do not reach it lie on it in the colour of watch. A week without hours
    is a gap. Nothing known draws no bars.
    """
    if _known(amounts, floor) is None:
        return Content(" " * len(amounts))
    scale = Scale.of(amounts, floor)
    parts = [
        (" " if amount is None else scale.bar(amount, glyphs), _colour(amount, floor))
        for amount in amounts
    ]
    if floor is not None:
        parts += [(" ", ""), (scale.bar(floor, glyphs), "$accent")]
    return Content.assemble(*parts)


def chart(amounts: Amounts, floor: Decimal | None, glyphs: str, rows: int) -> list[Content]:
    """The rows from the top, one column a week: a mark at the height of the week, and the floor as
    a line across. A week over the floor is never drawn under it, nor the other way round. No rows
    where nothing is known.
    """
    known = _known(amounts, floor)
    if known is None:
        return []
    levels = _LEVELS[glyphs]
    floor_row = None if floor is None else _step(floor, known, _steps(rows)) // len(levels)
    lines = []
    for row in reversed(range(rows)):
        cells = []
        for amount in amounts:
            level = None if amount is None else _level(amount, floor, known, row, rows)
            if level is not None:
                cells.append((levels[level], _colour(amount, floor)))
            else:
                cells.append((FLOOR[glyphs], "$accent") if row == floor_row else (" ", ""))
        lines.append(Content.assemble(*cells))
    return lines


def _level(
    amount: Decimal, floor: Decimal | None, known: list[Decimal], row: int, rows: int
) -> int | None:
    """How high in a row the mark of an amount stands; None in every other row."""
    levels = _HIGH + 1
    at, level = divmod(_step(amount, known, _steps(rows)), levels)
    if at != row:
        return None
    if floor is None or _step(floor, known, _steps(rows)) // levels != row:
        return level
    return _MIDDLE if amount == floor else _HIGH if amount > floor else _LOW


def _steps(rows: int) -> int:
    """All heights but the very top: what is written above is not underlined by it."""
    return rows * (_HIGH + 1) - 1


def _known(amounts: Amounts, floor: Decimal | None) -> list[Decimal] | None:
    """What the chart is scaled to; None when there is nothing to draw."""
    weeks = [amount for amount in amounts if amount is not None]
    if not any(weeks):
        return None
    return weeks if floor is None else [*weeks, floor]


def _step(amount: Decimal, known: list[Decimal], steps: int) -> int:
    """The step of an amount, from 0 to one less than `steps`."""
    low, high = min(known), max(known)
    if low == high:
        return steps // 2
    base = max(Decimal(0), low - (high - low) * _FREE)
    return int((amount - base) / (high - base) * (steps - 1))


def _colour(amount: Decimal | None, floor: Decimal | None) -> str:
    if amount is None:
        return ""
    return "$health-watch" if floor is not None and amount < floor else "$quiet"
