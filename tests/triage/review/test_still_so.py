"""A stop that was decided on, and of which with no news, stays so for a week in one key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, steady
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER, ReviewHistory
from triage.records import Attempt, Override, Record
from triage.review.proposal import offer
from triage.review.put_off import NotNow
from triage.review.queue import Card
from triage.review.still_so import looked_at_again, still_so

WEEK = timedelta(days=7)
CARD = Card(("a",), "stop")
THREAT = event("a", "incident", 9, type="threat")
DECIDED = Attempt(
    id="s",
    client="a",
    screen="safety",
    on=FRIDAY - WEEK,
    taken_on=FRIDAY - WEEK,
    review_by=FRIDAY - timedelta(days=6),
    flag="SAFETY",
)


def overview(*records: Record) -> Overview:
    return overviews(gathered([*steady("a"), *records]), FRIDAY)["a"]


def test_what_was_decided_for_safety_holds_until_the_next_review() -> None:
    shown = overview(THREAT, DECIDED)
    verdict = still_so(shown, NEVER, FRIDAY, WEEKDAY)
    assert (verdict.word, verdict.until) == ("hold", FRIDAY + WEEK)
    card = offer(shown, CARD, NEVER, FRIDAY, WEEKDAY)
    assert (card.proposed, card.until) == ("hold", FRIDAY + WEEK)
    moved = looked_at_again(shown, FRIDAY + WEEK)
    assert moved is not None and moved.record == replace(DECIDED, review_by=FRIDAY + WEEK)


STEP = replace(DECIDED, screen="train", review_by=FRIDAY + WEEK)
OWN = Override(
    id="o", client="a", on=FRIDAY, health="stop", until=FRIDAY + WEEK, reason="I feel unsafe there"
)
AGAIN = event("a", "incident", 2, type="threat")
WRITES = event("a", "message_in", 2, text="You will be sorry")


@pytest.mark.parametrize(
    "records",
    [[THREAT], [THREAT, STEP], [OWN], [THREAT, DECIDED, AGAIN], [THREAT, DECIDED, WRITES]],
    ids=["undecided", "another page", "own verdict", "it happened again", "they wrote"],
)
def test_no_other_stop_is_left_as_it_is(records: list[Record]) -> None:
    shown = overview(*records)
    assert shown.verdict == "stop"
    with pytest.raises(NotNow):
        still_so(shown, NEVER, FRIDAY, WEEKDAY)
    card = offer(shown, CARD, NEVER, FRIDAY, WEEKDAY)
    assert (card.proposed, card.hold) == ("decide", None)


def test_the_third_week_the_decision_itself_is_looked_at_again() -> None:
    shown = overview(THREAT, DECIDED)
    once, twice = (ReviewHistory(put_off=(FRIDAY - WEEK,) * times) for times in (1, 2))
    assert still_so(shown, once, FRIDAY, WEEKDAY)
    with pytest.raises(NotNow) as refused:
        still_so(shown, twice, FRIDAY, WEEKDAY)
    assert refused.value.opens
