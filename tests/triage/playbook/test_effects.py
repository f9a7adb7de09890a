"""What each named rule sets down beside the decision."""

from __future__ import annotations

import pytest

from tests.triage.playbook.effects import ON, client
from tests.triage.playbook.scene import Desk, day, paid_invoice
from tests.ways import to_send
from triage.playbook.after.follow_up import follow_up
from triage.playbook.errors import BadField
from triage.playbook.load.playbook_file import builtin

COMPLAINT = {"feel": "the logo is late again", "right": "1", "fix": "the logo by Monday"}


LOOK_BACK = {"hit": "2", "where": "the third week, first late reply", "side": "1", "load": "60"}


SHOUTED_AGAIN = {"danger": "no", "kind": "6", "keep": "", "over": "no"}


class TestComplaint:
    def complained(self) -> tuple[Desk, str]:
        desk = Desk.of()
        return desk, desk.log("message_in", "2026-03-18", complaint=True, text="late again")

    def test_answered_mended_asked_again(self) -> None:
        desk, _ = self.complained()
        desk.take(ON, "complaint", COMPLAINT, {"fix_by": "2026-03-23"})
        promise = desk.of_kind("event")[1]
        assert (promise.what, promise.due, promise.text) == (
            "our_promise",
            day("2026-03-23"),
            "the logo by Monday",
        )
        assert desk.todo() == [
            ("Reply today, fix it by the date you give, check in the day after", ON),
            (to_send("next_day_followup"), "2026-03-24"),
        ]

    def test_the_day_after_is_asked_about_once(self) -> None:
        desk, complaint = self.complained()
        desk.take(ON, "complaint", COMPLAINT, {"fix_by": "2026-03-23"})
        desk.take("2026-03-21", "complaint", COMPLAINT, {"fix_by": "2026-03-26"})
        desk.change("event", complaint, solved_on="2026-03-25")
        desk.apply(follow_up(desk.at("2026-03-25"), complaint))
        asked = [entry for entry in desk.todo() if entry[0] == to_send("next_day_followup")]
        assert asked == [(to_send("next_day_followup"), "2026-03-27")]
        (action,) = [a for a in desk.of_kind("action") if a.template == "next_day_followup"]
        desk.change("action", action.id, done_on="2026-03-27")
        assert follow_up(desk.at("2026-03-28"), complaint) is None

    def test_solved_without_the_screen_it_is_asked_too(self) -> None:
        desk, complaint = self.complained()
        desk.change("event", complaint, solved_on=ON)
        desk.apply(follow_up(desk.at(ON), complaint))
        desk.apply(follow_up(desk.at(ON), complaint))
        assert desk.todo() == [(to_send("next_day_followup"), "2026-03-21")]

    def test_asked_and_still_not_solved_it_is_asked_again(self) -> None:
        desk, _ = self.complained()
        desk.take(ON, "complaint", COMPLAINT, {"fix_by": "2026-03-23"})
        (action,) = [a for a in desk.of_kind("action") if a.template == "next_day_followup"]
        desk.change("action", action.id, done_on="2026-03-24")
        desk.take("2026-03-25", "complaint", COMPLAINT, {"fix_by": "2026-03-27"})
        assert (to_send("next_day_followup"), "2026-03-28") in desk.todo()


