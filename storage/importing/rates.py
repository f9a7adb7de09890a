"""What a client pays per hour, as far as an export tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from storage.importing.timerows import TimeEntry

_MONTHS = 3
"""Newest months with billed work that count: an old price says nothing about today's."""

_RATE_PLACES = 4
_HIGHEST = Decimal(10) ** 9


@dataclass(slots=True)
class _Month:
    # Minutes by the rate written in the row; and billed money with its minutes, where that is all.
    written: Counter[Decimal] = field(default_factory=Counter)
    billed: Decimal = Decimal(0)
    minutes: int = 0


class Rates:
    """Gathers what rows say about rates, by client and currency."""

    def __init__(self) -> None:
        self._months: dict[tuple[str, str | None], dict[int, _Month]] = {}

    def add(self, client: str, entry: TimeEntry) -> None:
        """One entry as it is kept, in whole minutes; a rate or an amount of 0 says nothing."""
        if not (entry.rate or entry.billed):
            return
        rate, billed = entry.rate or Decimal(0), entry.billed or Decimal(0)
        if rate <= 0 and billed <= 0:
            return
        months = self._months.setdefault((client, entry.currency), {})
        month = months.setdefault(entry.on.year * 12 + entry.on.month, _Month())
        if rate > 0:
            month.written[rate] += entry.minutes
        else:
            month.billed += billed
            month.minutes += entry.minutes

    def of(self, client: str, currency: str) -> Decimal | None:
        """The rate with the most hours in the newest months; without rates, money by hours."""
        months = self._months.get((client, currency)) or self._months.get((client, None))
        if not months:
            return None
        newest = max(months)
        recent = [month for at, month in months.items() if at > newest - _MONTHS]
        written = Counter[Decimal]()
        for month in recent:
            written.update(month.written)
        if written:
            usual = max(written, key=lambda price: (written[price], price))
            rate = round(usual, _RATE_PLACES)
        else:
            billed = sum((month.billed for month in recent), Decimal(0))
            rate = round(billed * 60 / sum(month.minutes for month in recent), 2)
        return rate if 0 < rate < _HIGHEST else None
