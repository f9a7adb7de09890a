"""The client as the records tell: without what somebody only set on the client by hand.

A client can have ended, come back or begun long ago, so all of that may be entered. But a gate
believes no field of the client that its records do not bear out: whoever sets an end tonight has
said no goodbye, and one who is called new or returned has not become it by being called so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from triage.health.windows import has_come, shift
from triage.ledger import Ledger
from triage.playbook.model import Playbook
from triage.playbook.state.as_of import decisions
from triage.playbook.state.ended_by_hand import (
    decided_goodbye,
    is_going,
    record_days,
    said_goodbye,
)
from triage.records import Client, Quirk

BORNE_OUT_DAYS = 28
"""A habit was accepted, nothing was done for a client, or somebody who was leaving has stayed, for
so many days before it counts at a gate; our default: as long as a trial.
"""


def on_record(ledger: Ledger, on: date, playbook: Playbook) -> Client:
    """The client of a ledger on day `on`, with no end, return, beginning or accepted habit that
    the records do not bear out.
    """
    client = ledger.client
    if client.returned_on is not None and not _was_gone(ledger, client.returned_on, playbook):
        client = replace(client, returned_on=None)
    if is_going(client) and not _is_quiet(ledger, on):
        # That they said it is a line in the log, which anybody can write tonight.
        since = client.returned_on or date.min
        if not decided_goodbye(ledger, since, on, playbook):
            client = replace(client, state="active", closed_on=None)
    first = min(record_days(ledger), default=None)
    if client.since is not None and first is not None and first < client.since:
        client = replace(client, since=first)
    return replace(client, quirks=tuple(_accepted(ledger, on, playbook)))


def _is_quiet(ledger: Ledger, on: date) -> bool:
    """Whether nothing passed between you of late; money may come in long after an end."""
    touched = chain(
        (event.on for event in ledger.event),
        (time.on for time in ledger.time),
        (decision.on for decision in ledger.decision),
    )
    return all(day <= shift(on, -BORNE_OUT_DAYS) for day in touched if day <= on)


def _was_gone(ledger: Ledger, back: date, playbook: Playbook) -> bool:
    """Whether they had ended before they came back: a goodbye is on record, a decision took them
    back, or nothing was done for them in the weeks before.
    """
    never = replace(ledger.client, returned_on=None)
    if said_goodbye(ledger, never, back, playbook):
        return True
    if any(d.on == back and playbook.effect_of(d) == "return" for d in ledger.decision):
        return True
    closed = ledger.client.closed_on
    if closed is None or closed >= back:
        return False
    quiet_from = max(closed, shift(back, -BORNE_OUT_DAYS))
    return shift(closed, BORNE_OUT_DAYS) <= back and not any(
        quiet_from < day < back for day in record_days(ledger)
    )


def _accepted(ledger: Ledger, on: date, playbook: Playbook) -> Iterator[Quirk]:
    """The habits that a decision of some weeks ago has accepted."""
    accepted = {
        decision.flag
        for decision in decisions(ledger, on)
        if playbook.effect_of(decision) == "mute"
        and has_come(shift(decision.on, BORNE_OUT_DAYS), on)
    }
    yield from (quirk for quirk in ledger.client.quirks if quirk.flag in accepted)
