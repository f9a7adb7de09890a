"""The quirks of Harvest's and Invoice Ninja's invoice exports, one test each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.storage.importing.conftest import Desk
from triage.changes import Put
from triage.records import Client

HARVEST = (
    "Issue Date,Last Payment Date,ID,PO Number,Client,Subject,Invoice Amount,Paid Amount,Balance,"
    "Subtotal,Discount,Tax,Tax2,Currency,Currency Symbol,Document Type\n"
)
NINJA = (
    '"Invoice Ninja v4.5.17 - December 19, 2026 11:28 pm",,,,,,,,\n'
    ",,,,,,,,\n"
    "INVOICES,,,,,,,,\n"
    "Client,Email,Invoice Number,Amount,Paid,PO Number,Status,Invoice Date,Due Date\n"
)


def _harvest(
    number: str = "101",
    amount: str = '"20 160,0"',
    paid: str = '"0,0"',
    balance: str = '"20 160,0"',
    *,
    issued: str = "2026-09-10",
    paid_on: str = "",
    client: str = "Acme",
    currency: str = "Swedish Krona - SEK",
    document: str = "Standard Invoice",
) -> str:
    return (
        f'{issued},{paid_on},{number},"",{client},Work,{amount},{paid},{balance},"1,0","0,0",'
        f'"0,0","0,0",{currency},kr,{document}\n'
    )


def _ninja(
    number: str = "1",
    amount: str = "€13.50",
    paid: str = "0.00",
    status: str = "Sent",
    dates: str = "2026-09-25,2026-10-20",
    client: str = "Acme",
) -> str:
    return f"{client},a@x.org,{number},{amount},{paid},,{status},{dates}\n"


def test_harvest_a_paid_invoice_and_its_payment(desk: Desk) -> None:
    result = desk.take(HARVEST + _harvest(paid='"20 160,0"', balance='"0,0"', paid_on="2026-10-01"))
    (invoice,), (payment,), (client,) = (
        desk.records("invoice"),
        desk.records("payment"),
        desk.records("client"),
    )
    assert (invoice.number, invoice.issued, invoice.amount) == (
        "101",
        date(2026, 9, 10),
        Decimal(20160),
    )
    assert (invoice.due, invoice.due_assumed) == (date(2026, 9, 24), True)
    assert (invoice.currency, client.currency, invoice.state) == ("SEK", "SEK", "sent")
    assert (payment.invoice, payment.on, payment.amount) == (
        invoice.id,
        date(2026, 10, 1),
        Decimal(20160),
    )
    assert result.assumed == ("due date: 14 days after issue (1 invoice)",)


def test_the_due_date_follows_the_clients_own_terms(desk: Desk) -> None:
    desk.store.apply("Add", [Put(Client(id="a", name="ACMÉ ", payment_days=30, currency="SEK"))])
    result = desk.take(HARVEST + _harvest())
    (invoice,) = desk.records("invoice")
    assert (invoice.client, invoice.due) == ("a", date(2026, 10, 10))
    assert result.assumed == ("due date: 30 days after issue (1 invoice)",)


def test_a_balance_of_0_that_was_not_paid_is_written_off(desk: Desk) -> None:
    desk.take(HARVEST + _harvest(balance="0"))
    assert [invoice.state for invoice in desk.records("invoice")] == ["written_off"]
    assert desk.records("payment") == []


def test_what_was_partly_paid_and_then_dropped_is_written_off_too(desk: Desk) -> None:
    desk.take(HARVEST + _harvest(paid='"160,0"', balance="0", paid_on="2026-10-01"))
    assert [invoice.state for invoice in desk.records("invoice")] == ["written_off"]
    assert [payment.amount for payment in desk.records("payment")] == [Decimal(160)]


def test_each_invoice_in_its_own_currency(desk: Desk) -> None:
    desk.take(
        HARVEST
        + _harvest("1")
        + _harvest("2")
        + _harvest("3", currency="Euro - EUR", amount='"500,0"', balance='"500,0"')
    )
    assert [c.currency for c in desk.records("client")] == ["SEK"]
    assert [i.currency for i in desk.records("invoice")] == ["SEK", "SEK", "EUR"]


def test_cents_where_the_currency_has_none_are_rounded(desk: Desk) -> None:
    desk.take(HARVEST + _harvest(amount='"1000,5"', balance='"1000,5"', currency="Yen - JPY"))
    assert [i.amount for i in desk.records("invoice")] == [Decimal(1001)]


@pytest.mark.parametrize("document", ["Credit Note", "Credit memo"])
def test_credit_notes_are_never_owed(desk: Desk, document: str) -> None:
    desk.take(HARVEST + _harvest(amount='"100,0"', balance='"100,0"', document=document))
    assert [i.amount for i in desk.records("invoice")] == [Decimal(-100)]
    assert desk.records("payment") == []


def test_an_estimate_is_no_invoice(desk: Desk) -> None:
    preview = desk.look(HARVEST + _harvest(document="Estimate"))
    assert [skip.why for skip in preview.skipped] == ["not an invoice: Estimate"]


def test_an_address_with_line_ends_keeps_the_line_numbers(desk: Desk) -> None:
    header = HARVEST.strip() + ",Client Address\n"
    row = _harvest("1").strip() + ',"Acme AB\nStorgatan 1\nLund"\n'
    preview = desk.look(header + row + _harvest("2", issued="never"))
    assert [(skip.line, skip.bad) for skip in preview.skipped] == [(5, True)]


def test_harvest_the_report_as_seen_on_screen(desk: Desk) -> None:
    result = desk.take(
        "Invoice Report,,,,,,,\n"
        ",,,,,,,\n"
        "Status,Issue Date,Paid,ID,Client,Invoice Amount,Paid Amount,Balance\n"
        "SEK,,,,,,,\n"
        'Paid,2026-07-31,12 days,2026-001,Acme,"12 500,00","12 500,00","0,00"\n'
        'Open,2026-08-31,,2026-002,Acme,"1,234.50",0.00,"1,234.50"\n'
        "Draft,2026-09-10,,2026-003,New Client,500,,\n"
        ',,,Total,,"14 234,50","12 500,00","1 734,50"\n'
    )
    assert (result.new, result.needs_attention) == (3, False)
    assert [(i.number, i.amount, i.state, i.currency) for i in desk.records("invoice")] == [
        ("2026-001", Decimal(12500), "sent", "SEK"),
        ("2026-002", Decimal("1234.50"), "sent", "SEK"),
        ("2026-003", Decimal(500), "draft", "SEK"),
    ]
    assert [(p.on, p.amount) for p in desk.records("payment")] == [
        (date(2026, 8, 12), Decimal(12500))
    ]
    assert [skip.line for skip in result.skipped] == [1, 4, 8]
    assert [client.currency for client in desk.records("client")] == ["SEK", "SEK"]


def test_ninja_lines_of_one_invoice_count_its_total_once(desk: Desk) -> None:
    result = desk.take(NINJA + _ninja("1", "$13.50") + 2 * _ninja("2", "$26.67"), currency="USD")
    assert [(i.number, i.amount) for i in desk.records("invoice")] == [
        ("1", Decimal("13.50")),
        ("2", Decimal("26.67")),
    ]
    assert [(skip.line, skip.why) for skip in result.skipped] == [
        (1, "above the column names"),
        (3, "above the column names"),
        (7, "another line of invoice 2: its total counts once"),
    ]
    assert not result.needs_attention
    assert result.assumed == ("currency: $ is USD (3 rows)",)


def test_ninja_a_line_that_stands_apart_counts_once_too(desk: Desk) -> None:
    desk.take(NINJA + _ninja("1") + _ninja("2") + _ninja("1"))
    assert [i.number for i in desk.records("invoice")] == ["1", "2"]


def test_ninja_one_number_of_two_clients_is_two_invoices(desk: Desk) -> None:
    desk.take(NINJA + _ninja("1") + _ninja("1", client="Other"))
    assert len(desk.records("invoice")) == 2


def test_numbers_that_begin_again_each_year_are_other_invoices(desk: Desk) -> None:
    desk.take(NINJA + _ninja("1", dates="2025-09-25,2025-10-20"))
    desk.take(NINJA + _ninja("1", dates="2026-09-25,2026-10-20"))
    assert len(desk.records("invoice")) == 2


def test_ninja_two_totals_under_one_number_are_told(desk: Desk) -> None:
    result = desk.take(NINJA + _ninja("1", "€5") + _ninja("1", "€6"))
    assert [(skip.line, skip.bad) for skip in result.skipped][-1] == (6, True)
    assert [i.amount for i in desk.records("invoice")] == [Decimal(5)]


def test_ninja_payments_without_a_date_count_on_the_due_date_and_say_so(desk: Desk) -> None:
    result = desk.take(NINJA + _ninja(paid="€5.01", status="Partial"))
    assert [(p.on, p.amount) for p in desk.records("payment")] == [
        (date(2026, 10, 20), Decimal("5.01"))
    ]
    assert any(line.startswith("payment date: the due date") for line in result.assumed)


def test_an_assumed_payment_is_neither_in_the_future_nor_before_the_invoice(desk: Desk) -> None:
    desk.take(
        NINJA
        + _ninja("1", paid="€1", dates="2026-11-20,2026-12-20")
        + _ninja("2", paid="€1", dates="2026-09-25,2026-08-20")
    )
    assert [p.on for p in desk.records("payment")] == [date(2026, 11, 21), date(2026, 9, 25)]


def test_ninja_a_due_date_before_the_invoice_is_kept(desk: Desk) -> None:
    desk.take(NINJA + _ninja(dates="2026-09-25,2026-08-20"))
    assert [(i.due, i.due_assumed) for i in desk.records("invoice")] == [(date(2026, 8, 20), False)]


@pytest.mark.parametrize(
    ("status", "paid", "state", "came_in"),
    [
        ("Draft", "€0", "draft", []),
        ("Cancelled", "€0", "void", []),
        ("Reversed", "€0", "void", []),
        ("Sent", "€0", "sent", []),
        ("Viewed", "€0", "sent", []),
        ("Paid", "", "sent", [Decimal("13.50")]),
        ("Paid", "€13.50", "sent", [Decimal("13.50")]),
    ],
)
def test_ninja_states(
    desk: Desk, status: str, paid: str, state: str, came_in: list[Decimal]
) -> None:
    desk.take(NINJA + _ninja(paid=paid, status=status))
    assert [i.state for i in desk.records("invoice")] == [state]
    assert [p.amount for p in desk.records("payment")] == came_in


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (_ninja(amount="lots"), "“lots” is not an amount"),
        (_ninja(amount=""), "no amount"),
        (_ninja(amount="1" * 16), f"“{'1' * 16}” is not an amount"),
        (_ninja(paid="some"), "“some” is not an amount"),
        (_ninja(dates=",2026-10-20"), "no date"),
        (
            _ninja(dates="2026-09-25,2026-13-01"),
            "“2026-13-01” is not a date in the format of this column",
        ),
    ],
)
def test_a_wrong_looking_value_is_one_bad_row(desk: Desk, row: str, why: str) -> None:
    result = desk.take(NINJA + row + _ninja("2"))
    assert result.new == 1
    assert [skip.why.startswith(why) for skip in result.skipped if skip.bad] == [True]
