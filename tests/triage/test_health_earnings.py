"""RATE_FLOOR, UNBILLED_SHARE, NON_REVENUE and OVER_SERVICE: each limit from both sides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.triage.lives import Life, ago
from triage.clients.overview import overview
from triage.clients.portfolio import effective_rate
from triage.limits import Limits
from triage.money import amount_text


def priced(**client: Any) -> Life:
    """Rate 100, floor 50: half of the hours must be billable."""
    return Life(**{"rate": "100", "floor": "50", **client})


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(priced().time(0, 2).time(0, 2, "admin"), None, id="at the floor"),
        pytest.param(priced().time(0, 1.9).time(0, 2.1, "admin"), 2, id="below it"),
        pytest.param(priced().time(0, 1.5).time(0, 2.4, "admin"), None, id="under four hours"),
        pytest.param(priced().time(27, 1).time(27, 3, "own"), 2, id="the window's first day"),
        pytest.param(priced().time(28, 1).time(28, 3, "own"), None, id="the day before it"),
        pytest.param(priced().time(-1, 1).time(-1, 3, "own"), None, id="tomorrow"),
        pytest.param(
            priced().time(0, 1.9).time(0, 2.1, "own").time(28, 1.9).time(28, 2.1, "own"),
            3,
            id="and the 28 days before",
        ),
        pytest.param(
            priced().time(0, 1.9).time(0, 2.1, "own").time(55, 1.9).time(55, 2.1, "own"),
            3,
            id="their first day",
        ),
        pytest.param(
            priced().time(0, 1.9).time(0, 2.1, "own").time(56, 1).time(56, 9, "own"),
            2,
            id="longer ago",
        ),
        pytest.param(
            priced().time(0, 1.9).time(0, 2.1, "own").time(28, 2).time(28, 2, "own"),
            2,
            id="the days before were fine",
        ),
        pytest.param(priced().time(0, 2).time(0, 6, "own"), 2, id="half the floor: 25.00"),
        pytest.param(priced().time(0, 1.9).time(0, 6.1, "own"), 4, id="under half the floor"),
        pytest.param(priced().time(0, 1.9).time(0, 6, "own"), 2, id="under eight hours"),
        pytest.param(
            priced().time(0, 1).time(0, 3.1, "own").time(40, 0.5).time(40, 3.4, "own"),
            4,
            id="over 56 days, with too few hours in the first half to judge those alone",
        ),
        pytest.param(
            priced().time(0, 2).time(0, 2, "own").time(40, 9, "own"), None, id="good by now"
        ),
        pytest.param(priced(floor=None).time(0, 9, "own"), None, id="no floor"),
        pytest.param(priced(rate=None).time(0, 1).time(0, 9, "own"), None, id="no rate"),
        pytest.param(priced(rate=None).time(0, 9, "own"), 4, id="no rate needed, nothing billed"),
        pytest.param(
            priced(rate=None).time(0, 9, "own").time(55, 0.1), None, id="an hour without a rate"
        ),
        pytest.param(
            priced(rate=None).time(0, 9, "own").time(56, 0.1), 4, id="such an hour long ago"
        ),
        pytest.param(priced(rate=None).time(0, 9, "own").time(9, 0), 4, id="a row of no minutes"),
        pytest.param(priced(not_tracked=("hours",)).time(0, 9, "own"), None, id="not tracked"),
        pytest.param(priced().gift(3, 0, 9).time(0, 9, "own"), None, id="gift ends today"),
        pytest.param(priced().gift(3, 1, 9).time(0, 9, "own"), 4, id="gift ended yesterday"),
        pytest.param(priced().gift(-1, -9, 9).time(0, 9, "own"), 4, id="gift starts tomorrow"),
    ],
)
def test_rate_floor_by_the_hour(life: Life, severity: int | None) -> None:
    assert life.flags().get("RATE_FLOOR") == severity


def fixed(quoted: float | None, *, start: int = 300) -> Life:
    """1,000.00 for the whole project; no client rate."""
    return Life(floor="50").engagement(start, "fixed", fee="1000", quoted_hours=quoted)


def of_project(life: Life, on: int, hours: float, work: str = "bill") -> Life:
    return life.time(on, hours, work, engagement="engagement1")


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(of_project(fixed(20), 0, 10), None, id="50.00 by the quote"),
        pytest.param(of_project(fixed(20.1), 0, 10), 2, id="a little less by the quote"),
        pytest.param(of_project(fixed(10), 0, 20), None, id="over the quote: spread over the work"),
        pytest.param(of_project(of_project(fixed(10), 0, 20), 99, 0.1), 2, id="all work so far"),
        pytest.param(of_project(fixed(None), 0, 20), None, id="no quote: the work so far"),
        pytest.param(of_project(fixed(None), 0, 20.1), 2, id="no quote, a little more work"),
        pytest.param(of_project(fixed(20), 0, 10, "oos"), None, id="out of scope is project work"),
        pytest.param(of_project(fixed(20), 0, 10, "rev"), None, id="revisions are project work"),
        pytest.param(of_project(fixed(20), 0, 10, "admin"), 4, id="admin earns nothing"),
        pytest.param(of_project(fixed(20, start=-1), 0, 10), None, id="not begun: no rate known"),
    ],
)
def test_a_fixed_fee_is_spread_over_its_hours(life: Life, severity: int | None) -> None:
    assert life.flags().get("RATE_FLOOR") == severity


@pytest.mark.parametrize(
    ("hours", "start", "end", "severity"),
    [
        # 487.00 a month is 16.00 a day, 448.00 in 28 days: 8.96 hours at the floor of 50.00.
        (8.95, 300, None, None),
        (9, 300, None, 2),
        (9, 300, -5, 2),
        (4.8, 14, None, None),  # 15 days: 240.00
        (4.85, 14, None, 2),
        (6.4, 300, 8, None),  # 20 days, the last one included: 320.00
        (6.45, 300, 8, 2),
        (4.1, 300, 28, 2),
    ],
)
def test_a_retainer_earns_by_the_day(
    hours: float, start: int, end: int | None, severity: int | None
) -> None:
    life = Life(floor="50").engagement(start, "retainer", fee="487", end=end)
    of_project(life, 0, hours)
    assert life.flags().get("RATE_FLOOR") == severity


@pytest.mark.parametrize("engagement", [None, "of another client", "engagement1"])
def test_work_belongs_to_the_only_engagement_that_is_open(engagement: str | None) -> None:
    life = priced().engagement(rate="10").time(0, 5, engagement=engagement)
    assert life.flags() == {"RATE_FLOOR": 2}


@pytest.mark.parametrize("engagement", [None, "of another client"])
def test_work_for_no_known_engagement_counts_at_the_clients_rate(engagement: str | None) -> None:
    two_open = priced().engagement(rate="10").engagement(rate="10")
    assert two_open.time(0, 5, engagement=engagement).flags() == {}
    ended = priced().engagement(rate="10", end=0)
    assert ended.time(0, 5, engagement=engagement).flags() == {}


def test_work_before_its_engagement_starts_counts_at_the_clients_rate() -> None:
    life = priced().engagement(0, rate="10").time(3, 5, engagement="engagement1")
    assert life.flags() == {"RATE_FLOOR": 2}
    assert life.flags(on=ago(1)) == {}


def invoiced(amount: str, hours: float, issued: int = 0, **invoice: Any) -> Life:
    life = Life(floor="50", earns="invoices").time(90, hours)
    return life.invoice(amount, issued, issued, issued, **invoice)


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(invoiced("400", 8), None, id="at the floor"),
        pytest.param(invoiced("399.99", 8), 2, id="below it"),
        pytest.param(invoiced("399.99", 7.9), None, id="under eight hours"),
        pytest.param(invoiced("200", 8), 2, id="half the floor"),
        pytest.param(invoiced("199.99", 8), 4, id="under half"),
        pytest.param(invoiced("400", 8, issued=90), None, id="issued on the first day"),
        pytest.param(invoiced("400", 8, issued=91), None, id="issued before"),
        pytest.param(invoiced("400", 8, state="written_off"), None, id="written off: issued"),
        pytest.param(invoiced("400", 8, state="void"), None, id="void"),
        pytest.param(invoiced("400", 8, currency="USD"), None, id="another currency"),
        pytest.param(invoiced("500", 8).invoice("-100", 0, 0), None, id="less a credit note"),
        pytest.param(invoiced("500", 8).invoice("-100.01", 0, 0), 2, id="less a larger one"),
        pytest.param(
            invoiced("400", 8).invoice("-1", 0, 0, currency="USD"), None, id="another of the two"
        ),
        pytest.param(invoiced("400", 8).time(95, 9).invoice("9", 92, 92), None, id="billed before"),
        pytest.param(invoiced("400", 8).time(95, 9), 4, id="work since the last invoice before"),
        pytest.param(invoiced("400", 8, issued=3).time(2, 9), None, id="not billed yet"),
        pytest.param(invoiced("400", 8, currency="eur"), None, id="the currency in small letters"),
    ],
)
def test_rate_floor_of_what_was_invoiced(life: Life, severity: int | None) -> None:
    assert life.flags().get("RATE_FLOOR") == severity


def test_the_default_floor_stands_in_for_a_missing_one() -> None:
    limits = Limits(default_floor=Decimal("50"))
    life = priced(floor=None).time(0, 1).time(0, 4, "own")
    assert "RATE_FLOOR" not in life.flags()
    assert life.flags(limits=limits)["RATE_FLOOR"] == 2
    (flag,) = life.health(limits=limits).flags[:1]
    assert flag.limit == "50.00 EUR per hour, your default floor"
    assert "RATE_FLOOR" not in priced(floor="20").time(0, 1).time(0, 4, "own").flags(limits=limits)


# --- UNBILLED_SHARE and OVER_SERVICE --------------------------------------------------------


def shared(work: str, part: float, total: float, **client: Any) -> Life:
    return Life(**client).time(0, part, work).time(27, total - part)


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(shared("admin", 3, 10), None, id="30 %"),
        pytest.param(shared("admin", 3.05, 10), 2, id="more"),
        pytest.param(shared("admin", 5, 10), 2, id="50 %"),
        pytest.param(shared("admin", 5.05, 10), 3, id="more than half"),
        pytest.param(shared("admin", 3, 6), 2, id="six hours"),
        pytest.param(shared("admin", 3, 5.9), None, id="under six hours"),
        pytest.param(shared("free", 6, 10), 3, id="free work"),
        pytest.param(shared("oos", 6, 10), 3, id="out of scope"),
        pytest.param(shared("admin", 6, 10, earns="invoices"), None, id="not billed by the hour"),
        pytest.param(shared("admin", 6, 10, not_tracked=("hours",)), None, id="not tracked"),
        pytest.param(shared("admin", 6, 10).gift(0, 0, 9), None, id="a gift runs"),
        pytest.param(shared("admin", 6, 10).time(28, 90), 3, id="hours before the window"),
    ],
)
def test_unbilled_share(life: Life, severity: int | None) -> None:
    assert life.flags().get("UNBILLED_SHARE") == severity


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(shared("own", 1.5, 10), None, id="15 %"),
        pytest.param(shared("own", 1.55, 10), 1, id="more"),
        pytest.param(shared("own", 2.5, 10), 1, id="25 %"),
        pytest.param(shared("own", 2.55, 10), 2, id="more than a quarter"),
        pytest.param(shared("own", 5, 5.9), None, id="under six hours"),
        pytest.param(shared("own", 5, 6), 2, id="six hours"),
        pytest.param(shared("admin", 5, 6), None, id="other work"),
        pytest.param(shared("own", 5, 6, not_tracked=("hours",)), None, id="not tracked"),
        pytest.param(shared("own", 5, 6, earns="invoices").gift(0, 0, 99), 2, id="gift or not"),
    ],
)
def test_over_service(life: Life, severity: int | None) -> None:
    assert life.flags().get("OVER_SERVICE") == severity


# --- NON_REVENUE ----------------------------------------------------------------------------


def unpaid_work(hours: float = 3, **client: Any) -> Life:
    return Life(**{"since": 90, **client}).time(0, hours, "free")


@pytest.mark.parametrize(
    ("life", "raised"),
    [
        pytest.param(unpaid_work(), True, id="three free hours"),
        pytest.param(unpaid_work(2.9), False, id="less"),
        pytest.param(unpaid_work(since=89), False, id="89 days"),
        pytest.param(unpaid_work(since=None), False, id="since when is not known"),
        pytest.param(unpaid_work(since=-1), False, id="starts tomorrow"),
        pytest.param(unpaid_work().time(89, 0.1), False, id="a billable hour in 90 days"),
        pytest.param(unpaid_work().time(90, 9), True, id="a billable hour before"),
        pytest.param(unpaid_work().invoice("1", 89, 80, 80), False, id="billed in 90 days"),
        pytest.param(unpaid_work().invoice("1", 90, 80, 80), True, id="billed before"),
        pytest.param(unpaid_work().invoice("1", 9, 9, state="draft"), True, id="a draft"),
        pytest.param(unpaid_work().invoice("1", 9, 9, 9, currency="USD"), False, id="in dollars"),
        pytest.param(unpaid_work(not_tracked=("hours",)), False, id="hours not tracked"),
        pytest.param(unpaid_work(not_tracked=("money",)), False, id="money not tracked"),
        pytest.param(unpaid_work(pays_through="x"), False, id="billed through another"),
        pytest.param(unpaid_work().gift(9, 0, 9), False, id="under a gift"),
    ],
)
def test_non_revenue(life: Life, raised: bool) -> None:
    assert ("NON_REVENUE" in life.flags()) is raised


@pytest.mark.parametrize(
    ("agreed", "minutes", "begun", "raised"),
    [
        # 10 hours a month x 125 % x 28 / 30.4375 = 11.4990 hours, 689.9 minutes.
        (10, 689, 27, False),
        (10, 690, 27, True),
        (10, 690, 99, True),
        # 4.87 hours a month make exactly 336 minutes.
        (4.87, 336, 27, False),
        (4.87, 337, 27, True),
    ],
)
def test_a_gift_has_a_cap(agreed: float, minutes: int, begun: int, raised: bool) -> None:
    life = Life(not_tracked=("money",)).gift(begun, -9, agreed).time(0, minutes / 60, "free")
    assert ("NON_REVENUE" in life.flags()) is raised


def test_one_gift_over_its_cap_is_enough() -> None:
    life = Life().gift(9, -9, 99).gift(9, -9, 1).time(0, 2, "free")
    assert life.flags() == {"NON_REVENUE": 3}


@pytest.mark.parametrize(
    ("begun", "limit"), [(27, "(limit 1.1 h: 125%"), (9, "(limit 1.1 h in 28 days: 125%")]
)
def test_the_cap_of_a_younger_gift_names_its_own_days(begun: int, limit: str) -> None:
    (flag,) = Life().gift(begun, -9, 1).time(0, 2, "free").health().flags
    assert limit in flag.reason


def test_a_rate_reads_the_same_in_its_flag_as_on_every_page() -> None:
    life = priced(floor="75").time(0, 7.1).time(0, 3.9, "admin")
    flag = next(flag for flag in life.health().flags if flag.code == "RATE_FLOOR")
    rate = effective_rate(overview(life.ledger, ago(0)))
    assert rate is not None and amount_text(rate, "EUR") == "64.55"
    assert flag.reason.startswith("64.55 EUR ")
