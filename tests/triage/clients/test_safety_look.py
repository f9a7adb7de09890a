"""What was decided for one's safety is looked at by one question, less and less often."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from triage.clients.safety_look import (
    NO_CLIENT,
    NOTHING_NEW,
    OVER,
    SOMETHING_NEW,
    SafetyLook,
    record_look,
    safety_look,
)
from triage.limits import DEFAULT
from triage.playbook.decide.standing import standing_decision

DECIDED, NEXT, FRIDAY, LATER = "2026-03-06", "2026-03-07", "2026-03-13", "2026-04-10"
IN_WRITING = {"danger": "no", "kind": "insult_again", "over": "no", "how": "finish_paid_work"}
NO_CONTACT = {**IN_WRITING, "how": "advice_first"}


def desk(answers: dict[str, str] | None = None) -> Desk:
    """Abused twice, and decided on the same day, with the message sent."""
    made = Desk.of()
    hard(made, "2026-03-04", "2026-03-05", tone=-2)
    made.take(DECIDED, "safety", answers or IN_WRITING)
    if answers is None:
        made.sent(DECIDED, "safety_limit")
    else:
        for action in made.of_kind("action"):
            made.change("action", action.id, done_on=DECIDED)
    return made


def look(desk: Desk, on: str) -> SafetyLook | None:
    shown = desk.overview(on)
    assert shown.safety_look == safety_look(desk.at(on), shown.step)
    return shown.safety_look


def answer(desk: Desk, on: str, number: int) -> None:
    due = look(desk, on)
    assert due is not None
    changes = record_look(desk.at(on), due, number)
    assert changes is not None
    desk.apply(changes)


def test_the_look_says_what_was_decided_and_sent_and_asks_one_thing() -> None:
    decided = desk()
    assert look(decided, DECIDED) is None
    due = look(decided, FRIDAY)
    assert due is not None
    assert due.question(day(FRIDAY)) == "Anything new since Fri 6 March?"
    assert due.as_decided(day(FRIDAY)).startswith("on Fri 6 March: Written contact only")
    assert due.as_decided(day(FRIDAY)).endswith("sent on Fri 6 March")


def test_with_nothing_new_the_next_look_comes_later_each_time() -> None:
    decided, days = desk(), []
    on = FRIDAY
    for _ in range(3):
        answer(decided, on, NOTHING_NEW)
        assert look(decided, on) is None
        assert standing_decision(decided.at(on)) is not None, "its page shows what stands"
        action = decided.next_action(on)
        assert (action.held, action.text) == (True, "Check that you are safe")
        assert action.due is not None
        days.append((action.due - day(on)).days)
        on = action.due.isoformat()
    later = DEFAULT.safe_later_days
    assert days == [DEFAULT.safe_again_days, later, later]


def test_harm_since_the_last_look_is_decided_on_the_page_itself() -> None:
    for what, fields in (("incident", {}), ("message_in", {"tone": -1})):
        decided = desk()
        answer(decided, FRIDAY, NOTHING_NEW)
        decided.log(what, "2026-03-16", **fields)
        assert look(decided, "2026-03-20") is None
        action = decided.next_action("2026-03-17")
        assert action.screen == "safety" and not action.held
        decided.take("2026-03-20", "safety", IN_WRITING)
        assert look(decided, "2026-03-23") is not None, "what was decided anew is looked at anew"


def test_that_they_wrote_is_news_only_where_they_were_not_to() -> None:
    in_writing, silent = desk(), desk(NO_CONTACT)
    for each in (in_writing, silent):
        answer(each, FRIDAY, NOTHING_NEW)
        each.log("message_in", "2026-03-16")
    assert look(in_writing, "2026-03-17") is None
    due = look(silent, "2026-03-17")
    assert due is not None and due.question(day("2026-03-17")).startswith("They wrote on Mon")
    assert silent.next_action("2026-03-17").due == day("2026-03-17")


def test_what_is_new_is_told_of_elsewhere() -> None:
    decided = desk()
    due = look(decided, FRIDAY)
    assert due is not None and record_look(decided.at(FRIDAY), due, SOMETHING_NEW) is None


@pytest.mark.parametrize("incident", [False, True])
def test_once_it_is_over_safety_does_not_come_first_any_more(incident: bool) -> None:
    decided = desk()
    if incident:
        decided.log("incident", "2026-03-05", type="threat")
    answer(decided, FRIDAY, OVER)
    shown = decided.overview(FRIDAY)
    assert shown.step is None
    assert shown.next_action is not None and shown.next_action.screen != "safety"
    assert shown.health.flag("SAFETY") is None
    hard(decided, "2026-03-16", tone=-2)
    assert decided.next_action("2026-03-17").screen == "safety", "it happened again"


def test_who_is_no_client_any_more_has_ended() -> None:
    decided = desk()
    answer(decided, FRIDAY, NO_CLIENT)
    shown = decided.overview(LATER)
    assert shown.verdict == "ended"
    assert (shown.client.closed_on, shown.client.ended_by) == (day(FRIDAY), "safety")
    assert look(decided, LATER) is None


def test_the_look_that_was_put_down_as_a_thing_to_do_is_done_with_it() -> None:
    ended = desk({**IN_WRITING, "how": "written_stop"})
    for action in ended.of_kind("action"):
        ended.change("action", action.id, done_on=None)
    answer(ended, FRIDAY, NOTHING_NEW)
    assert "Check that you are safe" not in [text for text, _ in ended.todo()]


def test_a_goodbye_goes_on_although_the_danger_is_over() -> None:
    ended = desk({**IN_WRITING, "how": "written_stop"})
    answer(ended, FRIDAY, OVER)
    assert look(ended, LATER) is not None, "until the client is closed"
    action = ended.next_action("2026-03-16")
    assert action.checklist and action.screen == "safety"


def test_the_line_that_was_drawn_is_no_danger_to_look_at() -> None:
    drawn = Desk.of()
    hard(drawn, "2026-03-05", tone=-2)
    drawn.log("incident", "2026-03-05", type="threat")
    drawn.take(DECIDED, "safety", {"danger": "no", "kind": "insult_first_time"})
    drawn.sent(DECIDED, "boundary_note")
    assert drawn.overview(LATER).situation.flag("SAFETY") is not None
    assert look(drawn, LATER) is None


def test_what_they_wrote_on_the_day_of_the_look_is_no_news_after_it() -> None:
    silent = desk(NO_CONTACT)
    silent.log("message_in", FRIDAY)
    answer(silent, FRIDAY, NOTHING_NEW)
    assert look(silent, "2026-03-16") is None


def test_our_own_hard_words_are_no_harm_of_theirs() -> None:
    decided = desk()
    decided.log("message_out", NEXT, tone=-1)
    due = look(decided, FRIDAY)
    assert due is not None
    answer(decided, FRIDAY, NOTHING_NEW)
    decided.log("message_out", "2026-03-16", tone=-1)
    assert standing_decision(decided.at("2026-03-17")) is not None


def test_the_newest_message_of_the_decision_is_the_one_that_went_out() -> None:
    decided = desk()
    (message,) = decided.of_kind("message")
    decided.add(
        "message",
        template="safety_limit",
        on="2026-03-09",
        sent_on="2026-03-09",
        decision=message.decision,
        attempt=message.attempt,
    )
    due = look(decided, FRIDAY)
    assert due is not None and due.sent_on == day("2026-03-09")


def test_what_is_decided_anew_is_soon_looked_at_twice() -> None:
    decided = desk()
    answer(decided, FRIDAY, NOTHING_NEW)
    decided.log("message_in", "2026-03-16", tone=-1)
    decided.take("2026-03-16", "safety", IN_WRITING)
    due = look(decided, "2026-03-23")
    assert due is not None
    assert (due.next_on - day("2026-03-23")).days == DEFAULT.safe_again_days


@pytest.mark.parametrize("number", [NOTHING_NEW, OVER])
def test_no_look_falls_on_a_weekend(number: int) -> None:
    ended = desk({**IN_WRITING, "how": "written_stop"})
    answer(ended, "2026-03-14", number)
    (attempt,) = ended.of_kind("attempt")
    assert attempt.review_by.weekday() == 0


def test_that_it_is_over_closes_what_was_open_until_now() -> None:
    decided = desk()
    closed = decided.log("incident", "2026-03-01", type="threat", closed_on="2026-03-02")
    still_open = decided.log("incident", "2026-03-05", type="threat")
    ahead = decided.log("incident", "2026-03-20", type="threat")
    answer(decided, FRIDAY, OVER)
    days = {event.id: event.closed_on for event in decided.of_kind("event")}
    assert days[closed] == day("2026-03-02")
    assert days[still_open] == day(FRIDAY)
    assert days[ahead] is None


@pytest.mark.parametrize("number", [OVER, NO_CLIENT])
def test_what_was_to_be_done_for_safety_is_dropped_with_the_danger(number: int) -> None:
    decided = desk(NO_CONTACT)
    asked = decided.add(
        "action",
        text="Ask the union",
        on=DECIDED,
        due="2026-03-20",
        decision=decided.of_kind("decision")[0].id,
    )
    by_hand = decided.add("action", text="Back up their files", on=DECIDED, due="2026-03-20")
    answer(decided, FRIDAY, number)
    dropped = {action.id: action.dropped_on for action in decided.of_kind("action")}
    assert (dropped[asked], dropped[by_hand]) == (day(FRIDAY), None)


def test_a_look_closes_nothing_else_that_is_to_be_done() -> None:
    ended = desk({**IN_WRITING, "how": "written_stop"})
    of_decision = {"decision": ended.of_kind("decision")[0].id, "due": "2026-03-20"}
    ended.add("action", text="Ask the union", on=DECIDED, **of_decision)
    ended.add("action", text="Check that you are safe", on=DECIDED, due="2026-03-20")
    answer(ended, FRIDAY, NOTHING_NEW)
    left = [text for text, due in ended.todo() if due == "2026-03-20"]
    assert left == ["Ask the union", "Check that you are safe"]
