"""What a client's work brought in, exactly: amounts are fractions until they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from triage.health.snapshot import ClientSnapshot
from triage.health.terms import Terms
from triage.health.windows import Window, shift

DAYS_A_MONTH = Fraction(487, 16)
"""30.4375, a twelfth of the average year."""


def earned(view: ClientSnapshot, window: Window) -> Fraction | None:
    """Money earned in the window by the terms agreed; None when an hour worked has no rate.

    Hourly work counts its billable hours; a fixed fee is spread over the quoted hours (or those
    worked so far, when they are more); a retainer over its days.
    """
    if view.hourly.unrated(window):
        return None
    total = view.hourly.worth(window)
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


@dataclass(frozen=True, slots=True)
class InvoicedWork:
    """What the invoices of a window brought and the hours they pay for.

    Those are the `days` after the last invoice issued before the window, up to the last one in it.
    `bills` holds the ids of invoices and credit notes.
    """

    money: Fraction
    days: Window
    minutes: int
    bills: tuple[str, ...]


def invoiced_work(view: ClientSnapshot, window: Window) -> InvoicedWork | None:
    """The invoices of a window beside their hours; None when none was issued, or one in another
    currency."""
    issued = [account.invoice.issued for account in view.accounts]
    inside = [day for day in issued if day in window]
    if not inside:
        return None
    before = [day for day in issued if day < window.first]
    days = Window(shift(before[-1], 1) if before else view.on.min, inside[-1])
    bills = view.history.bills.within(window)
    own = view.client.currency.upper()
    if any(bill.currency != own for bill in bills):
        return None
    return InvoicedWork(
        money=sum((Fraction(bill.invoice.amount) for bill in bills), start=Fraction(0)),
        days=days,
        minutes=view.minutes(days),
        bills=tuple(bill.invoice.id for bill in bills),
    )


def invoiced_rate(view: ClientSnapshot, window: Window) -> Fraction | None:
    """Invoiced money per hour of all hours it pays for; None where that cannot be known."""
    work = invoiced_work(view, window)
    return work.money * 60 / work.minutes if work is not None and work.minutes else None


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
