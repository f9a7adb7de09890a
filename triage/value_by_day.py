"""A value that was another one before: what it was on a day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from triage.records import Past


class ValueByDay:
    """A value that held up to some days: that of a day has the earliest `until` not before it."""

    def __init__(self, past: Iterable[Past], today: Decimal | None):
        values = sorted(past, key=lambda value: value.until)
        self._untils = [value.until for value in values]
        self._values = [*(value.value for value in values), today]

    def on(self, day: date) -> Decimal | None:
        """The value of a day."""
        return self._values[bisect_left(self._untils, day)]
