"""Flags about money that is owed: late, risky, too much at once, running out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter

from triage.health.accounts import ZERO, Account
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding, PayRisk
from triage.health.number_text import amount, bound, counted, cut, times
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import Window, shift
from triage.limits import Limits

_CAPPED = 2


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue invoice; `held` says why it weighs no more than a watch, if it does."""

    severity: int
    days: int
    account: Account
    held: str


def late_invoices(view: ClientSnapshot) -> list[Late]:
    """Every overdue invoice, worst first."""
    overdue = []
    for account in view.overdue:
        days = (view.on - account.due).days
        severity = _severity_of_days(days, view.limits)
        held = _held(view, account)
        overdue.append(Late(min(severity, _CAPPED) if held else severity, days, account, held))
    return sorted(overdue, key=lambda late: (-late.severity, -late.days, late.account.invoice.id))


def _severity_of_days(days: int, limits: Limits) -> int:
    marks = (limits.pay_late_watch_days, limits.pay_late_act_days, limits.pay_late_urgent_days)
    return 1 + sum(days >= mark for mark in marks)


def _held(view: ClientSnapshot, account: Account) -> str:
    if account.in_dispute(view.on):
        return "disputed"
    plans = view.history.plans.get(account.invoice.id, ())
    return "on a payment plan, up to date" if any(plan.kept(view.on) for plan in plans) else ""


def pay_late(view: ClientSnapshot) -> Finding | None:
    """An invoice is unpaid after its due day.

    Days count from due plus grace. While it is disputed, or in a plan that is kept, it weighs no
    more than a watch.
    """
    late = late_invoices(view)
    if not late:
        return None
    worst = late[0]
    invoice = worst.account.invoice
    currency = worst.account.currency
    open_ = f"{amount(worst.account.balance(view.on), currency)} {currency}"
    name = f"invoice {cut(invoice.number)}" if invoice.number else "an invoice"
    parts = [f"{name}: {counted(worst.days, 'day')} overdue", open_]
    if worst.held:
        parts.append(worst.held)
    if len(late) > 1:
        parts.append(f"{len(late)} invoices overdue in all")
    grace = view.client.pay_grace_days
    allowed = f" ({counted(grace, 'day')} of grace)" if grace else ""
    limits = view.limits
    return Finding(
        severity=worst.severity,
        reason=f"{', '.join(parts)}{allowed}",
        limit=f"watch from {limits.pay_late_watch_days}, act from {limits.pay_late_act_days}, "
        f"urgent from {limits.pay_late_urgent_days} days overdue{allowed}",
        evidence=_ids_of([late_invoice.account for late_invoice in late]),
        next_action=_ask_for_money(worst),
    )


def _ids_of(accounts: list[Account]) -> tuple[str, ...]:
    """The ids of these invoices, each once, oldest first."""
    oldest_first = sorted(accounts, key=attrgetter("order"))
    return tuple(dict.fromkeys(account.invoice.id for account in oldest_first))


def _ask_for_money(worst: Late) -> str:
    if worst.held == "disputed":
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
    limits = view.limits
    bad = tuple(outcome.bad for outcome in view.outcomes)
    return _score(bad, limits.risk_decay, limits.risk_prior, limits.risk_prior_weight)


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
        enough=seen >= view.limits.risk_min_outcomes,
    )


def pay_risk(view: ClientSnapshot) -> Finding | None:
    """Too many of their invoices went badly; fewer than three outcomes say nothing."""
    limits, known = view.limits, view.outcomes
    if len(known) < limits.risk_min_outcomes:
        return None
    exact = score_of(view)
    if exact < Fraction(limits.risk_note):
        return None
    risk = risk_of(view)
    shown = Decimal(int(exact * 100)).scaleb(-2)
    late_days = counted(limits.risk_late_days, "day")
    lost = any(o.bad and not o.disputed and o.account.invoice.state == "written_off" for o in known)
    late = f"{risk.late} over {late_days} overdue" + (" or written off" if lost else "")
    return Finding(
        severity=2 if exact >= Fraction(limits.risk_watch) else 1,
        reason=f"{risk.bad} of {risk.seen} invoices went badly: {late}, {risk.disputed} disputed",
        limit=f"risk score {shown} ({bound(limits, 'risk_note')}, watch from {limits.risk_watch})",
        evidence=tuple(outcome.account.invoice.id for outcome in known if outcome.bad),
    )


