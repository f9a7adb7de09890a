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
    promise: Event, ledger: Ledger, on: date, limits: Limits = DEFAULT
) -> date | None:
    """The day a promise was kept, known by `on`: as it was noted, else when the money was there."""
    if promise.kept_on is not None and has_come(promise.kept_on, on):
        return promise.kept_on
    if promise.what != "promise":
        return None
    history = ClientHistory(ledger)
    return _settled_on(promised_invoices(promise, history, limits), history, promise.on, on, limits)


def money_came_on(
    decision: Decision, ledger: Ledger, on: date, limits: Limits = DEFAULT
) -> date | None:
    """The day by which the money was there that a decision about late payment was made for, known
    by `on`: what was promised, where it waits for a promised day, else all that was overdue.
    """
    promise = promise_of(decision, ledger)
    if promise is not None:
        return promise_kept_on(promise, ledger, on, limits)
    paid_up = paid_up_on(ledger, decision.on, on, limits)
    if paid_up is None and _was_paid_already(ledger, decision.on, limits):
        return decision.on
    return paid_up


def _was_paid_already(ledger: Ledger, asked: date, limits: Limits) -> bool:
    """Whether the money was there before it was asked for, and came on record only later."""
    history = ClientHistory(ledger)
    if _due_then(history, asked, limits):
        return False
    day_before, first = shift(asked, -1), shift(asked, -RECORDED_LATE_DAYS)
    paid = ((a.due, a.standing(day_before, limits).paid_on) for a in history.accounts)
    return any(on is not None and on > due and on >= first for due, on in paid)


def promise_of(decision: Decision, ledger: Ledger) -> Event | None:
    """The promise to pay that a decision waits for; None where it waits for none."""
    promised = (
        event
        for event in ledger.event
        if event.what == "promise" and event.due is not None and event.on <= decision.on
        if event.due.isoformat() == decision.set.get("due")
    )
    return max(promised, key=lambda event: (event.on, event.id), default=None)


def paid_up_on(ledger: Ledger, asked: date, on: date, limits: Limits = DEFAULT) -> date | None:
    """The day by which all was paid that was overdue on day `asked`, known by `on`.

    Where nothing was overdue then, it is about every invoice that was open. None = some of it is
    still open, or there was nothing to pay. What was paid on that very day was open on it.
    """
    history = ClientHistory(ledger)
    return _settled_on(_due_then(history, asked, limits), history, asked, on, limits)


def _settled_on(
    meant: Sequence[Account], history: ClientHistory, asked: date, on: date, limits: Limits
) -> date | None:
    still_owed = Receivables(history, limits).owed(on)
    if not meant or any(account.invoice.id in still_owed for account in meant):
        return None
    paid_on = (account.standing(on, limits).paid_on for account in meant)
    # A credit note that names no invoice can settle one, and has no day of payment.
    return max([asked, *(day for day in paid_on if day is not None)])


def still_promised(
    promise: Event, ledger: Ledger, on: date, limits: Limits = DEFAULT
) -> Mapping[str, Decimal]:
    """What is open on day `on` of what a promise to pay is about, by currency."""
    history = ClientHistory(ledger)
    still_owed = Receivables(history, limits).owed(on)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for account in promised_invoices(promise, history, limits):
        if (balance := still_owed.get(account.invoice.id)) is not None:
            sums[account.currency.upper()] += balance
    return sums


def promised_invoices(
    promise: Event, history: ClientHistory, limits: Limits = DEFAULT
) -> list[Account]:
    """The invoices that a promise to pay is about: those that its words name, else all that was
    overdue on its day, or open where nothing was.

    What was noted twice for the same day is one promise: the words of either count.
    """
    same = [event for event in history.events("promise") if event.due == promise.due]
    texts = [promise.text or "", *(event.text or "" for event in same)]
    named = [
        account
        for account in history.accounts
        if account.invoice.issued <= promise.on and _is_open_before(account, promise.on, limits)
        if any(_names(text, account.invoice.number or "") for text in texts)
    ]
    return named or _due_then(history, promise.on, limits)


def is_named_unpaid(promise: Event, ledger: Ledger, on: date, limits: Limits = DEFAULT) -> bool:
    """Whether an invoice that a promise names is not fully paid by the records of that day."""
    history = ClientHistory(ledger)
    numbers = (
        history.account_of[id_].invoice.number for id_ in Receivables(history, limits).owed(on)
    )
    return any(_names(promise.text or "", number or "") for number in numbers)


def _names(text: str, number: str) -> bool:
    exact = rf"(?<![\w-]){re.escape(number)}(?![\w-])"
    return len(number) >= _SHORTEST_NUMBER and bool(re.search(exact, text, re.IGNORECASE))


def _is_open_before(account: Account, asked: date, limits: Limits) -> bool:
    """What was paid on that very day was open on it."""
    return account.unpaid(shift(asked, -1), limits)


def _due_then(history: ClientHistory, asked: date, limits: Limits) -> list[Account]:
    """The invoices that were overdue on day `asked`, or open where none was."""
    owed = Receivables(history, limits).owed(shift(asked, -1))
    accounts = [history.account_of[id_] for id_ in owed]
    unpaid = [account for account in accounts if account.invoice.issued < asked]
    return [account for account in unpaid if account.due < asked] or unpaid
