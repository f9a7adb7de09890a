"""What would be without one client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.triage.clients.test_portfolio import TODAY, life
from triage.clients.overview import overviews
from triage.clients.what_if import REPLACE_MONTHS, WhatIfFinding, Without, finding_time, without
from triage.ledger import book
from triage.limits import DEFAULT, Limits
from triage.records import Client, Record


def if_big_goes(
    savings: int | None = None,
    costs: int | None = None,
    *,
    records: list[Record] | None = None,
    months: int | None = None,
    limits: Limits = DEFAULT,
) -> Without:
    everybody = records or [*life("big", 9000, 30), *life("small", 3000)]
    return without(
        "big",
        overviews(book(everybody), TODAY, limits),
        TODAY,
        savings=None if savings is None else Decimal(savings),
        monthly_costs=None if costs is None else Decimal(costs),
        replace_months=months,
        limits=limits,
    )


def test_what_goes_and_what_is_left() -> None:
    gone = if_big_goes()
    assert gone.income is not None
    assert round(gone.income / gone.rest, 6) == 3
    assert gone.hours == 30 and gone.rate_of_rest == gone.rate_with == Decimal(50)
    assert gone.shares == {"small": 1.0}
    assert gone.currency == "EUR"


def test_who_has_ended_brings_nothing_any_more() -> None:
    gone, *records = life("gone", 9000)
    assert isinstance(gone, Client)
    ended = replace(gone, closed_on=TODAY - timedelta(days=1))
    shift = if_big_goes(records=[*life("big", 9000), *life("small", 3000), ended, *records])
    assert shift.rest == if_big_goes().rest and shift.shares == {"small": 1.0}


def test_the_freed_hours_at_the_rate_of_the_rest() -> None:
    refill = if_big_goes().refill
    assert refill is not None
    assert round(refill, 2) == Decimal("1630.58")  # 30 h in 28 days are 32.61 h a month


@pytest.mark.parametrize(
    ("savings", "costs", "months", "fits"),
    [
        (0, 3000, 3, True),  # the rest brings 3,043.75 a month
        (6000, 4000, 6, True),  # 956.25 are missing each month: 6.27 months
        (6000, 4000, 7, False),
        (0, 4000, 1, False),
        (None, 4000, 1, None),
        (1000, None, 1, None),
        (None, 500, 9, True),
    ],
)
def test_whether_there_is_time_to_find_somebody_else(
    savings: int | None, costs: int | None, months: int, fits: bool | None
) -> None:
    assert if_big_goes(savings, costs, months=months).fits is fits


def test_the_runway_is_what_the_savings_fill_of_the_gap() -> None:
    gone = if_big_goes(6000, 4000)
    assert gone.gap is not None and gone.runway is not None
    assert round(gone.gap, 2) == Decimal("956.25")
    assert round(gone.runway, 2) == Decimal("6.27")
    assert not gone.covered and gone.fits, "savings are no income that goes on"
    assert if_big_goes(6000, 500).runway is None and if_big_goes(6000, 500).covered


def test_rates_of_several_currencies_are_not_added() -> None:
    records = [*life("big", 9000), *life("a", 3000), *life("b", 3000, currency="USD")]
    limits = Limits(currency_rates={"USD": Decimal(1)})
    gone = if_big_goes(records=records, limits=limits)
    assert gone.rate_of_rest is None and gone.refill is None
    assert sum(gone.shares.values()) == 1


def test_an_income_without_an_exchange_rate_is_not_known() -> None:
    records = [*life("big", 9000, currency="USD"), *life("small", 3000)]
    assert if_big_goes(records=records).income is None


def test_who_could_go_with_them() -> None:
    big, *rest = life("big", 9000)
    assert isinstance(big, Client)
    small, *others = life("small", 3000)
    assert isinstance(small, Client)
    paid_through = Client(id="c", name="Third", pays_through="big")
    for records in (
        [replace(big, linked=("small",)), *rest, small, *others],
        [big, *rest, replace(small, linked=("big",)), *others],
    ):
        gone = if_big_goes(records=[*records, paid_through])
        assert gone.linked == ("Small", "Third")
        assert gone.linked_income == gone.rest


def since(*ahead: int) -> WhatIfFinding:
    clients = [
        Client(id=str(n), name=str(n), since=TODAY + timedelta(days=days))
        for n, days in enumerate(ahead)
    ]
    return finding_time(overviews(book(clients), TODAY).values(), TODAY)


def test_somebody_else_comes_as_often_as_somebody_came() -> None:
    assert since(-1000, -400, -300, -200) == WhatIfFinding(8, "arrivals", came=3, months_seen=23)
    assert since(-1000, -800, -750) == WhatIfFinding(REPLACE_MONTHS, "default")


def test_the_clients_of_the_first_weeks_did_not_come_then() -> None:
    assert since(-365, -360, -300) == WhatIfFinding(REPLACE_MONTHS, "default")
    assert since(-365, -270, -100) == WhatIfFinding(5, "arrivals", came=2, months_seen=9)
    assert since(-200, -100, -50).source == "default", "three months tell too little"
    assert since().source == "default"
    assert since(5).source == "default"


def test_the_user_knows_better() -> None:
    assert if_big_goes(months=9).finding == WhatIfFinding(9, "yours")


def test_the_first_days_of_the_calendar() -> None:
    client = Client(id="a", name="A", since=date.min)
    assert finding_time(overviews(book([client]), date.min).values(), date.min).source == "default"
