"""What in our own terms would stop somebody from leaving: asked once a year, and of who is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.triage.review.lives import FRIDAY, event, gathered
from triage.clients.overview import overviews
from triage.fact_answers import reply
from triage.open_items import open_actions
from triage.own_terms import AGAIN_DAYS
from triage.records import Action, Client, Contract, Record, Review, Trackable
from triage.review.card_question import OWN_TERMS, asked

QUIET: tuple[Trackable, ...] = ("hours", "money", "contact", "energy")
OLD = Client(id="a", name="A", since=FRIDAY - timedelta(days=900), not_tracked=QUIET)
NEW = replace(OLD, since=FRIDAY - timedelta(days=20), contract=Contract(written=True))
SEEN = event("a", "check_in", 1)


def is_asked(*records: Record, first_review: date | None = None, on: date = FRIDAY) -> bool:
    book = gathered(records)
    reviews = [Review(id="r", on=first_review, finished_on=first_review)] if first_review else []
    return asked(overviews(book, on)["a"], reviews, book.ledgers.values()) == OWN_TERMS


def answered(client: Client, number: int, on: date) -> Action:
    answer = reply("own_terms", number, gathered([client]).ledgers[client.id], on, "new")
    assert answer is not None
    (action,) = answer.records
    assert isinstance(action, Action)
    return action


@pytest.mark.parametrize(("days", "due"), [(AGAIN_DAYS - 1, False), (AGAIN_DAYS, True)])
def test_a_year_after_the_first_review_and_after_each_answer(days: int, due: bool) -> None:
    day = FRIDAY - timedelta(days=days)
    assert is_asked(OLD, first_review=day) is due
    other = replace(OLD, id="b", name="B")
    assert is_asked(OLD, other, answered(other, 1, day), first_review=date(2020, 1, 3)) is due


def test_nobody_is_asked_before_the_first_review_nor_over_who_goes_or_in_danger() -> None:
    assert not is_asked(OLD)
    long_ago = date(2020, 1, 3)
    assert not is_asked(OLD, event("a", "leaving", 1), first_review=long_ago)
    assert not is_asked(OLD, event("a", "incident", 1, type="threat"), first_review=long_ago)


def test_once_in_the_first_weeks_where_a_contract_is_written() -> None:
    assert is_asked(NEW, SEEN)
    assert not is_asked(replace(NEW, contract=Contract(written=False)), SEEN)
    for number in (1, 2):
        assert not is_asked(NEW, SEEN, answered(NEW, number, FRIDAY - timedelta(days=3)))
    back = replace(OLD, returned_on=NEW.since, contract=NEW.contract)
    assert is_asked(back, SEEN, answered(OLD, 1, FRIDAY - timedelta(days=100)))


def test_nothing_is_remembered_as_done_and_a_look_is_put_down() -> None:
    nothing, look = (answered(OLD, number, FRIDAY) for number in (1, 2))
    assert nothing.done_on == FRIDAY and look.done_on is None
    assert look.due is not None and look.due > FRIDAY
    assert open_actions(gathered([OLD, look]).ledgers["a"], FRIDAY) == [look]
    assert reply("own_terms", 3, gathered([OLD]).ledgers["a"], FRIDAY, "new") is None
