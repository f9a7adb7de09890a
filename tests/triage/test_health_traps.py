"""Mistakes that were made while the rules were worked out, one test each."""

from __future__ import annotations

from tests.triage.lives import Life, ago, healthy


def test_finished_work_does_not_fade() -> None:
    busy = Life().engagement(end=-99).weekly(110, 57, 8)
    done = Life().engagement(end=50).weekly(110, 57, 8)
    assert busy.flags() == {"FADING": 2}
    assert done.flags() == {}


def test_work_we_paused_does_not_fade() -> None:
    life = Life().engagement().weekly(110, 57, 8).event("pause", 56, by="us", until=20)
    assert life.flags() == {}
    # 56 days after the pause ended the quiet is theirs again.
    assert "FADING" not in life.flags(on=ago(-36))
    again = life.weekly(-20, -30, 20)
    assert "FADING" not in again.flags(on=ago(-37))


def test_a_client_billed_every_eight_weeks_brings_revenue() -> None:
    life = Life(since=700).weekly(400, 0, 3, "rev")
    for issued in range(400, -1, -56):
        life.invoice("900", issued, issued - 14, issued - 14)
    for day in range(300):
        assert "NON_REVENUE" not in life.flags(on=ago(day)), ago(day)


def test_exposure_does_not_flicker_when_an_invoice_is_issued() -> None:
    life = Life(rate="70").invoice("2000", 24, 10).weekly(20, 8, 6)
    assert "EXPOSURE" in life.flags(on=ago(3))
    billed = life.invoice("840", 2, -12)
    assert [("EXPOSURE" in billed.flags(on=ago(day))) for day in (3, 2, 1, 0)] == [True] * 4


def test_a_gifts_cap_does_not_count_hours_from_before_the_gift() -> None:
    life = Life().gift(5, -60, 4).time(6, 20, "free").time(5, 2, "free")
    assert life.flags() == {}
    assert life.time(4, 3, "free").flags() == {"NON_REVENUE": 3}


def test_kept_instalments_do_not_look_like_distress() -> None:
    life = Life().event("terms_ask", 20).invoice("900", 60, 40)
    life.plan(19, (14, "300"), (7, "300"), (0, "300"))
    for day in (14, 7):
        life.payment("300", day)
    assert life.flags() == {"PAY_LATE": 2}


def test_an_invoice_due_and_paid_between_two_reviews_counts_in_pay_risk() -> None:
    life = healthy()
    before = life.health(on=ago(7)).pay_risk
    life.invoice("500", 12, 5, 2)
    life.invoice("500", 11, 6, 4, disputed_on=6, dispute_settled_on=5)
    after = life.health().pay_risk
    assert (before.seen, before.bad) == (3, 0)
    assert (after.seen, after.bad) == (6, 1)
    assert after.score > before.score
