"""Random invoices and what becomes of them: paid, short, late, credited, disputed, reversed."""

from __future__ import annotations

from .life import Record
from .random_dice import Dice, money

AMOUNTS = (4_000, 5_000, 10_000, 20_000, 100_000, 210_000, 250_000, 500_000)


def _pay(dice: Dice, invoice: Record, before: int, cents: int) -> None:
    if cents != 0:
        dice.add("payment", invoice=invoice["id"], on=dice.day(before), amount=money(cents))


def _note(dice: Dice, cents: int, issued: int, **fields: str | None) -> Record:
    note = dice.add("invoice", issued=dice.day(issued), due=dice.day(issued), amount="0.00")
    note["amount"] = money(-cents)
    note.update({name: value for name, value in fields.items() if value is not None})
    if dice.often(0.06):
        note["state"] = dice.choice(("void", "draft", "written_off"))
    return note


def _paid_in_one_way(dice: Dice, invoice: Record, cents: int, due: int, issued: int) -> None:
    """Payments for an invoice that was due and issued that many days before the anchor."""
    late = dice.choice((-3, -3, 0, 3, 14, 15, 16, issued - due - 5, dice.randint(-20, 40)))
    day = due - late
    way = dice.choice(("full", "full", "full", "full", "open", "short", "rest", "back", "parts"))
    if way == "full":
        _pay(dice, invoice, day, cents)
    if way == "short":
        _pay(dice, invoice, day, cents - dice.choice((1, 100, 101, cents // 100, 200)))
    if way == "rest":
        rest = dice.choice((cents // 50, cents // 50 + 1, 5_000, 5_001, 150, 300))
        _pay(dice, invoice, day, cents - rest)
        if dice.often(0.4):
            _pay(dice, invoice, day - dice.choice((1, 14, 20)), rest)
    if way == "back":
        _pay(dice, invoice, day, cents)
        back = dice.choice((cents, cents, cents // 2, 100, 101, 300))
        gone = dice.randint(0, 25)
        _pay(dice, invoice, day - gone, -back)
        if dice.often(0.5):
            _pay(dice, invoice, day - gone - dice.choice((1, 5, 20)), back)
    if way == "parts":
        first = dice.choice((cents // 2, cents // 3, cents - 5_000, cents - 5_001))
        _pay(dice, invoice, dice.choice((day, dice.edge(59), due - 1)), first)
        if dice.often(0.5):
            _pay(dice, invoice, dice.edge(0, 20, 40), cents - first)


def _add_notes_of(dice: Dice, invoice: Record, cents: int, issued: int) -> None:
    """Credit notes that name this invoice; some of them may not."""
    part = dice.choice((cents, cents - 100, cents - 101, cents // 2, cents // 4, 5_000, 0))
    later = dice.choice((-2, 0, 10, 20, 30, 44, 60))
    note = _note(dice, part, issued - later, credits=invoice["id"])
    if "currency" in invoice and dice.often(0.8):
        note["currency"] = invoice["currency"]
    elif dice.often(0.1):
        note["currency"] = dice.choice(("EUR", "GBP"))
    if dice.often(0.4):
        _pay(dice, invoice, issued - dice.choice((15, 30, 45)), cents - part)
    if dice.often(0.15):
        _pay(dice, note, issued - later - dice.choice((0, 10)), -part)


def _add_loose_note(dice: Dice, invoices: list[Record]) -> None:
    """A credit note that belongs to no invoice, worth about as much as one of them."""
    invoice = dice.choice(invoices)
    cents = round(float(invoice["amount"]) * 100)
    part = dice.choice((cents, cents, cents - 100, cents - 101, cents // 2, cents * 3, 100))
    named = dice.choice((None, None, None, "invoice-0"))
    note = _note(dice, part, dice.edge(0, 5, 40, 59, 90), credits=named)
    if "currency" in invoice and dice.often(0.7):
        note["currency"] = invoice["currency"]
    if dice.often(0.3):
        _pay(dice, note, dice.edge(0, 3, 30), -dice.choice((part, part // 2, part + 500)))


def _dispute(dice: Dice, invoice: Record) -> None:
    invoice["disputed_on"] = dice.before(-1, 0, 1, 20, 60)
    if dice.often(0.5):
        invoice["dispute_settled_on"] = dice.before(-1, 0, 1, 10)


def _add_plan(dice: Dice, invoices: list[Record]) -> None:
    """Instalments, most of them kept to the cent, some of the last one a day too late."""
    invoices_of_plan = dice.sample(invoices, min(len(invoices), dice.choice((1, 1, 2))))
    agreed = dice.edge(0, 20, 59, 80)
    each = dice.choice((5_000, 10_000, 30_000))
    dues = [agreed - 7 * n for n in range(1, dice.randint(2, 12))]
    if dice.often(0.4):
        dues.append(dice.edge(0, 1))
    ids = [invoice["id"] for invoice in invoices_of_plan]
    if dice.often(0.2):
        ids.append(ids[0])
    instalments = [{"due": dice.day(due), "amount": money(each)} for due in dues]
    dice.add("plan", agreed=dice.day(agreed), invoices=ids, instalments=instalments)
    missed = dice.choice((0, 0, 0, 1))
    for due in dues[: len(dues) - missed]:
        short = dice.choice((0, 0, 0, 0, 0, 0, 0, 1))
        _pay(dice, dice.choice(invoices_of_plan), due + dice.choice((0, 0, 0, 1, -1)), each - short)
    if dice.often(0.2):
        _pay(dice, invoices_of_plan[0], agreed + dice.choice((0, 1)), each)


def _add_invoice(dice: Dice, client: Record, issued: int, due: int) -> Record:
    cents = dice.choice(AMOUNTS)
    invoice = dice.add("invoice", issued=dice.day(issued), due=dice.day(due), amount=money(cents))
    if dice.often(0.1):
        invoice["currency"] = dice.choice(("EUR", "GBP", "USD"))
    if dice.often(0.1):
        invoice["state"] = dice.choice(("draft", "void", "written_off", "written_off", "sent"))
    if dice.often(0.08):
        _dispute(dice, invoice)
    _paid_in_one_way(dice, invoice, cents, due - client.get("pay_grace_days", 0), issued)
    if dice.often(0.15):
        _add_notes_of(dice, invoice, cents, issued)
    return invoice


def add_money(dice: Dice, client: Record) -> None:
    grace = client.get("pay_grace_days", 0)
    invoices = []
    for n in range(dice.choice((0, 0, 3, 6, 12))):
        issued = dice.choice((30, 30, 60)) * n + dice.edge(5, 20, 40)
        invoices.append(_add_invoice(dice, client, issued, issued - 14))
    for _ in range(dice.choice((0, 0, 1, 1, 2))):
        due = grace + dice.edge(0, 1, 6, 7, 13, 14, 15, 29, 30)
        invoices.append(_add_invoice(dice, client, due + dice.choice((14, 30, -3, 60)), due))
    for _ in range(dice.choice((0, 0, 1, 2))):
        issued = dice.edge(0, 35, 36, 89, 90, 91, 119, 120)
        invoices.append(_add_invoice(dice, client, issued, issued - dice.choice((0, 14, 30))))
    if not invoices:
        return
    for _ in range(dice.randint(1, 2) if dice.often(0.3) else 0):
        _add_loose_note(dice, invoices)
    for _ in range(dice.choice((1, 1, 2)) if dice.often(0.2) else 0):
        _add_plan(dice, invoices)
