"""A client's records as dated lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from triage.ledger import Ledger
from triage.money import money_text
from triage.records import Engagement


@dataclass(frozen=True, slots=True)
class Line:
    """One record on its day."""

    on: date
    kind: str
    id: str
    text: str


def timeline(ledger: Ledger, on: date) -> list[Line]:
    """Everything that has its day by `on`, newest first."""
    teller = _Teller(ledger)
    lines = [
        Line(when, record.kind, record.id, teller.tell(record))
        for kind, day_of in _DAY_OF.items()
        for record in getattr(ledger, kind)
        if (when := day_of(record)) is not None and when <= on
    ]
    return sorted(lines, key=lambda line: (line.on, line.kind, line.id), reverse=True)


_DAY_OF: Mapping[str, Callable[[Any], date | None]] = {
    "engagement": lambda r: r.start,
    "time": lambda r: r.on,
    "invoice": lambda r: r.issued,
    "payment": lambda r: r.on,
    "plan": lambda r: r.agreed,
    "gift": lambda r: r.from_,
    "confirmed": lambda r: r.on,
    "work_item": lambda r: r.done_on,
    "energy": lambda r: r.on,
    "event": lambda r: r.on,
    "note": lambda r: r.on,
    "decision": lambda r: r.on,
    "action": lambda r: r.on,
    "message": lambda r: r.sent_on or r.on,
    "lesson": lambda r: r.on,
    "override": lambda r: r.on,
}


def engagement_text(engagement: Engagement, currency: str) -> str:
    """An engagement in words: its mode, name, price and quoted hours."""
    fee = f", {_money(engagement.fee, currency)}" if engagement.fee is not None else ""
    hours = engagement.quoted_hours
    quote = f", {hours:g} h quoted" if hours is not None else ""
    return f"{engagement.mode}{fee}{quote}{_after(engagement.name)}"


class _Teller:
    """Says what one record is, in words; knows the ledger for numbers and currencies."""

    def __init__(self, ledger: Ledger) -> None:
        self._currency = ledger.client.currency
        self._invoices = {invoice.id: invoice for invoice in ledger.invoice}

    def tell(self, record: Any) -> str:
        say: Callable[[Any], str] = getattr(self, f"_{record.kind}")
        return say(record)

    def _amount(self, amount: Decimal, currency: str | None = None) -> str:
        return _money(amount, currency or self._currency)

    def _engagement(self, r: Any) -> str:
        return f"begins: {engagement_text(r, self._currency)}"

    def _time(self, r: Any) -> str:
        return f"{r.minutes / 60:.2f} h {r.work}{_after(r.text)}"

    def _invoice(self, r: Any) -> str:
        state = "" if r.state == "sent" else f", {r.state.replace('_', ' ')}"
        assumed = " (assumed)" if r.due_assumed else ""
        amount = self._amount(r.amount, r.currency)
        return f"invoice {r.number or r.id}, {amount}, due {r.due}{assumed}{state}"

    def _payment(self, r: Any) -> str:
        invoice = self._invoices.get(r.invoice)
        number = invoice.number or invoice.id if invoice else r.invoice
        paid = self._amount(r.amount, invoice.currency if invoice else None)
        return f"paid {paid} of invoice {number}"

    def _plan(self, r: Any) -> str:
        last = max(part.due for part in r.instalments)
        return f"payment plan agreed: {len(r.instalments)} instalments until {last}"

    def _gift(self, r: Any) -> str:
        return f"gift of {r.hours_per_month:g} h a month until {r.until}{_after(r.reason)}"

    def _confirmed(self, r: Any) -> str:
        return f"{r.fact} settled until {r.until}{_after(r.text)}"

    def _work_item(self, r: Any) -> str:
        return f"work done: {r.text}"

    def _energy(self, r: Any) -> str:
        return f"energy {r.mark}"

    def _event(self, r: Any) -> str:
        tone = f" (tone {r.tone:+d})" if r.tone else ""
        outcome = f" {r.outcome}" if r.outcome else ""
        due = f" by {r.due}" if r.due else ""
        return f"{r.what.replace('_', ' ')}{outcome}{due}{tone}{_after(r.text)}"

    def _note(self, r: Any) -> str:
        return f"note: {r.text}"

    def _decision(self, r: Any) -> str:
        return f"decided in {r.screen}: {r.say}"

    def _action(self, r: Any) -> str:
        due = f", due {r.due}" if r.due else ""
        done = f", done {r.done_on}" if r.done_on else ""
        return f"to do: {r.text}{due}{done}"

    def _message(self, r: Any) -> str:
        return f"{'sent' if r.sent_on else 'draft'} {r.template}"

    def _lesson(self, r: Any) -> str:
        return f"lesson{_after(r.cause)}"

    def _override(self, r: Any) -> str:
        return f"your own verdict: {r.health}{_after(r.reason)}"


def _money(amount: Decimal, currency: str) -> str:
    return f"{money_text(amount, currency)} {currency}"


def _after(text: str | None) -> str:
    return f": {text}" if text else ""
