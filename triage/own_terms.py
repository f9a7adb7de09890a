"""Our own small print: what would stop somebody from leaving us, looked at now and then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from triage.changes import stable_id
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.records import Action, Client

LOOK = "Read your own terms: does anything in them make it hard for a client to leave?"
LOOK_DAYS = 7
"""Days until the terms are to be read; our default."""
AGAIN_DAYS = 364
"""Once a year, on the same day of the week; our default."""


def look(client: str, on: date, *, done: bool) -> Action:
    """The question, asked on a day with the card of a client; `done` = nothing would stop them."""
    return Action(
        id=_id(client, on),
        client=client,
        text=LOOK,
        on=on,
        due=None if done else shift(on, LOOK_DAYS),
        done_on=on if done else None,
    )


def asked_on(ledger: Ledger, on: date) -> date | None:
    """The last day on which it was asked with this client's card; None when it never was."""
    days = (a.on for a in ledger.action if a.id == _id(a.client, a.on) and a.on <= on)
    return max(days, default=None)


def last_asked(ledgers: Iterable[Ledger], on: date) -> date | None:
    """The last day on which it was asked at all."""
    days = (day for ledger in ledgers if (day := asked_on(ledger, on)) is not None)
    return max(days, default=None)


def began(client: Client, on: date) -> date | None:
    """The day on which the relation began, or began again."""
    days = (day for day in (client.since, client.returned_on) if day is not None and day <= on)
    return max(days, default=None)


def _id(client: str, on: date) -> str:
    """Two windows that ask on the same day make the same record."""
    return stable_id("own-terms", client, on.isoformat())
