"""What the payments on record say of a promise to pay, and of what was decided to get the money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from triage.health.accounts import Account
from triage.health.history import ClientHistory
from triage.health.receivables import Receivables
from triage.health.windows import has_come, shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.records import Event


def promise_kept_on(
    promise: Event, ledger: Ledger, on: date, limits: Limits = DEFAULT
) -> date | None:
    """The day a promise was kept, known by `on`: as it was noted, else when the money was there."""
    if promise.kept_on is not None and has_come(promise.kept_on, on):
        return promise.kept_on
    if promise.what != "promise":
        return None
    return paid_up_on(ledger, promise.on, on, limits)


def paid_up_on(ledger: Ledger, asked: date, on: date, limits: Limits = DEFAULT) -> date | None:
    """The day by which all was paid that was overdue on day `asked`, known by `on`.

    Where nothing was overdue then, it is about every invoice that was open. None = some of it is
    still open, or there was nothing to pay. What was paid on that very day was open on it.
    """
    history = ClientHistory(ledger)
    meant = _meant(history, asked, limits)
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
    for account in _meant(history, promise.on, limits):
        if (balance := still_owed.get(account.invoice.id)) is not None:
            sums[account.currency.upper()] += balance
    return sums


def _meant(history: ClientHistory, asked: date, limits: Limits) -> list[Account]:
    """The invoices that a promise of day `asked` is about."""
    owed = Receivables(history, limits).owed(shift(asked, -1))
    accounts = [history.account_of[id_] for id_ in owed]
    unpaid = [account for account in accounts if account.invoice.issued < asked]
    return [account for account in unpaid if account.due < asked] or unpaid
