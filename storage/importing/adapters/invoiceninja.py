"""Invoice Ninja: the JSON of a backup (version 5) or migration (version 4), with its payments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    document,
    text_of,
)
from storage.importing.table import Skip
from storage.importing.text_source import Source

_STATES = {"1": "draft", "5": "canceled", "6": "reversed"}
_CLIENT_FIELDS = ('"clients"', '"id_number"', '"vat_number"')


def _recognizes(start: Start) -> bool:
    return bool(re.match(r"\s*\{", start.text)) and all(
        name in start.text for name in _CLIENT_FIELDS
    )


def _read(source: Source) -> Entries:
    everything = document(source)
    names = {
        text_of(client.get("id")): text_of(client.get("name"))
        for client in _dicts(everything.get("clients"))
    }
    paid, paid_on = _payments(_dicts(everything.get("payments")))
    for number, invoice in enumerate(_dicts(everything.get("invoices")), start=1):
        if _yes(invoice.get("is_deleted")):
            yield Skip(number, "deleted in Invoice Ninja")
            continue
        id_ = text_of(invoice.get("id"))
        state = _STATES.get(text_of(invoice.get("status_id")), "")
        yield Entry(
            number,
            {
                "client": names.get(text_of(invoice.get("client_id")), ""),
                "number": text_of(invoice.get("number")),
                "issued": text_of(invoice.get("date")),
                "due": text_of(invoice.get("due_date")),
                "amount": text_of(invoice.get("amount")),
                "paid": "" if state else f"{paid.get(id_, Decimal(0)):.2f}",
                "paid_on": paid_on.get(id_, ""),
                "state": state,
            },
        )


def _payments(payments: Iterator[dict[str, Any]]) -> tuple[dict[str, Decimal], dict[str, str]]:
    """What came in for each invoice, refunds taken off, and the day of the last payment."""
    paid: dict[str, Decimal] = {}
    paid_on: dict[str, str] = {}
    for payment in payments:
        if _yes(payment.get("is_deleted")):
            continue
        for part in _dicts(payment.get("invoices") or payment.get("paymentables")):
            id_ = text_of(part.get("invoice_id"))
            paid[id_] = (
                paid.get(id_, Decimal(0)) + _amount(part, "amount") - _amount(part, "refunded")
            )
            paid_on[id_] = max(paid_on.get(id_, ""), text_of(payment.get("date")))
    return paid, paid_on


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def _yes(value: Any) -> bool:
    return value in (True, "1")


def _amount(part: dict[str, Any], key: str) -> Decimal:
    try:
        amount = Decimal(text_of(part.get(key)) or 0)
    except InvalidOperation:
        return Decimal(0)
    return amount if amount.is_finite() and abs(amount) < _TOO_MUCH else Decimal(0)


_TOO_MUCH = Decimal(10) ** 12

INVOICENINJA_JSON = Adapter("invoiceninja-json", _recognizes, _read)
