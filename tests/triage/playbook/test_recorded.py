"""What was written down once stands in the question that asks for it."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk
from tests.ways import at_recorded
from triage.playbook.ask.recorded import recorded_answer, recorded_text
from triage.playbook.load.playbook_file import builtin
from triage.playbook.vocabulary import RECORDED

ON = "2026-03-20"
ASKED = {
    "complaint": ("complaint", {}, "message_in", {"complaint": True}, "solved_on"),
    "incident": ("safety", {"danger": "no", "kind": "1"}, "incident", {}, "closed_on"),
}


@pytest.mark.parametrize(("kind", "key"), [("illness", "illness"), ("family", "family")])
def test_the_reason_to_wait_that_they_gave_is_the_answer(kind: str, key: str) -> None:
    desk = Desk.of()
    desk.log("message_in", "2026-03-18", reason_to_wait=kind)
    for screen in ("late", "silent"):
        page = builtin().screens[screen]
        question = next(q for q in page.questions.values() if any(o.waits for o in q.options))
        assert recorded_answer(desk.at(ON), question) == key
        assert recorded_answer(Desk.of().at(ON), question) is None


def test_the_type_of_the_open_incident_is_the_answer() -> None:
    question = builtin().screens["safety"].questions["kind"]
    desk = Desk.of()
    desk.log("incident", "2026-03-10", type="threat", closed_on="2026-03-12")
    assert recorded_answer(desk.at(ON), question) is None
    desk.log("incident", "2026-03-18", type="discrimination")
    assert recorded_answer(desk.at(ON), question) == "harassment"


@pytest.mark.parametrize(
    ("screen", "facts", "key"),
    [
        ("finished", "money", "waiting_for_payment"),
        ("finished", "work", "finish_first"),
        ("silent", "money", "they_owe_money"),
        ("silent", "work", "i_owe_work"),
        ("silent", "money work", "both"),
    ],
)
def test_what_is_open_on_record_is_the_answer(screen: str, facts: str, key: str) -> None:
    page = builtin().screens[screen].questions
    asked = next(q for q in page.values() if any(option.key == key for option in q.options))
    desk = Desk.of()
    assert recorded_answer(desk.at(ON), asked) is None
    if "money" in facts:
        desk.add("invoice", id="i", issued="2026-03-02", due="2026-04-02", amount="1400.00")
    if "work" in facts:
        desk.add("work_item", text="the last page")
    assert recorded_answer(desk.at(ON), asked) == key


@pytest.mark.parametrize(
    ("days", "key"), [(0, None), (1, "once"), (2, "twice"), (5, "three_or_more")]
)
def test_what_the_log_counts_is_the_answer(days: int, key: str | None) -> None:
    question = builtin().screens["silent"].questions["reach"]
    desk = Desk.of()
    for day in range(10, 10 + days):
        desk.log("message_out", f"2026-03-{day}")
    assert recorded_answer(desk.at(ON), question) == key


def test_a_number_on_record_stands_in_the_question_as_one_would_type_it() -> None:
    question = builtin().screens["adapt"].questions["gourmet"]
    desk = Desk.of()
    desk.add("time", on="2026-03-10", minutes=100, work="own")
    assert recorded_answer(desk.at(ON), question) == "1.7"


@pytest.mark.parametrize("floor", ["60", "62.25"])
def test_the_floor_stands_where_the_least_rate_is_asked_for(floor: str) -> None:
    asking = [
        question
        for screen in builtin().screens.values()
        for question in screen.questions.values()
        if question.means == "walk_away"
    ]
    assert asking
    situation = Desk.of(floor=floor).at(ON)
    assert {recorded_answer(situation, question) for question in asking} == {floor}
    without = Desk.of(floor=None).at(ON)
    assert {recorded_answer(without, question) for question in asking} == {None}


def test_every_sort_of_words_is_asked_for_by_a_text() -> None:
    questions = [q for screen in builtin().screens.values() for q in screen.questions.values()]
    asking = {q.recorded for q in questions if q.recorded}
    assert asking == RECORDED == set(ASKED)
    assert all(q.kind == "text" for q in questions if q.recorded)


@pytest.mark.parametrize("sort", ASKED)
def test_the_newest_words_that_are_open_stand_there(sort: str) -> None:
    screen, answers, what, fields, _ = ASKED[sort]
    desk = Desk.of()
    desk.log(what, "2026-03-10", text="The first time", **fields)
    desk.log(what, "2026-03-18", text="  It happened again  ", **fields)
    question = desk.view(ON, screen, answers, goal=at_recorded(sort)).question
    assert question is not None and question.suggested == "It happened again"


@pytest.mark.parametrize("sort", ASKED)
def test_what_is_over_or_has_no_words_leaves_it_empty(sort: str) -> None:
    _, _, what, fields, closes = ASKED[sort]
    desk = Desk.of()
    assert recorded_text(desk.at(ON), sort) == ""
    desk.log(what, "2026-03-10", text="Long over", **fields, **{closes: "2026-03-12"})
    assert recorded_text(desk.at(ON), sort) == ""
    desk.log(what, "2026-03-18", **fields)
    assert recorded_text(desk.at(ON), sort) == ""


def test_before_an_incident_is_on_record_the_words_that_hurt_stand_there() -> None:
    desk = Desk.of()
    desk.log("message_in", "2026-03-03", tone=-2, text="You are useless")
    assert recorded_text(desk.at("2026-03-05"), "incident") == "You are useless"
    desk.log("incident", "2026-03-04", type="threat", text="I will find you")
    assert recorded_text(desk.at("2026-03-05"), "incident") == "I will find you"
