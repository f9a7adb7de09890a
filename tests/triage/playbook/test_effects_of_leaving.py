"""What decisions about a leaving client and a goodbye set down."""

from __future__ import annotations

import pytest

from tests.triage.playbook.effects import KEY, ON, client
from tests.triage.playbook.scene import Desk, day, hard
from tests.triage.playbook.shipped_text import TEXT
from tests.ways import decided, to_send
from triage.playbook.load.playbook_file import load_playbook

GO = {"sure": "1", "reason": "1", "relief": "no", "terms": "1"}


END_IT = {
    "still": "1",
    "solid": "1",
    "cushion": "1",
    "contract": "1",
    "open": "1",
    "mood": "2",
    "way": "1",
}


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
            ("Reply today or tomorrow", "2026-03-21"),
            ("Hand over the work", "2026-03-27"),
            ("A last talk, if they agree: ask why they chose to leave", "2026-04-03"),
            (to_send("feedback_request"), "2026-04-10"),
            (to_send("later_checkin"), "2026-06-18"),
        ]

    def test_what_is_to_be_done_counts_from_the_last_day(self) -> None:
        named = Desk.of()
        named.log("leaving", "2026-03-15", text="Moving to an agency, last day 31 May 2026")
        typed = Desk.of()
        for desk, values in ((named, {}), (typed, {"end_date": "2026-05-31"})):
            desk.take(ON, "leaving", GO, values)
            assert desk.todo() == [
                ("Reply today or tomorrow", "2026-03-21"),
                ("Hand over the work", "2026-05-24"),
                ("A last talk, if they agree: ask why they chose to leave", "2026-05-31"),
                (to_send("feedback_request"), "2026-06-14"),
                (to_send("later_checkin"), "2026-08-29"),
            ]

    def test_a_last_day_that_is_near_leaves_time_and_is_not_passed(self) -> None:
        desk = Desk.of()
        desk.take(ON, "leaving", GO, {"end_date": "2026-03-24"})
        assert dict(desk.todo())["Hand over the work"] == "2026-03-24"

    def test_another_last_day_moves_what_is_to_be_done(self) -> None:
        desk = Desk.of()
        desk.take(ON, "leaving", GO)
        desk.take("2026-03-21", "leaving", GO, {"end_date": "2026-05-31"})
        assert dict(desk.todo())["Hand over the work"] == "2026-05-24"

    @pytest.mark.parametrize(
        ("option", "reason"),
        [("1", "control"), ("2", "price"), ("3", "service"), ("4", "rival"), ("5", "personal")],
    )
    def test_the_reason_they_gave(self, option: str, reason: str) -> None:
        desk = Desk.of()
        desk.take(ON, "leaving", {**GO, "reason": option, "offer": "no"})
        assert [event.reason for event in desk.of_kind("event")] == [reason]

    def test_what_they_said_is_not_asked_about_again(self) -> None:
        desk = Desk.of()
        desk.log("leaving", "2026-03-15", reason="rival")
        view = desk.view(ON)
        assert view.screen == "leaving"
        assert view.question is not None
        assert (view.question.id, view.question.suggested) == ("reason", "rival_or_in_house")
        taken = desk.take(ON, None, {"reason": "1", "relief": "no", "terms": "1"})
        assert taken.decision.code == "GO"

    def test_a_sign_alone_leaves_the_question_open(self) -> None:
        desk = Desk.of()
        desk.log("leave_sign", "2026-03-15", sign="asks_files")
        view = desk.view(ON)
        assert view.question is not None and view.question.id == "sure"

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
            (to_send("feedback_request"), "2026-05-08"),
            (to_send("later_checkin"), "2026-07-23"),
        ]
        # 28 days of notice from the day of the letter; what follows the end counts from there.
        assert taken.decision.set == {"end_date": "2026-04-24"}
        assert taken.decision.review_by == day("2026-03-27")
        points = desk.of_kind("checklist")
        assert {point.list for point in points} == {"closing"}
        # A date to say hello is set with the decision; everything else is still to be done.
        assert [point.n for point in points if point.state != "open"] == [14]

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
        later = TEXT.replace('review = "cure_days"', 'review = "cure_days+3"', 1)
        desk.playbook = load_playbook(later, "mine.toml")
        view = desk.view("2026-03-21", "part", {**END_IT, "contract": "3"}, goal=decided)
        assert view.decision is not None and view.decision.review_by == day("2026-04-07")

    def test_to_prepare_first(self) -> None:
        desk = self.opened()
        taken = desk.take(ON, "part", {**END_IT, "cushion": "2"}, {"until": "2026-05-01"})
        assert taken.attempt.taken_on is None and client(desk).state == "active"
        assert len(desk.of_kind("checklist")) == 6
        assert desk.todo() == [("Decide whether you are ready to go on", "2026-05-01")]
