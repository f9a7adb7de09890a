"""What each named rule sets down beside the decision."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.triage.playbook.scene import Desk, day, hard, paid_invoice
from tests.ways import decided, to_send
from triage.health import assess
from triage.playbook.after.follow_up import follow_up
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.gates.gates import GateKey
from triage.playbook.load.playbook_file import builtin
from triage.records import Client, Instalment, Quirk

ON = "2026-03-20"
KEY = GateKey(override="There is no other way left, and I have thought about it for long")
COMPLAINT = {"feel": "the logo is late again", "right": "1", "fix": "the logo by Monday"}
GO = {"sure": "1", "reason": "1", "relief": "no", "terms": "1"}
LOOK_BACK = {"hit": "2", "where": "the third week, first late reply", "side": "1", "load": "60"}
END_IT = {
    "still": "1",
    "solid": "1",
    "cushion": "1",
    "contract": "1",
    "open": "1",
    "mood": "2",
    "way": "1",
}
SHOUTED_AGAIN = {"danger": "no", "kind": "6", "keep": "", "over": "no"}


def client(desk: Desk) -> Client:
    (stored,) = desk.of_kind("client")
    assert isinstance(stored, Client)
    return stored


class TestMoney:
    def test_a_gift_has_a_cap_and_an_end(self) -> None:
        desk = Desk.of()
        taken = desk.take(
            ON,
            "renegotiate",
            {"trade": "5", "walk": "20", "loss": "2"},
            {"hours_per_month": "2.5", "until": "2026-05-17", "reason": "an old friend"},
            key=KEY,
        )
        (gift,) = desk.of_kind("gift")
        assert (gift.from_, gift.until) == (day(ON), day("2026-05-17"))
        assert (gift.hours_per_month, gift.reason) == (2.5, "an old friend")
        assert taken.decision.review_by == day("2026-05-17")

    def test_a_promise(self) -> None:
        desk = late()
        taken = desk.take(
            ON, "late", {"got": "yes", "dispute": "no", "stage": "6"}, {"due": "2026-03-27"}
        )
        (event,) = desk.of_kind("event")
        assert (event.what, event.on, event.due) == ("promise", day(ON), day("2026-03-27"))
        # One working day after a Friday is Monday.
        assert taken.decision.review_by == day("2026-03-30")
        assert ("Check whether the payment arrived", "2026-03-30") in desk.todo()

    def test_a_plan(self) -> None:
        desk = late()
        desk.take(
            ON,
            "late",
            {"got": "yes", "dispute": "no", "stage": "3", "cash": "2", "plan": "1"},
            {"invoices": "2026-01", "instalments": "2026-05-01=500, 2026-04-01=400.50"},
        )
        (plan,) = desk.of_kind("plan")
        assert (plan.agreed, plan.invoices) == (day(ON), ("inv1",))
        assert plan.instalments == (
            Instalment(due=day("2026-04-01"), amount=Decimal("400.50")),
            Instalment(due=day("2026-05-01"), amount=Decimal(500)),
        )

    def test_a_write_off_and_only_prepaid_work_from_now_on(self) -> None:
        desk = late()
        taken = desk.take(
            ON,
            "late",
            {"got": "yes", "dispute": "no", "stage": "5", "who": "4"},
            {"invoices": "inv1", "reason": "the firm does not exist any more"},
        )
        (invoice,) = desk.of_kind("invoice")
        assert invoice.state == "written_off"
        assert client(desk).tags == ("prepaid only",)
        assert taken.decision.next == "lesson"

    def test_a_claim_leaves_only_prepaid_work(self) -> None:
        desk = late()
        for on in (ON, "2026-03-21"):
            desk.take(on, "late", {"got": "yes", "dispute": "no", "stage": "5", "who": "3"})
        assert client(desk).tags == ("prepaid only",)

    def test_a_pause_comes_after_its_notice(self) -> None:
        desk = late()
        desk.change("client", "c", contract={"pause_clause": True, "pause_notice_days": 5})
        desk.take(ON, "late", {"got": "yes", "dispute": "no", "stage": "4", "clause": "1"})
        assert desk.todo() == [
            ("Give the agreed notice, then pause", ON),
            ("Pause the work, unless they paid", "2026-03-25"),
        ]


def late() -> Desk:
    desk = Desk.of()
    desk.add(
        "invoice",
        id="inv1",
        number="2026-01",
        issued="2026-02-01",
        due="2026-03-06",
        amount="900.50",
    )
    return desk


class TestAccepted:
    def test_a_habit_is_quiet_for_180_days(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-18", "2026-03-19")
        desk.take(ON, "watch", {"real": "no", "quirk": "yes"}, {"reason": "it is how he talks"})
        assert client(desk).quirks == (
            Quirk(flag="DISRESPECT", until=day("2026-09-16"), reason="it is how he talks"),
        )
        assert assess(desk.book.ledgers["c"], day(ON)).flags == ()

    def test_the_newer_word_replaces_the_older(self) -> None:
        desk = Desk.of(quirks=[{"flag": "BOUNDARY"}, {"flag": "DISRESPECT", "until": "2026-03-01"}])
        hard(desk, "2026-03-18", "2026-03-19")
        desk.take(ON, "watch", {"real": "no", "quirk": "yes"}, {"reason": "it is how he talks"})
        assert [quirk.flag for quirk in client(desk).quirks] == ["BOUNDARY", "DISRESPECT"]

    def test_with_no_flag_there_is_nothing_to_accept(self) -> None:
        desk = Desk.of()
        desk.take(ON, "watch", {"real": "no", "quirk": "yes"}, {"reason": "nothing there"})
        assert client(desk).quirks == ()


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
            ("Reply today, fix it by the date, check in the day after", ON),
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


class TestLeaving:
    def test_at_most_six_questions_to_the_reply(self) -> None:
        view = Desk.of().view(ON, "leaving", GO, goal=decided)
        assert view.decision is not None and view.decision.template == "reply_to_leaver"
        assert len(view.path) <= 6, (
            "triage/playbook/playbook.toml: who leaves waits for a reply; let a new question of "
            "screen.leaving come on another way, or in the place of one"
        )

    def test_they_go_well(self) -> None:
        desk = Desk.of()
        taken = desk.take(ON, "leaving", GO)
        assert (client(desk).state, client(desk).ended_by) == ("leaving", "them")
        (event,) = desk.of_kind("event")
        assert (event.what, event.reason) == ("leaving", "control")
        assert len(desk.of_kind("checklist")) == 14
        assert taken.decision.review_by == day("2026-03-21")
        assert desk.todo() == [
            ("Reply within one working day", "2026-03-21"),
            ("Hand over the work", "2026-03-27"),
            (to_send("feedback_request"), "2026-04-10"),
            (to_send("later_checkin"), "2026-06-18"),
        ]

    @pytest.mark.parametrize(
        ("option", "reason"),
        [("1", "control"), ("2", "price"), ("3", "service"), ("4", "rival"), ("5", "personal")],
    )
    def test_the_reason_they_gave(self, option: str, reason: str) -> None:
        desk = Desk.of()
        desk.take(ON, "leaving", {**GO, "reason": option, "offer": "no"})
        assert [event.reason for event in desk.of_kind("event")] == [reason]

    def test_what_they_said_is_not_written_twice(self) -> None:
        desk = Desk.of()
        desk.log("leaving", "2026-03-18", reason="price")
        desk.take(ON, "leaving", GO)
        assert len(desk.of_kind("event")) == 1

    def test_every_step_rests_and_its_draft_is_parked(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-10", "2026-03-11")
        taken = desk.take("2026-03-12", "adapt", {"line": "no shouting on the phone"})
        draft = desk.add(
            "message",
            template="reset_expectations",
            on="2026-03-12",
            attempt=taken.attempt.id,
            decision=taken.decision.id,
        )
        other = desk.add("message", template="later_checkin", on="2026-03-12")
        desk.take(ON, "leaving", GO)
        steps = [a for a in desk.of_kind("attempt") if a.screen == "adapt"]
        assert [a.paused_on for a in steps] == [day(ON)]
        parked = {m.id: m.parked_on for m in desk.of_kind("message")}
        assert parked == {draft: day(ON), other: None}
        assert "Make the change you named" not in [text for text, _ in desk.todo()]

    def test_a_reason_to_keep_the_notice_must_be_named(self) -> None:
        desk = Desk.of()
        answers = {**GO, "terms": "3"}
        desk.take(ON, "leaving", answers, {"reason": "the printer is booked and paid"})
        (decision,) = desk.of_kind("decision")
        assert decision.code == "GO_KEEP"
        assert decision.set == {"reason": "the printer is booked and paid"}


class TestGoodbye:
    def opened(self) -> Desk:
        desk = Desk.of()
        desk.visit("2026-03-19", key=KEY)
        return desk

    def test_talk_letter_list_and_end_date(self) -> None:
        desk = self.opened()
        taken = desk.take(ON, "part", END_IT)
        assert (client(desk).state, client(desk).ended_by) == ("closing", "us")
        assert desk.todo() == [
            ("Ask for a meeting, then send the letter", "2026-03-22"),
            (to_send("parting_letter"), "2026-03-27"),
        ]
        # 28 days of notice from the day of the letter.
        assert taken.decision.set == {"end_date": "2026-04-24"}
        assert taken.decision.review_by == day("2026-03-27")
        assert {(p.list, p.state) for p in desk.of_kind("checklist")} == {("closing", "open")}

    def test_an_end_date_of_ones_own(self) -> None:
        desk = self.opened()
        taken = desk.take(ON, "part", {**END_IT, "way": "2"}, {"end_date": "2026-06-30"})
        assert taken.decision.set == {"end_date": "2026-06-30"}

    def test_nothing_written_is_fair_notice(self) -> None:
        desk = Desk.of(contract={"written": False})
        desk.visit("2026-03-19", key=KEY)
        taken = desk.take(ON, "part", {**END_IT, "contract": "5", "way": "2"})
        assert taken.decision.set == {"end_date": "2026-04-21"}

    def test_an_end_that_both_want(self) -> None:
        desk = self.opened()
        desk.take(ON, "part", {**END_IT, "mood": "3"})
        assert client(desk).ended_by == "mutual"

    def test_a_time_to_mend_it(self) -> None:
        desk = self.opened()
        taken = desk.take(ON, "part", {**END_IT, "contract": "3"})
        assert taken.decision.review_by == day("2026-04-19")
        desk.change("client", "c", contract={"notice_days": 28, "cure_days": 14})
        again = desk.take("2026-03-21", "part", {**END_IT, "contract": "3"})
        assert again.decision.review_by == day("2026-04-04")

    def test_to_prepare_first(self) -> None:
        desk = self.opened()
        taken = desk.take(ON, "part", {**END_IT, "cushion": "2"}, {"until": "2026-05-01"})
        assert taken.attempt.taken_on is None and client(desk).state == "active"
        assert len(desk.of_kind("checklist")) == 6
        assert desk.todo() == [("Ready to go on?", "2026-05-01")]


class TestSafety:
    def test_stop_ends_it(self) -> None:
        desk = Desk.of()
        desk.log("incident", ON, type="threat")
        taken = desk.take(ON, None, {**SHOUTED_AGAIN, "how": "1"})
        assert (taken.decision.code, taken.decision.template) == ("STOP", "safety_stop")
        assert (client(desk).state, client(desk).ended_by) == ("closing", "safety")
        desk.sent(ON, "safety_stop")
        assert client(desk).do_not_contact

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
        taken = desk.take(ON, "safety", {**SHOUTED_AGAIN, "how": "1"})
        assert taken.decision.template is None
        assert client(desk).do_not_contact
        assert desk.todo() == [("End contact now (someone else sends it: no contact)", ON)]

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
        assert lesson.cause == "My side: late, unclear, overlooked, too busy"
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


class TestLater:
    def test_coming_back(self) -> None:
        desk = Desk.of(state="left_well", closed_on="2025-11-01", ended_by="them")
        taken = desk.take(ON, "later", {"what": "4", "lesson": "yes"})
        assert (client(desk).state, client(desk).returned_on) == ("returned", day(ON))
        assert client(desk).closed_on == day("2025-11-01")
        assert taken.decision.watch_until == day("2026-05-19")
        assert not desk.at(ON).view.ended

    def test_a_hello_and_the_next_in_half_a_year(self) -> None:
        desk = Desk.of(state="left_well", closed_on="2025-11-01")
        desk.take(ON, "later", {"what": "1", "okay": "yes"})
        assert desk.todo() == [
            ("Send a short hello", "2026-03-23"),
            (to_send("later_checkin"), "2026-09-16"),
        ]

    def test_three_hellos_at_most(self) -> None:
        desk = Desk.of(state="left_well", closed_on="2024-11-01")
        for on in ("2025-02-01", "2025-08-01", "2026-02-01"):
            desk.sent(on, "later_checkin")
        desk.take(ON, "later", {"what": "1", "okay": "no"})
        assert desk.todo() == []


class TestResting:
    @pytest.mark.parametrize(
        ("again", "due"),
        [("1", "2026-04-20"), ("2", "2026-06-20"), ("3", "2026-09-20"), ("4", "2027-03-20")],
    )
    def test_until_a_date(self, again: str, due: str) -> None:
        desk = Desk.of()
        taken = desk.take(ON, "finished", {"work": "1", "money": "1", "again": again})
        assert client(desk).state == "dormant"
        assert ("Say hello again", due) in desk.todo()
        assert taken.decision.review_by is None

    def test_the_last_day_of_a_shorter_month(self) -> None:
        desk = Desk.of()
        desk.take("2026-01-31", "finished", {"work": "1", "money": "1", "again": "1"})
        assert ("Say hello again", "2026-02-28") in desk.todo()

    def test_only_if_they_write_and_an_invoice_to_send(self) -> None:
        desk = Desk.of()
        desk.take(ON, "finished", {"work": "3", "money": "2", "again": "5"})
        assert desk.todo() == [
            ("Pause until the date", "2026-03-21"),
            ("Send the final invoice", "2026-03-21"),
        ]

    def test_a_date_of_ones_own(self) -> None:
        desk = Desk.of()
        answers = {"work": "1", "money": "1", "again": "5"}
        desk.take(ON, "finished", answers, {"until": "2026-12-01"})
        assert ("Say hello again", "2026-12-01") in desk.todo()


class TestSilence:
    @pytest.mark.parametrize(
        ("answers", "code", "due"),
        [
            ({"clear": "no"}, "ASK1", "2026-03-15"),
            ({"clear": "yes", "reach": "1", "other": "no"}, "ASK2", "2026-03-22"),
            ({"clear": "yes", "reach": "3", "owed": "3"}, "CLOSE_FILE", "2026-04-03"),
        ],
    )
    def test_days_of_silence(self, answers: dict[str, str], code: str, due: str) -> None:
        desk = Desk.of()
        desk.log("message_out", "2026-03-10", asks=True)
        # Day 7: the flag is up, day 5 has passed.
        taken = desk.take("2026-03-17", "silent", answers)
        assert taken.decision.code == code
        assert desk.todo()[0][1] == max(due, "2026-03-17")

    def test_a_closed_file_is_easy_to_reopen(self) -> None:
        desk = Desk.of()
        desk.log("message_out", "2026-02-20", asks=True)
        desk.take(ON, "silent", {"clear": "yes", "reach": "3", "owed": "3"})
        assert (client(desk).state, client(desk).ended_by) == ("dormant", "drift")
        assert [text for text, _ in desk.todo()] == [
            builtin().screens["silent"].decisions["CLOSE_FILE"].say,
            to_send("later_checkin"),
        ]
        assert entry_point(desk.at("2026-03-25")).screen == "later"


def test_paid_on_time_leaves_a_good_line() -> None:
    desk = Desk.of()
    paid_invoice(desk, "2026-02-01", "2026-02-01")
    assert desk.view(ON, "part").facts[0].text == "paid 1 of 1 on time"
