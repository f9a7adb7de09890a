"""SCOPE_CREEP and PRICE_PRESSURE: each limit from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.lives import Life


def requests(number: int, on: int = 27, outcome: str = "absorbed") -> Life:
    return Life().event("request", *[on] * number, outcome=outcome)


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(requests(2), None, id="two"),
        pytest.param(requests(3), 2, id="three"),
        pytest.param(requests(3, outcome="pending"), 2, id="three open ones"),
        pytest.param(requests(4), 2, id="four"),
        pytest.param(requests(5), 3, id="five"),
        pytest.param(requests(5, on=28), None, id="28 days ago"),
        pytest.param(requests(5, on=-1), None, id="tomorrow"),
        pytest.param(requests(5, outcome="billed"), None, id="billed"),
        pytest.param(requests(5, outcome="declined"), None, id="declined"),
    ],
)
def test_unpaid_changes(life: Life, severity: int | None) -> None:
    assert life.flags().get("SCOPE_CREEP") == severity


def project(hours: float, *, work: str = "bill", on: int = 200, **more: Any) -> Life:
    terms: dict[str, Any] = {"mode": "fixed", "fee": "9000", "quoted_hours": 10, **more}
    return Life().engagement(**terms).time(on, hours, work, engagement="engagement1")


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(project(12), None, id="120 %"),
        pytest.param(project(12.05), 2, id="more"),
        pytest.param(project(15), 2, id="150 %"),
        pytest.param(project(15.05), 3, id="much more"),
        pytest.param(project(15.05, work="oos"), 3, id="out of scope counts"),
        pytest.param(project(15.05, work="rev"), 3, id="revisions count"),
        pytest.param(project(15.05, work="admin"), None, id="admin does not"),
        pytest.param(project(15.05, on=-1), None, id="tomorrow's work"),
        pytest.param(project(15.05, quoted_hours=None), None, id="no quote"),
        pytest.param(project(15.05, quoted_hours=0), None, id="a quote of nothing"),
        pytest.param(project(15.05, mode="retainer"), None, id="not a fixed price"),
        pytest.param(project(15.05, end=27), 3, id="ended on the window's first day"),
        pytest.param(project(15.05, end=28), None, id="ended before it"),
        pytest.param(project(15.05, end=-5), 3, id="will end"),
        pytest.param(project(15.05, start=0), 3, id="starts today"),
        pytest.param(project(15.05, start=-1), None, id="starts tomorrow"),
        pytest.param(project(7.1 * 1.2, quoted_hours=7.1), None, id="a quote with a decimal"),
    ],
)
def test_over_the_quote(life: Life, severity: int | None) -> None:
    assert life.flags().get("SCOPE_CREEP") == severity


def rounds(number: int, included: int | None = 2, **more: Any) -> Life:
    life = Life().engagement(**{"included_rounds": included, **more})
    return life.event("revision_round", *[200] * number, engagement="engagement1")


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(rounds(2), None, id="as many as agreed"),
        pytest.param(rounds(3), 2, id="one more"),
        pytest.param(rounds(30), 2, id="many more"),
        pytest.param(rounds(1, included=0), 2, id="none agreed"),
        pytest.param(rounds(9, included=None), None, id="nothing said"),
        pytest.param(rounds(3, end=28), None, id="ended"),
        pytest.param(rounds(3, mode="retainer", fee="1"), 2, id="any mode"),
        pytest.param(
            rounds(2).event("revision_round", 3, engagement="engagement2"), None, id="another one"
        ),
        pytest.param(
            rounds(2).event("revision_round", -1, engagement="engagement1"), None, id="tomorrow"
        ),
    ],
)
def test_revision_rounds(life: Life, severity: int | None) -> None:
    assert life.flags().get("SCOPE_CREEP") == severity


def test_the_worst_of_the_three_speaks_and_all_show_their_records() -> None:
    life = project(16).event("request", 3, 4, 5, outcome="absorbed")
    (flag,) = life.health().flags
    assert flag.severity == 3
    assert "16 h worked of 10 h quoted, 160%" in flag.reason
    assert {"engagement1", "time1", "event1", "event2", "event3"} == set(flag.evidence)


def asks(*days: int) -> Life:
    return Life().event("price_ask", *days)


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(asks(0), None, id="once"),
        pytest.param(asks(0, 55), 2, id="twice"),
        pytest.param(asks(0, 56), None, id="the first too long ago"),
        pytest.param(asks(0, 1, 2), 2, id="three times"),
        pytest.param(asks(0, 1, 2, 3), 3, id="four times"),
        pytest.param(asks(5, 9).event("terms_agreed", 10), 2, id="after the terms"),
        pytest.param(asks(5, 9).event("terms_agreed", 9), None, id="on their day: before"),
        pytest.param(asks(5, 9).event("terms_agreed", 100, 7), None, id="the last terms count"),
        pytest.param(asks(5, 9).event("terms_agreed", -1), 2, id="agreed tomorrow"),
    ],
)
def test_price_pressure(life: Life, severity: int | None) -> None:
    assert life.flags().get("PRICE_PRESSURE") == severity
