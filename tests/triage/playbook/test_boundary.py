"""After one rude sentence: one clear line, then the question whether it held, and a way on."""

from __future__ import annotations

from tests.triage.playbook.scene import Desk, day, hard
from triage.changes import RecordIds
from triage.clients.agenda import agenda
from triage.clients.review_history import NEVER
from triage.messages.fitting import fitting_templates
from triage.open_items import LOOK_FOR_ANSWER
from triage.review.action_question import action_question, done, due_action, put_off
from triage.review.proposal import offer
from triage.review.queue import Card

RUDE, NEXT, WEEK, FRIDAY = "2026-10-23", "2026-10-24", "2026-10-30", 4
LOOK = "See whether the boundary has held"
NOT_ASKED = ["hours", "money", "contact", "energy"]


def insulted() -> Desk:
    desk = Desk.of(not_tracked=NOT_ASKED)
    hard(desk, RUDE, tone=-2)
    return desk


def bounded() -> Desk:
    desk = insulted()
    desk.take(RUDE, "safety", {"warn": "yes"}, key=None)
    desk.sent(RUDE, "boundary_note")
    return desk


def test_a_clear_line_fits_first_and_not_the_end_of_contact() -> None:
    fitting = [template.id for template in fitting_templates(insulted().overview(RUDE))]
    assert fitting[0] == "boundary_note"
    assert fitting.index("safety_stop") > 0


def test_the_look_is_at_the_boundary_and_not_at_a_danger() -> None:
    looks = [entry for entry in agenda(bounded().book, day(NEXT)) if entry.text.startswith("See")]
    assert [(look.text, look.day) for look in looks] == [(LOOK, day(WEEK))], "one line, on one day"
    assert "Check that you are safe" not in [e.text for e in agenda(bounded().book, day(NEXT))]


def test_a_week_later_the_card_asks_whether_it_held_and_the_keys_are_open() -> None:
    desk = bounded()
    shown = desk.overview(WEEK)
    asked = action_question(shown)
    assert asked is not None and "whether the boundary has held" in asked.question
    takes = offer(shown, Card(("c",), "watch"), NEVER, day(WEEK), FRIDAY)
    assert (takes.hold_refused, takes.snooze_refused) == ("", "")


def test_once_it_is_answered_the_page_for_safety_is_over() -> None:
    desk = bounded()
    action = due_action(desk.overview(WEEK))
    assert action is not None
    desk.apply(done(desk.at(WEEK), action, RecordIds("held")))
    assert desk.overview(WEEK).step is None
    assert not [entry for entry in agenda(desk.book, day(WEEK)) if entry.kind == "step"]


def test_a_danger_that_is_open_stays_with_its_page() -> None:
    desk = Desk.of(not_tracked=NOT_ASKED)
    desk.log("incident", RUDE, type="threat")
    desk.take(RUDE, "safety", {"danger": "no", "kind": "1", "how": "finish_paid_work"})
    assert desk.overview(WEEK).step is not None
    assert "Check that you are safe" in [e.text for e in agenda(desk.book, day(NEXT))]


def test_a_kind_note_fits_first_while_they_have_a_reason_to_wait() -> None:
    desk = Desk.of()
    desk.add("invoice", id="i", number="1", issued="2026-09-01", due="2026-09-15", amount="900.00")
    desk.log("message_in", RUDE, reason_to_wait="illness")
    assert desk.next_action(RUDE).text.startswith("Send a kind note")
    assert fitting_templates(desk.overview(RUDE))[0].id == "kind_line"


def test_a_step_of_the_ladder_puts_an_end_to_the_look_and_not_to_the_line() -> None:
    desk = insulted()
    desk.take(RUDE, "safety", {"warn": "yes"})
    before = [text for text, _ in desk.todo()]
    assert len(before) == 2
    desk.take(WEEK, "adapt", {"line": "no shouting on the phone"})
    assert before[0] in [text for text, _ in desk.todo()]
    assert "See whether the boundary has held" not in [text for text, _ in desk.todo()]


def looked_at_on(desk: Desk) -> str:
    return dict(desk.todo())["See whether the boundary has held"]


def test_whether_it_held_is_asked_a_week_after_it_was_sent() -> None:
    desk = insulted()
    desk.take(RUDE, "safety", {"warn": "yes"}, key=None)
    assert looked_at_on(desk) == "2026-10-30"
    desk.sent(WEEK, "boundary_note")
    assert looked_at_on(desk) == "2026-11-06"
    assert due_action(desk.overview(WEEK)) is None, "nothing is asked on the day it was sent"


def test_while_it_is_not_sent_nobody_asks_whether_it_held() -> None:
    desk = insulted()
    desk.take(RUDE, "safety", {"warn": "yes"}, key=None)
    note = due_action(desk.overview(NEXT))
    assert note is not None and note.template == "boundary_note"
    desk.apply(put_off(desk.at(NEXT), note, day("2026-11-13")))
    assert looked_at_on(desk) == "2026-11-20"


def test_an_answer_is_waited_for_from_the_day_the_message_went_out() -> None:
    desk = Desk.of()
    desk.add("invoice", id="i", number="1", issued="2026-08-01", due="2026-08-15", amount="900.00")
    taken = desk.take(
        RUDE,
        "late",
        {"stage": "5", "who": "1"},
        {"reason": "they do not reply to anything at all any more"},
    )
    days = taken.decision.template, dict(desk.todo())[LOOK_FOR_ANSWER]
    assert days == ("final_demand", "2026-11-06")
    desk.sent(WEEK, "final_demand")
    assert dict(desk.todo())[LOOK_FOR_ANSWER] == "2026-11-13"
