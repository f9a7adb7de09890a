"""How fast rows are read or written, and how long it will go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

_SURE = 0.5
"""Seconds after which a rate says something."""


@dataclass
class Pace:
    """Counts from now on. `clock` gives seconds, `total` is None while nobody knows it; it may be
    told later.
    """

    total: int | None = None
    clock: Callable[[], float] = monotonic
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def words(self, done: int) -> str:
        """`4,000 of 12,000 rows, 2,000 a second, 4 s left`; what is not known is not said."""
        parts = [f"{done:,} of {self.total:,} rows" if self.total else f"{done:,} rows"]
        passed = self.clock() - self._began
        if passed >= _SURE and done:
            rate = done / passed
            parts.append(f"{rate:,.0f} a second")
            if self.total and self.total > done:
                parts.append(f"{_time((self.total - done) / rate)} left")
        return ", ".join(parts)


def _time(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"
