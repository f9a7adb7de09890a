"""EXPOSURE: how much work and money is out without pay."""

from __future__ import annotations

from fractions import Fraction

from .life import Life
from .money import due, outcomes, pay_late, pay_risk, unpaid_invoices


def value(rows: list[tuple[int, Fraction, Fraction | None]]) -> Fraction:
    return sum((hours * (rate or 0) for _, hours, rate in rows), Fraction(0))


def late_payer(life: Life, limit: Fraction) -> int:
    late = pay_late(life)
    if late < 2:
        return 0
    unpaid = unpaid_invoices(life)
    last_issued = max(invoice["issued"] for invoice in life.invoices)
    since_then = life.hourly_bill(last_issued + 1, life.D)
    owed = Fraction(0)
    for invoice, left in unpaid:
        if life.currency(invoice) == life.own_currency:
            owed += left
    if owed + value(since_then) <= limit:
        return 0
    if late == 2:
        if len(outcomes(life)) >= 6 and pay_risk(life) == 0:
            return 1
        if not since_then and len(unpaid) == 1 and life.D - due(life, unpaid[0][0]) < 14:
            return 1
    return 3


def unbilled_work(life: Life, limit: Fraction) -> int:
    if not life.invoices or life.covered("money"):
        return 0
    last_issued = max(invoice["issued"] for invoice in life.invoices)
    since_then = life.hourly_bill(last_issued + 1, life.D)
    if value(since_then) <= limit:
        return 0
    oldest = min(day for day, _, _ in since_then)
    if life.D - oldest >= 105:
        return 3
    if life.D - oldest >= 70:
        return 2
    return 0


def never_billed(life: Life, limit: Fraction) -> int:
    if not life.invoices or life.covered("money"):
        return 0
    first_issued = min(invoice["issued"] for invoice in life.invoices)
    S = max(life.D - 364, first_issued - 35)
    billed = Fraction(0)
    for invoice in life.invoices + life.credit_notes:
        if invoice["issued"] >= S:
            if life.currency(invoice) != life.own_currency:
                return 0
            billed += invoice["amount"]
    left = max(Fraction(0), billed)
    unpaid_for = Fraction(0)
    oldest = None
    rows = life.hourly_bill(S, life.D)
    for day in sorted({row[0] for row in rows}):
        worth = value([row for row in rows if row[0] == day])
        covered = min(left, worth)
        left -= covered
        if covered < worth:
            unpaid_for += worth - covered
            if oldest is None:
                oldest = day
    if oldest is not None and unpaid_for > limit and life.D - oldest >= 70:
        return 2
    return 0


def exposure(life: Life) -> int:
    rate = life.rate(life.D)
    if rate is None or not life.tracked("money"):
        return 0
    limit = life.client.get("exposure_limit", 40 * rate)
    return max(late_payer(life, limit), unbilled_work(life, limit), never_billed(life, limit))
