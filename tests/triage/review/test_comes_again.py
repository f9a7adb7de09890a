"""One day on which a client comes again: list, card, Today, review and summary say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.triage.clients.test_one_advice import desk_of, shown
from tests.triage.lives import TODAY
from tests.triage.playbook.scene import Desk
from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, reviewed, rude, steady
from tests.triage.test_health_registry import ALONE
from triage.clients.agenda import agenda
from triage.clients.due_now import with_next_actions
from triage.clients.overview import Overview, got_worse, overviews
from triage.clients.review_history import NEVER, histories
from triage.playbook.day_text import next_weekday
from triage.records import Action, Attempt, Decision, Override, Record, Review
from triage.review.comes_again import (
    good_is_due,
    good_until,
    next_day_of_something,
    waiting_until,
    waits_until,
)
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


# --- one case each ----------------------------------------------------------------------------

SATURDAY, STEP_DAY = FRIDAY + timedelta(days=1), FRIDAY + WEEK
STEP = Attempt(
    id="t",
    client="a",
    screen="adapt",
    on=FRIDAY - WEEK,
    taken_on=FRIDAY - WEEK,
    review_by=STEP_DAY,
)


def known(*records: Record, reviews: Sequence[Review] = (), on: date = FRIDAY) -> Overview:
    return overviews(replace(gathered(records), reviews=tuple(reviews)), on)["a"]


def snoozed(day: date, until: date, *, is_finished: bool = True) -> Review:
    card = {"client": "a", "verdict": "snooze", "until": until.isoformat()}
    review = reviewed(day, card)
    return review if is_finished else replace(review, finished_on=None)


def test_who_was_put_off_since_they_got_worse_waits_all_the_same() -> None:
    before = reviewed(FRIDAY - WEEK, seen={"a": {}})
    later = snoozed(FRIDAY - timedelta(days=1), FRIDAY + 2 * WEEK, is_finished=False)
    shown_ = known(*steady("a"), *rude("a"), reviews=[before, later])
    history = histories([before, later], FRIDAY)["a"]
    assert got_worse(shown_) and shown_.next_action is not None and shown_.next_action.put_off
    assert waits_until(shown_, history, FRIDAY) == FRIDAY + 2 * WEEK
    shown_ = known(*steady("a"), *rude("a"), reviews=[before])
    assert waits_until(shown_, NEVER, FRIDAY) is None


def test_a_stop_waits_for_nothing_but_the_look_at_what_was_decided() -> None:
    day = FRIDAY - timedelta(days=2)
    threat = event("a", "incident", 3, type="threat")
    safe = replace(STEP, screen="safety", on=day, taken_on=day, flag="SAFETY")
    made = Decision(
        id="d",
        client="a",
        attempt="t",
        screen="safety",
        code="ADVICE",
        on=day,
        say="x",
        playbook="p",
    )
    ask = Action(
        id="x", client="a", text="Ask the union", on=day, due=FRIDAY + timedelta(5), decision="d"
    )
    records = [*steady("a"), threat, safe, made]
    assert waits_until(known(*records), NEVER, FRIDAY) == STEP_DAY
    shown_ = known(*records, ask)
    assert shown_.next_action is not None and shown_.next_action.due == ask.due
    assert waits_until(shown_, NEVER, FRIDAY) is None


def test_a_good_client_has_a_card_before_the_weekend_of_the_step() -> None:
    asked = [reviewed(FRIDAY - WEEK, {"client": "a", "verdict": "good"})]
    history = histories(asked, FRIDAY)["a"]
    saturday = known(*steady("a"), replace(STEP, review_by=SATURDAY))
    monday = known(*steady("a"), replace(STEP, review_by=FRIDAY + timedelta(days=3)))
    assert saturday.verdict == monday.verdict == "good"
    assert good_is_due(saturday, history, FRIDAY, WEEKDAY)
    assert not good_is_due(monday, history, FRIDAY, WEEKDAY)


def test_a_good_client_waits_for_the_day_of_the_step() -> None:
    book = gathered([*steady("a"), STEP], steady("b"))
    assert waiting_until(overviews(book, FRIDAY), (), FRIDAY) == {"a": STEP_DAY}


def test_still_good_on_the_day_of_the_step_brings_no_second_card_that_day() -> None:
    shown_ = known(*steady("a"), replace(STEP, review_by=FRIDAY))
    assert good_until(shown_, NEVER, FRIDAY, WEEKDAY) > FRIDAY


@pytest.mark.parametrize(("ahead", "weeks"), [(0, 1), (1, 1), (2, 2)])
def test_what_falls_on_a_weekend_is_looked_at_on_the_friday_before(ahead: int, weeks: int) -> None:
    """But never on a day that has come: what is left for tomorrow is seen a week later."""
    due = SATURDAY + ahead * WEEK
    ask = Action(id="x", client="e", text="Ask", on=FRIDAY - WEEK, due=due)
    past = [reviewed(FRIDAY - n * WEEK, {"client": "e", "verdict": "good"}) for n in (3, 2, 1)]
    history = histories(past, FRIDAY)["e"]
    free, busy = (overviews(gathered(steady("e"), more), FRIDAY)["e"] for more in ([], [ask]))
    assert good_until(free, history, FRIDAY, WEEKDAY) > FRIDAY + 3 * WEEK
    assert good_until(busy, history, FRIDAY, WEEKDAY) == FRIDAY + weeks * WEEK


def test_what_rests_while_they_have_a_reason_to_wait_sets_no_day() -> None:
    desk = Desk.of()
    desk.add("invoice", issued="2026-02-01", due="2026-02-15", amount="900.00")
    desk.take("2026-03-13", "late", {"got": "yes", "dispute": "no", "stage": "friendly_reminder"})
    (reminder,) = desk.of_kind("action")
    desk.change("action", reminder.id, due="2026-03-16")
    assert next_day_of_something(desk.overview("2026-03-13")) == date(2026, 3, 16)
    desk.log("message_in", "2026-03-13", reason_to_wait="bereavement")
    overview = desk.overview("2026-03-13")
    day = next_day_of_something(overview)
    assert day is None or day > date(2026, 3, 20)


def test_the_day_up_to_which_somebody_was_left_can_be_put_further_away() -> None:
    week = FRIDAY + WEEK
    review = snoozed(FRIDAY - WEEK, week, is_finished=False)
    no_shows = [event("a", "no_show", back) for back in (20, 21)]
    shown_ = known(*steady("a"), *no_shows, reviews=[review])
    assert shown_.next_action is not None and shown_.next_action.put_off
    again = snooze(shown_, card_of(shown_), NEVER, 3, "They are on leave", FRIDAY, WEEKDAY)
    assert again.until == FRIDAY + 3 * WEEK


def test_who_is_put_off_today_stays_so_beside_an_own_verdict_that_is_overtaken() -> None:
    own = Override(
        id="o",
        client="a",
        on=FRIDAY - 2 * WEEK,
        health="watch",
        until=FRIDAY + 2 * WEEK,
        reason="They are new",
    )
    week = FRIDAY + WEEK
    review = snoozed(FRIDAY - timedelta(days=1), week, is_finished=False)
    shown_ = known(*steady("a"), *rude("a"), own, reviews=[review])
    assert shown_.next_action is not None
    assert (shown_.next_action.put_off, shown_.next_action.due) == (True, week)
