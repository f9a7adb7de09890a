"""A client with unpaid changes, and what was put down to do: for the list, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from triage.ledger import Ledger
from triage.records import Action, Client, Event

D = date(2026, 3, 13)


def ago(days: int) -> date:
    return D - timedelta(days=days)


def client(id_: str = "n", **facts: Any) -> Client:
    return Client(id=id_, name=f"Client {id_}", **facts)


def creeping(id_: str = "n", requests: int = 3, **facts: Any) -> Ledger:
    """A client with unpaid changes in the last days: three are watched, five want action."""
    events = tuple(
        Event(id=f"{id_}{n}", client=id_, on=ago(n), what="request", outcome="absorbed")
        for n in range(requests)
    )
    return Ledger(client=client(id_, **facts), event=events)


def action(id_: str, due: date | None, **more: Any) -> Action:
    return Action(id=id_, client="n", text=id_, on=more.pop("on", ago(10)), due=due, **more)
