"""EXPOSURE and LIQUIDITY: each limit from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.lives import Life, quirk
from triage.limits import Limits


def exposed(amount: str, days: int = 7, **client: Any) -> Life:
    return Life(**{"rate": "70", **client}).invoice(amount, days + 14, days)


@pytest.mark.parametrize(
    ("life", "raised"),
    [
        pytest.param(exposed("2800"), False, id="at 40 hours x 70"),
        pytest.param(exposed("2800.01"), True, id="a cent above"),
        pytest.param(exposed("2800.01", days=6), False, id="not late enough"),
        pytest.param(exposed("2800.01", rate=None), False, id="no rate"),
        pytest.param(exposed("9999", rate=None, exposure_limit="1"), False, id="limit, no rate"),
        pytest.param(exposed("1000.01", exposure_limit="1000"), True, id="above their own limit"),
        pytest.param(exposed("1000", exposure_limit="1000"), False, id="at their own limit"),
        pytest.param(exposed("2801", not_tracked=("money",)), False, id="money not tracked"),
        pytest.param(exposed("2801", pays_through="x"), False, id="billed through another"),
        pytest.param(exposed("2730").time(20, 1), False, id="at it with an unbilled hour"),
        pytest.param(exposed("2730.01").time(20, 1), True, id="above it with an unbilled hour"),
        pytest.param(exposed("2730").time(21, 9), False, id="hours of the issue day are billed"),
        pytest.param(exposed("2730").time(20, 9, "admin"), False, id="only billable hours"),
        pytest.param(
            exposed("2730")
            .engagement(mode="retainer", fee="9")
            .time(9, 9, engagement="engagement1"),
            False,
            id="a retainer's hours are paid already",
        ),
        pytest.param(
            exposed("2730").engagement(rate="70.01").time(9, 1, engagement="engagement1"),
            True,
            id="the engagement's own rate",
        ),
        pytest.param(exposed("2000").invoice("801", 5, -9), True, id="due or not, all is open"),
        pytest.param(
            exposed("2000").invoice("801", 5, -9, currency="USD"), False, id="own currency only"
        ),
        pytest.param(
            exposed("2730").time(10, 9).invoice("1", 9, 1, 1), False, id="a newer issue bills it"
        ),
    ],
)
def test_exposure(life: Life, raised: bool) -> None:
    assert ("EXPOSURE" in life.flags()) is raised


@pytest.mark.parametrize(
    ("client", "limits", "against"),
    [
        ({}, Limits(), "the limit is 2,800.00 EUR"),
        ({}, Limits.of(exposure_hours=30), "your limit is 2,100.00 EUR"),
        ({"exposure_limit": "900"}, Limits(), "your limit is 900.00 EUR"),
    ],
)
def test_exposure_says_whose_limit_it_is(
    client: dict[str, object], limits: Limits, against: str
) -> None:
    life = exposed("3000", days=8, **client)
    (flag,) = [f for f in life.health(limits=limits).flags if f.code == "EXPOSURE"]
    assert flag.reason == (f"3,000.00 EUR would be lost if they never paid: 1 invoice; {against}")
    assert ("for this client" in flag.source) is bool(client)


@pytest.mark.parametrize(("own", "whose"), [({}, "the"), ({"exposure_limit": "900"}, "your")])
def test_hours_not_billed_say_whose_limit_it_is(own: dict[str, object], whose: str) -> None:
    life = Life(rate="70", **own).invoice("10", 100, 90, 90).time(80, 50)
    (flag,) = [f for f in life.health().flags if f.code == "EXPOSURE"]
    assert "not been billed" in flag.reason and f"; {whose} limit is " in flag.reason


def test_exposure_shows_the_hours_it_counts() -> None:
    life = exposed("3000").engagement(mode="retainer", fee="9").engagement()
    life.time(9, 1, engagement="engagement1").time(9, 1, engagement="engagement2")
    life.time(9, 1, "admin").time(9, 1)
    (flag,) = [flag for flag in life.health().flags if flag.code == "EXPOSURE"]
    assert flag.evidence == ("invoice1", "time2", "time4")


def test_exposure_names_the_late_invoice_in_another_currency_too() -> None:
    life = exposed("5", currency="EUR").invoice("1", 30, 9, currency="USD").time(3, 60)
    (flag,) = [flag for flag in life.health().flags if flag.code == "EXPOSURE"]
    assert flag.evidence == ("invoice2", "invoice1", "time1")


def test_an_accepted_late_invoice_still_counts_as_exposure() -> None:
    life = exposed("2801", quirks=(quirk("PAY_LATE", 0),)).time(3, 1)
    assert life.flags() == {"EXPOSURE": 3}


# --- LIQUIDITY ------------------------------------------------------------------------------


def asked() -> Life:
    """One of the four signs is there: longer terms were asked."""
    return Life().event("terms_ask", 59)


@pytest.mark.parametrize(
    ("life", "raised"),
    [
        pytest.param(Life().event("cash_short", 59), True, id="money is short"),
        pytest.param(Life().event("cash_short", 60), False, id="long ago"),
        pytest.param(Life().event("insolvency", 0), True, id="a filing"),
        pytest.param(asked(), False, id="one sign"),
        pytest.param(asked().event("terms_ask", 3), False, id="the same sign twice"),
        pytest.param(asked().event("promise", 30, due=1), True, id="promise broken"),
        pytest.param(asked().event("promise", 30, due=0), False, id="promise due today"),
        pytest.param(asked().event("promise", 90, due=59), True, id="due at the edge"),
        pytest.param(asked().event("promise", 90, due=60), False, id="due before the window"),
        pytest.param(asked().event("promise", 30, due=9, kept_on=9), False, id="kept"),
        pytest.param(asked().event("promise", 30, due=9, kept_on=8), True, id="kept a day late"),
        pytest.param(asked().event("promise", -1, due=9), False, id="promised tomorrow"),
        pytest.param(asked().invoice("9", 40, 10).payment("4", 9), True, id="a part, late"),
        pytest.param(asked().invoice("9", 40, 10).payment("4", 10), False, id="a part, in time"),
        pytest.param(asked().invoice("9", 0, 10).payment("4", 0), True, id="issued today"),
        pytest.param(asked().invoice("9", 0, 10).payment("4", 9), False, id="paid before that"),
        pytest.param(asked().invoice("9", -1, 10).payment("4", 9), False, id="issued tomorrow"),
        pytest.param(asked().invoice("9", 90, 70).payment("4", 60), False, id="a part long ago"),
        pytest.param(asked().invoice("9", 40, 10).payment("9", 9), False, id="all of it, late"),
        pytest.param(asked().invoice("9", 40, 10).payment("-4", 9), False, id="a refund"),
        pytest.param(
            asked().invoice("9", 40, 10).plan(9, (1, "9")).payment("4", 9), False, id="by plan"
        ),
        pytest.param(
            asked().invoice("9", 40, 10).plan(8, (1, "9")).payment("4", 9), True, id="before it"
        ),
        pytest.param(
            asked().invoice("9", 40, 10).plan(8, (2, "9")).payment("4", 1), True, id="after it"
        ),
        pytest.param(
            asked().invoice("9", 40, 10, state="written_off").payment("4", 9),
            False,
            id="a part of a written-off one",
        ),
        pytest.param(asked().invoice("9", 40, 10).invoice("9", 30, 1), True, id="two overdue"),
        pytest.param(asked().invoice("9", 40, 10).invoice("9", 30, 0), False, id="one overdue"),
        pytest.param(
            asked().invoice("9", 40, 10, disputed_on=9).invoice("9", 30, 1, currency="USD"),
            True,
            id="disputed or in another currency too",
        ),
    ],
)
def test_liquidity(life: Life, raised: bool) -> None:
    assert ("LIQUIDITY" in life.flags()) is raised


def test_grace_moves_what_counts_as_a_late_part() -> None:
    for grace, raised in ((0, True), (1, False)):
        life = Life(pay_grace_days=grace).event("terms_ask", 1)
        life.invoice("9", 40, 10).payment("4", 9)
        assert ("LIQUIDITY" in life.flags()) is raised
