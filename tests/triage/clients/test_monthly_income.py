"""What goes on, in examples that were worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from triage.clients.monthly_income import MonthlyIncome, monthly_income
from triage.clients.overview import overviews
from triage.ledger import book
from triage.limits import DEFAULT, Limits
from triage.records import Client, Engagement, Invoice, Payment, Record

TODAY = date(2026, 3, 13)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def client(**facts: Any) -> Client:
    return replace(Client(id="a", name="Aldridge", since=date(2024, 1, 1)), **facts)


def paid(*payments: tuple[int, int], currency: str | None = None) -> list[Record]:
    """Amounts that came in so many days ago."""
    records: list[Record] = []
    for amount, days in payments:
        bill = Invoice(
            id=f"i{days}",
            client="a",
            issued=ago(days),
            due=ago(days),
            amount=Decimal(amount),
            currency=currency,
        )
        records += [
            bill,
            Payment(id=f"p{days}", invoice=bill.id, on=ago(days), amount=bill.amount),
        ]
    return records


def retainer(fee: int, **facts: Any) -> Engagement:
    agreed = Engagement(id="r", client="a", mode="retainer", start=ago(100), fee=Decimal(fee))
    return replace(agreed, **facts)


def income(*records: Record, limits: Limits = DEFAULT) -> MonthlyIncome:
    return monthly_income(overviews(book(records), TODAY, limits), TODAY, limits)


@pytest.mark.parametrize(
    ("payments", "a_month"),
    [
        # 6,000 in 180 days: a month of 30.4375 days brings 6,000 x 30.4375 / 180.
        (((3000, 300), (3000, 100), (3000, 20)), "1014.58"),
        # The first payment ever came 90 days ago: 3,000 x 30.4375 / 90.
        (((1500, 90), (1500, 30)), "1014.58"),
        # Five days ago: no less than 30 days, 3,000 x 30.4375 / 30.
        (((3000, 5),), "3043.75"),
        # Nothing in the last 180 days.
        (((3000, 200),), "0.00"),
        ((), "0.00"),
    ],
)
def test_payments_are_spread_over_the_days_since_the_first(
    payments: tuple[tuple[int, int], ...], a_month: str
) -> None:
    brings = income(client(), *paid(*payments)).by_client["a"]
    assert brings is not None and round(brings, 2) == Decimal(a_month)


def test_a_running_retainer_brings_its_fee_whatever_was_paid_before() -> None:
    alone = income(client(), retainer(800), *paid((9000, 150), (800, 10)))
    assert alone.by_client == {"a": Decimal(800)}
    hourly = Engagement(id="h", client="a", mode="hourly", start=ago(50), rate=Decimal(70))
    beside = income(client(), retainer(800), hourly, *paid((9000, 150), (800, 10)))
    # 9,800 x 30.4375 / 150, of which the fee is a part.
    assert round(beside.by_client["a"] or 0, 2) == Decimal("1988.58")
    fresh = income(client(), retainer(800), hourly)
    assert fresh.by_client == {"a": Decimal(800)}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"closed_on": ago(3), "state": "closed"}, "ended"),
        ({"state": "dormant"}, "resting"),
        ({"state": "leaving"}, "leaving"),
    ],
)
def test_who_rests_or_goes_is_left_out_and_named(facts: dict[str, Any], why: str) -> None:
    mix = income(client(**facts), *paid((3000, 20)))
    assert not mix.by_client and mix.left_out == {"a": why}
    assert mix.total == Decimal(0)


def test_work_that_has_ended_is_left_out_and_named() -> None:
    over = retainer(800, end=ago(1))
    assert income(client(), over, *paid((3000, 20))).left_out == {"a": "finished"}
    running = Engagement(id="h", client="a", mode="hourly", start=ago(50), rate=Decimal(70))
    assert not income(client(), over, running, *paid((3000, 20))).left_out


def test_who_ended_long_ago_is_not_named() -> None:
    gone = client(closed_on=ago(400), state="closed")
    assert income(gone, *paid((3000, 420))) == MonthlyIncome({}, {})


def test_without_an_exchange_rate_nothing_is_made_up() -> None:
    other = replace(client(), id="b", name="Brand")
    bill = Invoice(
        id="ib", client="b", issued=ago(9), due=ago(9), amount=Decimal(600), currency="USD"
    )
    records = [
        client(),
        *paid((3000, 5)),
        other,
        bill,
        Payment(id="pb", invoice="ib", on=ago(9), amount=Decimal(600)),
    ]
    assert income(*records).by_client["b"] is None
    assert round(income(*records).total, 2) == Decimal("3043.75")
    half = Limits(currency_rates={"USD": Decimal("0.5")})
    assert round(income(*records, limits=half).by_client["b"] or 0, 2) == Decimal("304.38")