def exposure(view: ClientSnapshot) -> Finding | None:
    """A late client owes, with what is worked and not billed yet, more than you can stand."""
    rate = view.rate
    if rate is None or not view.tracks("money"):
        return None
    late = late_invoices(view)
    if not late or late[0].severity < 2:
        return None
    open_ = [account for account in view.unpaid if account.in_own_currency]
    owed = Fraction(sum((a.balance(view.on) for a in open_), start=ZERO))
    fresh = Window(shift(view.accounts[-1].invoice.issued, 1), view.on)
    unbilled = sum(
        (own if own is not None else rate) * worked / 60
        for minutes, own in view.hourly
        if (worked := minutes.within(fresh))
    )
    own_limit = view.client.exposure_limit
    allowed = Fraction(own_limit) if own_limit is not None else view.limits.exposure_hours * rate
    if owed + unbilled <= allowed:
        return None
    currency = view.client.currency
    shown = f"{amount(allowed, currency)} {currency}"
    at_stake = f"{amount(owed + unbilled, currency, down=False)} {currency}"
    limit = f"{shown} ({view.limits.exposure_hours} hours at {view.client.rate})"
    if own_limit is not None:
        limit = f"{shown}, set for this client"
    own = own_limit is not None or view.limits.changed("exposure_hours")
    billable = [
        time.id for time in view.times(fresh) if time.work == "bill" and view.is_hourly(time)
    ]
    return Finding(
        severity=3,
        reason=f"{at_stake} unpaid and unbilled ({'your limit:' if own else 'limit'} {shown})",
        limit=limit,
        evidence=(*_ids_of([*(late_invoice.account for late_invoice in late), *open_]), *billable),
    )


def liquidity(view: ClientSnapshot) -> Finding | None:
    """They told us that money is short, or two of four signs say so."""
    window = view.last(view.limits.liquidity_days)
    days = counted(window.days, "day")
    stated_dates = [
        *view.history.events("cash_short").within(window),
        *view.history.events("insolvency").within(window),
    ]
    if stated_dates:
        stated_dates.sort(key=lambda event: (event.on, event.id))
        filing = any(event.what == "insolvency" for event in stated_dates)
        what = "insolvency filing" if filing else "told you that money is tight"
        return Finding(
            severity=3,
            reason=f"{what}, {times(len(stated_dates))} in {days}",
            limit=f"1 mention in {days}",
            evidence=tuple(event.id for event in stated_dates),
            next_action="Stop asking and file your claim" if filing else None,
        )
    signs = _signs(view, window)
    needed = view.limits.liquidity_signs
    if len(signs) < needed:
        return None
    return Finding(
        severity=3,
        reason=f"{counted(len(signs), 'sign')} of cash trouble in {days}: "
        f"{', '.join(signs)} ({bound(view.limits, 'liquidity_signs')})",
        limit=f"{needed} of 4 signs in {days}",
        evidence=tuple(id_ for ids in signs.values() for id_ in ids),
    )


def _signs(view: ClientSnapshot, window: Window) -> dict[str, list[str]]:
    """The signs that money is short, each with the records behind it."""
    history, on = view.history, view.on
    promises = [
        promise.id
        for promise in history.events("promise").until(on)
        if promise.due is not None
        and promise.due in window
        and promise.due < on
        and not (promise.kept_on is not None and promise.kept_on <= promise.due)
    ]
    overdue = [account.invoice.id for account in view.overdue]
    signs = {
        "asked to pay later": [e.id for e in history.events("terms_ask").within(window)],
        "missed a promised payment": promises,
        "paid an installment late": [
            id_ for _, id_, a in history.part_payments.within(window) if a.invoice.issued <= on
        ],
        f"{len(overdue)} invoices overdue": (
            overdue if len(overdue) >= view.limits.liquidity_overdue else []
        ),
    }
    return {sign: ids for sign, ids in signs.items() if ids}


RULES = (
    flag_rule("PAY_LATE", pay_late),
    flag_rule("PAY_RISK", pay_risk),
    flag_rule("EXPOSURE", exposure),
    flag_rule("LIQUIDITY", liquidity),
)
