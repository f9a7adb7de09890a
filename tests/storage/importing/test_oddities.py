"""What stands in real exports beside plain rows: a right value comes of it, or it is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from storage.importing.words import state_called
from tests.material import OWN
from tests.storage.importing.conftest import Desk

STRIPE = (
    "id,Created (UTC),Amount,Amount Refunded,Currency,Captured,Status,Customer Name,"
    "Dispute Date (UTC),Dispute Status\n"
)
QUICKBOOKS = (OWN / "samples" / "quickbooks_balance.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cells", "why", "bad"),
    [
        ("true,Failed,Acme,,", "not a payment: failed", False),
        ("true,Pending,Acme,,", "not a payment: pending", False),
        ("false,requires_capture,Acme,,", "not a payment: requires_capture", False),
        ("false,Paid,Acme,,", "not a payment: paid", False),
        ("true,Blorb,Acme,,", "the status “Blorb” is not known", True),
    ],
)
def test_stripe_lists_what_was_never_paid(desk: Desk, cells: str, why: str, bad: bool) -> None:
    row = f"ch_1,2026-09-01 10:00:00,100.00,0.00,usd,{cells}\n"
    preview = desk.look(STRIPE + row)
    assert [(skip.why, skip.bad) for skip in preview.skipped] == [(why, bad)]
    assert preview.new == 0


@pytest.mark.parametrize(
    ("outcome", "paid", "settled"),
    [
        ("lost", [], None),
        ("won", [Decimal(100)], date(2026, 9, 20)),
        ("under_review", [Decimal(100)], None),
    ],
)
def test_a_dispute_that_was_lost_took_the_money_back(
    desk: Desk, outcome: str, paid: list[Decimal], settled: date | None
) -> None:
    row = f"ch_1,2026-09-01 10:00:00,100.00,0.00,usd,true,Paid,Acme,2026-09-20,{outcome}\n"
    desk.take(STRIPE + row)
    (invoice,) = desk.records("invoice")
    assert (invoice.disputed_on, invoice.dispute_settled_on) == (date(2026, 9, 20), settled)
    assert [payment.amount for payment in desk.records("payment")] == paid


WAVE = (
    "Transaction ID,Transaction Date,Account Name,Amount (One column),Customer,Invoice Number,"
    "Account Type\n"
    "1,2026-09-01,Accounts Receivable,1200.00,Acme,12,Accounts Receivable\n"
    "1,2026-09-01,Consulting,1200.00,Acme,12,Income\n"
    "2,2026-09-20,Accounts Receivable,-500.00,Acme,12,Accounts Receivable\n"
    "2,2026-09-20,Bank,500.00,Acme,12,Cash and Bank\n"
)


@pytest.mark.parametrize(
    ("amount", "other", "billed", "paid"),
    [
        ("100.00", "Bank,-100.00,Acme,12,Cash and Bank", 1200, 400),
        ("-50.00", "Consulting,-50.00,Acme,12,Income", 1150, 500),
        ("-50.00", "Bank,50.00,Acme,12,Cash and Bank", 1200, 550),
        ("80.00", "Consulting,80.00,Acme,12,Income", 1280, 500),
    ],
)
def test_wave_tells_refunds_and_credits_by_the_other_account(
    desk: Desk, amount: str, other: str, billed: int, paid: int
) -> None:
    owed = f"3,2026-09-21,Accounts Receivable,{amount},Acme,12,Accounts Receivable\n"
    desk.take(f"{WAVE}{owed}3,2026-09-21,{other}\n")
    assert [invoice.amount for invoice in desk.records("invoice")] == [Decimal(billed)]
    assert sum(payment.amount for payment in desk.records("payment")) == paid


@pytest.mark.parametrize(
    ("other", "amounts", "paid"),
    [
        ("income:work   300.00 EUR", [Decimal(-300), Decimal(300)], 0),
        ("assets:bank   300.00 EUR", [Decimal(300)], 300),
        ("assets:bank   305.00 EUR\n    income:exchange  -5.00 EUR", [Decimal(300)], 300),
    ],
)
def test_income_that_is_given_back_is_no_payment(
    desk: Desk, other: str, amounts: list[Decimal], paid: int
) -> None:
    desk.take(
        "2026/09/05 Birch\n    assets:receivable:birch  300.00 EUR\n    income:work\n\n"
        f"2026/09/25 Birch\n    assets:receivable:birch  -300.00 EUR\n    {other}\n"
    )
    assert sorted(invoice.amount for invoice in desk.records("invoice")) == amounts
    assert sum(payment.amount for payment in desk.records("payment")) == paid


def test_a_sign_that_only_the_sums_have_is_asked_about(desk: Desk) -> None:
    question = desk.look(QUICKBOOKS, currency="EUR").must_ask
    assert question is not None and question.id == "currency:quickbooks $"
    desk.take(QUICKBOOKS, currency="EUR", answers={question.id: "CAD"})
    assert {client.currency for client in desk.records("client")} == {"CAD"}


def test_the_clients_of_a_balance_stand_above_their_rows(desk: Desk) -> None:
    desk.take(QUICKBOOKS, currency="USD")
    names = {client.id: client.name for client in desk.records("client")}
    owed = {each.number: (names[each.client], each.amount) for each in desk.records("invoice")}
    assert owed == {"1001": ("Tern, Ltd", Decimal(1200)), "1005": ("Heron", Decimal(300))}


def test_a_fixed_price_says_nothing_of_a_rate(desk: Desk) -> None:
    desk.take(
        "Date,From,To,Duration,Currency,Price,Hourly price,Fixed price,Customer,Project\n"
        "2026-09-01,,,0:10,EUR,500,0,500,Acme,Site\n2026-09-02,,,1:30,EUR,120,80,,Birch,Shop\n"
    )
    assert {client.name: client.rate for client in desk.records("client")} == {
        "Acme": None,
        "Birch": Decimal(80),
    }


@pytest.mark.parametrize(
    ("pause", "minutes"),
    [
        ("-30m lunch", {"Acme": 60, "Birch": 75}),
        ("-30m lunch #client=Birch", {"Acme": 90, "Birch": 45}),
    ],
)
def test_a_break_is_of_the_client_that_it_names(
    desk: Desk, pause: str, minutes: dict[str, int]
) -> None:
    day = "2026-09-01\nwork #client=Acme\n    9:00 - 10:30 layout\n    1h15m calls #client=Birch\n"
    desk.take(f"{day}    {pause}\n")
    names = {client.id: client.name for client in desk.records("client")}
    assert {names[time.client]: time.minutes for time in desk.records("time")} == minutes


def test_a_break_without_a_client_is_of_the_entry_before_it(desk: Desk) -> None:
    desk.take("2026-09-01\n    3h layout #client=Acme\n    -30m lunch\n")
    assert [time.minutes for time in desk.records("time")] == [150]


def test_a_clock_line_without_days_is_named(desk: Desk) -> None:
    text = (
        "* Acme\nCLOCK: [2026-09-01 Tue 09:00]--[2026-09-01 Tue 10:30] =>  1:30\nCLOCK: =>  2:00\n"
    )
    skipped = desk.look(text, client_for={"Acme": "Acme"}).skipped
    assert [(skip.line, skip.why, skip.bad) for skip in skipped] == [
        (3, "a length without a day", True)
    ]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("PartiallyPaid", "partial"), ("WrittenOff", "written_off"), ("auto-paid", "paid")],
)
def test_states_are_known_without_their_blanks(word: str, meaning: str) -> None:
    assert state_called(word) == meaning


def test_money_that_a_bank_took_back_is_named_where_it_settles_nothing(desk: Desk) -> None:
    (skip,) = desk.look(
        "Date,Name,Type,Status,Currency,Gross,Net,Transaction ID,Invoice Number\n"
        "15/09/2026,Birch,Chargeback,Completed,USD,-100.00,-100.00,T1,\n"
    ).skipped
    assert skip.bad and "Chargeback" in skip.why


def test_the_sum_below_a_list_of_payments_is_no_payment(desk: Desk) -> None:
    preview = desk.look(
        "Payment Date,Invoice ID,Client,Payment Amount,Currency\nTotal,,,100.00,\n"
        "2026-09-20,12,Acme,100.00,EUR\n"
    )
    assert [skip.why for skip in preview.skipped if not skip.bad] == ["a total"]
