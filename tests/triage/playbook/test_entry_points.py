"""Which screen comes first when several could help."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, hard
from tests.ways import at
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.decide.attempts import keep_answers
from triage.playbook.gates.gates import GateKey

LINE = {"line": "No calls after six and no shouting."}
ON = "2026-03-20"


def first(desk: Desk, on: str = ON) -> tuple[str, str | None]:
    entry = entry_point(desk.at(on))
    return entry.screen, entry.flag


def overdue(desk: Desk, days: int = 10) -> None:
    due = {10: "2026-03-10", 3: "2026-03-17"}[days]
    desk.add("invoice", issued="2026-02-10", due=due, amount="100.00")


class TestOrder:
    def test_everything_at_once_and_one_after_the_other(self) -> None:
        """Each reason is taken away in turn: the next one shows."""
        desk = Desk.of()
        incident = desk.log("incident", "2026-03-18", type="threat")
        desk.log("message_in", "2026-03-04", tone=-2)
        desk.log("leaving", "2026-03-15")
        complaint = desk.log("message_in", "2026-03-16", complaint=True, tone=0)
        overdue(desk)
        desk.log("message_out", "2026-02-20", asks=True)
        assert first(desk) == ("safety", "SAFETY")
        desk.change("event", incident, closed_on="2026-03-19")
        assert first(desk) == ("safety", "DISRESPECT")
        assert entry_point(desk.at(ON)).start == "warn"
        desk.take("2026-03-19", "safety", {"danger": "no", "kind": "5", "warn": "yes"})
        assert first(desk) == ("leaving", "OUR_TURN")
        desk.take(ON, "leaving", {"sure": "2", "early": "yes"}, {"text": "call them every week"})
        assert first(desk) == ("complaint", "OUR_TURN")
        desk.change("event", complaint, solved_on="2026-03-18")
        assert first(desk) == ("late", "PAY_LATE")

    def test_silence_comes_before_the_ladder(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-02-25", "2026-02-26")
        desk.log("message_out", "2026-03-06", asks=True)
        assert first(desk) == ("silent", "SILENT")
        assert first(desk, "2026-03-19") == ("adapt", "DISRESPECT")

    def test_nothing_to_decide_is_watched(self) -> None:
        assert first(Desk.of()) == ("watch", None)
        slight = Desk.of()
        overdue(slight, 3)
        assert first(slight) == ("watch", "PAY_LATE")

    @pytest.mark.parametrize("what", ["cash_short", "insolvency"])
    def test_short_money_goes_to_late_payment(self, what: str) -> None:
        desk = Desk.of()
        desk.log(what, "2026-03-18")
        assert first(desk) == ("late", "LIQUIDITY")

    def test_the_running_step_goes_on(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-02", "2026-03-03")
        desk.take("2026-03-04", "adapt", LINE)
        assert first(desk, "2026-03-10") == ("adapt", "DISRESPECT")
        # The flag is gone, yet somebody has to say how the step ended.
        assert first(desk, "2026-04-10") == ("adapt", None)
        desk.outcome("2026-04-10", "adapt", "worked")
        assert first(desk, "2026-04-10") == ("watch", None)


class TestInsult:
    def insulted(self) -> Desk:
        desk = Desk.of()
        desk.log("message_in", "2026-03-18", tone=-2)
        return desk

    def test_a_boundary_note_comes_first(self) -> None:
        view = self.insulted().view(ON)
        assert view.screen == "safety"
        assert view.question is not None and view.question.id == "warn"

    def test_who_opens_safety_by_hand_is_asked_about_danger(self) -> None:
        view = self.insulted().view(ON, "safety", goal=at("danger"))
        assert view.question is not None and view.question.id == "danger"

    def test_once_written_it_is_a_matter_for_the_ladder(self) -> None:
        desk = self.insulted()
        desk.take(ON, None, {"warn": "yes"})
        assert first(desk) == ("adapt", "DISRESPECT")
        noted = self.insulted()
        noted.sent("2026-03-19", "boundary_note")
        assert first(noted) == ("adapt", "DISRESPECT")

    def test_a_new_person_gets_a_line_of_their_own(self) -> None:
        desk = self.insulted()
        desk.sent("2026-03-19", "boundary_note")
        desk.log("new_person", "2026-03-20", role="owner")
        desk.log("message_in", "2026-03-21", tone=-2)
        assert first(desk, "2026-03-21") == ("safety", "DISRESPECT")


class TestLeaving:
    def test_until_something_is_decided(self) -> None:
        desk = Desk.of()
        desk.log("leaving", "2026-03-15", reason="control")
        assert first(desk) == ("leaving", None)
        desk.take(ON, None, {"sure": "1", "reason": "1", "relief": "no", "terms": "1"})
        assert first(desk) == ("watch", None)

    def test_an_unanswered_message_still_matters_while_they_go(self) -> None:
        desk = Desk.of()
        desk.take("2026-03-10", "leaving", {"sure": "4", "terms": "1"})
        desk.log("message_in", "2026-03-12", needs_answer=True)
        assert first(desk) == ("complaint", "OUR_TURN")

    def test_a_leave_of_an_earlier_life_is_history(self) -> None:
        desk = Desk.of(state="returned", closed_on="2025-05-01", returned_on="2026-01-01")
        desk.log("leaving", "2025-04-01")
        assert first(desk) == ("watch", None)


class TestAfterTheEnd:
    def ended(self, closed: str) -> Desk:
        return Desk.of(state="closed", closed_on=closed, ended_by="us")

    def test_a_lesson_after_a_week_and_later_after_that(self) -> None:
        desk = self.ended("2026-03-13")
        assert first(desk, "2026-03-19")[0] == "later"
        assert first(desk, "2026-03-20")[0] == "lesson"
        desk.take(
            "2026-03-20",
            "lesson",
            {
                "hit": "2",
                "where": "in the third week it turned",
                "side": "5",
                "load": "30",
                "sign": "4",
            },
        )
        assert first(desk, "2026-03-21")[0] == "later"

    def test_money_owed_is_not_forgotten(self) -> None:
        desk = self.ended("2026-03-01")
        overdue(desk)
        assert first(desk) == ("late", "PAY_LATE")

    def test_a_client_at_rest(self) -> None:
        desk = Desk.of()
        desk.take("2026-01-02", "finished", {"work": "1", "money": "1", "again": "2"})
        assert first(desk, "2026-04-01")[0] == "later"
        assert first(desk, "2026-04-02")[0] == "lesson"


class TestWatch:
    def watched(self, answers: dict[str, str], values: dict[str, str] | None = None) -> Desk:
        desk = Desk.of()
        desk.log("leave_sign", "2026-03-02", sign="hesitation")
        desk.take("2026-03-04", "watch", answers, values)
        return desk

    def test_a_watch_holds_until_its_day(self) -> None:
        desk = self.watched({"real": "no", "quirk": "no"})
        desk.log("leave_sign", "2026-03-20", sign="rival")
        assert first(desk, "2026-04-01") == ("watch", "FADING")
        assert first(desk, "2026-04-02") == ("adapt", "FADING")

    def test_not_when_it_gets_worse_or_something_new_comes(self) -> None:
        desk = self.watched({"real": "no", "quirk": "no"})
        hard(desk, "2026-03-10", "2026-03-11")
        assert first(desk, "2026-03-11")[0] == "adapt"

    def test_a_trip_wire_opens_the_next_step_by_itself(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-02", "2026-03-03")
        desk.take(
            "2026-03-04",
            "watch",
            {"real": "yes", "cost": "1", "trip": "1"},
            {"what": "one more hard word"},
        )
        assert first(desk, "2026-03-10")[0] == "watch"
        hard(desk, "2026-03-30")
        assert first(desk, "2026-03-30")[0] == "adapt"


class TestBegunGoodbye:
    """It goes on while it is the last that happened, and rests over anything new."""

    def begun(self) -> Desk:
        desk = Desk.of()
        for on in ("2026-03-08", "2026-03-09", "2026-03-10"):
            desk.log("after_hours", on)
        desk.visit("2026-03-12", key=GateKey(override="There is no other way left for us, truly"))
        return desk

    def test_left_alone_it_is_found_again(self) -> None:
        desk = self.begun()
        assert [first(desk, on)[0] for on in ("2026-03-13", "2026-04-09")] == ["part", "part"]
        assert first(desk, "2026-04-10")[0] == "watch"

    @pytest.mark.parametrize("what", ["thanks", "call", "message_in"])
    def test_it_does_not_stand_over_what_they_did_since(self, what: str) -> None:
        desk = self.begun()
        desk.log(what, "2026-03-12")
        assert first(desk, "2026-03-13")[0] == "part", "it was opened knowing that"
        desk.log(what, "2026-03-14")
        assert first(desk, "2026-03-16")[0] != "part"
        desk.add("time", on="2026-03-15", minutes=60)
        answered = {"still": "end_it"}
        desk.apply(keep_answers(desk.at("2026-03-16"), "part", answered))
        assert first(desk, "2026-03-17")[0] == "part", "taken up again"
