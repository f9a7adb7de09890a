"""What was given without pay, and what it was worth."""

from __future__ import annotations

from decimal import Decimal

from tests.triage.lives import TODAY, Life, ago
from triage.unpaid_work import Unbilled, favours, request_value


def test_unbilled_hours_by_kind_with_their_value() -> None:
    life = Life(rate="60").time(3, 2).time(4, 3, "oos").time(5, 1, "free").time(40, 9, "oos")
    assert favours(life.ledger, TODAY).unbilled == (
        Unbilled("oos", 180, Decimal(180)),
        Unbilled("free", 60, Decimal(60)),
    )
    assert favours(Life().time(4, 3, "oos").ledger, TODAY).unbilled[0].value is None
    untracked = Life(not_tracked=("hours",)).time(4, 3, "oos")
    assert favours(untracked.ledger, TODAY).unbilled == ()


def test_each_free_request_carries_hours_and_value() -> None:
    life = Life(rate="60")
    life.event("request", 3, outcome="absorbed", hours=1.5)
    life.event("request", 5, outcome="pending")
    life.event("request", 6, outcome="billed", hours=7)
    life.event("request", 40, outcome="absorbed", hours=7)
    free_requests = favours(life.ledger, TODAY).requests
    assert free_requests is not None
    assert [event.on for event in free_requests.events] == [ago(5), ago(3)]
    assert (free_requests.hours, free_requests.value, free_requests.unnamed) == (
        Decimal("1.5"),
        Decimal(90),
        1,
    )
    assert [request_value(e, Decimal(60)) for e in free_requests.events] == [None, Decimal(90)]
    assert favours(Life().ledger, TODAY).requests is None


def test_a_gift_shows_what_was_given_beside_its_cap() -> None:
    life = Life(rate="60").gift(10, -20, 3).time(2, 1.5, "free").time(12, 8, "free")
    (gift,) = favours(life.ledger, TODAY).gifts
    assert (gift.minutes, gift.cap, gift.value) == (90, 166, Decimal(90))
    assert favours(life.ledger, ago(-21)).gifts == ()
