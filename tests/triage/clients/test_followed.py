"""What was done about an advice: for how long it is not given again, and what is new since."""

from __future__ import annotations

import pytest

from tests.triage.clients.test_advice import proposal
from tests.triage.playbook.scene import Desk, day
from triage.clients.advice import NextAction
from triage.health.history import ANSWERS
from triage.playbook.load.playbook_file import builtin

ASKED, ON = "2026-03-02", "2026-03-20"


def silent() -> Desk:
    """They owe an answer since 2 March."""
    client = Desk.of()
    client.log("meeting", "2026-02-27")
    client.log("message_out", ASKED, asks=True)
    return client


def fading() -> Desk:
    """They gave a sign that they may go."""
    client = Desk.of()
    client.log("meeting", "2026-03-10")
    client.log("leave_sign", "2026-03-12", sign="rival")
    return client


def is_asked(action: NextAction, until: str) -> bool:
    return action.held and action.due == day(until) and action.look is not None


def test_a_question_that_was_asked_once_more_waits_for_its_answer() -> None:
    once = proposal(silent())
    by_message, by_hand = silent(), silent()
    by_message.sent(ON, "silence_nudge")
    by_hand.log("message_out", ON, text="Did you get my question?")
    for client in (by_message, by_hand):
        assert is_asked(proposal(client), "2026-03-27")
        later = proposal(client, "2026-03-27")
        assert later.due == day("2026-03-27") and later.screen == once.screen
    first = silent()
    first.log("message_out", ASKED, text="the same day")
    assert proposal(first) == once


def test_days_of_silence_are_no_news() -> None:
    client = silent()
    client.sent("2026-03-25", "silence_nudge")
    before, act = client.at("2026-03-25").severity("SILENT"), client.at("2026-03-26")
    assert act.severity("SILENT") > before
    assert is_asked(proposal(client, "2026-03-26"), "2026-04-01")


def test_what_was_decided_to_ask_first_is_the_one_next_thing() -> None:
    client = fading()
    advice = proposal(client)
    client.take(ON, "adapt", {"ask": "no"})
    (task,) = client.of_kind("action")
    asked = proposal(client)
    assert (asked.action, asked.due) == (task.id, day("2026-03-22"))
    client.sent("2026-03-22", task.template)
    assert is_asked(proposal(client, "2026-03-22"), "2026-03-29")
    assert proposal(client, "2026-03-29").text == advice.text, "nobody answered"


def test_what_was_asked_is_done_however_it_was_said_to_be() -> None:
    client = fading()
    client.take(ON, "adapt", {"ask": "no"})
    (task,) = client.of_kind("action")
    client.change("action", task.id, done_on=ON)
    assert is_asked(proposal(client), "2026-03-27")


def test_an_answer_leads_on_and_a_new_sign_begins_anew() -> None:
    client = fading()
    advice = proposal(client)
    client.sent(ON, "reset_expectations")
    client.log("message_in", "2026-03-23", text="No budget this quarter")
    answered = proposal(client, "2026-03-24")
    assert answered.text != advice.text and answered.due == day("2026-03-24")
    client.log("leave_sign", "2026-03-25", sign="rival")
    assert proposal(client, "2026-03-25").text != advice.text, "the same flag, no worse"


@pytest.mark.parametrize("what", ANSWERS)
def test_however_they_answer_it_is_waited_for_no_longer(what: str) -> None:
    client = fading()
    client.sent(ON, "reset_expectations")
    client.log(what, ON)
    assert is_asked(proposal(client, "2026-03-24"), "2026-03-27"), "it came before the message"
    client.log(what, "2026-03-23")
    answered = proposal(client, "2026-03-24")
    assert not answered.held and answered.due == day("2026-03-24")


def test_a_message_from_before_the_flag_says_nothing_of_it() -> None:
    client = Desk.of()
    client.log("meeting", "2026-03-10")
    client.sent("2026-03-16", "reset_expectations")
    client.log("leave_sign", "2026-03-18", sign="rival")
    assert not proposal(client).held


def test_a_message_of_long_ago_says_nothing_of_today() -> None:
    client = fading()
    client.sent("2026-03-12", "reset_expectations")
    client.log("message_in", "2026-03-14")
    assert proposal(client, "2026-04-08").text != proposal(fading(), "2026-04-08").text
    assert proposal(client, "2026-04-09").text == proposal(fading(), "2026-04-09").text


def test_what_a_step_that_is_over_sent_is_over() -> None:
    client = Desk.of()
    client.log("message_in", "2026-03-12", tone=-1)
    client.log("message_in", "2026-03-13", tone=-1)
    client.take("2026-03-14", "adapt", {"line": "No calls after six and no shouting."})
    client.sent("2026-03-14", "reset_expectations")
    client.sent("2026-03-15", "scope_change")
    client.outcome(ON, "adapt", "failed")
    after = proposal(client)
    assert (after.screen, after.text) == ("train", builtin().screens["train"].do)
