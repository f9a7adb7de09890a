"""What a client's work brought in, exactly: amounts are fractions until they are shown."""

from __future__ import annotations

from fractions import Fraction

from triage.health.snapshot import ClientSnapshot
from triage.health.terms import Terms
from triage.health.windows import Window

DAYS_A_MONTH = Fraction(487, 16)
"""30.4375, a twelfth of the average year."""


def earned(view: ClientSnapshot, window: Window) -> Fraction | None:
    """Money earned in the window by the terms agreed; None when an hour worked has no rate.

    Hourly work counts its billable hours; a fixed fee is spread over the quoted hours (or those
    worked so far, when they are more); a retainer over its days.
    """
    total = Fraction(0)
    for minutes, rate in view.hourly:
        worked = minutes.within(window)
        if not worked:
            continue
        if rate is None:
            return None
        total += rate * worked / 60
    for terms in view.engagements:
        if terms.engagement.mode == "fixed":
            total += _share_of_fee(view, terms, window)
        elif terms.engagement.mode == "retainer":
            total += terms.fee * _days_of(terms, window) / DAYS_A_MONTH
    return total


def effective_rate(view: ClientSnapshot, window: Window) -> Fraction | None:
    """Money per hour of all hours worked; None without hours, or when an hour has no rate."""
    minutes = view.minutes(window)
    if not minutes:
        return None
    money = earned(view, window)
    return None if money is None else money * 60 / minutes


def invoiced(view: ClientSnapshot, window: Window) -> Fraction:
    """Amounts of the invoices issued in the window, in the client's currency."""
    amounts = (
        account.invoice.amount
        for account in view.accounts
        if account.invoice.issued in window and account.in_own_currency
    )
    return sum((Fraction(amount) for amount in amounts), start=Fraction(0))


def invoiced_rate(view: ClientSnapshot, window: Window) -> Fraction | None:
    """Invoiced money per hour of all hours worked; None without hours."""
    minutes = view.minutes(window)
    return invoiced(view, window) * 60 / minutes if minutes else None


def _share_of_fee(view: ClientSnapshot, terms: Terms, window: Window) -> Fraction:
    worked = terms.project.within(window)
    if not worked:
        return Fraction(0)
    so_far = Fraction(terms.project.until(view.on))
    return terms.fee * worked / max(terms.quoted_minutes, so_far)


def _days_of(terms: Terms, window: Window) -> int:
    start, end = terms.engagement.start, terms.engagement.end
    last = window.last if end is None else min(window.last, end)
    return Window(max(window.first, start), last).days
