"""What is open on one day after another, held against a plain reckoning of each day alone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.triage.strategies import days, ledgers
from triage.health import ClientHistory
from triage.health.accounts import Account
from triage.health.receivables import Receivables
from triage.ledger import Ledger
from triage.limits import DEFAULT


def reckoned(history: ClientHistory, on: date) -> list[tuple[Account, Decimal]]:
    """What is unpaid on a day, oldest due day first: each credit note pays what it can in turn."""
    left: dict[str, Decimal] = defaultdict(Decimal)
    for note in history.credit_notes:
        if note.loose:
            left[note.currency] += note.worth(on)
    unpaid = []
    for account in sorted(history.accounts, key=lambda account: (account.due, account.order)):
        if account.invoice.issued <= on and account.unpaid(on, DEFAULT):
            balance = account.standing(on, DEFAULT).balance
            taken = min(balance, left[account.currency])
            left[account.currency] -= taken
            if balance - taken > account.tolerance(DEFAULT):
                unpaid.append((account, balance - taken))
    return unpaid


@examples(200)
@given(ledgers(), st.lists(days(), min_size=1, max_size=6))
def test_each_day_is_as_if_it_were_asked_alone(ledger: Ledger, asked: list[date]) -> None:
    history = ClientHistory(ledger)
    receivables = Receivables(history, DEFAULT)
    for on in asked:
        unpaid = reckoned(history, on)
        in_order_of_issue = sorted(unpaid, key=lambda pair: pair[0].order)
        assert list(receivables.owed(on).items()) == [
            (account.invoice.id, balance) for account, balance in in_order_of_issue
        ]
        for account in history.accounts:
            is_there = any(account is other for other, _ in unpaid)
            assert receivables.is_unpaid(account, on) == is_there
        for currency in ("EUR", "USD"):
            balances = [balance for account, balance in unpaid if account.currency == currency]
            assert receivables.total(currency, on) == sum(balances)
        for day in asked:
            due = {account.invoice.id for account, _ in unpaid if account.due <= day}
            assert {a.invoice.id for a in receivables.due_until(day, on)} == due
