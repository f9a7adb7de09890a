"""Snoozing and leaving as is follow one rule, and neither goes on without end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, reviewed, rude, steady
from triage.clients.agenda import agenda
from triage.clients.due_now import with_next_actions
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER, ReviewHistory, histories
from triage.records import Action, Attempt, Client, Decision, Invoice, Note, Override, Record
from triage.review.proposal import offer
from triage.review.put_off import NotNow, check_better, cost
from triage.review.queue import Card
from triage.review.session import SNOOZE_REASONS, hold, snooze

CARD = Card(("a",), "act")
WHY = "They are on leave until Monday"
ONCE = ReviewHistory(put_off=(FRIDAY - timedelta(days=7),))
TWICE = ReviewHistory(put_off=(FRIDAY - timedelta(days=14), FRIDAY - timedelta(days=7)))


def overview(*records: Record, on: date = FRIDAY) -> Overview:
    return overviews(gathered(records), on)["a"]


def step(decided: int, until: int) -> list[Record]:
    """A step decided so many days ago, to be looked at in so many."""
    day = FRIDAY - timedelta(days=decided)
    review = FRIDAY + timedelta(days=until)
    decision = Decision(
        id="d", client="a", attempt="t", screen="train", code="TEACH", on=day, say="x", playbook="1"
    )
    attempt = Attempt(id="t", client="a", screen="train", on=day, taken_on=day, review_by=review)
    return [decision, attempt]


def mild() -> list[Record]:
    """Watched, and nothing new since more than two weeks."""
    known = steady("a", until=FRIDAY - timedelta(days=16))
    return [*known, event("a", "no_show", 20), event("a", "no_show", 21)]


def put_off(shown: Overview, history: ReviewHistory, reason: str | None = WHY) -> object:
    return snooze(shown, CARD, history, 1, reason, FRIDAY, WEEKDAY)


def owing(days: int) -> list[Record]:
    """Invoices that call for action since so many days, and nothing since."""
    due = FRIDAY - timedelta(days=days + 30)
    return [
        Client(id="a", name="A", since=date(2020, 1, 1)),
        *(
            Invoice(id=f"i{n}", client="a", issued=due, due=due, amount=Decimal(1600))
            for n in range(2)
        ),
    ]


@pytest.mark.parametrize("reason", [*SNOOZE_REASONS, "", "1111111111", "busy"])
def test_no_ready_reason_excuses_an_act(reason: str) -> None:
    bad = overview(*steady("a"), *rude("a"))
    with pytest.raises(NotNow, match="own words"):
        put_off(bad, NEVER, reason)
    assert put_off(bad, NEVER) and put_off(overview(*mild()), NEVER, SNOOZE_REASONS[0])


def test_an_old_act_waits_for_nothing_but_a_new_fact() -> None:
    old = owing(60)
    assert overview(*old).verdict == "act"
    with pytest.raises(NotNow, match="with no news"):
        put_off(overview(*old), NEVER)
    with pytest.raises(NotNow, match="with no news"):
        hold(overview(*old, *step(40, 5)), CARD, NEVER, FRIDAY)
    news = Note(id="n", client="a", on=FRIDAY - timedelta(days=2), text="They pay on Monday")
    assert put_off(overview(*old, news), NEVER)
    with pytest.raises(NotNow, match="snooze with a reason"):
        hold(overview(*old, news, *step(40, 5)), CARD, NEVER, FRIDAY)
    with pytest.raises(NotNow, match="with no news"):
        put_off(overview(*old, news), replace(NEVER, put_off=(FRIDAY - timedelta(days=1),)))


def test_an_old_act_may_wait_for_the_day_of_what_was_decided_lately() -> None:
    held = hold(overview(*owing(60), *step(7, 3)), CARD, NEVER, FRIDAY)
    assert held.until == FRIDAY + timedelta(days=3)


@pytest.mark.parametrize(("due", "until"), [(10, 10), (40, 28), (0, 28)])
def test_nothing_to_do_is_slept_through(due: int, until: int) -> None:
    action = Action(
        id="x", client="a", on=FRIDAY, text="Ask Rolf", due=FRIDAY + timedelta(days=due)
    )
    held = hold(overview(*mild(), action), CARD, NEVER, FRIDAY)
    assert held.until == FRIDAY + timedelta(days=until)


@pytest.mark.parametrize("verdict", ["hold", "snooze"])
def test_what_was_put_off_is_for_no_day_before(verdict: str) -> None:
    until = FRIDAY + timedelta(days=20)
    card = {"client": "a", "verdict": verdict, "until": until.isoformat()}
    seen = {"a": {"BOUNDARY": {"severity": 2}}}
    review = reviewed(FRIDAY - timedelta(days=1), card, seen=seen)

    def due_days(*more: Record, on: date = FRIDAY) -> set[date]:
        book = gathered([*mild(), *more, review])
        by_client = overviews(book, on)
        lines = with_next_actions(agenda(book, on), by_client, on)
        action = by_client["a"].next_action
        return {line.day for line in lines} | ({action.due} if action and action.due else set())

    assert due_days() == {until}
    assert due_days(on=until) == {until}, "on that day it is asked for again"
    own = Action(id="x", client="a", on=FRIDAY - timedelta(days=1), text="Call", due=FRIDAY)
    assert FRIDAY in due_days(own), "what was put down for a day stays there"
    assert FRIDAY in due_days(*rude("a", back=0)), "something new does not wait"


@pytest.mark.parametrize("way", ["hold", "snooze"])
def test_the_third_time_in_a_row_opens_the_page(way: str) -> None:
    def once_more(history: ReviewHistory, *more: Record) -> object:
        shown = overview(*mild(), *more)
        if way == "snooze":
            return put_off(shown, history)
        return hold(shown, CARD, history, FRIDAY)

    once = ReviewHistory(put_off=TWICE.put_off[1:])
    assert once_more(once)
    with pytest.raises(NotNow, match="2 times in a row") as refused:
        once_more(TWICE)
    assert refused.value.opens
    news = Note(id="n", client="a", on=FRIDAY - timedelta(days=2), text="They called")
    assert once_more(TWICE, news)
    assert once_more(TWICE, *step(7, 5)), "inside a deadline it waits for that"


def test_both_keys_say_so() -> None:
    takes = offer(overview(*mild()), CARD, TWICE, FRIDAY, WEEKDAY)
    assert takes.opens and takes.hold is None and takes.snooze_refused == takes.hold_refused
    assert not offer(overview(*mild()), CARD, NEVER, FRIDAY, WEEKDAY).opens


def test_what_it_has_cost_is_said_in_money_then_in_flags() -> None:
    records = owing(60)
    newer = Invoice(
        id="new",
        client="a",
        issued=FRIDAY - timedelta(days=30),
        due=FRIDAY - timedelta(days=10),
        amount=Decimal(3200),
    )
    then = FRIDAY - timedelta(days=21)
    assert cost(overview(*records, newer), then) == (
        "3,200.00 EUR overdue on Fri 20 February, 6,400.00 now."
    )
    since = cost(overview(*mild()), FRIDAY - timedelta(days=25))
    assert since.startswith("Mon 16 February: nothing flagged. Now: 2 no-shows")


def test_the_row_counts_both_and_ends_with_anything_else() -> None:
    weeks = [FRIDAY - timedelta(weeks=back) for back in (4, 3, 2, 1)]
    words = ("hold", "decided", "snooze", "hold")
    reviews = [
        reviewed(day, {"client": "a", "verdict": word})
        for day, word in zip(weeks, words, strict=True)
    ]
    assert histories(reviews, FRIDAY)["a"].put_off == tuple(weeks[2:])


def better(back: int, weeks: int = 4) -> Override:
    """A better verdict of one's own, given so many days ago."""
    on = FRIDAY - timedelta(days=back)
    until = on + timedelta(weeks=weeks)
    return Override(id=f"o{back}", client="a", on=on, health="good", until=until, reason=WHY)


