"""The dice that random lives are thrown with, and the records as they pile up."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from .life import Record

FIRST_ANCHOR = date(2026, 1, 1)


class Dice(random.Random):
    """Random choices of one client; the anchor is the day that its windows are counted from."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.anchor = FIRST_ANCHOR + timedelta(self.randrange(400))
        self.records: list[Record] = []
        self.ids = self.sample(range(1000, 10_000), 3000)

    def often(self, share: float) -> bool:
        return self.random() < share

    def day(self, before: int) -> str:
        return (self.anchor - timedelta(before)).isoformat()

    def edge(self, *numbers: int) -> int:
        """One of these numbers, now and then one off it."""
        return self.choice(numbers) + self.choice((0, 0, 0, -1, 1))

    def before(self, *days: int) -> str:
        """About one of these numbers of days before the anchor."""
        return self.day(self.edge(*days))

    def after(self, *days: int) -> str:
        return self.before(*(-number for number in days))

    def add(self, kind: str, **fields: Any) -> Record:
        """A new record, its id in no order; `from_` stands for the field `from`."""
        record: Record = {"kind": kind, "id": f"{kind}-{self.ids.pop()}"}
        if kind not in ("client", "payment"):
            record["client"] = self.client_id
        for name, value in fields.items():
            if value is not None:
                record[name.rstrip("_")] = value
        self.records.append(record)
        return record

    @property
    def client_id(self) -> str:
        return str(self.records[0]["id"])


def money(cents: int) -> str:
    """That many hundredths as the exchange format writes money."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"
