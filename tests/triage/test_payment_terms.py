"""What is called agreed was typed, or stands on the invoices."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from triage.ledger import Ledger, book
from triage.messages.slots import slot_values
from triage.payment_terms import agreed_days, days_to_pay
from triage.records import Client, Invoice

TODAY = date(2026, 3, 13)


def life(*days: int, payment_days: int | None = None, **more: Any) -> Ledger:
    """A client with an invoice a week, the newest last, due after so many days each."""
    typed: dict[str, Any] = {} if payment_days is None else {"payment_days": payment_days}
    weeks = [TODAY - timedelta(weeks=len(days) - n) for n in range(len(days))]
    invoices = [
        Invoice(
            id=f"i{n:02}",
            client="n",
            issued=issued,
            due=issued + timedelta(days=after),
            **{"amount": Decimal(100), **more},
        )
        for n, (issued, after) in enumerate(zip(weeks, days, strict=True))
    ]
    return book([Client(id="n", name="Northlake", **typed), *invoices]).ledgers["n"]


@pytest.mark.parametrize(
    ("known", "agreed"),
    [
        (life(), None),
        (life(30), 30),
        (life(30, 30, 14), 30),
        (life(14, 14), 14),
        (life(30, 14), None),
        (life(0, 0), None),
        (life(*[14] * 10, *[30] * 6), 30),
        (life(30, 30, payment_days=45), 45),
        (life(30, 30, due_assumed=True), None),
        (life(30, 30, state="void"), None),
        (life(30, 30, amount=Decimal(-5)), None),
    ],
)
def test_the_days_that_were_agreed(known: Ledger, agreed: int | None) -> None:
    assert agreed_days(known, TODAY) == agreed
    assert slot_values(known, TODAY).get("payment_days") == (str(agreed) if agreed else None)


def test_an_invoice_of_tomorrow_shows_nothing_today() -> None:
    assert agreed_days(life(30), TODAY - timedelta(days=8)) is None


def test_a_new_invoice_falls_due_as_the_others_did() -> None:
    assert days_to_pay(life(30, 30), TODAY) == 30
    assert days_to_pay(life(), TODAY) == 14