def test_a_better_verdict_is_no_third_wait_either() -> None:
    now = Override(id="o", client="a", on=FRIDAY, health="good", reason=WHY)
    check_better(now, overview(*mild(), better(7)), NEVER, FRIDAY)
    for records, history in (([better(14), better(7)], NEVER), ([], TWICE), ([better(2)], ONCE)):
        with pytest.raises(NotNow, match="Put off 2 times in a row") as refused:
            check_better(now, overview(*mild(), *records), history, FRIDAY)
        assert refused.value.opens
        with pytest.raises(NotNow):
            put_off(overview(*mild(), *records), history)
    check_better(replace(now, health="act"), overview(*mild()), TWICE, FRIDAY)
    check_better(now, overview(*mild(), better(7), better(300)), NEVER, FRIDAY)
    check_better(now, overview(*mild(), better(14), better(7), *step(5, 9)), NEVER, FRIDAY)
    check_better(now, overview(*mild(), better(30), better(58)), NEVER, FRIDAY)  # new facts since


def test_nor_is_one_given_over_an_old_act_without_a_new_fact_or_from_a_later_day() -> None:
    now = Override(id="o", client="a", on=FRIDAY, health="good", reason=WHY)
    with pytest.raises(NotNow, match="with no news") as refused:
        check_better(now, overview(*owing(60)), NEVER, FRIDAY)
    assert "Enter" in str(refused.value) and "Enter" not in refused.value.why
    note = Note(id="n", client="a", on=FRIDAY - timedelta(days=2), text="They called")
    check_better(now, overview(*owing(60), note), NEVER, FRIDAY)
    with pytest.raises(NotNow, match="later"):
        check_better(replace(now, on=FRIDAY + timedelta(days=1)), overview(*mild()), NEVER, FRIDAY)


