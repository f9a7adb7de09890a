"""Small clients for the review's tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from triage.ledger import Book, book
from triage.records import Client, Energy, Event, Invoice, Payment, Record, Review, Time
from triage.records.events import What

FRIDAY = date(2026, 3, 13)
WEEKDAY = 4


def steady(id_: str, until: date = FRIDAY, weeks: int = 60) -> list[Record]:
    """A client who is good on every day of the weeks before `until`."""
    records: list[Record] = [
        Client(
            id=id_,
            name=id_.title(),
            since=until - timedelta(weeks=weeks),
            rate=Decimal(60),
            floor=Decimal(40),
        )
    ]
    for week in range(weeks):
        day = until - timedelta(weeks=week)
        records.append(Time(id=f"{id_}-t{week}", client=id_, on=day, minutes=300))
        records.append(Energy(id=f"{id_}-e{week}", client=id_, on=day, mark=4))
        if week % 4 == 0:
            records.append(Event(id=f"{id_}-m{week}", client=id_, on=day, what="meeting"))
            invoice = Invoice(
                id=f"{id_}-i{week}",
                client=id_,
                issued=day,
                due=day + timedelta(days=14),
                amount=Decimal(1200),
            )
            records.append(invoice)
            records.append(
                Payment(id=f"{id_}-p{week}", invoice=invoice.id, on=day, amount=invoice.amount)
            )
    return records


def event(id_: str, what: What, back: int, **fields: Any) -> Event:
    """One event some days before the Friday."""
    return Event(
        id=f"{id_}-{what}-{back}",
        client=id_,
        on=FRIDAY - timedelta(days=back),
        what=what,
        **fields,
    )


def rude(id_: str, back: int = 3) -> list[Event]:
    """Enough to be on act."""
    return [event(id_, "message_in", back + n, tone=-2) for n in range(2)]


def reviewed(day: date, *cards: dict[str, Any], seen: dict[str, Any] | None = None) -> Review:
    """A finished review of a day."""
    dated = tuple({"on": day.isoformat(), **card} for card in cards)
    return Review(id=f"r{day}", on=day, finished_on=day, cards=dated, seen=seen or {})


def gathered(*groups: Iterable[Record]) -> Book:
    """All of them in one book."""
    return book(record for group in groups for record in group)
