"""Who comes in a review, in which order, and who does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest

from tests.triage.review.lives import (
    FRIDAY,
    WEEKDAY,
    event,
    gathered,
    reviewed,
    rude,
    steady,
)
from triage.clients.overview import overviews
from triage.ledger import Book
from triage.records import Action, Attempt, Client, Energy, Note, Override, Review
from triage.review.comes_again import waiting_until
from triage.review.queue import Card, Queue, is_due, queue
from triage.review.session import answered, begin, finished, good
from triage.review.weeks import next_slot, review_day, week_number

LAST = FRIDAY - timedelta(days=7)


def cards(book: Book, *reviews: Review, on: date = FRIDAY) -> list[tuple[str, str]]:
    return [(card.place, ",".join(card.clients)) for card in asked(book, *reviews, on=on).cards]


def asked(book: Book, *reviews: Review, on: date = FRIDAY) -> Queue:
    known = replace(book, reviews=reviews)
    return queue(overviews(known, on), reviews, on, WEEKDAY)


def unknown(id_: str) -> list[Client]:
    return [Client(id=id_, name=id_)]


def test_worst_first_then_good_ones_singly_and_together() -> None:
    book = gathered(
        *(steady(f"good{n}") for n in range(5)),
        [*steady("danger"), event("danger", "incident", 1, type="threat")],
        [*steady("rough"), *rude("rough")],
        unknown("new"),
        [*steady("mild"), event("mild", "no_show", 2), event("mild", "no_show", 5)],
    )
    last = reviewed(
        LAST,
        *({"client": f"good{n}", "verdict": "good"} for n in range(5)),
        seen={"mild": {"BOUNDARY": {"severity": 2}}, "rough": {}, "danger": {}},
    )
    assert cards(book, last) == [
        ("stop", "danger"),
        ("act", "rough"),
        ("unknown", "new"),
        ("watch", "mild"),
        ("good", "good0"),
        ("good", "good1"),
        ("batch", "good2,good3,good4"),
    ]


def test_the_batch_stays_whole_while_the_others_are_answered() -> None:
    book = gathered(*(steady(f"good{n}") for n in range(8)), steady("new1"), steady("new2"))
    last = reviewed(
        FRIDAY - timedelta(days=14),
        *({"client": f"good{n}", "verdict": "good"} for n in range(8)),
        *({"client": f"new{n}", "verdict": "hold"} for n in (1, 2)),
    )
    review = begin("r", FRIDAY)
    for left in (5, 4, 3, 2, 1):
        due = asked(book, last, review)
        assert [len(card.clients) for card in due.cards] == [1] * (left - 1) + [6]
        by_client = overviews(book, FRIDAY)
        for client in due.cards[0].clients:
            review = answered(
                review, due.cards[0], good(by_client[client]), by_client[client], FRIDAY
            )
    assert asked(book, last, review).cards == ()


def test_what_got_worse_comes_before_what_is_unknown() -> None:
    mild = [*steady("mild"), event("mild", "no_show", 2), event("mild", "no_show", 5)]
    book = gathered(mild, unknown("new"))
    assert cards(book, reviewed(LAST)) == [("worse", "mild"), ("unknown", "new")]


def test_the_first_review_takes_the_worst_three() -> None:
    book = gathered(*(unknown(f"u{n}") for n in range(5)), steady("fine"))
    first = asked(book)
    assert first.first and len(first.cards) == 3 and first.waiting == 3


def test_a_first_review_of_good_ones_alone_takes_them_all() -> None:
    quiet = [Client(id="z", name="Z", state="paused"), Client(id="y", name="Y", closed_on=LAST)]
    book = gathered(*(steady(f"good{n}") for n in range(5)), quiet)
    first = asked(book)
    assert [len(card.clients) for card in first.cards] == [1, 1, 3]
    review = Review(id="r", on=FRIDAY)
    by_client = overviews(book, FRIDAY)
    review = answered(review, first.cards[0], good(by_client["good0"]), by_client["good0"], FRIDAY)
    assert [len(card.clients) for card in asked(book, review).cards] == [1, 3]


def test_a_good_one_with_a_step_comes_on_its_day_and_not_before() -> None:
    for left, comes in ((3, False), (0, True)):
        until = FRIDAY + timedelta(days=left)
        step = Attempt(id="t", client="a", screen="train", on=LAST, taken_on=LAST, review_by=until)
        book = gathered([*steady("a"), step])
        assert bool(cards(book, reviewed(FRIDAY - timedelta(days=60)))) is comes


def test_resting_and_ended_clients_do_not_come() -> None:
    resting = [Client(id="a", name="A", state="paused")]
    ended = [Client(id="b", name="B", closed_on=FRIDAY)]
    assert cards(gathered(resting, ended), reviewed(LAST)) == []


def test_done_cards_stay_done_this_week() -> None:
    book = gathered([*steady("rough"), *rude("rough")])
    today = Review(
        id="r",
        on=FRIDAY,
        cards=({"client": "rough", "on": FRIDAY.isoformat(), "verdict": "hold"},),
    )
    assert cards(book, reviewed(LAST), today) == []


@pytest.mark.parametrize(("until", "comes"), [(3, False), (2, True), (1, True), (0, True)])
def test_a_decision_s_date_wins_over_the_week(until: int, comes: bool) -> None:
    """A Friday looks at what the weekend brings: the next one would be too late."""
    step = Attempt(
        id="t",
        client="rough",
        screen="train",
        on=LAST,
        taken_on=LAST,
        review_by=FRIDAY + timedelta(days=until),
    )
    hard = [event("rough", "message_in", back, tone=-1) for back in (9, 10, 11)]
    book = gathered([*steady("rough"), *hard, step])
    seen = {"rough": {"DISRESPECT": {"severity": 3}}}
    assert bool(cards(book, reviewed(LAST, seen=seen))) == comes
    # Something new breaks the rest.
    assert cards(book, reviewed(LAST, seen={"rough": {}})) == [("act", "rough")]


@pytest.mark.parametrize(
    ("card", "until", "back", "comes"),
    [
        pytest.param({"verdict": "decided"}, 3, 9, False, id="nothing new before its day"),
        pytest.param({"verdict": "decided"}, 0, 9, True, id="its day is here"),
        pytest.param({"verdict": "decided"}, None, 9, True, id="decided without a day"),
        pytest.param({"verdict": "decided"}, 3, 2, True, id="another incident, no worse"),
        pytest.param({"verdict": "hold", "until": "2026-03-16"}, 3, 9, False, id="left unchanged"),
    ],
)
def test_a_decided_stop_comes_on_its_day_or_with_something_new(
    card: dict[str, str], until: int | None, back: int, comes: bool
) -> None:
    day = None if until is None else FRIDAY + timedelta(days=until)
    step = Attempt(id="t", client="a", screen="safety", on=LAST, taken_on=LAST, review_by=day)
    threats = [event("a", "incident", n, type="threat") for n in {9, back}]
    book = gathered([*steady("a", until=LAST), *threats, step])
    overview = overviews(book, FRIDAY)["a"]
    seen = {flag.code: {"severity": flag.severity} for flag in overview.health.flags}
    last = reviewed(LAST, {"client": "a", **card}, seen={"a": seen})
    assert overview.verdict == "stop" and bool(cards(book, last)) is comes
    worse = reviewed(LAST, {"client": "a", **card}, seen={"a": {}})
    assert cards(book, worse) == [("stop", "a")], "what got worse never waits"


def test_who_is_good_by_now_and_was_snoozed_waits_for_that_day() -> None:
    book = gathered(steady("a"), steady("b"))
    snoozed = {
        "client": "a",
        "verdict": "snooze",
        "until": (FRIDAY + timedelta(days=7)).isoformat(),
    }
    last = reviewed(LAST, snoozed, {"client": "b", "verdict": "hold"})
    assert cards(book, last) == [("good", "b")]
    known = replace(book, reviews=(last,))
    waits = waiting_until(overviews(known, FRIDAY), (last,), FRIDAY)
    assert waits == {"a": FRIDAY + timedelta(days=7)}
    later = FRIDAY + timedelta(days=7)
    assert ("good", "a") in cards(book, last, on=later) or ("batch", "a,b") in cards(
        book, last, on=later
    )


def test_with_whom_something_is_due_has_a_card_of_their_own() -> None:
    ask = Action(id="x", client="a", text="Ask", on=LAST, due=FRIDAY, template="next_day_followup")
    book = gathered([*steady("a"), ask], *(steady(id_) for id_ in "bcdefgh"))
    last = reviewed(LAST, *({"client": id_, "verdict": "good"} for id_ in "abcdefgh"))
    assert ("good", "a") in cards(book, last)


def test_four_holds_without_news_come_first_and_want_a_decision() -> None:
    holds = [
        reviewed(
            FRIDAY - timedelta(weeks=back),
            {"client": "mild", "verdict": "hold"},
            seen={"mild": {"BOUNDARY": {"severity": 2}}, "rough": {"DISRESPECT": {"severity": 3}}},
        )
        for back in (4, 3, 2, 1)
    ]
    quiet = Client(id="mild", name="Mild")
    rough = [*steady("rough"), *rude("rough", back=9)]
    assert cards(gathered([quiet], rough), *holds)[0] == ("held", "mild")
    news = Note(id="n", client="mild", on=FRIDAY - timedelta(days=2), text="They called")
    assert cards(gathered([quiet, news], rough), *holds)[0] == ("act", "rough")
    assert cards(gathered([quiet], rough), *holds[1:])[0] == ("act", "rough")


def test_a_review_begun_before_the_slot_goes_on_after_it() -> None:
    early = FRIDAY - timedelta(days=2)
    begun = Review(
        id="r",
        on=early,
        cards=({"client": "rough", "on": early.isoformat(), "verdict": "hold"},),
    )
    book = gathered([*steady("rough"), *rude("rough")], [*steady("other"), *rude("other")])
    last = reviewed(FRIDAY - timedelta(days=9))
    assert cards(book, last, begun) == [("act", "other")]
    assert week_number(early, WEEKDAY) != week_number(FRIDAY, WEEKDAY)


@pytest.mark.parametrize(("mark", "together"), [(4, True), (2, False)])
def test_who_tires_is_not_called_good_in_the_batch(mark: int, together: bool) -> None:
    tired = Energy(id="z", client="good3", on=LAST, mark=mark)
    records = [r for r in steady("good3") if not isinstance(r, Energy) or r.on < LAST]
    book = gathered(*(steady(f"good{n}") for n in range(3)), [*records, tired])
    (batch,) = [who for place, who in cards(book, reviewed(LAST)) if place == "batch"]
    assert ("good3" in batch) is together


@pytest.mark.parametrize(
    "more",
    [
        Attempt(id="t", client="good0", screen="train", on=LAST, taken_on=LAST, review_by=FRIDAY),
        None,
    ],
    ids=["a step runs", "something is gone"],
)
def test_a_good_one_with_something_to_say_is_not_in_the_batch(more: Attempt | None) -> None:
    book = gathered(*(steady(f"good{n}") for n in range(5)), [more] if more else [])
    seen = {} if more else {"good0": {"BOUNDARY": {"severity": 2}}}
    long_ago = reviewed(FRIDAY - timedelta(days=14), {"client": "good0", "verdict": "good"})
    last = replace(reviewed(LAST, seen=seen), id="last")
    due_cards = cards(book, long_ago, last)
    assert due_cards[0] == ("good", "good0")
    assert due_cards[-1][0] == "batch" and "good0" not in due_cards[-1][1]


def test_the_user_is_told_until_this_week_s_review_is_finished() -> None:
    book = gathered([*steady("rough"), *rude("rough")], [*steady("other"), *rude("other")])
    last = reviewed(LAST)

    def due(*reviews: Review, on: date = FRIDAY) -> bool:
        return is_due(asked(book, *reviews, on=on), reviews, on, WEEKDAY)

    begun = Review(id="r", on=FRIDAY, cards=({"client": "rough", "on": FRIDAY.isoformat()},))
    assert due() and due(last) and due(last, begun)
    only = reviewed(FRIDAY, {"client": "rough", "verdict": "hold"})
    assert asked(book, last, only).cards, "somebody else would come, but the week is done"
    assert not due(last, only)
    assert not due(last, only, on=FRIDAY + timedelta(days=6))
    assert due(last, only, on=FRIDAY + timedelta(days=7))


def test_one_s_own_verdict_brings_a_good_client_and_puts_off_a_bad_one() -> None:
    own = Override(id="o", client="good", on=FRIDAY, health="act")
    better = Override(
        id="b", client="rough", on=LAST, health="good", until=FRIDAY + timedelta(days=7)
    )
    book = gathered([*steady("good"), own], [*steady("rough"), *rude("rough", back=9), better])
    seen = {"rough": {"DISRESPECT": {"severity": 3}}}
    assert cards(book, reviewed(LAST, seen=seen)) == [("act", "good")]
    assert cards(book, reviewed(LAST)) == [("act", "rough"), ("act", "good")], "something is new"


def test_a_late_review_does_not_move_the_next_one() -> None:
    assert review_day(date(2026, 3, 16), WEEKDAY) == FRIDAY
    assert week_number(date(2026, 3, 19), WEEKDAY) == week_number(FRIDAY, WEEKDAY)
    assert week_number(date(2026, 3, 20), WEEKDAY) == week_number(FRIDAY, WEEKDAY) + 1
    assert [next_slot(after, 4, 2) for after in (0, 1, 2, 5)] == [2, 2, 6, 6]


def test_a_client_who_is_added_moves_no_other_one_s_day() -> None:
    ids = [f"c{n:02}" for n in range(8)]
    before = [{"client": id_, "verdict": "good", "on": LAST.isoformat()} for id_ in ids]
    past = (reviewed(LAST - timedelta(days=7), *before), reviewed(LAST, *before))
    few = gathered(*(steady(id_) for id_ in ids))
    more = gathered(*(steady(id_) for id_ in ["a", *ids]))
    for week in range(4):
        on = FRIDAY + timedelta(weeks=week)
        due = {id_ for card in asked(few, *past, on=on).cards for id_ in card.clients}
        later = {id_ for card in asked(more, *past, on=on).cards for id_ in card.clients}
        assert later - {"a"} == due, on


def test_a_year_of_fridays_with_twelve_steady_clients_has_no_hard_week() -> None:
    until = FRIDAY + timedelta(weeks=52)
    book = gathered(*(steady(f"c{n:02}", until, weeks=70) for n in range(12)))
    reviews: list[Review] = []
    keys = []
    for week in range(52):
        on = FRIDAY + timedelta(weeks=week)
        by_client = overviews(replace(book, reviews=tuple(reviews)), on)
        due = queue(by_client, reviews, on, WEEKDAY)
        review = begin(f"r{week}", on)
        for card in due.cards:
            for client in card.clients:
                review = answered(review, card, good(by_client[client]), by_client[client], on)
        reviews.append(finished(review, by_client, on))
        keys.append(1 + len(due.cards))  # w, and one key a card
    assert max(keys) <= 2 * median(keys), f"keys a week: {keys}"
    assert {c["client"] for r in reviews for c in r.cards} == {f"c{n:02}" for n in range(12)}


def test_the_batch_is_one_card_or_its_clients_one_by_one() -> None:
    batch = Queue((Card(("ann", "bo"), "batch"), Card(("cy",), "good")), False, 0)
    assert batch.next_card() == batch.cards[0]
    assert batch.next_card(one_by_one=True) == Card(("ann",), "good")
    assert batch.card_with("bo") == batch.cards[0]
    assert batch.card_with("bo", one_by_one=True) is None
    assert batch.card_with("cy", one_by_one=True) == batch.cards[1]
    assert Queue((), False, 0).next_card() is None
