"""Days of absence move deadlines and reviews, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, reviewed, rude, steady
from triage.clients.overview import overviews
from triage.clients.review_history import NEVER
from triage.records import Attempt
from triage.review.away import absences, back_on, days_away, is_away
from triage.review.queue import Card, is_due, queue
from triage.review.session import hold, snooze

AWAY = ((date(2026, 3, 16), date(2026, 3, 27)),)
CARD = Card(("a",), "act")


def test_the_day_back_is_the_first_one_after() -> None:
    assert back_on(date(2026, 3, 15), AWAY) == date(2026, 3, 15)
    assert back_on(date(2026, 3, 16), AWAY) == back_on(date(2026, 3, 27), AWAY) == date(2026, 3, 28)
    assert back_on(date.max, ((date.min, date.max),)) == date.max


def test_days_are_counted_once() -> None:
    twice = (*AWAY, (date(2026, 3, 20), date(2026, 3, 30)))
    assert days_away(date(2026, 3, 26), date(2026, 4, 30), twice) == 5
    assert days_away(FRIDAY, FRIDAY, AWAY) == 0


def test_a_pause_of_theirs_is_an_absence_too() -> None:
    theirs = event("a", "pause", 3, by="them", until=FRIDAY + timedelta(days=2))
    ours = event("a", "pause", 4, by="us", until=FRIDAY + timedelta(days=9))
    ledger = gathered([*steady("a"), theirs, ours]).ledgers["a"]
    assert absences(ledger, AWAY) == (*AWAY, (theirs.on, theirs.until))


def test_a_deadline_that_falls_into_it_waits_for_the_return() -> None:
    last = FRIDAY - timedelta(days=7)
    step = Attempt(
        id="t", client="a", screen="train", on=last, taken_on=last, review_by=date(2026, 3, 20)
    )
    records = [*steady("a"), *rude("a", back=1), step]
    back = date(2026, 3, 28)
    away = overviews(gathered(records), back)["a"]
    assert hold(away, CARD, NEVER, back, AWAY).until == back
    now = overviews(gathered(records), FRIDAY)["a"]
    assert snooze(now, CARD, NEVER, 1, "They are on leave", FRIDAY, WEEKDAY, AWAY).until == back


def test_nobody_is_told_of_a_review_on_a_day_of_absence() -> None:
    book = gathered([*steady("a"), *rude("a")])
    reviews = [reviewed(FRIDAY - timedelta(days=7))]
    for day, due in ((FRIDAY, True), (date(2026, 3, 20), False), (date(2026, 3, 28), True)):
        by_client = overviews(book, day)
        cards = queue(by_client, reviews, day, WEEKDAY, AWAY)
        assert is_due(cards, reviews, day, WEEKDAY, AWAY) is due
        assert is_away(day, AWAY) is not due
