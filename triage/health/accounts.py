"""What became of each invoice: its payments, its disputes, its plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from triage.health.dated import Tally
from triage.health.windows import has_come, shift
from triage.records import Client, Invoice, Payment, Plan

ZERO = Decimal(0)


class Account:
    """One invoice that counts (not draft, not void) with all its payments.

    `due` includes the days of grace; only what is in the client's own currency is ever summed.
    Methods tell how it stood on a day, on which it is taken to exist.
    """

    def __init__(self, invoice: Invoice, payments: Iterable[Payment], client: Client):
        self.invoice = invoice
        self.currency = invoice.currency or client.currency
        self.in_own_currency = self.currency.upper() == client.currency.upper()
        self.order = (invoice.issued, invoice.due, invoice.id)
        self.payments = sorted(payments, key=lambda p: (p.on, p.amount, p.id))
        self.due = shift(invoice.due, client.pay_grace_days)
        self._paid = Tally(((p.on, p.amount) for p in self.payments), ZERO)

    @cached_property
    def paid_on(self) -> date | None:
        """The first day on which the payments, in order of (day, amount), reach the amount.

        Refunds of a later day do not take it back. A credit note (amount of 0 or less) is paid on
        its issue date.
        """
        if self.invoice.amount <= 0:
            return self.invoice.issued
        return self._paid.first_reaching(self.invoice.amount)

    @cached_property
    def paid_after_due(self) -> int:
        """Days from due to full payment; 0 or less = in time, or not paid yet."""
        return (self.paid_on - self.due).days if self.paid_on is not None else 0

    def fully_paid(self, on: date) -> bool:
        """Whether that day has come by `on`."""
        return has_come(self.paid_on, on)

    def balance(self, on: date) -> Decimal:
        """Amount less the payments up to `on`; negative when too much was paid."""
        return self.invoice.amount - self._paid.until(on)

    def unpaid(self, on: date) -> bool:
        """Sent, and something is still open."""
        return self.invoice.state == "sent" and self.balance(on) > 0

    def overdue(self, on: date) -> bool:
        """Unpaid after its due day."""
        return on > self.due and self.unpaid(on)

    def ever_disputed(self, on: date) -> bool:
        """Disputed on or before `on`, settled or not."""
        return has_come(self.invoice.disputed_on, on)

    def in_dispute(self, on: date) -> bool:
        """Disputed by `on` and not settled by `on`."""
        return self.ever_disputed(on) and not has_come(self.invoice.dispute_settled_on, on)


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an invoice says about how they pay; `paid_on` None = written off or still open."""

    account: Account
    bad: bool
    disputed: bool
    paid_on: date | None


def outcomes(accounts: Sequence[Account], on: date, late_days: int) -> list[Outcome]:
    """The outcomes known on `on`, oldest first; `late_days` after due is the edge of bad.

    `accounts` stand in order of (issued, due, id). An open invoice that is neither overdue nor
    disputed has no outcome yet.
    """
    rated = []
    for account in accounts:
        disputed = account.ever_disputed(on)
        if account.invoice.state == "written_off":
            rated.append(Outcome(account, True, disputed, None))
        elif account.fully_paid(on):
            bad = disputed or account.paid_after_due > late_days
            rated.append(Outcome(account, bad, disputed, account.paid_on))
        elif disputed or on > account.due:
            bad = disputed or (on - account.due).days > late_days
            rated.append(Outcome(account, bad, disputed, None))
    return rated
