"""The set-up table as plain values: its columns, and what each answer writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from triage.ledger import Ledger
from triage.money import rate_text
from triage.records import Client, Confirmed, Energy, Engagement, Record

TALKED_HOLDS = 30
"""Days for which "we talked within 60 days" stands: half of the 60 that contact itself counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `digits` maps a digit to its word; without digits a number is typed."""

    name: str
    label: str
    width: int
    digits: tuple[tuple[str, str], ...] = ()


COLUMNS: tuple[Column, ...] = (
    Column("rate", "rate", 8),
    Column("floor", "least", 8),
    Column("talked", "talked", 8, (("1", "yes"), ("2", "no"))),
    Column("energy", "energy", 8, tuple((str(n), str(n)) for n in range(1, 6))),
    Column(
        "mode",
        "paid by",
        13,
        (("1", "hour"), ("2", "fixed price"), ("3", "retainer"), ("4", "other")),
    ),
    Column("resting", "resting", 8, (("1", "yes"), ("2", "no"))),
)
FAST = ("talked", "energy", "mode")
"""The columns that one digit each fills, in the order the cursor walks them."""
NEEDS_FEE = ("2", "3")
"""Answers of `mode` that need an amount."""


def shown(column: str, ledger: Ledger, today: date) -> str:
    """What a cell says already."""
    client = ledger.client
    if column in ("rate", "floor"):
        amount: Decimal | None = getattr(client, column)
        return "" if amount is None else rate_text(amount)
    if column == "energy":
        marks = [mark for mark in ledger.energy if mark.on <= today]
        return str(max(marks, key=lambda m: m.on).mark) if marks else ""
    if column == "mode":
        if client.earns == "invoices":
            return "other"
        modes = {"hourly": "hour", "fixed": "fixed price", "retainer": "retainer"}
        open_ones = [e for e in ledger.engagement if e.end is None or e.end > today]
        return modes[max(open_ones, key=lambda e: e.start).mode] if open_ones else ""
    if column == "talked":
        known = any(c.fact == "contact" and c.on <= today <= c.until for c in ledger.confirmed)
        recent = any(
            e.what in ("message_in", "call", "meeting") and 0 <= (today - e.on).days < 60
            for e in ledger.event
        )
        return "yes" if known or recent else ""
    return "yes" if client.state in ("paused", "dormant") else ""


def answer(
    column: str, digit: str, ledger: Ledger, today: date, *, amount: Decimal | None = None
) -> list[Record]:
    """The records that one answer writes; none when it changes nothing.

    `amount` is a typed rate, floor, or the fee of a fixed price or retainer.
    """
    return _WRITERS[column](digit, ledger, today, amount)


def _rate(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Record]:
    return [replace(ledger.client, rate=amount)]


def _floor(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Record]:
    return [replace(ledger.client, floor=amount)]


def _talked(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Record]:
    if digit != "1":
        return []
    return [
        Confirmed(
            id=str(uuid4()),
            client=ledger.client.id,
            fact="contact",
            on=today,
            until=today + timedelta(days=TALKED_HOLDS),
            text="talked within 60 days",
        )
    ]


def _energy(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Record]:
    return [Energy(id=str(uuid4()), client=ledger.client.id, on=today, mark=int(digit))]


def _mode(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Record]:
    client = ledger.client
    if digit == "4":
        return [replace(client, earns="invoices")]
    start = client.since or min((t.on for t in ledger.time), default=today)
    if digit == "1":
        new = Engagement(id=str(uuid4()), client=client.id, mode="hourly", start=start)
    else:
        new = Engagement(
            id=str(uuid4()),
            client=client.id,
            mode="fixed" if digit == "2" else "retainer",
            start=start,
            fee=amount,
        )
    back: list[Client] = [replace(client, earns="hours")] if client.earns != "hours" else []
    return [*back, new]


def _resting(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Record]:
    state = "paused" if digit == "1" else "active"
    if ledger.client.state not in ("active", "paused", "dormant") or ledger.client.state == state:
        return []
    return [replace(ledger.client, state=state)]  # type: ignore[arg-type]  # one of the two above


_WRITERS: dict[str, Callable[[str, Ledger, date, Decimal | None], list[Record]]] = {
    "rate": _rate,
    "floor": _floor,
    "talked": _talked,
    "energy": _energy,
    "mode": _mode,
    "resting": _resting,
}
