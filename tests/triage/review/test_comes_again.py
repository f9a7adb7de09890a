"""One day on which a client comes again: list, card, Today, review and summary say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.triage.clients.test_one_advice import desk_of, shown
from tests.triage.lives import TODAY
from tests.triage.playbook.scene import Desk
from tests.triage.review.lives import FRIDAY, WEEKDAY, gathered, reviewed, steady
from tests.triage.test_health_registry import ALONE
from triage.clients.agenda import agenda
from triage.clients.due_now import with_next_actions
from triage.clients.overview import Overview, got_worse, overviews
from triage.clients.review_history import NEVER, histories
from triage.playbook.day_text import next_weekday
from triage.records import Action, Review
from triage.review.comes_again import good_until, waiting_until
from triage.review.proposal import offer
from triage.review.put_off import NotNow
from triage.review.queue import Card, queue
from triage.review.session import Verdict, answered, finished, snooze

DAY = TODAY.weekday()
WEEK = timedelta(days=7)
WEEKS = 5
PROMISED, TO_DO = 3, 4
"""In so many days they pay, or something is to be done."""


def with_more(flag: str, more: str) -> Desk:
    desk = desk_of(flag)
    if more == "promise":
        due = (TODAY + timedelta(days=PROMISED)).isoformat()
        desk.log("promise", TODAY.isoformat(), due=due)
    if more == "to do":
        due = (TODAY + timedelta(days=TO_DO)).isoformat()
        desk.add("action", text="Ask Rolf", on=TODAY.isoformat(), due=due)
    return desk


def card_of(overview: Overview) -> Card:
    return Card((overview.client.id,), overview.verdict)


def put_off(desk: Desk, how: str) -> date | None:
    """Leave the client as they are, or snooze them for three weeks; the day that is promised."""
    overview = shown(desk, TODAY)
    card = card_of(overview)
    verdict: Verdict | None = offer(overview, card, NEVER, TODAY, DAY).hold
    if how == "snooze":
        try:
            why = "They are all on holiday until then"
            verdict = snooze(overview, card, NEVER, 3, why, TODAY, DAY)
        except NotNow:
            verdict = None
    if verdict is None:
        return None
    review = answered(Review(id="r", on=TODAY), card, verdict, overview, TODAY)
    desk.put(finished(review, {overview.client.id: overview}, TODAY))
    return verdict.until


def review_days() -> Iterator[date]:
    return (TODAY + week * WEEK for week in range(1, WEEKS + 1))


def has_card(desk: Desk, on: date) -> bool:
    reviews = desk.book.reviews
    return bool(queue(overviews(desk.book, on), reviews, on, DAY).cards)


def check_one_day(desk: Desk, on: date) -> None:
    overview = shown(desk, on)
    action = overview.next_action
    if overview.verdict in ("ended", "resting") or action is None or action.due is None:
        return
    lines = with_next_actions(agenda(desk.book, on), {desk.client: overview}, on)
    own = [line.day for line in lines if line.text.startswith(action.text.removesuffix("."))]
    assert action.due in own or min(own) <= on >= action.due, (on, action, lines)
    waits = waiting_until(overviews(desk.book, on), desk.book.reviews, on).get(desk.client)
    assert waits in (None, action.due), (on, action)
    if overview.verdict not in ("good", "stop") and not got_worse(overview):
        is_ahead = action.due >= next_weekday(on)
        assert has_card(desk, on) != is_ahead, (on, action)
        assert (waits is not None) == is_ahead, (on, action)


@pytest.mark.parametrize("more", ["nothing", "promise", "to do"])
@pytest.mark.parametrize("how", ["hold", "snooze"])
@pytest.mark.parametrize("flag", list(ALONE))
def test_who_is_put_off_comes_on_the_promised_day_and_not_before(
    flag: str, how: str, more: str
) -> None:
    desk = with_more(flag, more)
    until = put_off(desk, how)
    if until is None:
        return
    latest = {"promise": TODAY + timedelta(days=PROMISED + 3), "to do": TODAY + timedelta(TO_DO)}
    if more in latest:
        assert until <= latest[more], "nobody is left past what has its day"
    for on in review_days():
        check_one_day(desk, on)
        overview = shown(desk, on)
        if got_worse(overview) or overview.verdict in ("stop", "ended", "resting"):
            break
        if until >= next_weekday(on):
            assert not has_card(desk, on), (on, until, overview.next_action)
        if on - WEEK < until <= on and overview.verdict != "good":
            assert has_card(desk, on), (on, until)


@pytest.mark.parametrize("more", ["nothing", "promise", "to do"])
@pytest.mark.parametrize("flag", list(ALONE))
def test_one_day_stands_in_all_places_without_an_answer_too(flag: str, more: str) -> None:
    desk = with_more(flag, more)
    overview = shown(desk, TODAY)
    desk.put(finished(Review(id="r", on=TODAY), {desk.client: overview}, TODAY))
    for days in range(21):
        check_one_day(desk, TODAY + timedelta(days=days))


@pytest.mark.parametrize("id_", list("abcd"))
@pytest.mark.parametrize("to_do", [False, True])
@pytest.mark.parametrize("streak", [0, 1, 2, 5])
def test_still_good_comes_on_the_day_that_the_key_names(id_: str, to_do: bool, streak: int) -> None:
    """Also where something is to be done before the rhythm would bring them."""
    until, due = FRIDAY + timedelta(weeks=8), FRIDAY + timedelta(days=10)
    ask = Action(id="x", client=id_, text="Ask", on=FRIDAY, due=due)
    card = {"client": id_, "verdict": "good"}
    past = [reviewed(FRIDAY - week * WEEK, card) for week in range(streak, 0, -1)]
    book = gathered([*steady(id_, until, weeks=60), *([ask] if to_do else [])])
    history = histories(past, FRIDAY).get(id_, NEVER)
    promised = good_until(overviews(book, FRIDAY)[id_], history, FRIDAY, WEEKDAY)
    reviews = [*past, reviewed(FRIDAY, card)]
    on = FRIDAY + WEEK
    while not queue(overviews(book, on), reviews, on, WEEKDAY).cards:
        on += WEEK
    assert on == promised
