"""What is open of a client's invoices, on one day after another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate

from triage.health.accounts import ZERO, Account
from triage.health.history import ClientHistory
from triage.health.windows import Window, shift
from triage.limits import Limits

_Key = tuple[date, tuple[date, date, str]]
"""What is due first is settled first by credit notes that name no invoice."""


@dataclass(slots=True)
class _Open:
    """The open invoices of one currency, oldest due day first, credit notes of none left aside."""

    keys: list[_Key] = field(default_factory=list)
    balances: list[Decimal] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Unpaid:
    """The place in `_Open` from which on something is left to pay, and how much of the first."""

    place: int
    first: Decimal


class Receivables:
    """The unpaid invoices of any day; a day near the one asked before costs what changed between.

    It keeps the day asked last, so each walk and each thread has one of its own.
    """

    def __init__(self, history: ClientHistory, limits: Limits):
        self.history = history
        self.limits = limits
        self._on: date | None = None
        self._open: dict[str, _Open] = {}
        self._unpaid: dict[str, _Unpaid] = {}
        self._turns: dict[int, list[date]] = {}

    def owed(self, on: date) -> Mapping[str, Decimal]:
        """Invoice id -> what is unpaid of it on a day, in order of issue.

        What credit notes that name no invoice are worth is taken off, oldest due day first.
        """
        self._go_to(on)
        unpaid = [pair for currency in self._open for pair in self._unpaid_of(currency)]
        unpaid.sort(key=lambda pair: pair[0].order)
        return {account.invoice.id: balance for account, balance in unpaid}

    def is_unpaid(self, account: Account, on: date) -> bool:
        """Whether an invoice is issued by a day and something is left to pay of it."""
        if account.currency not in self.history.loose_credit:
            return self._is_open(account, on)
        self._go_to(on)
        place = self._place(account)
        return place is not None and place >= self._left(account.currency).place

    def total(self, currency: str, on: date) -> Decimal:
        """The sum of what is unpaid in a currency."""
        self._go_to(on)
        left = self._left(currency)
        return left.first + sum(self._open[currency].balances[left.place + 1 :], start=ZERO)

    def due_until(self, day: date, on: date) -> Iterator[Account]:
        """The unpaid invoices of `on` that were due up to `day`."""
        self._go_to(on)
        for currency in self._open:
            for account, _ in self._unpaid_of(currency):
                if account.due > day:
                    break
                yield account

    def last_turn(self, on: date, late_days: int) -> date:
        """The newest day up to `on` on which an invoice was issued, paid, credited or disputed,
        fell overdue or was overdue by more than `late_days`; the first of all without any."""
        if late_days not in self._turns:
            self._turns[late_days] = sorted(set(self._turning_days(late_days)))
        days = self._turns[late_days]
        turned = bisect_right(days, on)
        return days[turned - 1] if turned else date.min

    def _turning_days(self, late_days: int) -> Iterator[date]:
        for account in self.history.accounts:
            yield from (account.invoice.issued, *account.change_days)
            yield from (shift(account.due, 1), shift(account.due, late_days + 1))
            if account.invoice.disputed_on is not None:
                yield account.invoice.disputed_on
        for credit in self.history.loose_credit.values():
            yield from credit.days

    def _unpaid_of(self, currency: str) -> Iterator[tuple[Account, Decimal]]:
        open_, left = self._open[currency], self._left(currency)
        for place in range(left.place, len(open_.accounts)):
            balance = left.first if place == left.place else open_.balances[place]
            yield open_.accounts[place], balance

    def _left(self, currency: str) -> _Unpaid:
        """Where the credit notes of a currency that name no invoice are used up."""
        if currency not in self._unpaid:
            self._unpaid[currency] = self._after_credit(currency)
        return self._unpaid[currency]

    def _after_credit(self, currency: str) -> _Unpaid:
        assert self._on is not None
        open_ = self._open.setdefault(currency, _Open())
        loose = self.history.loose_credit.get(currency)
        credit = loose.until(self._on) if loose is not None else ZERO
        sums = list(accumulate(open_.balances)) if credit else open_.balances
        place = bisect_right(sums, credit)
        if place < len(sums):
            first = sums[place] - credit
            if first > open_.accounts[place].tolerance(self.limits):
                return _Unpaid(place, first)
            place += 1
        return _Unpaid(place, open_.balances[place] if place < len(sums) else ZERO)

    # --- the day ------------------------------------------------------------------------

    def _go_to(self, on: date) -> None:
        if on == self._on:
            return
        first, self._on = self._on, on
        self._unpaid.clear()
        if first is None:
            touched = [a for a in self.history.accounts if self._is_open(a, on)]
            for account in sorted(touched, key=_key):  # each is put behind the last
                self._put(account, on)
            return
        between = Window(shift(min(first, on), 1), max(first, on))
        for _, account in self.history.account_changes.within(between):
            self._take_out(account)
            if self._is_open(account, on):
                self._put(account, on)

    def _place(self, account: Account) -> int | None:
        """Where an invoice stands among the open ones; None = it is none of them."""
        open_, key = self._open.setdefault(account.currency, _Open()), _key(account)
        place = bisect_left(open_.keys, key)
        return place if place < len(open_.keys) and open_.keys[place] == key else None

    def _take_out(self, account: Account) -> None:
        place = self._place(account)
        if place is not None:
            open_ = self._open[account.currency]
            del open_.keys[place], open_.balances[place], open_.accounts[place]

    def _put(self, account: Account, on: date) -> None:
        open_, key = self._open.setdefault(account.currency, _Open()), _key(account)
        place = bisect_left(open_.keys, key)
        open_.keys.insert(place, key)
        open_.balances.insert(place, account.standing(on, self.limits).balance)
        open_.accounts.insert(place, account)

    def _is_open(self, account: Account, on: date) -> bool:
        return account.invoice.issued <= on and account.unpaid(on, self.limits)


def _key(account: Account) -> _Key:
    return account.due, account.order
