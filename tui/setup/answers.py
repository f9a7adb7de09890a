"""What each answer of the set-up table writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import uuid4

from triage.changes import Change, Put
from triage.fact_answers import longer_ago
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.records import Client, Confirmed, Energy, Engagement, Mode
from triage.records.plausible import floor_above_rate
from triage.terms import value_term
from tui.setup.table import AMOUNTS, TALKED, VARIES, SetupColumn, resting, running_work

TALKED_HOLDS = 30
"""Days for which "we talked within 60 days" stands: half of the 60 that contact itself counts."""

_CAN_REST = ("active", "returned", "paused", "dormant")
_FEES: Mapping[str, Mode] = {"2": "fixed", "3": "retainer"}


class AmountQuestion(NamedTuple):
    """An amount that an answer still needs: its question, and what enter without one means."""

    question: str
    alone: str


def amount_question(column: str, digit: str, ledger: Ledger) -> AmountQuestion | None:
    """The amount that an answer still needs; None when it needs none."""
    varies = "it varies, taken from the invoices"
    if column != "mode":
        return None
    if digit == "1" and ledger.client.rate is None:
        return AmountQuestion("What do you charge per hour?", "not known yet")
    if digit == "2":
        return AmountQuestion("What is the fixed fee for all the work so far?", varies)
    if digit == "3":
        return AmountQuestion("What is the fee per month?", varies)
    return None


def disabled_reason(column: str, ledger: Ledger, today: date) -> str:
    """Why a cell cannot be answered here, in one sentence; "" when it can."""
    if column == "mode" and len(running_work(ledger, today)) > 1:
        return "They have several engagements: change it on the client's page."
    if column == "resting" and ledger.client.state not in _CAN_REST:
        state = value_term("state", ledger.client.state)
        return f"Their state is “{state}”, so you cannot put them on hold."
    return ""


def answer(
    column: str, digit: str, ledger: Ledger, today: date, amount: Decimal | None = None
) -> list[Put]:
    """What one answer writes; nothing when it changes nothing.

    `amount` is a typed rate, least, or the fee of a fixed price or retainer. An answer given
    twice on one day corrects the first.
    """
    if column in AMOUNTS:
        return [_changed(ledger.client, {column: amount})]
    return _WRITERS[column](digit, ledger, today, amount)


def told(column: SetupColumn, digit: str, amount: Decimal | None) -> str:
    """An answer in words, as it is kept; empty for an amount alone."""
    kept = VARIES if column.name == "mode" and _varies(digit, amount) else digit
    return dict(column.digits).get(kept, "")


def _varies(digit: str, amount: Decimal | None) -> bool:
    """A fee that is not named varies, whichever sort of fee it is."""
    return digit in _FEES and amount is None


def for_all(
    column: str, ledgers: Sequence[Ledger], amount: Decimal | None, currency: str
) -> list[Put]:
    """The same rate or least for all who have none and are paid in that currency."""
    return [
        _changed(ledger.client, {column: amount})
        for ledger in without(column, ledgers)
        if ledger.client.currency == currency
    ]


def without(column: str, ledgers: Sequence[Ledger]) -> list[Ledger]:
    """The clients who have no rate, or no least, of their own."""
    return [ledger for ledger in ledgers if getattr(ledger.client, column) is None]


def usual_currency(column: str, ledgers: Sequence[Ledger]) -> str:
    """The currency of most clients who have no rate or least; of all when each has one."""
    counts = Counter(ledger.client.currency for ledger in without(column, ledgers) or ledgers)
    return min(counts, key=lambda code: (-counts[code], code), default="")


def newly_above(changes: Sequence[Change]) -> list[Client]:
    """The clients whose floor these changes put above their rate."""
    return [
        put.record
        for put in changes
        if isinstance(put, Put)
        and isinstance(put.record, Client)
        and floor_above_rate(put.record)
        and not (isinstance(put.was, Client) and floor_above_rate(put.was))
    ]


def _changed(client: Client, fields: Mapping[str, Any]) -> Put:
    return Put(replace(client, **fields), was=client)


def _talked(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Put]:
    earlier = next((c for c in ledger.confirmed if c.fact == "contact" and c.on == today), None)
    id_ = earlier.id if earlier else str(uuid4())
    if digit == "2":
        return [Put(record, was=earlier) for record in longer_ago(ledger, today, id_).records]
    talked = Confirmed(
        id=id_,
        client=ledger.client.id,
        fact="contact",
        on=today,
        until=shift(today, TALKED_HOLDS),
        text=TALKED,
    )
    return [Put(talked, was=earlier)]


def _energy(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Put]:
    marks = [mark for mark in ledger.energy if mark.on == today]
    if marks:
        # Of several marks of one day the lowest counts.
        return [Put(replace(mark, mark=int(digit)), was=mark) for mark in marks]
    return [Put(Energy(id=str(uuid4()), client=ledger.client.id, on=today, mark=int(digit)))]


def _mode(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Put]:
    client = ledger.client
    if digit == VARIES or _varies(digit, amount):
        return [_changed(client, {"earns": "invoices"})]
    fields: dict[str, object] = {} if client.earns == "hours" else {"earns": "hours"}
    if digit == "1" and amount is not None:
        fields["rate"] = amount
    running = next(iter(running_work(ledger, today)), None)
    work = running or Engagement(
        id=str(uuid4()),
        client=client.id,
        mode="hourly",
        start=client.since or min((time.on for time in ledger.time), default=today),
    )
    fee = None if digit == "1" else amount
    agreed = replace(work, mode=_FEES.get(digit, "hourly"), fee=fee)
    first = [_changed(client, fields)] if fields else []
    return [*first, Put(agreed, was=running), *_hours_of(agreed, ledger)]


def _hours_of(work: Engagement, ledger: Ledger) -> list[Put]:
    """A fee pays for the hours so far too; left loose they would count by the hour beside it."""
    if work.mode == "hourly":
        return []
    return [
        Put(replace(time, engagement=work.id), was=time)
        for time in ledger.time
        if time.engagement is None and time.on >= work.start
    ]


def _resting(digit: str, ledger: Ledger, today: date, amount: Decimal | None) -> list[Put]:
    if (digit == "1") == resting(ledger):
        return []
    return [_changed(ledger.client, {"state": "paused" if digit == "1" else "active"})]


_WRITERS: Mapping[str, Callable[[str, Ledger, date, Decimal | None], list[Put]]] = {
    "talked": _talked,
    "energy": _energy,
    "mode": _mode,
    "resting": _resting,
}
