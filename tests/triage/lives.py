"""Short lives of a client for the tests of health: records by how many days ago they happened."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from triage.health import Health, assess
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.records import (
    Client,
    Confirmed,
    Energy,
    Engagement,
    Event,
    Gift,
    Instalment,
    Invoice,
    Payment,
    Plan,
    Quirk,
    Time,
)

TODAY = date(2026, 3, 13)
"""A Friday."""


def ago(days: int) -> date:
    """The day `days` before today; negative = days to come."""
    return TODAY - timedelta(days=days)


def quirk(flag: str, until: int | None) -> Quirk:
    return Quirk(flag=flag, until=None if until is None else ago(until))


class Life:
    """One client, told record by record. Every whole number that stands for a day is days ago."""

    def __init__(self, **client: Any):
        for name in ("since", "closed_on", "returned_on"):
            if isinstance(client.get(name), int):
                client[name] = ago(client[name])
        for name in ("rate", "floor", "exposure_limit"):
            if client.get(name) is not None:
                client[name] = Decimal(client[name])
        self.client = Client(id="c", name="Client", **client)
        self.records: dict[str, list[Any]] = {}

    def _add(self, kind: type, **values: Any) -> Any:
        for name, value in values.items():
            if isinstance(value, int) and name in _DAYS:
                values[name] = ago(value)
        key = kind.__name__.lower()
        kept = self.records.setdefault(key, [])
        record = kind(id=f"{key}{len(kept) + 1}", **values)
        kept.append(record)
        return record

    def time(self, on: int, hours: float, work: str = "bill", **more: Any) -> Life:
        self._add(Time, client="c", on=on, minutes=round(hours * 60), work=work, **more)
        return self

    def weekly(self, first: int, last: int, hours: float, work: str = "bill", **more: Any) -> Life:
        """The same hours every seven days, from `first` days ago to `last` days ago."""
        for on in range(first, last - 1, -7):
            self.time(on, hours, work, **more)
        return self

    def engagement(self, start: int = 300, mode: str = "hourly", **more: Any) -> Life:
        for name in ("rate", "fee"):
            if name in more:
                more[name] = Decimal(more[name])
        self._add(Engagement, client="c", mode=mode, start=start, **more)
        return self

    def invoice(
        self,
        amount: str,
        issued: int | date,
        due: int | date,
        paid: int | None = None,
        **more: Any,
    ) -> Life:
        """An invoice, fully paid `paid` days ago if that is given."""
        record = self._add(
            Invoice, client="c", amount=Decimal(amount), issued=issued, due=due, **more
        )
        if paid is not None:
            self.payment(amount, paid, invoice=record.id)
        return self

    def payment(self, amount: str, on: int, invoice: str = "invoice1") -> Life:
        self._add(Payment, invoice=invoice, amount=Decimal(amount), on=on)
        return self

    def plan(self, agreed: int, *instalments: tuple[int, str], invoices: Any = ()) -> Life:
        parts = tuple(Instalment(due=ago(due), amount=Decimal(sum_)) for due, sum_ in instalments)
        covered = tuple(invoices) or ("invoice1",)
        self._add(Plan, client="c", agreed=agreed, invoices=covered, instalments=parts)
        return self

    def gift(self, begun: int, until: int, hours: float) -> Life:
        self._add(Gift, client="c", from_=ago(begun), until=until, hours_per_month=hours)
        return self

    def confirmed(self, fact: str, on: int, until: int) -> Life:
        self._add(Confirmed, client="c", fact=fact, on=on, until=until)
        return self

    def energy(self, *marks: tuple[int, int]) -> Life:
        """(days ago, mark) pairs."""
        for on, mark in marks:
            self._add(Energy, client="c", on=on, mark=mark)
        return self

    def event(self, what: str, *days: int | date, **more: Any) -> Life:
        for on in days:
            self._add(Event, client="c", on=on, what=what, **more)
        return self

    @property
    def ledger(self) -> Ledger:
        kept = {kind: tuple(records) for kind, records in self.records.items()}
        return Ledger(client=self.client, **kept)

    def health(self, on: date = TODAY, limits: Limits = DEFAULT) -> Health:
        return assess(self.ledger, on, limits)

    def flags(self, on: date = TODAY, limits: Limits = DEFAULT) -> dict[str, int]:
        """Flag code -> severity."""
        return {flag.code: flag.severity for flag in self.health(on, limits).flags}


_DAYS = {
    *("on", "start", "end", "issued", "due", "received_on", "disputed_on", "dispute_settled_on"),
    *("agreed", "until", "answered_on", "solved_on", "kept_on", "closed_on"),
}


def healthy(talked: tuple[int, ...] = (75, 40, 5), **client: Any) -> Life:
    """A client of a year and more, with everything known and nothing to remark."""
    life = Life(**{"since": 400, "rate": "70", "floor": "50", **client})
    life.weekly(147, 0, 5)
    for issued in (100, 72, 44, 16):
        life.invoice("1400", issued, issued - 14, issued - 14)
    life.event("call", *talked)
    life.energy(*((day, 4) for day in range(42, -1, -7)))
    return life
