"""What the payments on record say of a promise to pay, and of what was decided to get the money."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from triage.health.accounts import Account
from triage.health.history import ClientHistory
from triage.health.receivables import Receivables
from triage.health.windows import has_come, shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.records import Decision, Event

RECORDED_LATE_DAYS = 28
"""A payment may come on record so many days after its day; our default: exports are made weekly,
some monthly."""
_SHORTEST_NUMBER = 3
"""Shorter invoice numbers look like any other number."""


def promise_kept_on(
    promise: Event, records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> date | None:
    """The day a promise was kept, known by `on`: as it was noted, else when the money was there."""
    return _kept_on(promise, _receivables(records, limits), on)


def money_came_on(
    decision: Decision, records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> date | None:
    """The day by which the money was there that a decision about late payment was made for, known
    by `on`: what was promised, where it waits for a promised day, else all that was overdue.
    """
    receivables = _receivables(records, limits)
    promise = promise_of(decision, receivables.history.ledger)
    if promise is not None:
        return _kept_on(promise, receivables, on)
    paid_up = _settled_on(_due_then(receivables, decision.on), receivables, decision.on, on)
    if paid_up is None and _was_paid_already(receivables, decision.on):
        return decision.on
    return paid_up


def promise_of(decision: Decision, ledger: Ledger) -> Event | None:
    """The promise to pay that a decision waits for; None where it waits for none."""
    promised = (
        event
        for event in ledger.event
        if event.what == "promise" and event.due is not None and event.on <= decision.on
        if event.due.isoformat() == decision.set.get("due")
    )
    return max(promised, key=lambda event: (event.on, event.id), default=None)


def paid_up_on(
    records: Ledger | ClientHistory, asked: date, on: date, limits: Limits = DEFAULT
) -> date | None:
    """The day by which all was paid that was overdue on day `asked`, known by `on`.

    Where nothing was overdue then, it is about every invoice that was open. None = some of it is
    still open, or there was nothing to pay. What was paid on that very day was open on it.
    """
    receivables = _receivables(records, limits)
    return _settled_on(_due_then(receivables, asked), receivables, asked, on)


def still_promised(
    promise: Event, records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> Mapping[str, Decimal]:
    """What is open on day `on` of what a promise to pay is about, by currency."""
    receivables = _receivables(records, limits)
    promised = _promised(promise, receivables)
    still_owed = receivables.owed(on)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for account in promised:
        if (balance := still_owed.get(account.invoice.id)) is not None:
            sums[account.currency.upper()] += balance
    return sums


def promised_invoices(
    promise: Event, records: Ledger | ClientHistory, limits: Limits = DEFAULT
) -> list[Account]:
    """The invoices that a promise to pay is about: those that its words name, else all that was
    overdue on its day, or open where nothing was.
    """
    return _promised(promise, _receivables(records, limits))


def is_named_unpaid(
    promise: Event, records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> bool:
    """Whether an invoice that a promise names is not fully paid by the records of that day."""
    receivables = _receivables(records, limits)
    named = _named(promise, receivables.history)
    return any(receivables.is_unpaid(account, on) for account in named)


def _receivables(records: Ledger | ClientHistory, limits: Limits) -> Receivables:
    return Receivables(ClientHistory.of(records), limits)


def _kept_on(promise: Event, receivables: Receivables, on: date) -> date | None:
    if promise.kept_on is not None and has_come(promise.kept_on, on):
        return promise.kept_on
    if promise.what != "promise":
        return None
    return _settled_on(_promised(promise, receivables), receivables, promise.on, on)


def _settled_on(
    meant: Sequence[Account], receivables: Receivables, asked: date, on: date
) -> date | None:
    if not meant or any(receivables.is_unpaid(account, on) for account in meant):
        return None
    paid_on = (account.standing(on, receivables.limits).paid_on for account in meant)
    # A credit note that names no invoice can settle one, and has no day of payment.
    return max([asked, *(day for day in paid_on if day is not None)])


def _was_paid_already(receivables: Receivables, asked: date) -> bool:
    """Whether the money was there before it was asked for, and came on record only later."""
    if _due_then(receivables, asked):
        return False
    day_before, first = shift(asked, -1), shift(asked, -RECORDED_LATE_DAYS)
    accounts, limits = receivables.history.accounts, receivables.limits
    paid = ((a.due, a.standing(day_before, limits).paid_on) for a in accounts)
    return any(on is not None and on > due and on >= first for due, on in paid)


def _promised(promise: Event, receivables: Receivables) -> list[Account]:
    named = _named(promise, receivables.history)
    open_then = [account for account in named if _was_open(account, promise.on, receivables)]
    return open_then or _due_then(receivables, promise.on)


def _named(promise: Event, history: ClientHistory) -> list[Account]:
    """The invoices whose numbers are in the words of a promise.

    What was noted twice for the same day is one promise: the words of either count.
    """
    same = [event for event in history.events("promise") if event.due == promise.due]
    texts = [event.text or "" for event in (promise, *same)]
    return [
        account
        for account in history.accounts
        if any(_names(text, account.invoice.number or "") for text in texts)
    ]


def _names(text: str, number: str) -> bool:
    exact = rf"(?<![\w-]){re.escape(number)}(?![\w-])"
    return len(number) >= _SHORTEST_NUMBER and bool(re.search(exact, text, re.IGNORECASE))


def _was_open(account: Account, asked: date, receivables: Receivables) -> bool:
    """Whether an invoice was open on day `asked`: what was paid on that very day was, and so was
    what was issued on it."""
    if account.invoice.issued == asked:
        return account.unpaid(shift(asked, -1), receivables.limits)
    return receivables.is_unpaid(account, shift(asked, -1))


def _due_then(receivables: Receivables, asked: date) -> list[Account]:
    """The invoices that were overdue on day `asked`, or open where none was."""
    owed = receivables.owed(shift(asked, -1))
    unpaid = [receivables.history.account_of[id_] for id_ in owed]
    return [account for account in unpaid if account.due < asked] or unpaid
