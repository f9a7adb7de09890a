"""The mix of clients: who brings what, for how many hours, at which rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from triage.clients.overview import overviews
from triage.clients.portfolio import Holding, holdings
from triage.ledger import book
from triage.limits import DEFAULT, Limits
from triage.records import Client, Invoice, Payment, Record, Time

TODAY = date(2026, 3, 13)
DAY = TODAY - timedelta(days=10)


def life(id_: str, paid: int, hours: int = 10, currency: str = "EUR") -> list[Record]:
    return [
        Client(id=id_, name=id_.title(), rate=Decimal(50), currency=currency),
        Invoice(id=f"i{id_}", client=id_, issued=DAY, due=DAY, amount=Decimal(paid)),
        Payment(id=f"p{id_}", invoice=f"i{id_}", on=DAY, amount=Decimal(paid)),
        Time(id=f"t{id_}", client=id_, on=DAY, minutes=hours * 60),
    ]


def mix(*records: Record, limits: Limits = DEFAULT) -> list[Holding]:
    return holdings(overviews(book(records), TODAY, limits), TODAY, limits)


def test_the_largest_share_stands_first_with_its_mark() -> None:
    big, small = mix(*life("small", 3000), *life("big", 9000, 30))
    assert (big.client_id, big.share, big.mark) == ("big", 0.75, 40)
    assert (small.client_id, small.share, small.mark) == ("small", 0.25, 25)


def test_income_is_a_month_s_and_hours_are_those_of_four_weeks() -> None:
    (holding,) = mix(*life("one", 1800, 12))
    assert holding.income is not None
    # First paid 10 days ago: 1,800 over 30 days, of which a month has 30.4375.
    assert round(holding.income, 2) == Decimal("1826.25")
    assert holding.hours == 12 and holding.rate == Decimal(50)
    assert holding.risk.seen == 1


def test_who_pays_by_invoice_is_set_against_what_was_invoiced() -> None:
    client, *records = life("one", 3000, 20)
    assert isinstance(client, Client)
    (holding,) = mix(replace(client, earns="invoices"), *records)
    assert holding.rate == Decimal(150)


def test_ended_clients_are_no_part_of_the_mix() -> None:
    holdings = mix(*life("big", 9000), Client(id="x", name="X", closed_on=TODAY))
    assert [holding.client_id for holding in holdings] == ["big"]


def test_without_an_exchange_rate_nothing_is_made_up() -> None:
    records = [*life("here", 3000), *life("there", 3000, currency="USD")]
    here, there = mix(*records)
    assert (here.share, there.share, there.income) == (1.0, None, None)
    dollars = Limits(currency_rates={"USD": Decimal("0.5")})
    here, there = mix(*records, limits=dollars)
    assert (round(here.share or 0, 3), round(there.share or 0, 3)) == (0.667, 0.333)
