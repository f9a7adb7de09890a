"""A client's year told by weeks: the ordinary weeks at once, what is special one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from triage.ledger import Ledger
from triage.records import Client, Energy, Engagement, Event, Invoice, Payment, Time, What

MONDAY = date(2025, 1, 6)
"""Of week 0."""
_WEEKS_A_BILL = 4
_TERMS_DAYS = 14


def monday(week: int) -> date:
    return MONDAY + timedelta(weeks=week)


def friday(week: int) -> date:
    """The day on which the week is looked at."""
    return monday(week) + timedelta(days=4)


@dataclass
class Year:
    """One client at 75 an hour with a floor of 50, known for two years."""

    client: Client = field(
        default_factory=lambda: Client(
            id="c",
            name="Client",
            since=MONDAY - timedelta(days=700),
            rate=Decimal(75),
            floor=Decimal(50),
        )
    )
    records: dict[str, list[Any]] = field(default_factory=dict)

    def facts(self, **facts: Any) -> Year:
        self.client = replace(self.client, **facts)
        return self

    def _add(self, kind: type, **values: Any) -> Any:
        kept = self.records.setdefault(kind.__name__.lower(), [])
        record = kind(id=f"{kind.__name__.lower()}{len(kept)}", **values)
        kept.append(record)
        return record

    def work(self, weeks: Iterable[int], hours: float, work: str = "bill", **more: Any) -> Year:
        """So many hours on the Tuesday of each week."""
        for week in weeks:
            day = monday(week) + timedelta(days=1)
            minutes = round(hours * 60)
            self._add(Time, client="c", on=day, minutes=minutes, work=work, **more)
        return self

    def billed(
        self, weeks: Iterable[int], amount: int, late: int = 0, *, paid: bool = True
    ) -> Year:
        """An invoice on the Friday of each week, due in 14 days, and its payment."""
        for week in weeks:
            due = friday(week) + timedelta(days=_TERMS_DAYS)
            bill = self._add(
                Invoice, client="c", issued=friday(week), due=due, amount=Decimal(amount)
            )
            if paid:
                on = due + timedelta(days=late)
                self._add(Payment, invoice=bill.id, on=on, amount=bill.amount)
        return self

    def paid(self, bill: int, week: int, amount: str) -> Year:
        """A payment on a Monday, for the invoice of that number."""
        self._add(Payment, invoice=f"invoice{bill}", on=monday(week), amount=Decimal(amount))
        return self

    def agreed(self, mode: str = "hourly", week: int = -40, **more: Any) -> Year:
        self._add(Engagement, client="c", mode=mode, start=monday(week), **more)
        return self

    def event(self, what: What, *weeks: int, day: int = 2, **more: Any) -> Year:
        """Something that happened, on the Wednesday unless told otherwise."""
        for week in weeks:
            on = monday(week) + timedelta(days=day)
            self._add(Event, client="c", on=on, what=what, **more)
        return self

    def felt(self, weeks: Iterable[int], mark: int) -> Year:
        for week in weeks:
            self._add(Energy, client="c", on=friday(week), mark=mark)
        return self

    def ordinary(self, weeks: range, hours: float = 6, *, talks: int = 3) -> Year:
        """Work each week, billed and paid on time each month; talks, and a good feeling."""
        self.work(weeks, hours)
        self.billed(weeks[_WEEKS_A_BILL - 1 :: _WEEKS_A_BILL], round(hours * 75 * _WEEKS_A_BILL))
        self.event("meeting", *weeks[::talks])
        return self.felt(weeks[::4], 4)

    @property
    def ledger(self) -> Ledger:
        return Ledger(
            client=self.client, **{kind: tuple(kept) for kind, kept in self.records.items()}
        )
