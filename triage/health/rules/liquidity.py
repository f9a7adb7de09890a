"""The flag for a client who is running out of money."""

from __future__ import annotations

from triage.health.flag_rule import flag_rule
from triage.health.model import Finding
from triage.health.number_text import bound, counted, times
from triage.health.own_limits import OwnLimits
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import Window


class _Liquidity(OwnLimits, flag="LIQUIDITY"):
    liquidity_days: int
    liquidity_signs: int
    liquidity_overdue: int


def liquidity(view: ClientSnapshot) -> Finding | None:
    """They told us that money is short, or two of four signs say so."""
    own = _Liquidity(view.limits)
    window = view.last(own.liquidity_days)
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
            held_from=stated_dates[0].on,
            next_action="Send no more reminders; file your claim" if filing else None,
        )
    signs = _signs(view, window)
    needed = own.liquidity_signs
    if len(signs) < needed:
        return None
    return Finding(
        severity=3,
        reason=f"{counted(len(signs), 'sign')} of cash trouble in {days}: "
        f"{', '.join(signs)} ({bound(view.limits, 'liquidity_signs', 3)})",
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
    overdue = [a.invoice.id for a in view.overdue if not view.is_small_remainder(a)]
    signs = {
        "asked to pay later": [e.id for e in history.events("terms_ask").within(window)],
        "missed a promised payment": promises,
        "paid only a part": _part_payments(view, window),
        f"{len(overdue)} invoices overdue": (
            overdue if len(overdue) >= _Liquidity(view.limits).liquidity_overdue else []
        ),
    }
    return {sign: ids for sign, ids in signs.items() if ids}


def _part_payments(view: ClientSnapshot, window: Window) -> list[str]:
    """Payments after the due day that left the invoice unpaid by more than bank charges."""
    parts = []
    for day, id_, payment, account in view.history.late_payments.within(window):
        if account.invoice.issued > view.on:
            continue
        now = account.standing(view.on, view.limits)
        part_of = account.invoice.amount + now.credited - account.tolerance(view.limits)
        then = account.standing(day, view.limits)
        part = payment.amount < part_of and not then.small_remainder
        if part and view.receivables.is_unpaid(account, day):
            parts.append(id_)
    return parts


RULES = (flag_rule("LIQUIDITY", liquidity),)
