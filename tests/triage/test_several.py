"""Several clients at once: each is one change."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from triage.clients.overview import overviews
from triage.fields.field import FieldError
from triage.ledger import Book, Ledger
from triage.records import Client, Event, Review
from triage.several import still_good, tag_word, tagged, talked

D = date(2026, 3, 13)
FRIDAY = 4
LAST = Review(id="last", on=D - timedelta(days=7), finished_on=D - timedelta(days=7))


def client(id_: str, **facts: Any) -> Client:
    return Client(id=id_, name=id_, not_tracked=("hours", "money", "contact", "energy"), **facts)


def test_talked_is_one_talk_each() -> None:
    numbers = count()
    changes = talked([client("a"), client("b")], D, lambda: str(next(numbers)))
    assert changes.records == (
        Event(id="0", client="a", on=D, what="call"),
        Event(id="1", client="b", on=D, what="call"),
    )


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("agency", ("big",), ("big", "agency")),
        ("Agency", ("agency",), None),
        ("-agency", ("big", "Agency"), ("big",)),
        ("-agency", ("big",), None),
        ("- agency", ("agency",), ()),
    ],
)
def test_tags(word: str, before: tuple[str, ...], after: tuple[str, ...] | None) -> None:
    known = client("a", tags=before)
    changes = tagged([known], tag_word(word))
    assert [put.was for put in changes.puts] == ([] if after is None else [known])
    assert [record.tags for record in changes.records if isinstance(record, Client)] == (
        [] if after is None else [after]
    )


@pytest.mark.parametrize("typed", ["", "  ", "-", "- ", "a,b"])
def test_what_is_no_tag(typed: str) -> None:
    with pytest.raises(FieldError):
        tag_word(typed)


def book(*more: Review) -> Book:
    creeping = tuple(
        Event(
            id=f"e{n}", client="bad", on=D - timedelta(days=n), what="request", outcome="absorbed"
        )
        for n in range(5)
    )
    ledgers = {
        "bad": Ledger(client=client("bad"), event=creeping),
        **{id_: Ledger(client=client(id_)) for id_ in ("a", "b", "c")},
    }
    return Book(ledgers=ledgers, reviews=(LAST, *more))


def answered(changes_of: Book, *chosen: str) -> Review | None:
    all_overviews = overviews(changes_of, D)
    changes = still_good(chosen, all_overviews, changes_of.reviews, D, FRIDAY, (), "new")
    (review,) = changes.records or (None,)
    assert review is None or isinstance(review, Review)
    return review


def test_only_the_good_ones_are_answered_in_one_review() -> None:
    review = answered(book(), "bad", "a", "b")
    assert review is not None
    assert [(card["client"], card["verdict"]) for card in review.cards] == [
        ("a", "good"),
        ("b", "good"),
    ]
    assert (review.id, review.finished_on) == ("new", None)


def test_a_review_that_was_begun_goes_on_and_ends_with_its_last_card() -> None:
    bad: dict[str, object] = {"client": "bad", "on": D.isoformat(), "verdict": "snooze"}
    begun = Review(id="begun", on=D, cards=(bad,))
    review = answered(book(begun), "a", "b", "c")
    assert review is not None
    assert (review.id, len(review.cards), review.finished_on) == ("begun", 4, D)


def test_who_is_not_due_is_left_alone() -> None:
    first = answered(book(), "a")
    assert first is not None
    assert answered(book(first), "a", "bad") is None
