"""A message that went out belongs to the newest open step or door that asked for it."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from tests.ways import to_send
from triage.message_templates import load_templates
from triage.playbook.after.sending import belongs_to
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import GateKey
from triage.records import Message

ON = "2026-03-20"
KEY = GateKey(override="There is no other way left, and I have thought about it for long")
LINE = {"line": "No calls after six and no shouting."}


def adapting() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    desk.take(ON, "adapt", LINE)
    return desk


def message(desk: Desk) -> Message:
    (stored,) = desk.of_kind("message")
    assert isinstance(stored, Message)
    return stored


def test_the_fact_alone_is_recorded_without_a_draft() -> None:
    desk = adapting()
    desk.sent("2026-03-21", "reset_expectations")
    (attempt,) = desk.of_kind("attempt")
    (decision,) = desk.of_kind("decision")
    stored = message(desk)
    assert (stored.sent_on, stored.text) == (day("2026-03-21"), None)
    assert (stored.attempt, stored.decision) == (attempt.id, decision.id)


def test_what_was_to_be_sent_is_done() -> None:
    desk = adapting()
    desk.sent("2026-03-21", "reset_expectations")
    assert desk.todo() == []
    assert [a.done_on for a in desk.of_kind("action")] == [day("2026-03-21")]


def test_the_stored_draft_is_the_one_that_went_out() -> None:
    desk = adapting()
    old = desk.add("message", template="reset_expectations", on="2026-03-01", sent_on="2026-03-01")
    draft = desk.add(
        "message", template="reset_expectations", on=ON, text="Dear Rolf", parked_on=ON
    )
    desk.sent("2026-03-21", "reset_expectations", reason="he asked for it like this")
    messages = {m.id: m for m in desk.of_kind("message")}
    assert set(messages) == {old, draft}
    sent = messages[draft]
    assert (sent.sent_on, sent.text, sent.parked_on) == (day("2026-03-21"), "Dear Rolf", None)
    assert sent.reason == "he asked for it like this"
    assert messages[old].sent_on == day("2026-03-01")


def test_nobody_asked_for_it() -> None:
    desk = adapting()
    desk.sent(ON, "how_we_work")
    assert (message(desk).attempt, message(desk).decision) == (None, None)


def test_a_step_that_is_over_takes_no_more() -> None:
    desk = adapting()
    desk.outcome("2026-03-21", "adapt", "failed")
    desk.sent("2026-03-22", "reset_expectations")
    assert message(desk).attempt is None


def test_nor_does_the_draft_that_was_written_for_it() -> None:
    desk = adapting()
    (attempt,) = desk.of_kind("attempt")
    desk.add("message", template="reset_expectations", on=ON, attempt=attempt.id)
    desk.outcome("2026-03-21", "adapt", "failed")
    desk.sent("2026-03-22", "reset_expectations")
    assert message(desk).attempt is None


def test_a_step_that_its_own_decision_ended_does() -> None:
    desk = Desk.of()
    desk.take(ON, "train", {"known": "3", "repeat": "0"}, key=KEY)
    desk.sent("2026-03-21", "thank_you")
    assert message(desk).attempt is not None


def test_the_newest_of_several() -> None:
    desk = adapting()
    desk.add("invoice", issued="2026-02-01", due="2026-03-10", amount="9.00")
    for stage in ("1", "2"):
        desk.take(ON, "late", {"got": "yes", "dispute": "no", "stage": stage})
    belonging = belongs_to(desk.at(ON), "payment_reminder")
    assert belonging is not None
    newest = [d for d in desk.of_kind("decision") if d.screen == "late"]
    assert belonging.decision.id in {d.id for d in newest}


def test_a_further_thing_to_do_names_it_too() -> None:
    desk = Desk.of()
    desk.visit("2026-03-19", key=KEY)
    answers = dict.fromkeys(("still", "solid", "cushion", "contract", "open", "mood", "way"), "1")
    desk.take(ON, "part", answers)
    desk.sent("2026-03-26", "parting_letter")
    assert message(desk).attempt is not None
    asked = (to_send("next_day_followup"), "2026-03-27")
    left = [text for text, _ in desk.todo()]
    assert to_send("parting_letter") not in left and asked in desk.todo()


def test_a_goodbye_sent_long_ago_is_not_asked_about() -> None:
    desk = Desk.of()
    desk.sent("2026-03-26", "parting_letter", day=day("2026-03-10"))
    assert desk.todo() == []


def test_a_day_in_the_past_may_be_ticked() -> None:
    desk = adapting()
    desk.sent("2026-03-25", "reset_expectations", day=day("2026-03-21"))
    assert (message(desk).sent_on, message(desk).on) == (day("2026-03-21"), day("2026-03-21"))


def test_a_day_to_come_may_not() -> None:
    with pytest.raises(DecisionRefused, match="2026-03-21 is in the future"):
        adapting().sent(ON, "reset_expectations", day=day("2026-03-21"))


def test_a_template_there_is_not() -> None:
    first = min(load_templates())
    with pytest.raises(DecisionRefused, match=f"no template 'love_letter'; choose one of {first}"):
        adapting().sent(ON, "love_letter")


def test_what_was_decided_before_they_came_back_is_history() -> None:
    desk = adapting()
    desk.change("client", "c", closed_on="2026-03-25", returned_on="2026-04-01")
    desk.sent("2026-04-02", "reset_expectations")
    assert message(desk).attempt is None


def test_a_follow_up_that_no_decision_asked_for_is_done_too() -> None:
    desk = Desk.of()
    desk.add("action", text="Ask", on=ON, due=ON, template="next_day_followup")
    desk.sent(ON, "next_day_followup")
    assert desk.todo() == []
