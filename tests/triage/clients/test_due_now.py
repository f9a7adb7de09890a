"""What is due with everybody: what rests with somebody who has a reason to wait, and one line for
a client's next action and step, which says what the list says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from storage.demo import past_reviews, sample_year
from tests.triage.clients.test_next_action import attempt, decision, overdue
from tests.triage.creeping import D, action, ago, client, creeping
from tests.triage.lives import TODAY
from tests.triage.playbook.scene import Desk, day
from tests.triage.strategies import ledgers
from triage.clients.agenda import AgendaEntry, agenda
from triage.clients.due_now import with_next_actions
from triage.clients.overview import Overview, overviews
from triage.ledger import Book, Ledger, book
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.waiting import waiting
from triage.records import Event, Review

ON = "2026-03-20"


def due(desk: Desk, on: str = ON) -> list[AgendaEntry]:
    entries = agenda(desk.book, day(on))
    return [
        entry
        for entry in with_next_actions(entries, overviews(desk.book, day(on)), day(on))
        if entry.day <= day(on)
    ]


def reminded() -> Desk:
    desk = Desk.of()
    desk.add("invoice", issued="2026-02-01", due="2026-02-15", amount="900.00")
    desk.take("2026-03-19", "late", {"got": "yes", "dispute": "no", "stage": "friendly_reminder"})
    return desk


def test_what_asks_for_money_rests_while_they_have_a_reason_to_wait() -> None:
    desk = reminded()
    reminder = desk.of_kind("action")[0].id
    assert reminder in [entry.record for entry in due(desk)]
    desk.log("message_in", ON, reason_to_wait="bereavement")
    assert reminder not in [entry.record for entry in due(desk)]
    assert [entry.kind for entry in due(desk)] == ["next"], "one kind line"


def test_what_has_its_day_while_they_are_left_in_peace_comes_after_it() -> None:
    desk = reminded()
    (reminder,) = desk.of_kind("action")
    desk.change("action", reminder.id, due="2026-03-24")
    desk.log("message_in", ON, reason_to_wait="bereavement")
    wait = waiting(desk.at(ON))
    assert wait is not None
    entries = with_next_actions(agenda(desk.book, day(ON)), overviews(desk.book, day(ON)), day(ON))
    days = [entry.day for entry in entries if entry.record == reminder.id]
    assert days == [wait.until] and wait.until > day("2026-03-24")
    desk.change("action", reminder.id, due="2026-12-01")
    entries = with_next_actions(agenda(desk.book, day(ON)), overviews(desk.book, day(ON)), day(ON))
    assert day("2026-12-01") in [entry.day for entry in entries if entry.record == reminder.id]


def test_one_s_own_work_does_not_rest() -> None:
    desk = reminded()
    own = desk.add("action", on="2026-03-19", text="Deliver the draft", due=ON)
    desk.log("message_in", ON, reason_to_wait="illness")
    assert own in [entry.record for entry in due(desk)]


# --- one line a client ------------------------------------------------------------------------


def due_of(known: Book, on: date) -> tuple[list[AgendaEntry], dict[str, Overview]]:
    judged = overviews(known, on)
    entries = with_next_actions(agenda(known, on), judged, on)
    return [entry for entry in entries if entry.day <= on], judged


def lines(ledger: Ledger) -> list[tuple[str, date, str]]:
    entries, _ = due_of(Book(ledgers={"n": ledger}), D)
    return [(entry.kind, entry.day, entry.text) for entry in entries]


def test_a_step_about_something_else_stands_behind_what_is_more_urgent() -> None:
    threat = Event(id="t", client="n", on=ago(1), what="incident")
    step = attempt(flag="SCOPE_CREEP", review_by=ago(2))
    ledger = replace(creeping(), attempt=(step,), event=(*creeping().event, threat))
    ((kind, day, text),) = lines(ledger)
    assert (kind, day) == ("next", ago(2)), "it is overdue since the day of the step"
    urgent, _, behind = text.partition(". Then: ")
    judged = overviews(Book(ledgers={"n": ledger}), D)["n"]
    assert judged.next_action is not None and urgent == judged.next_action.text
    assert behind


def test_the_door_that_is_due_is_said_as_the_list_says_it() -> None:
    door = attempt(screen="late", flag="PAY_LATE", on=ago(9), taken_on=ago(9), review_by=ago(2))
    ledger = Ledger(client=client(), invoice=(overdue(),), attempt=(door,))
    judged = overviews(Book(ledgers={"n": ledger}), D)["n"]
    assert judged.next_action is not None
    assert lines(ledger) == [("next", ago(2), judged.next_action.text)]
    assert judged.step_day is None, "and no second time as a review that is due"


def test_what_is_to_be_done_stands_before_the_step_and_can_be_settled() -> None:
    ledger = replace(
        creeping(),
        attempt=(attempt(flag="SCOPE_CREEP", review_by=ago(0)),),
        decision=(decision("d", "a"),),
        action=(action("send it", ago(1), decision="d"),),
    )
    ((kind, day, text),) = lines(ledger)
    assert (kind, day) == ("action", ago(1)) and text.startswith("send it. Then: ")


@pytest.mark.parametrize("on", [date(2026, 11, 27), date(2026, 11, 29), date(2026, 12, 4)])
def test_the_sample_year_names_each_client_once(on: date) -> None:
    records = list(sample_year(date(2026, 11, 27)))
    known = book([*records, *past_reviews(date(2026, 11, 27), records)])
    entries, judged = due_of(known, on)
    by_page = [entry.client_id for entry in entries if entry.kind in ("next", "step")]
    assert len(by_page) == len(set(by_page))
    for entry in entries:
        action = judged[entry.client_id].next_action
        if entry.kind in ("next", "step") and action is not None and action.due is not None:
            assert entry.text.startswith(action.text)


@given(ledgers())
def test_one_line_for_what_a_page_does(ledger: Ledger) -> None:
    entries, judged = due_of(Book(ledgers={ledger.client.id: ledger}), TODAY)
    by_page = [entry for entry in entries if entry.kind in ("next", "step")]
    action = judged[ledger.client.id].next_action
    if action is not None and action.due is not None and action.due <= TODAY:
        assert len(by_page) <= 1


def test_what_was_there_when_they_were_put_off_waits_with_them() -> None:
    """What has its day ahead comes on that day."""
    desk = Desk.of(not_tracked=["hours", "money", "contact", "energy"])
    late = desk.add("action", on="2026-03-01", text="Ask Rolf", due="2026-03-18")
    ahead = desk.add("action", on="2026-03-01", text="Call Rolf", due="2026-03-24")
    card = {"client": "c", "on": "2026-03-19", "verdict": "snooze", "until": "2026-04-03"}
    desk.put(Review(id="r", on=day("2026-03-19"), cards=(card,)))
    desk.change("action", ahead, due="2026-04-10")
    entries = with_next_actions(agenda(desk.book, day(ON)), overviews(desk.book, day(ON)), day(ON))
    days = {entry.record: entry.day.isoformat() for entry in entries if entry.kind == "action"}
    assert days == {late: "2026-04-03", ahead: "2026-04-10"}


@pytest.mark.parametrize("on", [ON, "2026-03-21"])
def test_a_night_that_is_slept_over_is_one_line_before_its_end_and_on_it(on: str) -> None:
    desk = Desk.of()
    desk.visit(ON, key=GateKey(own_plans=True), clock="10:00")
    overview = desk.overview(on)
    assert overview.next_action is not None and overview.next_action.due == day("2026-03-21")
    entries = with_next_actions(agenda(desk.book, day(on)), {"c": overview}, day(on))
    assert [(entry.kind, entry.day) for entry in entries] == [("cooling", day("2026-03-21"))]


def test_a_step_whose_day_is_ahead_keeps_its_own_line() -> None:
    threat = Event(id="t", client="n", on=ago(1), what="incident")
    step = attempt(flag="SCOPE_CREEP", review_by=ago(-5))
    ledger = replace(creeping(), attempt=(step,), event=(*creeping().event, threat))
    judged = overviews(Book(ledgers={"n": ledger}), D)
    entries = with_next_actions(agenda(Book(ledgers={"n": ledger}), D), judged, D)
    assert [(e.kind, e.day) for e in entries] == [("next", D), ("step", ago(-5))]
    assert "Then" not in entries[0].text
