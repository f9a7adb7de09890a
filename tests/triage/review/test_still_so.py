"""What was decided for safety stays so in one key up to the next look, while nothing is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, rude, steady
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER
from triage.records import Attempt, Decision, Override, Record
from triage.review.proposal import offer
from triage.review.put_off import NotNow
from triage.review.queue import Card
from triage.review.still_so import still_so

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


IN_WRITING = Decision(
    id="d",
    client="a",
    attempt="s",
    screen="safety",
    code="LIMIT",
    on=FRIDAY - WEEK,
    say="Written contact only",
    playbook="p",
)


def overview(*records: Record) -> Overview:
    return overviews(gathered([*steady("a"), *records]), FRIDAY)["a"]


def test_what_was_decided_for_safety_holds_until_the_next_look() -> None:
    shown = overview(THREAT, DECIDED)
    assert shown.safety_look is not None
    verdict = still_so(shown, FRIDAY)
    assert (verdict.word, verdict.until) == ("hold", shown.safety_look.next_on)
    card = offer(shown, CARD, NEVER, FRIDAY, WEEKDAY)
    assert (card.proposed, card.until) == ("decide", verdict.until), "the question is on the card"


def test_a_client_on_act_is_asked_the_same() -> None:
    shown = overview(*rude("a", 8), replace(DECIDED, flag="DISRESPECT"), IN_WRITING)
    assert shown.verdict == "act" and shown.safety_look is not None
    card = offer(shown, CARD, NEVER, FRIDAY, WEEKDAY)
    assert card.until == shown.safety_look.next_on


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
        still_so(shown, FRIDAY)
    card = offer(shown, CARD, NEVER, FRIDAY, WEEKDAY)
    assert (card.proposed, card.hold) == ("decide", None)


def test_before_the_look_it_holds_until_its_day() -> None:
    shown = overview(THREAT, replace(DECIDED, review_by=FRIDAY + WEEK))
    assert shown.safety_look is None
    assert still_so(shown, FRIDAY).until == FRIDAY + WEEK
