"""What is owed, and PAY_LATE, PAY_RISK and LIQUIDITY."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from .life import Life, Record

TOLERANCE = Fraction(1)
SMALL_REMAINDER = Fraction(50)


def due(life: Life, invoice: Record) -> int:
    return int(invoice["due"] + life.client.get("pay_grace_days", 0))


def credited_invoice(life: Life, note: Record) -> Record | None:
    """The invoice that a credit note belongs to, drawn up later, draft or void as it may be."""
    for invoice in life.issued_or_not:
        if (
            invoice["id"] == note.get("credits")
            and invoice["amount"] > 0
            and life.currency(invoice) == life.currency(note)
        ):
            return invoice
    return None


def notes_of(life: Life, invoice: Record) -> list[Record]:
    notes = []
    for note in life.credit_notes:
        credited = credited_invoice(life, note)
        if credited is not None and credited["id"] == invoice["id"]:
            notes.append(note)
    return notes


def payments_of(life: Life, invoice: Record) -> list[Record]:
    return [payment for payment in life.payments if payment["invoice"] == invoice["id"]]


def paid(life: Life, invoice: Record, day: int) -> Fraction:
    amounts = [row["amount"] for row in payments_of(life, invoice) if row["on"] <= day]
    return sum(amounts, Fraction(0))


def amount_less_notes(life: Life, invoice: Record, day: int) -> Fraction:
    amounts = [note["amount"] for note in notes_of(life, invoice) if note["issued"] <= day]
    return Fraction(sum(amounts, invoice["amount"]))


def balance(life: Life, invoice: Record, day: int) -> Fraction:
    return amount_less_notes(life, invoice, day) - paid(life, invoice, day)


def tolerance(invoice: Record) -> Fraction:
    return min(TOLERANCE, Fraction(invoice["amount"] / 100))


def settled(life: Life, invoice: Record, day: int) -> bool:
    return balance(life, invoice, day) <= tolerance(invoice)


def small_remainder(life: Life, invoice: Record, day: int) -> bool:
    if not tolerance(invoice) < balance(life, invoice, day) <= SMALL_REMAINDER:
        return False
    asked = amount_less_notes(life, invoice, day)
    return paid(life, invoice, day) >= Fraction(98, 100) * asked


def loose_notes(life: Life) -> dict[str, Fraction]:
    """What the credit notes that belong to no invoice are still worth, by currency."""
    worth: dict[str, Fraction] = {}
    for note in life.credit_notes:
        if credited_invoice(life, note) is None:
            left = -note["amount"] + paid(life, note, life.D)
            currency = life.currency(note)
            worth[currency] = worth.get(currency, Fraction(0)) + max(Fraction(0), left)
    return worth


def unpaid_invoices(life: Life) -> list[tuple[Record, Fraction]]:
    """Each unpaid invoice and what is owed on it, loose credit notes taken off, oldest first."""
    worth = loose_notes(life)
    unpaid = []
    for invoice in sorted(life.invoices, key=lambda row: (row["due"], row["issued"], row["id"])):
        if invoice.get("state", "sent") != "sent" or settled(life, invoice, life.D):
            continue
        owed = balance(life, invoice, life.D)
        currency = life.currency(invoice)
        taken = min(owed, worth.get(currency, Fraction(0)))
        owed -= taken
        worth[currency] = worth.get(currency, Fraction(0)) - taken
        if owed > tolerance(invoice):
            unpaid.append((invoice, owed))
    return unpaid


def kept_plan(life: Life, plan: Record) -> bool:
    last_instalment = max(row["due"] for row in plan["instalments"])
    if not plan["agreed"] <= life.D <= last_instalment:
        return False
    paid_since = Fraction(0)
    for invoice in life.issued_or_not:
        if invoice["id"] in plan["invoices"] and invoice.get("state") not in ("draft", "void"):
            for payment in payments_of(life, invoice):
                if payment["on"] >= plan["agreed"]:
                    paid_since += payment["amount"]
    due_by_now = Fraction(0)
    for instalment in plan["instalments"]:
        if instalment["due"] < life.D:
            due_by_now += instalment["amount"]
    return paid_since >= due_by_now


def disputed_now(invoice: Record) -> bool:
    return "disputed_on" in invoice and "dispute_settled_on" not in invoice


def pay_late(life: Life) -> int:
    worst = 0
    for invoice, _ in unpaid_invoices(life):
        n = life.D - due(life, invoice)
        if n <= 0:
            continue
        if n < 7:
            severity = 1
        elif n < 14:
            severity = 2
        elif n < 30:
            severity = 3
        else:
            severity = 4
        if disputed_now(invoice):
            severity = min(severity, 2)
        if any(invoice["id"] in plan["invoices"] and kept_plan(life, plan) for plan in life.plans):
            severity = min(severity, 2)
        if small_remainder(life, invoice, life.D):
            severity = min(severity, 1)
        worst = max(worst, severity)
    return worst


def first_day_of_run(life: Life, invoice: Record, holds: Callable[[int], bool]) -> int | None:
    """The first of the unbroken run of days up to D at whose end this holds; None: not on D."""
    if not holds(life.D):
        return None
    first = life.D
    # It can change on the day of a payment or a credit note only.
    days = {payment["on"] for payment in payments_of(life, invoice)}
    days |= {note["issued"] for note in notes_of(life, invoice)}
    for day in sorted(days, reverse=True):
        first = day
        if not holds(day - 1):
            break
    return first


def outcomes(life: Life) -> list[bool]:
    """Whether each outcome is bad, the oldest invoice first."""
    unpaid_ids = [invoice["id"] for invoice, _ in unpaid_invoices(life)]
    bad = []
    for invoice in sorted(life.invoices, key=lambda row: (row["issued"], row["due"], row["id"])):
        if amount_less_notes(life, invoice, life.D) <= tolerance(invoice):
            continue
        if invoice.get("state") == "written_off":
            bad.append(True)
            continue

        def over(day: int, invoice: Record = invoice) -> bool:
            return settled(life, invoice, day) or small_remainder(life, invoice, day)

        over_since = first_day_of_run(life, invoice, over)
        disputed = "disputed_on" in invoice
        if over_since is not None:
            bad.append(over_since - due(life, invoice) > 14 or disputed)
        elif due(life, invoice) < life.D or disputed:
            very_late = invoice["id"] in unpaid_ids and life.D - due(life, invoice) > 14
            bad.append(very_late or disputed)
    return bad


def pay_risk(life: Life) -> int:
    newest_first = list(reversed(outcomes(life)))
    if len(newest_first) < 3:
        return 0
    weight = Fraction(1)
    above = 3 * Fraction(15, 100)
    below = Fraction(3)
    for bad in newest_first:
        above += weight * int(bad)
        below += weight
        weight *= Fraction(95, 100)
    score = above / below
    if score >= Fraction(40, 100):
        return 2
    if score >= Fraction(15, 100):
        return 1
    return 0


def broken_promise(life: Life) -> bool:
    for promise in life.happened("promise"):
        if life.D - 59 <= promise["due"] < life.D:
            kept_on = promise.get("kept_on")
            if kept_on is None or kept_on > promise["due"]:
                return True
    return False


def planned(life: Life, invoice: Record, day: int) -> bool:
    """Whether that day lies inside agreed..last instalment of a plan of this invoice."""
    for plan in life.plans:
        last_instalment = max(row["due"] for row in plan["instalments"])
        if invoice["id"] in plan["invoices"] and plan["agreed"] <= day <= last_instalment:
            return True
    return False


def part_payment(life: Life) -> bool:
    for invoice in life.invoices:
        asked = amount_less_notes(life, invoice, life.D)
        for payment in payments_of(life, invoice):
            day = payment["on"]
            if not life.D - 59 <= day <= life.D or day <= due(life, invoice):
                continue
            if not 0 < payment["amount"] < asked - tolerance(invoice):
                continue
            if planned(life, invoice, day):
                continue
            then = Life(life.records, day)
            unpaid_then = [row["id"] for row, _ in unpaid_invoices(then)]
            if invoice["id"] in unpaid_then and not small_remainder(life, invoice, day):
                return True
    return False


def overdue_invoices(life: Life) -> int:
    return sum(
        due(life, invoice) < life.D and not small_remainder(life, invoice, life.D)
        for invoice, _ in unpaid_invoices(life)
    )


def liquidity(life: Life) -> int:
    if life.count(60, "cash_short", "insolvency") >= 1:
        return 3
    signs = [
        life.count(60, "terms_ask") >= 1,
        broken_promise(life),
        part_payment(life),
        overdue_invoices(life) >= 2,
    ]
    return 3 if sum(signs) >= 2 else 0
