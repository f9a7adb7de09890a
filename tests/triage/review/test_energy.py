"""When a card asks how it is to work for somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.triage.review.lives import FRIDAY, event, gathered, reviewed, rude, steady
from triage.clients.overview import Overview, overviews
from triage.limits import DEFAULT
from triage.records import Energy, Record, Review
from triage.review.card_question import asked, energy_is_due


def client(
    weeks_ago: int, mark: int = 4, *more: Record, **seen: int
) -> tuple[Overview, list[Review]]:
    """A steady client whose last mark is some weeks old, with a review every Friday since long."""
    newest = FRIDAY - timedelta(weeks=weeks_ago)
    records = [r for r in steady("a") if not isinstance(r, Energy) or r.on < newest]
    records.append(Energy(id="newest", client="a", on=newest, mark=mark))
    flags = {code: {"severity": severity} for code, severity in seen.items()}
    reviews = [reviewed(FRIDAY - timedelta(weeks=n), seen={"a": flags}) for n in range(1, 9)]
    book = replace(gathered([*records, *more]), reviews=tuple(reviews))
    return overviews(book, FRIDAY)["a"], reviews


@pytest.mark.parametrize(
    ("weeks_ago", "mark", "is_asked"),
    [
        pytest.param(1, 4, False, id="last Friday"),
        pytest.param(2, 4, False, id="two Fridays ago"),
        pytest.param(3, 4, False, id="three Fridays ago"),
        pytest.param(4, 4, True, id="the fourth review"),
        pytest.param(6, 5, True, id="so long that the verdict waits for it"),
        pytest.param(1, 2, True, id="low last Friday"),
        pytest.param(1, 1, True, id="lower"),
        pytest.param(1, 3, False, id="all right last Friday"),
        pytest.param(0, 1, False, id="said today"),
    ],
)
def test_every_fourth_review_or_when_it_was_low(weeks_ago: int, mark: int, is_asked: bool) -> None:
    overview, reviews = client(weeks_ago, mark)
    assert energy_is_due(overview, reviews) is is_asked
    question = asked(overview, reviews)
    assert (question is not None and question.fact == "energy") is is_asked


def test_sooner_when_something_got_worse() -> None:
    worse, reviews = client(1, 4, *rude("a"))
    assert energy_is_due(worse, reviews)
    same, reviews = client(1, 4, *rude("a"), DISRESPECT=3)
    assert not energy_is_due(same, reviews)


def test_who_is_asked_again_hears_what_they_said() -> None:
    low, lower = asked(*client(1, 2)), asked(*client(1, 1))
    assert low is not None and lower is not None
    assert low.answers[1] in low.question and low.answers[0] in lower.question


def test_nobody_in_danger_is_asked_for_a_mark() -> None:
    danger, reviews = client(4, 1, event("a", "incident", 1, type="threat"))
    question = asked(danger, reviews)
    assert question is None or question.fact != "energy"


def test_how_often_is_a_setting() -> None:
    overview, reviews = client(2)
    weekly = replace(overview, limits=replace(DEFAULT, energy_reviews=2))
    assert energy_is_due(weekly, reviews) and not energy_is_due(overview, reviews)


def test_reviews_that_were_not_finished_count_for_nothing() -> None:
    overview, reviews = client(4)
    broken_off = [replace(review, finished_on=None) for review in reviews]
    assert not energy_is_due(overview, broken_off)
