"""PAY_LATE and PAY_RISK: each limit from both sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.triage.lives import Life, ago
from triage.limits import Limits

DISPUTE = {"disputed_on": 20}


def late(days: int, **more: Any) -> Life:
    """One unpaid invoice of 1,000.00, `days` after its due day."""
    return Life(rate="70").invoice("1000", days + 14, days, **more)


@pytest.mark.parametrize(
    ("days", "severity"),
    [(0, None), (1, 1), (6, 1), (7, 2), (13, 2), (14, 3), (29, 3), (30, 4), (400, 4)],
)
def test_pay_late_by_days(days: int, severity: int | None) -> None:
    assert late(days).flags().get("PAY_LATE") == severity


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(late(40, **DISPUTE), 2, id="disputed: capped"),
        pytest.param(late(40, disputed_on=0), 2, id="disputed today"),
        pytest.param(late(3, disputed_on=2), 1, id="the cap lifts nothing"),
        pytest.param(late(40, disputed_on=-1), 4, id="disputed only tomorrow"),
        pytest.param(late(40, disputed_on=20, dispute_settled_on=0), 4, id="settled today"),
        pytest.param(late(40, disputed_on=20, dispute_settled_on=-1), 2, id="settled tomorrow"),
        pytest.param(late(40, state="draft"), None, id="draft"),
        pytest.param(late(40, state="void"), None, id="void"),
        pytest.param(late(40, state="written_off"), None, id="written off"),
        pytest.param(late(40).payment("1000", 0), None, id="paid today"),
        pytest.param(late(40).payment("999", 0), None, id="an amount not worth asking for"),
        pytest.param(late(40).payment("998.99", 0), 1, id="more than that: bank charges"),
        pytest.param(late(40).payment("979.99", 0), 4, id="less than 98% is paid"),
        pytest.param(late(40).invoice("9", 40, 20).payment("8.9", 9, "invoice2"), 4, id="both"),
        pytest.param(Life().invoice("9", 40, 20).payment("8.9", 9), 1, id="1% of a small one"),
        pytest.param(late(40).payment("1000", 9).payment("-900", 8), 4, id="taken back"),
        pytest.param(late(40).invoice("-1000", 9, 9), None, id="credited, oldest due first"),
        pytest.param(late(40).invoice("-1000", -1, 9), 4, id="credited tomorrow"),
        pytest.param(late(40).invoice("-1000", 9, 9, credits="invoice1"), None, id="by its note"),
        pytest.param(
            late(40).invoice("5", 9, -9).invoice("-1000", 9, 9, credits="invoice2"),
            4,
            id="by the note of another",
        ),
        pytest.param(late(40).invoice("-1000", 9, 9, currency="USD"), 4, id="in other money"),
        pytest.param(
            late(40).invoice("-1000", 9, 9).payment("-1000", 3, "invoice2"), 4, id="paid out"
        ),
        pytest.param(late(40).payment("1000", -1), 4, id="paid tomorrow"),
        pytest.param(late(-3), None, id="not due yet"),
        pytest.param(Life().invoice("1000", -1, 9), None, id="issued tomorrow"),
        pytest.param(Life().invoice("-100", 60, 40), None, id="credit note"),
        pytest.param(late(40, currency="USD"), 4, id="another currency counts"),
        pytest.param(late(3).invoice("5", 40, 20), 3, id="the worst invoice decides"),
        pytest.param(late(40, **DISPUTE).invoice("5", 30, 16), 3, id="the cap is of one invoice"),
    ],
)
def test_pay_late(life: Life, severity: int | None) -> None:
    assert life.flags().get("PAY_LATE") == severity


def test_days_of_grace_move_the_due_day() -> None:
    assert Life(pay_grace_days=20).invoice("1000", 34, 20).flags() == {}
    assert Life(pay_grace_days=20).invoice("1000", 35, 21).flags() == {"PAY_LATE": 1}
    assert Life(pay_grace_days=20).invoice("1000", 41, 27).flags() == {"PAY_LATE": 2}


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(late(40).plan(10, (0, "500"), (-9, "500")), 2, id="nothing due before today"),
        pytest.param(late(40).plan(10, (1, "500"), (-9, "500")), 4, id="first part missed"),
        pytest.param(
            late(40).plan(10, (1, "500"), (-9, "500")).payment("500", 0), 2, id="paid today"
        ),
        pytest.param(
            late(40).plan(10, (1, "500"), (-9, "500")).payment("499.99", 2), 4, id="a cent less"
        ),
        pytest.param(
            late(40).plan(10, (1, "500"), (-9, "500")).payment("500", 11), 4, id="paid before it"
        ),
        pytest.param(
            late(40).plan(10, (1, "500"), (-9, "500")).payment("500", 10), 2, id="paid at signing"
        ),
        pytest.param(late(40).plan(0, (-9, "500")), 2, id="agreed today"),
        pytest.param(late(40).plan(-1, (-9, "500")), 4, id="agreed tomorrow"),
        pytest.param(late(40).plan(10, (0, "500")), 2, id="last part is due today"),
        pytest.param(
            late(40).plan(10, (1, "500")).payment("500", 2), 4, id="over since the last part"
        ),
        pytest.param(
            late(40).plan(10, (1, "500"), (-9, "9")).plan(9, (-5, "500")), 2, id="one kept plan"
        ),
        pytest.param(
            late(40).plan(10, (1, "500"), (-9, "9"), invoices=["invoice2"]), 4, id="another's plan"
        ),
    ],
)
def test_a_plan_that_is_kept_caps_pay_late(life: Life, severity: int) -> None:
    assert life.flags().get("PAY_LATE") == severity


def planned(*covered: str) -> Life:
    """A plan with 500.00 due yesterday; each case pays them on the second invoice."""
    return late(40).plan(10, (1, "500"), (-9, "500"), invoices=covered)


@pytest.mark.parametrize(
    ("state", "issued", "severity"),
    [
        ("sent", 30, 2),
        ("sent", -5, 2),
        ("written_off", 30, 2),
        ("draft", 30, 4),
        ("void", 30, 4),
    ],
)
def test_payments_of_all_invoices_of_the_plan_count(state: str, issued: int, severity: int) -> None:
    life = planned("invoice1", "invoice2").invoice("900", issued, -30, state=state)
    assert life.payment("500", 3, "invoice2").flags()["PAY_LATE"] == severity


def test_an_invoice_named_twice_in_a_plan_counts_once() -> None:
    life = late(40).plan(10, (1, "500"), (-9, "500"), invoices=["invoice1", "invoice1"])
    assert life.payment("250", 3).flags()["PAY_LATE"] == 4


# --- PAY_RISK -------------------------------------------------------------------------------


def paid_late(*days_late: int | None, life: Life | None = None) -> Life:
    """Invoices, oldest first, each paid so many days after due (None = in time)."""
    life = life or Life()
    for n, days in enumerate(days_late):
        due = 30 * (len(days_late) - n)
        life.invoice("100", due + 14, due, due - (days or 0))
    return life


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(paid_late(15, 15), None, id="two outcomes are not enough"),
        pytest.param(paid_late(15, 15, 15), 2, id="three"),
        pytest.param(paid_late(14, 14, 14), None, id="14 days are fine"),
        pytest.param(paid_late(None, None, 15), 1, id="one of three"),
        pytest.param(paid_late(None, None, 15, 15), 1, id="(1.95 + 0.45) / 6.71 = 0.358"),
        pytest.param(paid_late(None, 15, 15, 15), 2, id="(2.8525 + 0.45) / 6.71 = 0.492"),
        pytest.param(paid_late(15, *[None] * 6), None, id="old trouble fades"),
        pytest.param(paid_late(15, *[None] * 3), 1, id="recent trouble counts"),
    ],
)
def test_pay_risk(life: Life, severity: int | None) -> None:
    assert life.flags().get("PAY_RISK") == severity


@pytest.mark.parametrize(
    ("extra", "bad"),
    [
        pytest.param(Life().invoice("9", 5, -9), None, id="open, not due: no outcome"),
        pytest.param(Life().invoice("9", 5, 0), None, id="due today: no outcome"),
        pytest.param(Life().invoice("9", 5, 1), 0, id="overdue by a day: a good one so far"),
        pytest.param(Life().invoice("9", 30, 14), 0, id="overdue by 14 days"),
        pytest.param(Life().invoice("9", 30, 15), 1, id="overdue by 15 days"),
        pytest.param(Life().invoice("9", 5, -9, disputed_on=2), 1, id="disputed before due"),
        pytest.param(Life().invoice("9", 5, -9, disputed_on=-2), None, id="disputed tomorrow"),
        pytest.param(
            Life().invoice("9", 30, 20, 20, disputed_on=25, dispute_settled_on=22), 1, id="settled"
        ),
        pytest.param(Life().invoice("9", 5, -9, state="written_off"), 1, id="written off"),
        pytest.param(Life().invoice("9", 5, 1, state="void"), None, id="void"),
        pytest.param(Life().invoice("-9", 5, -9), None, id="credit note"),
        pytest.param(Life().invoice("0", 5, -9), None, id="nothing to pay"),
        pytest.param(
            Life().invoice("9", 50, 40).invoice("-9", 5, 5, credits="invoice1"),
            None,
            id="credited away",
        ),
        pytest.param(Life().invoice("9", 5, -9, 0), 0, id="paid today"),
        pytest.param(Life().invoice("9", 50, 40, 20).payment("-9", 1), 1, id="refund later"),
        pytest.param(
            Life().invoice("9", 50, 40).payment("9", 20).payment("-1", 20).payment("1", 19),
            1,
            id="a refund of the same day comes first",
        ),
    ],
)
def test_outcomes(extra: Life, bad: int | None) -> None:
    risk = extra.health().pay_risk
    assert (risk.seen, risk.bad) == ((0, 0) if bad is None else (1, bad))


def test_the_score_starts_at_its_prior_and_is_not_rounded() -> None:
    assert Life().health().pay_risk.score == 0.15
    assert not Life().health().pay_risk.enough
    # Three outcomes, the newest bad: (1 + 0.45) / (1 + 0.95 + 0.9025 + 3).
    score = paid_late(None, None, 15).health().pay_risk.score
    assert score == pytest.approx(1.45 / 5.8525, abs=1e-15)


def test_the_edges_of_the_score_are_exact() -> None:
    life = paid_late(None, None, 15, 15)
    # All weigh the same: (2 + 0.15) / (4 + 1) = 0.43.
    even: dict[str, Any] = {"risk_decay": Decimal(1), "risk_prior_weight": 1}
    at = Limits.of(**even, risk_watch=Decimal("0.43"))
    assert life.flags(limits=at)["PAY_RISK"] == 2
    above = Limits.of(**even, risk_watch=Decimal("0.43000000000000000001"))
    assert life.flags(limits=above)["PAY_RISK"] == 1
    noted = Limits.of(**even, risk_watch=Decimal("0.44"), risk_note=Decimal("0.43"))
    assert life.flags(limits=noted)["PAY_RISK"] == 1


@pytest.mark.parametrize(("number", "enough"), [(2, False), (3, True)])
def test_three_outcomes_are_enough_history(number: int, enough: bool) -> None:
    assert paid_late(*[None] * number).health().pay_risk.enough is enough


def test_disputed_and_late_are_told_apart() -> None:
    life = paid_late(None, None, 15, 20)
    life.invoice("9", 40, 10, 5, disputed_on=35).invoice("9", 39, 10, state="written_off")
    health = life.health()
    risk = health.pay_risk
    assert (risk.bad, risk.late, risk.disputed, risk.seen) == (4, 3, 1, 6)
    (flag,) = [flag for flag in health.flags if flag.code == "PAY_RISK"]
    assert flag.reason.startswith(
        "4 of their last 6 invoices had problems: 2 more than 14 days overdue, 1 disputed, "
        "1 written off"
    )


def test_the_limit_of_an_overdue_invoice_begins_where_its_flag_does() -> None:
    (flag,) = Life().invoice("9", 31, 1).health().flags
    assert (flag.code, flag.severity) == ("PAY_LATE", 1)
    assert flag.limit.startswith("note from 1,")


@pytest.mark.parametrize("due", [date.max, date.min])
def test_dates_at_the_ends_of_the_calendar_do_no_harm(due: date) -> None:
    life = Life(pay_grace_days=2**53).invoice("9", 40, 10)
    life.event("promise", 3, due=due)
    assert life.flags(on=ago(0)) == {}
    assert life.flags(on=date.min) == {}
    assert life.flags(on=date.max) == {}
