"""What each invoice says about how they pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from triage.health.accounts import Account
from triage.health.own_limits import OwnLimits
from triage.health.receivables import Receivables
from triage.health.windows import has_come
from triage.limits import Limits


class OutcomeLimits(OwnLimits, flag="PAY_RISK"):
    risk_late_days: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one invoice; `paid_on` None = not fully paid."""

    account: Account
    bad: bool
    disputed: bool
    paid_on: date | None


def outcomes(
    accounts: Iterable[Account], receivables: Receivables, on: date, limits: Limits
) -> Iterator[Outcome]:
    """The outcomes known on `on` of invoices that are issued by then, in their order.

    An open invoice that is neither overdue nor disputed has no outcome yet, one that its credit
    notes alone settle never has one.
    """
    allowed = OutcomeLimits(limits).risk_late_days
    for account in accounts:
        disputed = has_come(account.invoice.disputed_on, on)
        standing = account.standing(on, limits)
        if standing.credited and account.credited_away(on, limits):
            continue
        if account.invoice.state == "written_off":
            yield Outcome(account, True, disputed, None)
        elif standing.done_on is not None:
            late = (standing.done_on - account.due).days > allowed
            yield Outcome(account, disputed or late, disputed, standing.paid_on)
        elif disputed or on > account.due:
            late = (on - account.due).days > allowed
            bad = disputed or (late and receivables.is_unpaid(account, on))
            yield Outcome(account, bad, disputed, None)
