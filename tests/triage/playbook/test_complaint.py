"""A complaint that was answered: its day is waited for, then it is asked whether it is over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.playbook.scene import Desk, day
from tests.ways import at
from triage.changes import RecordIds
from triage.clients.agenda import agenda
from triage.health.history import ANSWERS
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.ask.fact_lines import fact_lines
from triage.playbook.ask.fact_lines_people import complaint_answered
from triage.playbook.state.answered import look_from
from triage.review.action_question import done, due_action

ON, MONDAY, FIX, AFTER, LATER = (
    *("2026-11-06", "2026-11-09", "2026-11-11"),
    *("2026-11-12", "2026-11-20"),
)
NOT_ASKED = ["hours", "money", "contact", "energy"]
ANSWER = {"feel": "Nobody told them of the move", "right": "yes", "fix": "A list of all moves"}
LOOK, FOLLOW_UP = "See whether the complaint is resolved", "Ask how things are now"


def complained() -> Desk:
    desk = Desk.of(not_tracked=NOT_ASKED)
    desk.log("message_in", ON, complaint=True, text="Nobody told us", id="complaint")
    return desk


def decided() -> Desk:
    desk = complained()
    desk.take(ON, None, ANSWER, {"fix_by": FIX})
    return desk


def answered() -> Desk:
    desk = decided()
    desk.sent(ON, "empathy_reply")
    return desk


def followed_up() -> Desk:
    desk = answered()
    action = due_action(desk.overview(AFTER))
    assert action is not None and action.text == FOLLOW_UP
    desk.apply(done(desk.at(AFTER), action, RecordIds("followed up")))
    return desk


def test_the_look_comes_after_the_day_that_was_promised() -> None:
    (attempt,) = decided().of_kind("attempt")
    assert attempt.review_by == day(AFTER)
    looks = [
        (e.day, e.text) for e in agenda(answered().book, day(MONDAY)) if e.kind != "our_promise"
    ]
    assert looks == [(day(AFTER), FOLLOW_UP)]


def test_until_then_the_promised_day_is_waited_for() -> None:
    for on in (ON, MONDAY, FIX):
        assert (answered().next_action(on).text, answered().next_action(on).due) == (
            FOLLOW_UP,
            day(AFTER),
        )


def test_a_promise_logged_by_hand_is_waited_for_as_well() -> None:
    desk = complained()
    desk.log("our_promise", ON, due=FIX, text="A list of all moves")
    desk.sent(ON, "empathy_reply")
    waits = desk.next_action(MONDAY)
    assert (waits.text, waits.due, waits.held) == (LOOK, day(AFTER), True)
    assert desk.next_action(LATER).due == day(LATER)


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("message_in", {"text": "Thanks, problem solved"}),
        *((what, {}) for what in ANSWERS if what != "message_in"),
    ],
)
def test_when_they_are_heard_it_is_asked_whether_that_was_enough(
    what: str, more: dict[str, Any]
) -> None:
    desk = answered()
    desk.log(what, MONDAY, **more)
    assert (desk.next_action(MONDAY).text, desk.next_action(MONDAY).due) == (LOOK, day(MONDAY))
    view = desk.view(MONDAY)
    assert view.question is not None and view.question.id == "resolved"


def test_after_the_question_of_the_next_day_it_is_asked_too() -> None:
    desk = followed_up()
    for on in (AFTER, LATER):
        assert desk.next_action(on).text == LOOK and desk.next_action(on).screen == "complaint"
        view = desk.view(on)
        assert view.question is not None and view.question.id == "resolved"


def test_once_it_is_resolved_nothing_of_it_is_left() -> None:
    desk = followed_up()
    taken = desk.take(AFTER, None, {"resolved": "yes"})
    assert taken.decision.code == "RESOLVED"
    (complaint,) = desk.of_kind("event")[:1]
    assert complaint.solved_on == day(AFTER)
    now = desk.overview(LATER)
    assert not now.health.flags and now.step is None
    assert entry_point(desk.at(LATER)).screen != "complaint"


def test_what_is_not_resolved_is_answered_once_more_and_keeps_its_answers() -> None:
    desk = followed_up()
    view = desk.view(AFTER, None, {"resolved": "no"}, goal=at("right"))
    assert view.question is not None and view.question.suggested == "yes"
    desk.take(AFTER, None, {"resolved": "no", **ANSWER}, {"fix_by": LATER})
    assert (
        due_action(desk.overview(AFTER)) is None
        or desk.next_action(AFTER).template == "empathy_reply"
    )
    assert [a.review_by for a in desk.of_kind("attempt")][-1] == day("2026-11-21")


def test_while_the_reply_is_not_sent_the_page_is_about_the_reply() -> None:
    desk = decided()
    assert desk.next_action(MONDAY).template is None and "Reply" in desk.next_action(MONDAY).text
    assert entry_point(desk.at(MONDAY)).start is None


def test_another_complaint_is_one_of_its_own() -> None:
    desk = answered()
    desk.log("message_in", MONDAY, complaint=True, text="Again")
    assert entry_point(desk.at(MONDAY)).start is None
    assert desk.next_action("2026-11-10").text != LOOK


def test_the_page_says_what_was_answered_and_promised() -> None:
    lines = {line.label: line.text for line in fact_lines(answered().at(MONDAY), "complaint")}
    assert lines["you wrote"].startswith("your reply of Fri 6 November; by Wed 11 November: A li")


def test_only_the_promise_about_the_complaint_is_waited_for_and_named() -> None:
    desk = complained()
    desk.log("our_promise", "2026-04-20", due="2026-04-24", kept_on="2026-04-24", text="The logo")
    desk.sent(MONDAY, "empathy_reply")
    assert "The logo" not in str(complaint_answered(desk.at(MONDAY)))
    desk = answered()
    for on in (ON, MONDAY):
        desk.log("our_promise", on, id=f"z {on}", due="2026-12-18", text="The plan for next year")
    assert look_from(desk.at(MONDAY)) == day(AFTER)
    assert "A list of all moves" in str(complaint_answered(desk.at(MONDAY)))


def test_the_same_promise_for_another_day_is_waited_for_up_to_then() -> None:
    desk = followed_up()
    desk.take(AFTER, None, {"resolved": "no", **ANSWER}, {"fix_by": LATER})
    assert look_from(desk.at(AFTER)) == day("2026-11-21")


def test_the_promise_of_the_newest_decision_about_this_complaint_counts() -> None:
    desk = answered()
    desk.log("our_promise", "2026-11-10", due="2026-11-30", text="The new logo")
    desk.log("our_promise", "2026-11-10", due="2026-11-27", text=ANSWER["fix"])
    assert look_from(desk.at("2026-11-10")) == day(AFTER), "what was promised later is another"


def test_what_was_decided_of_an_earlier_complaint_is_no_promise_about_this_one() -> None:
    desk = decided()
    desk.change("event", "complaint", solved_on=MONDAY)
    desk.log("message_in", MONDAY, complaint=True, text="Again")
    desk.log("our_promise", MONDAY, due="2026-11-13", text="Call the movers")
    desk.sent(MONDAY, "empathy_reply")
    assert look_from(desk.at("2026-11-10")) == day("2026-11-14")
    desk.log("our_promise", "2026-11-10", due="2026-11-30", text="The new logo")
    assert look_from(desk.at("2026-11-10")) == day("2026-11-14"), "promised after the answer"


def test_of_two_promises_in_the_same_words_the_newest_is_waited_for() -> None:
    desk = complained()
    kept = {"due": "2026-10-05", "kept_on": "2026-10-05"}
    desk.log("our_promise", "2026-10-01", text=ANSWER["fix"], **kept)
    desk.take(ON, None, ANSWER, {"fix_by": FIX})
    desk.sent(ON, "empathy_reply")
    assert look_from(desk.at(MONDAY)) == day(AFTER)
