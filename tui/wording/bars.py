"""A row of values as a row of bars, one sign each: even values are low and calm, changes rise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Value = Decimal | float | int

BARS: Mapping[str, str] = {"unicode": "▁▂▃▄▅▆▇█", "ascii": "_.-=+*#@"}
"""The heights of one bar, the lowest first."""
_RISE = 5
"""Steps from the lowest value to the highest: what is written in the row above is not touched."""
_CALM = 0.25
"""Values that differ by less than this part of the highest do not use all of these steps."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the heights of a row follow. What is not above `base` stands on the line at the bottom;
    everything above it begins a step higher.
    """

    low: float
    span: float
    base: float | None

    @classmethod
    def of(cls, values: Sequence[Value | None], base: Value | None = None) -> Scale:
        """The scale of these values; None is one that nobody knows."""
        bottom = None if base is None else float(base)
        known = [float(value) for value in values if value is not None]
        above = [value for value in known if bottom is None or value > bottom]
        low, high = min(above, default=0.0), max(above, default=0.0)
        return cls(low, max(high - low, high * _CALM), bottom)

    def bar(self, value: Value, glyphs: str) -> str:
        """The bar of a value."""
        above = float(value)
        if self.base is not None and above <= self.base:
            return BARS[glyphs][0]
        rise = round((above - self.low) / self.span * _RISE) if self.span else 0
        return BARS[glyphs][1 + rise]