def test_a_card_answered_by_a_better_verdict_was_put_off() -> None:
    card = {"client": "a", "verdict": "override"}
    for ends, counted in (({"until": "2026-04-01"}, 1), ({}, 0)):
        history = histories([reviewed(FRIDAY - timedelta(days=7), {**card, **ends})], FRIDAY)["a"]
        assert len(history.put_off) == counted


def left(back: int, screen: str = "part", code: str = "WAIT") -> Decision:
    """A decision that leaves things as they are, taken so many days ago."""
    day = FRIDAY - timedelta(days=back)
    return Decision(
        id=f"w{back}", client="a", attempt="t", screen=screen, code=code, on=day, say="x",
        playbook="2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("screen", "code"),
    [("part", "WAIT"), ("watch", "WATCH28"), ("finished", "FIRST"), ("silent", "FIRST")],
)
def test_to_decide_to_leave_it_is_no_news_and_one_more_time(screen: str, code: str) -> None:
    shown = overview(*mild(), left(14, screen, code), left(7, screen, code))
    with pytest.raises(NotNow, match="Put off 2 times in a row"):
        put_off(shown, NEVER)
    decided = ReviewHistory(last=FRIDAY - timedelta(days=7), last_verdict="decided")
    with pytest.raises(NotNow, match="Put off 2 times in a row"):
        hold(shown, CARD, decided, FRIDAY)
    assert put_off(overview(*mild(), left(7, screen, code)), NEVER)
    with pytest.raises(NotNow, match="with no news"):
        put_off(overview(*owing(60), left(2, screen, code)), NEVER)


def test_a_decision_to_do_something_ends_the_row_and_one_of_long_ago_is_none_of_it() -> None:
    something = left(7, "adapt", "CHANGE")
    assert put_off(overview(*mild(), left(14), something), NEVER)
    assert put_off(overview(*mild(), left(90), left(7)), NEVER)
