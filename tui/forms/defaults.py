"""What a new record's form holds before anything is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from triage.derived_days import derived_day, derived_days
from triage.fields.field import Context
from triage.ledger import Ledger
from triage.limits import Limits
from triage.money import money_text
from triage.open_items import balance, is_open
from tui.forms.fields import RecordField, Surroundings

_TODAY = ("on", "issued", "start", "agreed", "from")


def default_texts(
    kind: str, fields: list[RecordField], around: Surroundings, context: Context, limits: Limits
) -> dict[str, str]:
    """Field name -> text: today for the day, the defaults, what the client's records suggest."""
    texts = {field.name: _default(field, context) for field in fields}
    suggested = _suggestions(kind, around.ledger, context.today, limits)
    return texts | {name: text for name, text in suggested.items() if name in texts}


def _default(field: RecordField, context: Context) -> str:
    if field.name in _TODAY and field.required:
        return field.text_of(context.today)
    if field.required and field.choices:
        return field.choices[0][0]
    return field.text_of(field.spec.default, context.currency)


def _suggestions(
    kind: str, ledger: Ledger | None, today: date, limits: Limits
) -> Mapping[str, str]:
    if kind == "client":
        return {"currency": limits.base_currency}
    if ledger is None:
        return {}
    if kind in ("invoice", "confirmed"):
        derived = derived_days(kind, ledger, today)
        days = {name: derived_day(d, today).isoformat() for name, d in derived.items()}
        return {**days, "currency": ledger.client.currency}
    if kind == "payment":
        return _oldest_open(ledger, today)
    if kind == "time":
        running = [e for e in ledger.engagement if e.end is None or e.end > today]
        return {"engagement": running[0].id} if len(running) == 1 else {}
    return {}


def _oldest_open(ledger: Ledger, today: date) -> Mapping[str, str]:
    waiting = [invoice for invoice in ledger.invoice if is_open(invoice, ledger, today)]
    if not waiting:
        return {}
    oldest = min(waiting, key=lambda i: (i.due, i.id))
    return {"invoice": oldest.id, "amount": open_amount(ledger, oldest.id, today)}


def open_amount(ledger: Ledger, invoice_id: str, today: date) -> str:
    """What is still to be paid of an invoice; "" for one that is paid."""
    invoice = next((i for i in ledger.invoice if i.id == invoice_id), None)
    if invoice is None or not is_open(invoice, ledger, today):
        return ""
    currency = invoice.currency or ledger.client.currency
    return money_text(balance(invoice, ledger, today), currency)


def fixed_values(kind: str, record_id: str, client_id: str | None) -> dict[str, Any]:
    """What the form does not ask: the record's id and its client."""
    if kind == "client" or client_id is None or kind == "payment":
        return {"id": record_id}
    return {"id": record_id, "client": client_id}
