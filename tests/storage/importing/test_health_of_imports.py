"""What comes in by an import says the right thing about a client."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.storage.importing.conftest import TODAY, Desk
from triage.health import ClientHistory, assess
from triage.health.receivables import Receivables
from triage.limits import DEFAULT

HEAD = "Client,Invoice Number,Amount,Paid,Balance,Status,Type,Invoice Date,Due Date,Payment Date\n"
FIELDS = {
    "Client": "client",
    "Invoice Number": "number",
    "Amount": "amount",
    "Paid": "paid",
    "Balance": "balance",
    "Status": "state",
    "Type": "document",
    "Invoice Date": "issued",
    "Due Date": "due",
    "Payment Date": "paid_on",
}
PAID = "Acme,7,500,500,0,Paid,Invoice,2026-07-01,2026-07-15,2026-07-10\n"
CREDITED = (
    "Acme,1,1000,0,1000,Sent,Invoice,2026-09-01,2026-09-15,\n"
    "Acme,CN1,-1000,0,0,Sent,Credit note,2026-09-05,2026-09-15,\n"
)
CREDITED_IN_PART = (
    "Acme,1,1000,800,0,Paid,Invoice,2026-09-01,2026-09-15,2026-09-10\n"
    "Acme,CN1,200,0,0,,Credit memo,2026-09-05,2026-09-15,\n"
)
REFUNDED = "Acme,1,1000,1000,0,Refunded,Invoice,2026-09-01,2026-09-15,2026-09-10\n"
A_CENT_SHORT = "Acme,1,1000,999.99,0.01,Partial,Invoice,2026-09-01,2026-09-15,2026-09-10\n"


@pytest.mark.parametrize("rows", [CREDITED, CREDITED_IN_PART, REFUNDED, A_CENT_SHORT])
def test_nothing_is_owed_and_nothing_is_late(desk: Desk, rows: str) -> None:
    desk.take(HEAD + PAID + rows, column_map=FIELDS)
    (client,) = desk.records("client")
    ledger = desk.store.ledger(client.id)
    health = assess(ledger, TODAY)
    assert [flag.code for flag in health.flags if flag.code.startswith("PAY")] == []
    assert health.pay_risk.bad == 0
    assert (
        sum(Receivables(ClientHistory.of(ledger), DEFAULT).owed(TODAY).values())
        <= DEFAULT.pay_tolerance
    )


def test_a_credit_note_of_no_invoice_in_the_file_stands_alone(desk: Desk) -> None:
    desk.take(HEAD + CREDITED.replace("-1000", "-300"), column_map=FIELDS)
    assert [(each.amount, each.credits) for each in desk.records("invoice")] == [
        (Decimal(1000), None),
        (Decimal(-300), None),
    ]


def test_a_credit_note_comes_before_its_invoice_too(desk: Desk) -> None:
    invoice, note = CREDITED.splitlines(keepends=True)
    desk.take(HEAD + note + invoice, column_map=FIELDS)
    ids = {each.number: each.id for each in desk.records("invoice")}
    assert {each.number: each.credits for each in desk.records("invoice")} == {
        "1": None,
        "CN1": ids["1"],
    }
    again = desk.take(HEAD + note + invoice, column_map=FIELDS)
    assert (again.new, again.updated, again.same) == (0, 0, 2)


def test_what_was_dropped_without_a_credit_note_stays_written_off(desk: Desk) -> None:
    rows = "Acme,1,1000,800,0,,Invoice,2026-09-01,2026-09-15,2026-09-10\n"
    desk.take(HEAD + rows, column_map=FIELDS)
    assert [each.state for each in desk.records("invoice")] == ["written_off"]
