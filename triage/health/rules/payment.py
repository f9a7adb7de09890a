"""Flags about how they pay: late now, or badly again and again."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from triage.health.accounts import Account, ids_of
from triage.health.day_text import day_of
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, PayRisk
from triage.health.number_text import amount, chance, counted, cut
from triage.health.outcomes import OutcomeLimits
from triage.health.own_limits import OwnLimits
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import shift

_CAPPED = 2
_SMALL = 1
_ROUNDED = 1e-6
"""Far above what sums of floats are off by: what lies nearer to a limit is reckoned exactly."""


class PayLateLimits(OwnLimits, flag="PAY_LATE"):
    pay_late_watch_days: int
    pay_late_act_days: int
    pay_late_urgent_days: int

    @property
    def marks(self) -> list[int]:
        """The days overdue from which on the severity is one higher."""
        return sorted((self.pay_late_watch_days, self.pay_late_act_days, self.pay_late_urgent_days))


class _PayRisk(OwnLimits, flag="PAY_RISK"):
    risk_decay: Decimal
    risk_prior: Decimal
    risk_prior_weight: int
    risk_min_outcomes: int
    risk_note: Decimal
    risk_watch: Decimal


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue invoice; `held` says why it weighs less than its days, if it does."""

    severity: int
    days: int
    account: Account
    held: str


def late_invoices(view: ClientSnapshot) -> list[Late]:
    """Every overdue invoice, worst first."""
    overdue, marks = [], PayLateLimits(view.limits).marks
    for account in view.overdue:
        days = (view.on - account.due).days
        held, most = _held(view, account)
        severity = min(1 + bisect_right(marks, days), most)
        overdue.append(Late(severity, days, account, held))
    return sorted(overdue, key=lambda late: (-late.severity, -late.days, late.account.invoice.id))


def _held(view: ClientSnapshot, account: Account) -> tuple[str, int]:
    """Why an invoice weighs less, and how much it weighs at most."""
    if view.is_small_remainder(account):
        return _REMAINDER, _SMALL
    if account.in_dispute(view.on):
        return _DISPUTED, _CAPPED
    plans = view.history.plans.get(account.invoice.id, ())
    if any(plan.kept(view.on) for plan in plans):
        return _ON_PLAN, _CAPPED
    return "", 4


_REMAINDER = "everything but bank fees is paid"
_DISPUTED = "disputed"
_ON_PLAN = "on a payment plan, up to date"


def pay_late(view: ClientSnapshot) -> Finding | None:
    """An invoice is unpaid after its due day.

    Days count from due plus grace. While it is disputed, or in a plan that is kept, it weighs no
    more than a watch; a small remainder (bank fees) is no more than a note.
    """
    late = late_invoices(view)
    if not late:
        return None
    worst = late[0]
    invoice = worst.account.invoice
    currency = worst.account.currency
    open_ = f"{amount(view.balance(worst.account), currency)} {currency}"
    name = f"invoice {cut(invoice.number)}" if invoice.number else "an invoice"
    parts = [f"{name}: {counted(worst.days, 'day')} overdue", open_]
    if worst.held:
        parts.append(worst.held)
    if len(late) > 1:
        parts.append(f"{len(late)} invoices overdue in all")
    grace = view.client.pay_grace_days
    allowed = f" ({counted(grace, 'day')} of grace)" if grace else ""
    own = PayLateLimits(view.limits)
    taken_back = _taken_back(view, worst.account)
    return Finding(
        severity=worst.severity,
        reason=f"{taken_back}{', '.join(parts)}{allowed}",
        limit=f"note from 1, watch from {own.pay_late_watch_days}, "
        f"act from {own.pay_late_act_days}, "
        f"urgent from {own.pay_late_urgent_days} days overdue{allowed}",
        evidence=ids_of([late_invoice.account for late_invoice in late]),
        next_action=_ask_for_money(worst),
    )


def _overdue_since(view: ClientSnapshot) -> date | None:
    """Since when one of those overdue or another has been so; only of this day where credit notes
    that name no invoice move what is open from one to another."""
    overdue = view.receivables.due_until(shift(view.on, -1), view.on)
    if view.history.loose_credit:
        return None if next(overdue, None) is None else view.on
    since = (
        max(shift(account.due, 1), account.invoice.issued, unpaid_since)
        for account in overdue
        for unpaid_since in [account.unpaid_since(view.on, view.limits)]
    )
    return min(since, default=None)


def is_late(view: ClientSnapshot) -> bool:
    """Whether an invoice is overdue by so much that it is a watch at least."""
    return _is_any_late(view, PayLateLimits(view.limits).marks[0], _remains_small)


def is_very_late(view: ClientSnapshot) -> bool:
    """Whether an invoice is overdue by so much that it is more than a watch."""
    return _is_any_late(view, PayLateLimits(view.limits).marks[1], _is_held)


def _is_any_late(
    view: ClientSnapshot, days: int, but_not: Callable[[ClientSnapshot, Account], bool]
) -> bool:
    late = view.receivables.due_until(shift(view.on, -days), view.on)
    return any(not but_not(view, account) for account in late)


def _remains_small(view: ClientSnapshot, account: Account) -> bool:
    return view.is_small_remainder(account)


def _is_held(view: ClientSnapshot, account: Account) -> bool:
    return bool(_held(view, account)[0])


def _taken_back(view: ClientSnapshot, account: Account) -> str:
    """What to say first of an invoice that was paid and is open again."""
    refunds = [p for p in account.payments if p.amount < 0 and p.on <= view.on]
    if not refunds:
        return ""
    refund = refunds[-1]
    paid = [p for p in account.payments if p.amount == -refund.amount and p.on <= refund.on]
    of_day = f" of {day_of(paid[-1].on, view.on)}" if paid else ""
    return f"they reversed their payment{of_day} on {day_of(refund.on, view.on)}; "


