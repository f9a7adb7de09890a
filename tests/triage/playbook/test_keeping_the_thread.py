"""After a goodbye the program keeps the thread: what was done is ticked, what is over goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.playbook.scene import Desk, day
from tests.ways import decided, to_send
from triage.changes import ChangeSet, Put, Remove
from triage.clients.next_action import STILL_TO_CLOSE
from triage.message_templates import load_templates
from triage.playbook.after.checklists import checklist, mark
from triage.playbook.after.closing import (
    WRITE_LESSON,
    end_date,
    goodbye_decided,
    in_the_way,
)
from triage.playbook.after.derived_changes import derived_changes
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.decide.outcomes import goes_on, outcome_due, suggestion
from triage.playbook.gates.gates import GateKey
from triage.records import Record, Review
from triage.records.codec import changed
from triage.review.card_question import energy_is_due
from triage.review.report import report_of

ON = "2026-03-20"
KEY = GateKey(override="There is no other way left, and I have thought about it")
END = {
    **{"still": "1", "solid": "1", "cushion": "1", "contract": "1", "open": "1", "mood": "1"},
    "way": "2",
}
GO = {"sure": "4", "terms": "1"}


def parted() -> Desk:
    desk = Desk.of()
    desk.visit("2026-03-19", key=KEY)
    desk.take(ON, "part", END, key=KEY)
    return desk


def done(desk: Desk) -> list[int]:
    return [point.n for point in checklist(desk.at("2026-05-01")).items if point.state == "done"]


def save(desk: Desk, record: Record, on: str = ON) -> None:
    """Store it as a form does, with what it brings."""
    was = desk.records.get((record.kind, record.id))
    changes = ChangeSet("Changed", (Put(record, was),))
    brought = derived_changes(desk.book, changes, day(on))
    desk.put(record)
    for each in brought:
        desk.apply(each)


def test_who_is_let_go_is_asked_and_remembered_as_who_leaves() -> None:
    texts = dict(parted().todo())
    assert to_send("feedback_request") in texts and to_send("later_checkin") in texts


def test_letter_and_talk_on_record_tick_their_points() -> None:
    desk = parted()
    planned = done(desk)
    desk.sent("2026-03-22", "parting_letter")
    assert done(desk) == [3, *planned]
    talk = desk.log("meeting", "2026-03-23")
    record = desk.records.pop(("event", talk))
    save(desk, record, "2026-03-23")
    assert done(desk) == [2, 3, *planned]
    for template, n in (("handover_thanks", 11), ("feedback_request", 12)):
        desk.sent("2026-04-20", template)
        assert n in done(desk)


def test_a_final_invoice_that_is_not_due_yet_blocks_nothing() -> None:
    desk = parted()
    desk.add("invoice", issued="2026-03-20", due="2026-04-20", amount="100.00")
    kinds = {obstacle.kind for obstacle in in_the_way(desk.at("2026-04-20"))}
    assert "unpaid" not in kinds
    assert "unpaid" in {obstacle.kind for obstacle in in_the_way(desk.at("2026-04-21"))}


def test_a_begun_goodbye_is_found_again() -> None:
    desk = Desk.of()
    desk.log("price_ask", "2026-03-18")
    desk.log("price_ask", "2026-03-19")
    assert entry_point(desk.at("2026-03-20")).screen == "adapt"
    desk.visit("2026-03-19", key=KEY)
    assert entry_point(desk.at("2026-03-20")).screen == "part"
    assert entry_point(desk.at("2026-04-20")).screen != "part"


@pytest.mark.parametrize(("reason", "well"), [(None, 1), ("they should hear it plainly", 0)])
def test_a_clean_dismissal_ended_well(reason: str | None, well: int) -> None:
    desk = parted()
    desk.sent("2026-03-22", "parting_letter", reason=reason)
    desk.end("2026-04-20")
    assert desk.at("2026-04-20").client.state == "closed"
    review = Review(id="r", on=day("2026-04-24"), finished_on=day("2026-04-24"))
    assert report_of(desk.book, review, day("2026-04-24"), 4).left_well == well


def test_an_incident_that_is_closed_takes_its_actions_along() -> None:
    desk = Desk.of()
    incident = desk.log("incident", ON, type="threat")
    desk.take(ON, "safety", {"danger": "no", "kind": "1", "keep": "", "over": "no", "how": "4"})
    assert desk.todo()
    save(desk, changed(desk.records["event", incident], {"closed_on": "2026-03-25"}), "2026-03-25")
    assert desk.todo() == []


def test_a_complaint_that_is_solved_takes_all_but_the_question_how_it_is() -> None:
    desk = Desk.of()
    complaint = desk.log("message_in", "2026-03-18", complaint=True)
    answers = {"feel": "the price was wrong", "right": "1", "fix": "the banner by Friday"}
    desk.take("2026-03-18", "complaint", answers, {"fix_by": ON})
    assert len(desk.todo()) == 2
    save(desk, changed(desk.records["event", complaint], {"solved_on": ON}))
    assert [text for text, _ in desk.todo()] == [to_send("next_day_followup")]


class TestAnIncidentClosedOnTheDayOfAGoodbye:
    """Danger opens the goodbye at once; danger that was over on the same day does not hold it."""

    def decided(self, closed_on: str | None = None) -> tuple[Desk, str]:
        desk = Desk.of()
        incident = desk.log("incident", ON, type="threat")
        desk.take(ON, "part", END)
        if closed_on is not None:
            self.close(desk, incident, closed_on)
        return desk, incident

    def close(self, desk: Desk, incident: str, closed_on: str) -> None:
        record = changed(desk.records["event", incident], {"closed_on": closed_on})
        save(desk, record, closed_on)

    @pytest.mark.parametrize("closed_on", [ON, "2026-03-01"])
    def test_the_goodbye_is_no_longer_decided_and_its_gates_count_again(
        self, closed_on: str
    ) -> None:
        desk, incident = self.decided()
        closed = changed(desk.records["event", incident], {"closed_on": closed_on})
        save(desk, closed)
        now = desk.at(ON)
        assert (now.client.state, now.client.ended_by) == ("active", None)
        assert desk.todo() == [] and not goodbye_decided(now)
        assert {"G1", "G2", "G3", "G4"} <= desk.shut(ON, "part").keys()

    def test_on_a_later_day_it_stands(self) -> None:
        desk, _ = self.decided("2026-03-21")
        assert desk.at("2026-03-21").client.state == "closing" and desk.todo()

    def test_what_they_know_already_stands(self) -> None:
        desk, incident = self.decided()
        desk.sent(ON, "parting_letter")
        self.close(desk, incident, ON)
        assert desk.at(ON).client.state == "closing"

    def test_one_that_had_its_night_stands(self) -> None:
        desk = Desk.of()
        desk.visit("2026-03-18", key=KEY)
        incident = desk.log("incident", ON, type="threat")
        desk.take(ON, "part", END)
        self.close(desk, incident, ON)
        assert desk.at(ON).client.state == "closing"

    @pytest.mark.parametrize("on", [ON, "2026-03-24"])
    @pytest.mark.parametrize(
        "fields", [{"what": "call"}, {"on": "2026-12-31"}, {"client": "another"}]
    )
    def test_one_that_was_none_holds_nothing_on_any_day(
        self, fields: dict[str, str], on: str
    ) -> None:
        desk, incident = self.decided()
        save(desk, changed(desk.records["event", incident], fields), on)
        assert desk.at(on).client.state == "active" and desk.todo() == []

    @pytest.mark.parametrize("on", [ON, "2026-03-24"])
    def test_nor_does_one_that_was_a_mistake(self, on: str) -> None:
        desk, incident = self.decided()
        gone = ChangeSet("Deleted", (Remove("event", incident),))
        brought = derived_changes(desk.book, gone, day(on))
        del desk.records["event", incident]
        for each in brought:
            desk.apply(each)
        assert desk.at(on).client.state == "active" and desk.todo() == []

    def stopped(self) -> tuple[Desk, str]:
        desk = Desk.of()
        incident = desk.log("incident", ON, type="threat")
        desk.take(ON, "safety", {"danger": "no", "kind": "1", "over": "no", "how": "1"})
        assert desk.at(ON).client.state == "closing"
        return desk, incident

    @pytest.mark.parametrize("fields", [{"closed_on": ON}, {"what": "call"}])
    def test_the_end_of_contact_falls_with_it_too(self, fields: dict[str, str]) -> None:
        desk, incident = self.stopped()
        save(desk, changed(desk.records["event", incident], fields))
        now = desk.at(ON)
        assert (now.client.state, now.client.ended_by) == ("active", None)
        assert desk.todo() == []

    def test_unless_it_was_sent(self) -> None:
        desk, incident = self.stopped()
        desk.sent(ON, "safety_stop")
        self.close(desk, incident, ON)
        assert (desk.at(ON).client.state, desk.at(ON).client.ended_by) == ("closing", "safety")

    def test_while_another_incident_is_open_it_stands(self) -> None:
        desk, incident = self.decided()
        desk.log("incident", ON, type="stalking")
        self.close(desk, incident, ON)
        assert desk.at(ON).client.state == "closing"


def test_who_is_back_is_not_said_goodbye_to() -> None:
    desk = Desk.of()
    desk.take(ON, "leaving", GO)
    assert desk.todo()
    save(desk, replace(desk.at(ON).client, state="active"), "2026-03-25")
    assert desk.todo() == []


def test_who_wants_no_more_messages_gets_none() -> None:
    desk = Desk.of()
    desk.take(ON, "leaving", {"sure": "1", "reason": "1", "relief": "no", "terms": "no_contact"})
    client = desk.at(ON).client
    assert (client.state, client.do_not_contact, client.ended_by) == ("leaving", True, "them")


def test_how_it_is_to_work_for_them_is_not_asked_once_they_said_that_they_go() -> None:
    desk = Desk.of()
    desk.add("energy", on="2026-03-01", mark=1)
    assert energy_is_due(desk.overview(ON), ())
    desk.log("leaving", "2026-03-19")
    assert not energy_is_due(desk.overview(ON), ())


def test_its_review_asks_what_is_left_and_never_whether_it_worked() -> None:
    desk = parted()
    now = desk.at("2026-03-27")
    assert suggestion(now) is None and not outcome_due(now) and goes_on(now)
    shown = desk.overview("2026-04-10")
    assert shown.next_action is not None and shown.next_action.outcome is None
    desk.apply(mark(desk.at("2026-04-10"), dict.fromkeys(range(1, 13), "done")))
    for action in desk.of_kind("action"):
        desk.change("action", action.id, done_on="2026-04-10")
    left = desk.overview("2026-04-11").next_action
    last = checklist(desk.at("2026-04-11")).first_open
    assert left is not None and last is not None and last.n == 13 and last.text in left.text
    desk.apply(mark(desk.at("2026-04-11"), {13: "done"}))
    desk.add("work_item", text="the logo")
    left = desk.overview("2026-04-11").next_action
    assert left is not None and left.text == STILL_TO_CLOSE


def test_once_they_know_the_first_open_point_is_next_and_what_is_due_goes_before_it() -> None:
    def next_text(on: str) -> str:
        action = desk.overview(on).next_action
        assert action is not None
        return action.text

    desk = parted()
    points = checklist(desk.at(ON)).items
    assert next_text(ON) == desk.todo()[0][0]
    desk.sent("2026-03-22", "parting_letter")
    assert next_text("2026-03-22").endswith(points[0].text)
    desk.apply(mark(desk.at("2026-03-22"), {1: "na"}))
    assert next_text("2026-03-22").endswith(points[1].text)
    assert next_text("2026-03-23") == to_send("next_day_followup")
    asked = [due for text, due in desk.todo() if text == to_send("feedback_request")]
    assert next_text(max(asked)) != points[1].text


def test_another_last_day_sends_nothing_they_have_had() -> None:
    desk = parted()
    desk.sent("2026-03-23", "parting_letter")
    desk.take("2026-03-25", "part", END, {"end_date": "2026-05-29"}, key=KEY)
    assert end_date(desk.at("2026-03-25")) == day("2026-05-29")
    templates = {a.template for a in desk.of_kind("action") if not (a.done_on or a.dropped_on)}
    assert "parting_letter" not in templates and "feedback_request" in templates


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_every_end_has_a_day_for_its_lesson(whose: str) -> None:
    desk = parted() if whose == "ours" else Desk.of()
    if whose == "theirs":
        desk.take(ON, "leaving", GO)
    desk.end("2026-04-20")
    lesson = (WRITE_LESSON, "2026-04-27")
    assert lesson in desk.todo()
    rule = {"when": "count(no_show, 28) >= 2", "sentence": "Two missed meetings in a month"}
    desk.take("2026-04-28", "lesson", values=rule)
    assert lesson not in desk.todo()


def test_the_talk_comes_before_the_questions() -> None:
    desk = Desk.of()
    desk.take(ON, "leaving", GO)
    days = dict(desk.todo())
    (talk,) = [due for text, due in desk.todo() if "why they chose to leave" in text]
    assert talk < days[to_send("feedback_request")]


@pytest.mark.parametrize("template", ["reply_to_leaver", "feedback_request"])
def test_who_leaves_is_asked_about_us_first_and_then_about_others(template: str) -> None:
    asks = " ".join(slot.text or "" for slot in load_templates()[template].slots)
    assert 0 <= asks.find("could have gone better") < asks.find("other clients")


def test_pressure_leads_to_another_page_than_a_plain_request() -> None:
    desk = Desk.of()
    pages = []
    for trade in ("they_ask_for_less", "they_press"):
        view = desk.view(ON, "renegotiate", {"trade": trade}, key=KEY, goal=decided)
        way = [step.question.id for step in view.path]
        pages.append(next(question for question in way if question in ("cause", "walk")))
    assert pages == ["cause", "walk"]
