"""What became of each invoice: its payments, its credit notes, its disputes, its plans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from triage.health.dated import Tally
from triage.health.windows import has_come, shift
from triage.limits import Limits
from triage.records import Client, Invoice, Payment, Plan

ZERO = Decimal(0)
_NOTHING: Tally[Decimal] = Tally((), ZERO)


def currency_of(invoice: Invoice, client: Client) -> str:
    """The currency of an invoice, in capitals."""
    return (invoice.currency or client.currency).upper()


@dataclass(frozen=True, slots=True)
class Standing:
    """How an invoice stands at the end of a day, credit notes that name no invoice left aside.

    `paid_on` is the first of the unbroken run of days up to then at whose end it is fully paid,
    `done_on` the same where a small remainder (bank charges) counts as paid; None = it is not. A
    refund or chargeback ends the run. `credited` is what its credit notes are worth, 0 or less.
    """

    balance: Decimal
    credited: Decimal
    small_remainder: bool
    paid_on: date | None
    done_on: date | None


class _Reading(NamedTuple):
    """An invoice under some limits: the standing before its first change, then that from each day
    of a change on."""

    limits: Limits
    tolerance: Decimal
    standings: list[Standing]


class Account:
    """One invoice that counts (not draft, not void), with its payments and its credit notes.

    `due` includes the days of grace; only what is in the client's own currency is ever summed.
    Methods tell how it stood on a day, on which it is taken to exist.
    """

    def __init__(
        self,
        invoice: Invoice,
        payments: Iterable[Payment],
        credit_notes: Iterable[Invoice],
        client: Client,
    ):
        self.invoice = invoice
        self.currency = currency_of(invoice, client)
        self.in_own_currency = self.currency == client.currency.upper()
        self.due = shift(invoice.due, client.pay_grace_days)
        self.order = (invoice.issued, invoice.due, invoice.id)
        self.payments = _in_order(payments)
        self._paid = _tally_of((p.on, p.amount) for p in self.payments)
        self._credited = _tally_of(sorted((note.issued, note.amount) for note in credit_notes))
        self.change_days = sorted({*self._paid.days, *self._credited.days})
        self._reading: _Reading | None = None

    def standing(self, on: date, limits: Limits) -> Standing:
        """How it stands at the end of a day."""
        return self._standing_of(bisect_right(self.change_days, on), limits)

    def _standing_of(self, step: int, limits: Limits) -> Standing:
        """The standing after so many days of changes."""
        return self._under(limits).standings[step]

    def _under(self, limits: Limits) -> _Reading:
        # The search for "since when" asks for the same few standings thousands of times.
        reading = self._reading
        if reading is None or reading.limits is not limits:
            reading = self._reading = self._read(limits)
        return reading

    def _read(self, limits: Limits) -> _Reading:
        amount = self.invoice.amount
        share = amount * limits.pay_tolerance_percent / 100
        tolerance = min(limits.pay_tolerance, share)
        standings = [Standing(amount, ZERO, small_remainder=False, paid_on=None, done_on=None)]
        paid_on = done_on = None
        for day in self.change_days:
            paid, credited = self._paid.until(day), self._credited.until(day)
            balance = amount - paid + credited
            settled = balance <= tolerance
            small = not settled and (
                balance <= limits.small_remainder
                and paid * 100 >= limits.small_remainder_paid_percent * (amount + credited)
            )
            paid_on = (paid_on or day) if settled else None
            done_on = (done_on or day) if settled or small else None
            standings.append(Standing(balance, credited, small, paid_on, done_on))
        return _Reading(limits, tolerance, standings)

    def tolerance(self, limits: Limits) -> Decimal:
        """What may be open of it while it counts as fully paid."""
        return self._under(limits).tolerance

    def credited_away(self, on: date, limits: Limits) -> bool:
        """Whether its credit notes alone settle it: then it says nothing about how they pay."""
        credited = self._credited.until(on)
        return self.invoice.amount + credited <= self.tolerance(limits)

    def unpaid(self, on: date, limits: Limits) -> bool:
        """Sent and not fully paid, credit notes that name no invoice left aside."""
        standing = self.standing(on, limits)
        return self.invoice.state == "sent" and standing.balance > self.tolerance(limits)

    def unpaid_since(self, on: date, limits: Limits) -> date:
        """The first of the unbroken run of days up to `on` without full payment; the first day of
        the calendar where it was never paid."""
        step = bisect_right(self.change_days, on)
        while step and self._standing_of(step - 1, limits).paid_on is None:
            step -= 1
        return self.change_days[step - 1] if step else date.min

    def ever_disputed(self, on: date) -> bool:
        """Disputed on or before `on`, settled or not."""
        return has_come(self.invoice.disputed_on, on)

    def in_dispute(self, on: date) -> bool:
        """Disputed by `on` and not settled by `on`."""
        return self.ever_disputed(on) and not has_come(self.invoice.dispute_settled_on, on)


def _in_order(payments: Iterable[Payment]) -> list[Payment]:
    return sorted(payments, key=lambda p: (p.on, p.amount, p.id))


def _tally_of(amounts: Iterable[tuple[date, Decimal]]) -> Tally[Decimal]:
    """The sums of amounts in order of days; most invoices have no credit notes, and share one."""
    in_order = list(amounts)
    return Tally(in_order, ZERO) if in_order else _NOTHING


def ids_of(accounts: Iterable[Account]) -> tuple[str, ...]:
    """The ids of these invoices, each once, oldest first."""
    oldest_first = sorted(accounts, key=attrgetter("order"))
    return tuple(dict.fromkeys(account.invoice.id for account in oldest_first))


class CreditNote:
    """An invoice with an amount of 0 or less; `loose` = it belongs to no invoice.

    It is never overdue, paid or an outcome.
    """

    def __init__(
        self, invoice: Invoice, payments: Iterable[Payment], client: Client, *, loose: bool
    ):
        self.invoice = invoice
        self.currency = currency_of(invoice, client)
        self.loose = loose
        self.payments = _in_order(payments)
        self._paid = _tally_of((p.on, p.amount) for p in self.payments)

    def worth(self, on: date) -> Decimal:
        """What is left of it for other invoices: its amount less what was paid out on it."""
        if self.invoice.issued > on:
            return ZERO
        return max(ZERO, self._paid.until(on) - self.invoice.amount)

    def steps(self) -> Iterator[tuple[date, Decimal]]:
        """Each day on which `worth` changes, with the difference."""
        before = ZERO
        for day in sorted({self.invoice.issued, *self._paid.days}):
            after = self.worth(day)
            yield day, after - before
            before = after


class PlanTrack:
    """A payment plan beside the payments that came in for its invoices.

    The payments of all its invoices count, in whatever currency and even when the invoice is not
    issued yet; those of drafts and void invoices never do.
    """

    def __init__(self, plan: Plan, payments: Iterable[Payment]):
        self.plan = plan
        self.last = max(part.due for part in plan.instalments)
        since_agreed = sorted((p.on, p.amount) for p in payments if p.on >= plan.agreed)
        self._paid = Tally(since_agreed, ZERO)
        self._due = Tally(sorted((part.due, part.amount) for part in plan.instalments), ZERO)

    def covers(self, on: date) -> bool:
        """Whether `on` lies between the agreement and the last instalment."""
        return self.plan.agreed <= on <= self.last

    def kept(self, on: date) -> bool:
        """Running on `on`, with all instalments due before `on` paid in sum."""
        return self.covers(on) and self._paid.until(on) >= self._due.until(shift(on, -1))