def _ask_for_money(worst: Late) -> str:
    if worst.held == _REMAINDER:
        return "Write the rest off, or add it to the next invoice"
    if worst.held == _DISPUTED:
        return "Settle the dispute first"
    if worst.held:
        return "Check for the next installment"
    steps = {
        1: "Send a reminder",
        2: "Send a reminder and ask what is holding up payment",
        3: "Call the person who pays",
    }
    return steps.get(worst.severity, "Agree on a payment plan, or send the final demand")


def score_of(view: ClientSnapshot) -> Fraction:
    """The share of bad outcomes, newer ones weighing more, pulled to what is usual."""
    own = _PayRisk(view.limits)
    bad = tuple(outcome.bad for outcome in view.outcomes)
    return _score(bad, own.risk_decay, own.risk_prior, own.risk_prior_weight)


# The walk back to "since when" asks for the same outcomes day after day.
@lru_cache(maxsize=64)
def _score(bad: tuple[bool, ...], decay_: Decimal, prior: Decimal, prior_weight: int) -> Fraction:
    """Exact, oldest outcome first: with decay p/q the weights p^k * q^(n-1-k) are whole numbers."""
    decay = Fraction(decay_)
    p, q = decay.numerator, decay.denominator
    weight_bad, weight_all, unit, scale = 0, 0, 1, 1
    for outcome in bad:
        weight_bad = weight_bad * p + unit * outcome
        weight_all = weight_all * p + unit
        scale, unit = unit, unit * q
    first_guess = prior_weight * scale
    return (weight_bad + first_guess * Fraction(prior)) / (weight_all + first_guess)


def _risk_held(view: ClientSnapshot) -> date | None:
    """Since when the same is known of how they pay, if too many invoices went badly."""
    if not _is_risk(view):
        return None
    return view.receivables.last_turn(view.on, OutcomeLimits(view.limits).risk_late_days)


def _is_risk(view: ClientSnapshot) -> bool:
    """Whether the score reaches the limit, read newest first until older ones cannot matter.

    With weights of 1, d, d^2 ... it does where the sum of weight x (bad - limit) is not below 0,
    the first guess counted in.
    """
    own = _PayRisk(view.limits)
    decay, limit = float(own.risk_decay), float(own.risk_note)
    above, weight, seen = own.risk_prior_weight * (float(own.risk_prior) - limit), 1.0, 0
    for outcome in view.newest_outcomes():
        above += weight * (outcome.bad - limit)
        weight *= decay
        seen += 1
        all_older = weight / (1 - decay) if decay < 1 else math.inf
        if seen < own.risk_min_outcomes:
            continue
        if above - all_older * limit > _ROUNDED:
            return True
        if above + all_older * (1 - limit) < -_ROUNDED:
            return False
    if seen < own.risk_min_outcomes:
        return False
    return above > 0 if abs(above) > _ROUNDED else score_of(view) >= Fraction(own.risk_note)


def risk_of(view: ClientSnapshot) -> PayRisk:
    """How they pay: the score and what it is made of."""
    bad = [outcome for outcome in view.outcomes if outcome.bad]
    disputed = sum(outcome.disputed for outcome in bad)
    seen = len(view.outcomes)
    return PayRisk(
        score=float(score_of(view)),
        bad=len(bad),
        late=len(bad) - disputed,
        disputed=disputed,
        seen=seen,
        enough=seen >= _PayRisk(view.limits).risk_min_outcomes,
    )


def pay_risk(view: ClientSnapshot) -> Finding | None:
    """Too many of their invoices went badly; fewer than three outcomes say nothing."""
    own, known = _PayRisk(view.limits), view.outcomes
    if len(known) < own.risk_min_outcomes:
        return None
    exact = score_of(view)
    if exact < Fraction(own.risk_note):
        return None
    severity = 2 if exact >= Fraction(own.risk_watch) else 1
    passed = own.risk_watch if severity == 2 else own.risk_note
    at = "watch" if severity == 2 else "note"
    return Finding(
        severity=severity,
        reason=f"{_what_went_badly(view)}; expect trouble with about {chance(exact)} "
        f"({at} from {chance(Fraction(passed))})",
        limit=f"note from {chance(Fraction(own.risk_note))} invoices, watch from "
        f"{chance(Fraction(own.risk_watch))}; newer ones count more",
        evidence=tuple(outcome.account.invoice.id for outcome in known if outcome.bad),
    )


def _what_went_badly(view: ClientSnapshot) -> str:
    """ "2 of their last 9 invoices were more than 14 days overdue"."""
    bad = [outcome for outcome in view.outcomes if outcome.bad]
    disputed = sum(outcome.disputed for outcome in bad)
    lost = sum(o.account.invoice.state == "written_off" and not o.disputed for o in bad)
    late = len(bad) - disputed - lost
    days = counted(OutcomeLimits(view.limits).risk_late_days, "day")
    parts = [
        f"{number} {what}"
        for number, what in (
            (late, f"more than {days} overdue"),
            (disputed, "disputed"),
            (lost, "written off"),
        )
        if number
    ]
    of_all = f"of their last {len(view.outcomes)} invoices"
    if len(parts) == 1:
        number, what = parts[0].split(" ", 1)
        be = "was" if number == "1" else "were"
        return f"{number} {of_all} {be} {what}"
    return f"{len(bad)} {of_all} had problems: {', '.join(parts)}"


RULES = (
    flag_rule("PAY_LATE", pay_late, held=_overdue_since),
    flag_rule("PAY_RISK", pay_risk, held=_risk_held),
)
