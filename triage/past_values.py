"""What a client's rate, floor and currency were before they were changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from triage.changes import Put
from triage.ledger import Ledger
from triage.records import Client, Past
from triage.shifted_day import shift
from triage.value_by_day import ValueByDay

ALWAYS = "always"
"""Typed instead of the first day of a new value: what stood there before was never right."""
PAST_OF: Mapping[str, str] = {"rate": "past_rates", "floor": "past_floors"}
"""Field whose earlier values are kept -> where they stand."""


def replaced_values(client: Client, was: Client) -> tuple[str, ...]:
    """The fields whose value is another one now, where one is known of them or was once, and whose
    earlier values were left alone.
    """
    return tuple(
        name
        for name, past in PAST_OF.items()
        if getattr(was, name) != getattr(client, name)
        and (getattr(was, name) is not None or getattr(was, past))
        and getattr(client, past) == getattr(was, past)
    )


def with_past(client: Client, was: Client, first: date) -> Client:
    """The client as changed, with what rate and floor were up to the day before `first`.

    What was set to begin on that day or later never held: the new value takes its place.
    """
    before = shift(first, -1)
    kept: dict[str, Any] = {}
    for name in replaced_values(client, was):
        past = getattr(was, PAST_OF[name])
        value = ValueByDay(past, getattr(was, name)).on(before)
        over = tuple(known for known in past if known.until < before)
        if value is None or value == getattr(client, name):
            kept[PAST_OF[name]] = over
        else:
            kept[PAST_OF[name]] = (*over, Past(until=before, value=value))
    return replace(client, **kept)


def with_currency(
    client: Client, ledger: Ledger, typed: frozenset[str]
) -> tuple[Client, list[Put]]:
    """A client whose currency was changed, and the invoices that must name the old one.

    A rate or floor that was not typed with it is not known in the new currency. While nothing is
    counted in the old one yet, its change is taken as the mending of a mistake: the amounts stay.
    """
    was = ledger.client
    counted = ledger.invoice or ledger.time or ledger.engagement
    if client.currency == was.currency or not counted:
        return client, []
    rate = client.rate if "rate" in typed else None
    floor = client.floor if "floor" in typed else None
    unnamed = (invoice for invoice in ledger.invoice if invoice.currency is None)
    return replace(client, rate=rate, floor=floor), [
        Put(replace(invoice, currency=was.currency), was=invoice) for invoice in unnamed
    ]
