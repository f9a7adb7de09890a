"""A client who is made an ended one by hand, without the goodbye that is to come before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.health.windows import shift
from triage.ledger import Ledger
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Playbook
from triage.records import Client

HISTORY_DAYS = 28
"""An end so long before the newest record is history, and so is one without newer records."""
_ENDED = frozenset({"closing", "closed", "left_well"})
_GOING = frozenset({"closing", "leaving", "dormant"})


def without_goodbye(
    client: Client, was: Client, ledger: Ledger, on: date, playbook: Playbook | None = None
) -> str | None:
    """The field that ends a client who is worked with, where no goodbye is on record; None else.

    What is long past, or of a client without records of late, is history and may be entered.
    """
    field = _ends(client, was)
    playbook = playbook or builtin()
    if field is None or was.state in _GOING or said_goodbye(ledger, was, on, playbook):
        return None
    return None if is_history(client, ledger, on) else field


def is_history(client: Client, ledger: Ledger, on: date) -> bool:
    """Whether an end is long past on day `on`, or nothing was done for the client of late."""
    newest = max((day for day in record_days(ledger) if day <= on), default=None)
    if newest is None or newest <= shift(on, -HISTORY_DAYS):
        return True
    return client.closed_on is not None and client.closed_on < shift(newest, -HISTORY_DAYS)


def is_going(client: Client) -> bool:
    """Whether a client's own fields say that they go or have ended."""
    return client.state in _ENDED | {"leaving"} or client.closed_on is not None


def _ends(client: Client, was: Client) -> str | None:
    """The field by which a client newly counts as ended."""
    if client.state in _ENDED and was.state not in _ENDED:
        return "state"
    if client.closed_on is not None and was.closed_on is None:
        return "closed_on"
    return None


def said_goodbye(ledger: Ledger, was: Client, on: date, playbook: Playbook) -> bool:
    """Whether a goodbye, theirs or ours, is on record since they last came back."""
    back = was.returned_on or date.min
    if any(event.what == "leaving" and back <= event.on <= on for event in ledger.event):
        return True
    return decided_goodbye(ledger, back, on, playbook)


def decided_goodbye(ledger: Ledger, since: date, on: date, playbook: Playbook) -> bool:
    """Whether a decision of those days has let a client go, or put them to rest."""
    rules = (playbook.rule_of(d) for d in ledger.decision if since <= d.on <= on)
    return any(rule is not None and rule.state in _GOING for rule in rules)


def record_days(ledger: Ledger) -> Iterator[date]:
    """The days of all that was worked, written, paid, decided or logged, in no order."""
    for records in (ledger.event, ledger.time, ledger.payment, ledger.decision, ledger.note):
        yield from (record.on for record in records)
    yield from (invoice.issued for invoice in ledger.invoice)
