"""What is proposed in situations in which a wrong proposal would do harm, by their facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.clients.advice import NextAction
from triage.clients.current_step import running_step
from triage.clients.goodbyes import goodbye_words
from triage.clients.next_action import next_action
from triage.playbook.ask.fact_lines import fact_lines
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Option
from triage.playbook.state.waiting import waiting

ON = "2026-03-20"
LATE = {"got": "yes", "dispute": "no"}


def desk(**facts: object) -> Desk:
    """A client who was met last week."""
    client = Desk.of(**facts)
    client.log("meeting", "2026-03-10")
    return client


def in_debt(due: str = "2026-02-10", **facts: object) -> Desk:
    """A client who owes 900 since that day."""
    client = Desk.of(**facts)
    client.add("invoice", id="i", number="2026-01", issued="2026-01-27", due=due, amount="900.00")
    return client


def proposal(of: Desk, on: str = ON) -> NextAction:
    situation = of.at(on)
    raised = {flag.code for flag in situation.health.flags}
    action = next_action(situation, running_step(situation.ledger, situation.on, raised))
    assert action is not None
    assert action.screen is None or of.view(on).screen == action.screen
    return action


def late_text(key: str, question: str = "stage") -> str:
    """What the page of late payment proposes by that answer."""
    option = builtin().screens["late"].questions[question].option(key)
    assert option is not None and option.do
    return option.do


def with_reason(client: Desk, on: str, reason: str, text: str = "") -> Desk:
    client.log("message_in", on, reason_to_wait=reason, text=text or None)
    return client


def is_wait(action: NextAction, until: str) -> bool:
    return action.held and action.due == day(until)


# --- there is a reason to wait --------------------------------------------------------------


def test_a_widow_is_left_in_peace_and_gets_one_kind_line() -> None:
    client = with_reason(in_debt(), "2026-03-06", "bereavement", "My husband died on Monday.")
    kind_line = proposal(client)
    assert (kind_line.screen, kind_line.due, kind_line.held) == ("late", day(ON), False)
    assert kind_line.text not in {late_text(o.key) for o in stages()}
    client.log("message_out", "2026-03-20")
    assert is_wait(proposal(client), "2026-05-05")
    lines = {line.label: line.text for line in fact_lines(client.at(ON), "late")}
    assert "husband" in lines["they said"] and "a death" in lines["wait"]


def test_a_message_that_was_put_down_to_do_earlier_is_not_proposed_to_a_widow() -> None:
    client = in_debt()
    client.take("2026-03-03", "late", {**LATE, "stage": "friendly_reminder"})
    reminder = proposal(client, "2026-03-04")
    assert reminder.action is not None
    with_reason(client, "2026-03-06", "bereavement")
    assert proposal(client).action is None
    client.take(ON, None, {"why_late": "bereavement"}, {"until": "2026-05-04"})
    assert [text for text, _ in client.todo()] == [proposal(client).text]
    client.sent(ON, "kind_line")
    assert is_wait(proposal(client), "2026-05-04")
    after = proposal(client, "2026-05-04")
    assert after.text == late_text("friendly_reminder")


def test_an_illness_that_ends_on_a_known_day_is_waited_for_until_then() -> None:
    client = in_debt()
    client.log("pause", "2026-03-02", by="them", until="2026-04-05", reason_to_wait="illness")
    client.log("message_out", "2026-03-02")
    assert is_wait(proposal(client), "2026-04-06")
    assert proposal(client, "2026-04-06").text == late_text("friendly_reminder")


def test_a_question_is_not_asked_again_while_they_are_on_holiday() -> None:
    client = desk()
    client.log("message_out", "2026-03-11", asks=True)
    client.log("pause", "2026-03-12", by="them", until="2026-04-12")
    wait = proposal(client, "2026-04-10")
    assert is_wait(wait, "2026-04-13")
    assert waiting(client.at("2026-04-13")) is None


def test_a_step_that_is_due_waits_with_them() -> None:
    client = desk()
    client.take("2026-03-01", "adapt", {"cause": "not_known", "ask": "yes"})
    client.sent("2026-03-02", "reset_expectations")
    for todo in client.of_kind("action"):
        client.change("action", todo.id, done_on="2026-03-02")
    assert proposal(client).outcome == "adapt"
    with_reason(client, "2026-03-12", "family")
    assert proposal(client).outcome is None


def test_a_client_without_a_flag_is_left_in_peace_too() -> None:
    client = with_reason(desk(), "2026-03-18", "illness")
    client.log("message_out", "2026-03-19")
    assert is_wait(proposal(client), "2026-05-17")


def test_a_reason_of_long_ago_holds_no_more() -> None:
    client = with_reason(in_debt(), "2026-01-10", "bereavement")
    assert proposal(client).text == late_text("friendly_reminder")


def test_an_ended_client_who_is_in_mourning_is_left_in_peace_about_the_last_bill() -> None:
    client = with_reason(
        in_debt(state="closed", closed_on="2026-02-20"), "2026-03-06", "bereavement"
    )
    client.log("message_out", "2026-03-07")
    assert is_wait(proposal(client), "2026-05-05")


def test_the_pages_take_a_reason_that_nobody_had_recorded() -> None:
    client = in_debt()
    answers = {"got": "yes", "dispute": "told_why", "why_late": "illness"}
    client.take(ON, "late", answers, {"until": "2026-04-20"})
    client.sent(ON, "kind_line")
    assert is_wait(proposal(client, "2026-03-21"), "2026-04-20")
    silent = desk()
    silent.log("message_out", "2026-03-11", asks=True)
    silent.take(ON, "silent", {"clear": "told_why", "told_why": "holiday"}, {"until": "2026-04-01"})
    silent.sent(ON, "kind_line")
    assert is_wait(proposal(silent, "2026-03-31"), "2026-04-01")


def test_going_on_is_the_user_s_to_decide() -> None:
    client = with_reason(in_debt(), "2026-03-06", "holiday")
    client.take(ON, None, {"why_late": "over", "stage": "friendly_reminder"})
    assert proposal(client).action is not None and waiting(client.at(ON)) is None


# --- what comes before money ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "fields", "page"),
    [
        ("incident", {"type": "threat"}, "safety"),
        ("message_in", {"tone": -2, "text": "a child writes better"}, "safety"),
        ("leaving", {}, "leaving"),
        ("leave_sign", {"sign": "asks_files"}, "leaving"),
        ("message_in", {"complaint": True}, "complaint"),
    ],
)
def test_something_else_comes_before_money(what: str, fields: dict[str, object], page: str) -> None:
    client = with_reason(in_debt(), "2026-03-06", "illness")
    client.log(what, "2026-03-17", **fields)
    assert proposal(client).screen == page


def test_who_asks_for_the_files_is_asked_before_anybody_says_goodbye() -> None:
    client = desk()
    client.log("leave_sign", "2026-03-17", sign="asks_files")
    going = desk()
    going.log("leaving", "2026-03-17")
    assert proposal(client).screen == proposal(going).screen == "leaving"
    assert proposal(client).text != proposal(going).text


def test_a_notice_from_before_they_came_back_is_no_notice_of_today() -> None:
    client, back = desk(), Desk.of(closed_on="2025-05-02", returned_on="2025-09-01")
    back.log("leaving", "2025-04-01")
    for each in (client, back):
        each.log("leave_sign", "2026-03-17", sign="asks_files")
    assert proposal(back).text == proposal(client).text
    assert goodbye_words(back.overview("2026-03-20")) is None


# --- the steps of late payment --------------------------------------------------------------


def stages() -> list[Option]:
    return [o for o in builtin().screens["late"].questions["stage"].options if o.stage]


Sent = Callable[[Desk], object]


def sent(*messages: tuple[str, str]) -> Sent:
    def send(client: Desk) -> None:
        for on, template in messages:
            if template == "call":
                client.log("call", on)
            else:
                client.sent(on, template)

    return send


def after_a_look(step: str) -> str:
    return f"See whether they have paid; if not: {step[0].lower()}{step[1:]}"


NONE_SENT = sent()
REMINDED = ("2026-02-12", "payment_reminder")
TWICE = (REMINDED, ("2026-02-19", "payment_reminder"))
CALLED = (*TWICE, ("2026-02-26", "call"))
PAUSED = (*CALLED, ("2026-03-12", "pause_work"))


@pytest.mark.parametrize(
    ("on_record", "on", "stage", "earliest"),
    [
        (NONE_SENT, "2026-02-11", "friendly_reminder", None),
        (NONE_SENT, "2026-05-11", "friendly_reminder", None),
        (sent(REMINDED), "2026-02-13", "second_reminder", "2026-02-19"),
        (sent(REMINDED), "2026-03-20", "second_reminder", None),
        (sent(*TWICE), "2026-02-20", "call", "2026-02-26"),
        (sent(*TWICE), "2026-02-26", "call", None),
        (sent(*CALLED), "2026-02-27", "pause_notice", "2026-03-05"),
        (sent(*PAUSED), "2026-03-13", "final_demand", "2026-03-19"),
        (sent(*PAUSED), "2026-03-20", "final_demand", None),
    ],
)
def test_a_step_is_proposed_when_the_one_before_is_on_record_and_its_time_has_come(
    on_record: Sent, on: str, stage: str, earliest: str | None
) -> None:
    client = in_debt()
    on_record(client)
    action = proposal(client, on)
    step = late_text(stage)
    assert action.text == (after_a_look(step) if on_record is not NONE_SENT else step)
    assert (action.due, action.held) == (day(earliest or on), earliest is not None)


def test_after_the_final_demand_there_is_time_to_pay_and_then_a_decision() -> None:
    client = in_debt()
    sent(*PAUSED, ("2026-03-20", "final_demand"))(client)
    action = proposal(client, "2026-03-21")
    do = builtin().screens["late"].do
    assert (action.text, action.due) == (after_a_look(do), day("2026-04-03"))


def test_a_promised_day_is_waited_for_and_no_longer() -> None:
    client = in_debt()
    sent(*TWICE)(client)
    client.log("promise", "2026-03-18", due="2026-03-25")
    waits = proposal(client)
    assert (waits.text, waits.due) == (late_text("wait_for_day"), day("2026-03-26"))
    assert proposal(client, "2026-03-26").text == after_a_look(late_text("call"))


def test_nobody_is_dunned_who_is_insolvent() -> None:
    client = in_debt()
    sent(*PAUSED)(client)
    client.log("insolvency", "2026-03-13")
    for on in (ON, "2026-09-20"):
        assert proposal(client, on).text == late_text("insolvent", "who")


# --- what is not known ----------------------------------------------------------------------


def test_what_is_not_known_is_proposed_as_something_to_do() -> None:
    client = Desk.of()
    unknown = client.at(ON).health.unknown
    assert unknown and proposal(client).text == unknown[0].do
    assert isinstance(proposal(client).due, date | None)


# --- a goodbye that has begun ---------------------------------------------------------------


def test_a_begun_goodbye_is_slept_on_first() -> None:
    client = desk()
    client.add("attempt", screen="part", on="2026-03-19", opened_at="2026-03-19T17:00:00")
    action = proposal(client, "2026-03-19")
    assert (action.screen, action.due, action.held) == ("part", day("2026-03-20"), True)
    assert not proposal(client, "2026-03-20").held


# --- the messages without an answer ---------------------------------------------------------


def silence_text(key: str) -> str:
    option = builtin().screens["silent"].questions["reach"].option(key)
    assert option is not None and option.do
    return option.do


@pytest.mark.parametrize(
    ("again", "on", "key", "until"),
    [
        ((), "2026-03-30", "once", None),
        (("2026-03-28",), "2026-03-30", "twice", "2026-04-04"),
        (("2026-03-28",), "2026-04-04", "twice", None),
        (("2026-03-22", "2026-03-28"), "2026-03-30", "three_or_more", "2026-04-04"),
        (("2026-03-22", "2026-03-28"), "2026-04-04", "three_or_more", None),
    ],
)
@pytest.mark.parametrize("by_message", [True, False])
def test_who_was_asked_again_is_given_days_to_answer_and_not_asked_the_same_again(
    again: tuple[str, ...], on: str, key: str, until: str | None, by_message: bool
) -> None:
    client = desk()
    client.log("message_out", "2026-03-11", asks=True)
    for asked in again:
        if by_message:
            client.sent(asked, "silence_nudge")
        else:
            client.log("message_out", asked, text="Asked once more")
    action = proposal(client, on)
    text = silence_text(key)
    assert action.screen == "silent" and (until is not None or action.text == text)
    assert (action.due, action.held) == (day(until or on), until is not None)
