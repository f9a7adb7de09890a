"""Records and sums by day, cut by binary search: the same client is asked about many days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from operator import attrgetter
from typing import Any, Generic, TypeVar

from triage.health.windows import Window

R = TypeVar("R")
N = TypeVar("N", int, Decimal)


class Dated(Generic[R]):
    """Records in order of (day, id), whatever order they came in."""

    def __init__(self, records: Iterable[R], order: Callable[[R], Any] = attrgetter("on", "id")):
        self.records = sorted(records, key=order)
        self.days: list[date] = [order(record)[0] for record in self.records]

    def __iter__(self) -> Iterator[R]:
        return iter(self.records)

    def within(self, window: Window) -> Sequence[R]:
        """Those of the window, oldest first."""
        return self.records[
            bisect_left(self.days, window.first) : bisect_right(self.days, window.last)
        ]

    def until(self, on: date) -> Sequence[R]:
        """Those of `on` and before, oldest first."""
        return self.records[: bisect_right(self.days, on)]

    def first_day(self, window: Window) -> date | None:
        """The first day of the window that has a record."""
        index = bisect_left(self.days, window.first)
        day = self.days[index] if index < len(self.days) else None
        return day if day is not None and day <= window.last else None

    def newest_day(self, on: date) -> date | None:
        """The last day up to `on` that has a record."""
        index = bisect_right(self.days, on)
        return self.days[index - 1] if index else None


class Tally(Generic[N]):
    """Amounts by day, given in order of days."""

    def __init__(self, amounts: Iterable[tuple[date, N]], zero: N):
        pairs = list(amounts)
        self.days = [day for day, _ in pairs]
        self._sums: list[N] = list(accumulate((amount for _, amount in pairs), initial=zero))

    def until(self, on: date) -> N:
        """The sum of all days up to `on`."""
        return self._sums[bisect_right(self.days, on)]

    def within(self, window: Window) -> N:
        """The sum of the window's days."""
        first = bisect_left(self.days, window.first)
        after = bisect_right(self.days, window.last)
        return self._sums[max(first, after)] - self._sums[first]
