"""The mix of clients, and what would be without one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from triage.ledger import Book, book
from triage.overview import overviews
from triage.portfolio import Without, holdings, without
from triage.records import Client, Invoice, Payment, Record, Time

TODAY = date(2026, 3, 13)


def life(id_: str, paid: int, hours: int = 10) -> list[Record]:
    day = TODAY - timedelta(days=10)
    return [
        Client(id=id_, name=id_.title(), rate=Decimal(50)),
        Invoice(id=f"i{id_}", client=id_, issued=day, due=day, amount=Decimal(paid)),
        Payment(id=f"p{id_}", invoice=f"i{id_}", on=day, amount=Decimal(paid)),
        Time(id=f"t{id_}", client=id_, on=day, minutes=hours * 60),
    ]


def two() -> Book:
    return book([*life("big", 9000, 30), *life("small", 3000)])


def if_big_goes(savings: int | None, costs: int | None) -> Without:
    found = two()
    return without(
        "big",
        overviews(found, TODAY),
        found,
        TODAY,
        savings=None if savings is None else Decimal(savings),
        monthly_costs=None if costs is None else Decimal(costs),
    )


def test_the_largest_share_stands_first_with_its_mark() -> None:
    found = two()
    big, small = holdings(overviews(found, TODAY), found, TODAY)
    assert (big.client_id, big.share, big.mark) == ("big", 0.75, 40)
    assert (small.client_id, small.share, small.mark) == ("small", 0.25, 25)


def test_ended_clients_are_no_part_of_the_mix() -> None:
    found = book([*life("big", 9000), Client(id="x", name="X", closed_on=TODAY)])
    assert [h.client_id for h in holdings(overviews(found, TODAY), found, TODAY)] == ["big"]


def test_what_goes_and_what_is_left() -> None:
    gone = if_big_goes(6000, 1500)
    assert gone.income is not None
    assert round(gone.income / gone.rest, 6) == 3
    assert gone.hours == 30 and gone.rate_of_rest == Decimal(50)


def test_whether_it_can_be_afforded() -> None:
    # The rest brings 3,000 in 180 days: about 507 a month.
    assert if_big_goes(0, 500).fits
    assert if_big_goes(6000, 1500).fits
    assert if_big_goes(1000, 1500).fits is False
    assert if_big_goes(None, 1500).fits is False
    assert if_big_goes(1000, None).fits is None
