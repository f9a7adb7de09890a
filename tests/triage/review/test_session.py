"""What a card takes, and what a review remembers and reports."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, rude, steady
from triage.clients.agenda import agenda
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER, ReviewHistory, current
from triage.records import Attempt, Client, Record
from triage.review.put_off import NotNow
from triage.review.queue import Card, queue
from triage.review.report import report
from triage.review.report_text import as_markdown
from triage.review.session import (
    Verdict,
    answered,
    begin,
    finished,
    good,
    hold,
    snooze,
)

CARD = Card(("a",), "act")


def overview(*records: Record, on: date = FRIDAY) -> Overview:
    return overviews(gathered(records), on)["a"]


def step(until: int) -> Attempt:
    day = FRIDAY - timedelta(days=7)
    return Attempt(
        id="t",
        client="a",
        screen="train",
        on=day,
        taken_on=day,
        review_by=FRIDAY + timedelta(days=until),
    )


def test_space_is_only_for_good_ones() -> None:
    assert good(overview(*steady("a"))) == Verdict("good")
    for other in (rude("a"), [], [event("a", "no_show", 2), event("a", "no_show", 3)]):
        with pytest.raises(NotNow):
            good(overview(Client(id="a", name="A"), *other))


def test_a_hold_keeps_the_step_s_date_and_not_past_it() -> None:
    bad = [*steady("a"), *rude("a")]
    assert hold(overview(*bad, step(0)), CARD, NEVER, FRIDAY).until == FRIDAY
    assert hold(overview(*bad, step(5)), CARD, NEVER, FRIDAY).until == FRIDAY + timedelta(days=5)
    for refused in ([*bad, step(-1)], bad, steady("a")):
        with pytest.raises(NotNow):
            hold(overview(*refused), CARD, NEVER, FRIDAY)


def test_a_watched_client_without_a_step_comes_again_in_four_weeks() -> None:
    mild = [*steady("a"), event("a", "no_show", 2), event("a", "no_show", 3)]
    assert hold(overview(*mild), CARD, NEVER, FRIDAY).until == FRIDAY + timedelta(days=28)
    tired = ReviewHistory(holds=(FRIDAY,) * 4)
    with pytest.raises(NotNow, match="4 times"):
        hold(overview(*mild), Card(("a",), "held"), tired, FRIDAY)


def test_a_snooze_never_goes_past_a_deadline_and_never_over_a_stop() -> None:
    bad = [*steady("a"), *rude("a")]
    assert snooze(
        overview(*bad), CARD, NEVER, 2, "They are on leave", FRIDAY, WEEKDAY
    ).until == FRIDAY + timedelta(days=14)
    assert snooze(
        overview(*bad, step(5)), CARD, NEVER, 2, "They are on leave", FRIDAY, WEEKDAY
    ).until == FRIDAY + timedelta(days=5)
    danger = [*steady("a"), event("a", "incident", 1, type="threat")]
    for refused in ([*bad, step(0)], danger):
        with pytest.raises(NotNow):
            snooze(overview(*refused), CARD, NEVER, 1, "They are on leave", FRIDAY, WEEKDAY)


@pytest.mark.parametrize(("late", "until"), [(-2, 7), (0, 7), (3, 7), (4, 14), (6, 14)])
def test_a_snooze_on_another_day_comes_again_on_a_review_day(late: int, until: int) -> None:
    on = FRIDAY + timedelta(days=late)
    bad = overview(*steady("a"), *rude("a"), on=on)
    snoozed = snooze(bad, CARD, NEVER, 1, "They are on leave", on, WEEKDAY)
    assert snoozed.until == FRIDAY + timedelta(days=until)


def test_every_verdict_that_is_not_good_has_a_reason() -> None:
    bad = overview(*steady("a"), *rude("a"), step(5))
    review = answered(begin("r", FRIDAY), CARD, hold(bad, CARD, NEVER, FRIDAY), bad, FRIDAY)
    (card,) = review.cards
    assert card["verdict"] == "hold" and card["until"] == "2026-03-18"
    assert card["reason"] == bad.health.flags[0].reason


def test_a_review_is_found_again_this_week_and_closed_with_what_it_saw() -> None:
    begun = begin("r", FRIDAY)
    assert current([begun], FRIDAY + timedelta(days=6)) == begun
    assert current([begun], FRIDAY + timedelta(days=7)) is None
    by_client = overviews(gathered([*steady("a"), *rude("a")]), FRIDAY)
    done = finished(begun, by_client, FRIDAY)
    assert done.finished_on == FRIDAY and done.seen["a"]["DISRESPECT"]["severity"] == 3
    assert current([done], FRIDAY) is None


@pytest.mark.parametrize("on", [date.min, date.max])
def test_the_ends_of_the_calendar(on: date) -> None:
    book = gathered([Client(id="a", name="A")], steady("b"))
    by_client = overviews(book, on)
    review = answered(
        begin("r", on),
        CARD,
        snooze(by_client["a"], CARD, NEVER, 3, "They are on leave", on, WEEKDAY),
        by_client["a"],
        on,
    )
    for weekday in range(7):
        assert current([review], on) == review
        assert queue(by_client, [review], on, weekday).first
    assert as_markdown(report(review, by_client, agenda(book, on), on, WEEKDAY))