class TestSafety:
    def test_stop_ends_it(self) -> None:
        desk = Desk.of()
        desk.log("incident", ON, type="threat")
        taken = desk.take(ON, None, {**SHOUTED_AGAIN, "how": "1"})
        assert (taken.decision.code, taken.decision.template) == ("STOP", "safety_stop")
        assert (client(desk).state, client(desk).ended_by) == ("closing", "safety")
        desk.sent(ON, "safety_stop")
        assert client(desk).do_not_contact

    def test_a_stop_without_an_incident_says_what_happened(self) -> None:
        way = {"danger": "no", "kind": "3", "keep": "", "over": "2", "how": "1"}
        for typed in ({}, {"reason": "I have had enough"}):
            with pytest.raises(BadField, match="reason"):
                Desk.of().take(ON, "safety", way, typed)
        desk = Desk.of()
        desk.take(ON, "safety", way, {"reason": "They asked me to hide the receipts"})
        assert client(desk).state == "closing"
        written = Desk.of()
        written.take(ON, "safety", {**way, "keep": "On the phone he told me to forge the date"})
        assert client(written).state == "closing"
        same_night = Desk.of()
        same_night.take(ON, "safety", {"danger": "yes"})
        with pytest.raises(BadField, match="reason"):
            same_night.take(ON, "safety", way)

    def test_only_the_end_of_contact_sends_the_notice_that_ends_it(self) -> None:
        rules = builtin().screens["safety"].decisions.values()
        ending = {rule.template for rule in rules if rule.effect == "end_contact"}
        others = {rule.template for rule in rules if rule.effect != "end_contact"}
        assert ending and not ending & others

    @pytest.mark.parametrize("how", ["3", "4"])
    def test_advice_first_holds_all_contact(self, how: str) -> None:
        desk = Desk.of()
        desk.take(ON, "safety", {**SHOUTED_AGAIN, "how": how})
        assert client(desk).do_not_contact

    def test_the_written_stop_may_still_go_out_after_it(self) -> None:
        desk = Desk.of()
        desk.take(ON, "safety", {"danger": "yes"})
        taken = desk.take("2026-03-21", "safety", {**SHOUTED_AGAIN, "how": "1"})
        assert taken.decision.template == "safety_stop"
        assert not client(desk).do_not_contact

    def test_a_switch_set_by_hand_stays(self) -> None:
        desk = Desk.of(do_not_contact=True)
        desk.log("incident", ON, type="threat")
        taken = desk.take(ON, "safety", {**SHOUTED_AGAIN, "how": "1"})
        assert taken.decision.template is None
        assert client(desk).do_not_contact
        notice = ("End contact now (you are not in contact: someone else sends it)", ON)
        assert notice in desk.todo()

    def test_calling_for_help_is_not_asked_about_a_week_later(self) -> None:
        desk = Desk.of()
        desk.take(ON, "safety", {"danger": "yes"})
        assert client(desk).do_not_contact
        assert desk.todo() == []

    def test_one_line_is_watched_for_90_days(self) -> None:
        taken = Desk.of().take(ON, "safety", {"danger": "no", "kind": "5", "warn": "yes"})
        assert taken.decision.watch_until == day("2026-06-18")

    def test_contact_only_through_a_person(self) -> None:
        desk = Desk.of()
        desk.take(ON, "safety", {**SHOUTED_AGAIN, "over": "yes"}, {"person": "Dana"})
        (note,) = desk.of_kind("note")
        assert note.text == "Contact only through Dana." and note.private


class TestLesson:
    def test_a_rule_that_watches(self) -> None:
        desk = Desk.of(state="closed", closed_on="2026-03-01")
        values = {"when": "count(no_show, 28) >= 2", "sentence": "Two missed meetings in a month"}
        desk.take(ON, "lesson", {**LOOK_BACK, "sign": "2"}, values)
        (lesson,) = desk.of_kind("lesson")
        assert lesson.where == "the third week, first late reply"
        assert lesson.cause == "My side: late, unclear, not attentive, too busy"
        assert lesson.final_on == day(ON)
        (rule,) = desk.of_kind("watch_rule")
        assert (rule.lesson, rule.until) == (lesson.id, day("2027-03-20"))

    def test_a_habit(self) -> None:
        desk = Desk.of(state="closed", closed_on="2026-03-01")
        desk.take(ON, "lesson", {**LOOK_BACK, "sign": "3"}, {"text": "answer before noon"})
        (lesson,) = desk.of_kind("lesson")
        assert lesson.habit == "answer before noon"
        assert desk.todo() == [("Create a task for yourself: answer before noon", "2026-04-03")]

    @pytest.mark.parametrize(("closed", "final"), [("2026-03-13", True), ("2026-03-14", False)])
    def test_final_a_week_after_the_end(self, closed: str, final: bool) -> None:
        desk = Desk.of(state="closed", closed_on=closed)
        desk.take(ON, "lesson", {**LOOK_BACK, "sign": "4"})
        (lesson,) = desk.of_kind("lesson")
        assert (lesson.final_on is not None) is final

    def test_a_lesson_begun_is_gone_on_with(self) -> None:
        desk = Desk.of(state="closed", closed_on="2026-03-14")
        begun = desk.add("lesson", on="2026-03-15", ours=["slow replies"])
        desk.take(ON, "lesson", {**LOOK_BACK, "sign": "4"})
        (lesson,) = desk.of_kind("lesson")
        assert (lesson.id, lesson.ours) == (begun, ("slow replies",))

    def test_hurt_is_given_time_first(self) -> None:
        desk = Desk.of(state="closed", closed_on="2026-03-01")
        desk.take(ON, "lesson", {"hit": "5"})
        assert desk.of_kind("lesson") == []
        assert desk.todo() == [("Come back in a week; talk to a friend first", "2026-03-27")]


def test_paid_on_time_leaves_a_good_line() -> None:
    desk = Desk.of()
    paid_invoice(desk, "2026-02-01", "2026-02-01")
    assert desk.view(ON, "part").facts[0].text == "paid 1 of 1 on time"
