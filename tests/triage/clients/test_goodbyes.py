"""Who is going, who may come back, and where each lesson stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from triage.clients.goodbyes import Goodbye, goodbyes, learned
from triage.clients.overview import overviews
from triage.ledger import book
from triage.records import (
    Action,
    Client,
    Decision,
    Event,
    Lesson,
    Message,
    Record,
)

TODAY = date(2026, 3, 13)


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def ended(id_: str = "a", back: int = 20, **fields: Any) -> Client:
    return Client(id=id_, name=id_.upper(), closed_on=day(back), state="left_well", **fields)


def farewells(*records: Record) -> list[Goodbye]:
    return goodbyes(overviews(book(records), TODAY).values(), TODAY)


def farewell(*records: Record) -> Goodbye:
    (only,) = farewells(*records)
    return only


def test_those_on_the_way_out_come_first_then_the_newest_end() -> None:
    clients = [
        Client(id="goes_on", name="goes on"),
        ended("long_ago", back=300),
        ended("lately", back=10),
        ended("never", back=5, do_not_contact=True),
        Client(id="rests", name="rests", state="paused"),
        Client(id="no_day", name="no day", state="leaving"),
        Client(id="going", name="going", state="closing"),
    ]
    ending = Decision(
        id="d",
        client="going",
        attempt="t",
        screen="part",
        code="END",
        on=day(3),
        say="",
        playbook="",
        set={"end_date": "2026-04-10"},
    )
    rest = Event(id="p", client="rests", on=day(5), what="pause", by="us", until=day(-80))
    assert [(g.client_id, g.place) for g in farewells(*clients, ending, rest)] == [
        ("going", "going"),
        ("no_day", "going"),
        ("lately", "later"),
        ("long_ago", "later"),
        ("rests", "resting"),
        ("never", "no_contact"),
    ]
    by_id = {g.client_id: g for g in farewells(*clients, ending, rest)}
    assert by_id["going"].day == date(2026, 4, 10)
    assert by_id["rests"].until == day(-80)
    assert by_id["lately"].day == day(10)


def test_the_five_questions_have_their_weeks() -> None:
    assert farewell(ended(back=20)).ask_between == (day(6), day(-22))
    asked = Message(id="m", client="a", template="feedback_request", on=day(4), sent_on=day(4))
    draft = Message(id="n", client="a", template="feedback_request", on=day(2))
    assert farewell(ended(), asked, draft).asked_on == day(4)


def test_the_next_hello_is_the_nearest_that_is_open() -> None:
    hellos = [
        Action(id=f"h{n}", client="a", text="", on=day(9), due=day(-n), template="later_checkin")
        for n in (90, 30)
    ]
    done = Action(
        id="x", client="a", text="", on=day(9), due=day(1), done_on=day(1), template="later_checkin"
    )
    assert farewell(ended(), *hellos, done).hello_on == day(-30)
    assert farewell(ended()).hello_on is None


@pytest.mark.parametrize(("back", "ready"), [(2, day(-5)), (7, TODAY)])
def test_a_lesson_is_ready_a_week_after_the_end(back: int, ready: date) -> None:
    assert farewell(ended(back=back)).learned.ready_from == ready


def test_a_lesson_of_an_earlier_end_is_not_this_one_s() -> None:
    old = Lesson(id="l", client="a", on=day(400), final_on=day(390))
    begun = Lesson(id="m", client="a", on=day(5))
    views = overviews(book([ended(), old]), TODAY)
    assert learned(views["a"]).lesson is None
    views = overviews(book([ended(), old, begun]), TODAY)
    assert learned(views["a"]).lesson == begun
