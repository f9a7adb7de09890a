"""What was tried counts: order, outcomes, and where a flag that returns leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from triage.playbook.decide.outcomes import suggestion
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.ladder import ladder

WHY = "they never looked at any plan"
LINE = {"line": "No calls after six and no shouting."}
TELL = {"known": "1", "topic": "6", "gloss": "", "believe": "4"}


def later(on: str, days: int) -> str:
    return (day(on) + timedelta(days=days)).isoformat()


def disrespected() -> Desk:
    """Two hard messages: DISRESPECT 2 from 3 March on, for 28 days."""
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    return desk


class TestOrder:
    def test_a_step_runs_from_its_decision_to_its_outcome(self) -> None:
        desk = disrespected()
        assert ladder(desk.at("2026-03-04")).current is None
        desk.take("2026-03-04", "adapt", LINE)
        current = ladder(desk.at("2026-03-05")).current
        assert current is not None and current.screen == "adapt"
        assert current.review_by == day("2026-03-18")
        desk.outcome("2026-03-18", "adapt", "failed")
        steps = ladder(desk.at("2026-03-18"))
        assert steps.current is None and steps.next == "train"

    def test_an_earlier_day_does_not_know_it_yet(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-18", "adapt", "failed")
        assert ladder(desk.at("2026-03-03")).next == "adapt"
        assert ladder(desk.at("2026-03-17")).current is not None

    def test_a_step_visited_only_is_no_step_taken(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", {"line": "x" * 20})
        desk.outcome("2026-03-10", "adapt", "failed")
        desk.take("2026-03-11", "adapt", {"cause": "6", "ask": "no"}, key=GateKey(flag="DRAIN"))
        steps = ladder(desk.at("2026-03-11"))
        assert steps.ended["adapt"].outcome == "failed"
        assert steps.next == "train"


RETURNS = [
    # Days from `worked` to the return, and the step that is opened then.
    (1, "train"),
    (55, "train"),
    (56, "train"),
    (57, "renegotiate"),
    (180, "renegotiate"),
    (181, "adapt"),
    (400, "adapt"),
]


class TestReturn:
    def worked(self) -> Desk:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-05", "adapt", "failed")
        desk.take("2026-03-05", "train", TELL)
        desk.outcome("2026-05-01", "train", "worked")
        return desk

    @pytest.mark.parametrize(("days", "step"), RETURNS)
    def test_a_flag_that_returns(self, days: int, step: str) -> None:
        desk = self.worked()
        back = later("2026-05-01", days)
        hard(desk, back, tone=-1)
        hard(desk, back, tone=-1)
        assert ladder(desk.at(back)).next == step
        view = desk.view(back)
        assert view.screen == step and view.open

    def test_the_day_it_came_back_counts_not_the_day_one_looks(self) -> None:
        desk = self.worked()
        hard(desk, "2026-06-25", "2026-06-26")
        assert ladder(desk.at("2026-06-26")).next == "train"
        assert ladder(desk.at("2026-07-10")).next == "train"

    def test_the_step_after_a_reopened_one_is_shut(self) -> None:
        desk = self.worked()
        hard(desk, "2026-06-01", "2026-06-02")
        assert desk.shut("2026-06-02", "renegotiate") == {
            "G1": "train is open again: it worked, but the flag is back"
        }

    def never_gone(self) -> Desk:
        desk = Desk.of()
        desk.log("new_person", "2026-03-01", role="manager")
        desk.take("2026-03-02", "adapt", {"people": "no"}, key=GateKey(flag="CHANGE_OF_HANDS"))
        desk.outcome("2026-03-03", "adapt", "worked")
        return desk

    def test_a_flag_that_has_not_gone_yet_is_not_back(self) -> None:
        desk = self.never_gone()
        steps = ladder(desk.at("2026-04-28"))
        assert steps.settled and set(steps.ended) == {"adapt"}
        assert desk.view("2026-04-28").screen == "watch"

    def test_after_the_watch_it_is_a_matter_for_the_next_step(self) -> None:
        desk = self.never_gone()
        assert desk.view("2026-04-29").screen == "train"

    def test_it_happened_again_before_the_flag_could_go(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-05", "adapt", "worked")
        assert desk.view("2026-03-09").screen == "watch"
        hard(desk, "2026-03-10")
        assert desk.view("2026-03-10").screen == "adapt"
        assert desk.shut("2026-03-10", "train") == {
            "G1": "adapt is open again: it worked, but the flag is back"
        }

    def test_another_flag_begins_at_the_first_step(self) -> None:
        desk = self.worked()
        for on in ("2026-05-20", "2026-05-21", "2026-05-22"):
            desk.log("request", on, outcome="absorbed")
        assert ladder(desk.at("2026-05-22")).next == "adapt"
        assert "G1" in desk.shut("2026-05-22", "train")

    def test_while_all_is_well_the_outcomes_stand(self) -> None:
        desk = self.worked()
        assert set(ladder(desk.at("2026-06-10")).ended) == {"adapt", "train"}

    def test_a_return_of_the_client_begins_afresh(self) -> None:
        desk = self.worked()
        desk.change(
            "client", "c", state="returned", closed_on="2026-06-01", returned_on="2026-07-01"
        )
        steps = ladder(desk.at("2026-07-02"))
        assert not steps.ended and steps.next == "adapt"


class TestCircles:
    def twice(self) -> Desk:
        desk = disrespected()
        for on in ("2026-03-04", "2026-03-20"):
            desk.take(on, "adapt", LINE, key=GateKey(flag="DISRESPECT"))
            desk.outcome(later(on, 10), "adapt", "failed")
        return desk

    def test_the_same_step_at_most_twice_in_180_days(self) -> None:
        desk = self.twice()
        (shut,) = desk.view("2026-04-10", "adapt").gates
        assert shut.gate == "G6"
        assert "tried on 4 March 2026, result failed and tried on 20 March" in shut.missing
        assert shut.earliest == day("2026-08-31")
        assert desk.view("2026-08-30", "adapt").open is False
        assert desk.view("2026-08-31", "adapt").open

    def test_a_step_passed_by_was_not_tried(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-05", "adapt", "failed")
        desk.outcome("2026-03-06", "train", "na", "they know it all very well already")
        desk.outcome("2026-03-07", "train", "na", "they know it all very well, really")
        assert desk.view("2026-03-08", "train").open

    def test_nor_was_one_that_a_decision_passed_by(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-05", "adapt", "failed")
        for on in ("2026-03-06", "2026-03-07"):
            taken = desk.take(on, "train", {"known": "4"}, {"reason": "they know it all very well"})
            assert taken.decision.code == "NA"
        assert desk.view("2026-03-08", "train").open

    def test_a_step_that_runs_may_be_looked_at_again(self) -> None:
        desk = self.twice()
        desk.take("2026-09-01", "adapt", LINE, key=GateKey(flag="DISRESPECT"))
        desk.outcome("2026-09-02", "adapt", "failed")
        desk.take("2026-09-20", "adapt", LINE, key=GateKey(flag="DISRESPECT"))
        assert desk.view("2026-09-21", "adapt").open

    def test_tried_enough_a_returning_flag_goes_on_to_the_next_step(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-05", "adapt", "failed")
        for on in ("2026-03-06", "2026-05-01"):
            desk.take(on, "train", TELL, key=GateKey(flag="DISRESPECT"))
            desk.outcome(later(on, 20), "train", "worked")
            hard(desk, later(on, 40), later(on, 41))
        assert ladder(desk.at("2026-06-12")).next == "renegotiate"
        assert desk.view("2026-06-12", "renegotiate").open


class TestSuggestion:
    def running(self, *more: str) -> Desk:
        desk = Desk.of()
        hard(desk, "2026-03-01", "2026-03-02", "2026-03-03")
        desk.take("2026-03-04", "adapt", LINE)
        hard(desk, *more)
        return desk

    def test_gone_is_worked(self) -> None:
        suggested = suggestion(self.running().at("2026-04-20"))
        assert suggested is not None
        assert (suggested.outcome, suggested.extend_to) == ("worked", None)
        assert suggested.reason == "DISRESPECT is no longer flagged"

    def test_lower_is_partly_and_may_have_the_same_time_once_more(self) -> None:
        desk = self.running("2026-03-10", "2026-03-12")
        suggested = suggestion(desk.at("2026-04-01"))
        assert suggested is not None
        assert (suggested.outcome, suggested.extend_to) == ("partly", day("2026-04-01"))
        desk.more_time("2026-04-01")
        again = suggestion(desk.at("2026-04-01"))
        assert again is not None
        assert (again.due, again.extend_to) == (day("2026-04-01"), None)
        with pytest.raises(DecisionRefused, match="extended once"):
            desk.more_time("2026-04-02")

    @pytest.mark.parametrize("more", [("2026-03-10",), ("2026-03-10", "2026-03-11")])
    def test_the_same_or_worse_is_failed(self, more: tuple[str, ...]) -> None:
        suggested = suggestion(self.running(*more).at("2026-03-18"))
        assert suggested is not None
        assert (suggested.outcome, suggested.extend_to) == ("failed", None)
        assert "no better than on Wed 4 March" in suggested.reason

    def test_a_step_that_rests_is_not_asked_about(self) -> None:
        desk = self.running()
        desk.take("2026-03-10", "leaving", {"sure": "4", "terms": "1"})
        assert suggestion(desk.at("2026-03-18")) is None
        desk.change("client", "c", state="active")
        assert suggestion(desk.at("2026-03-18")) is not None
        desk.take("2026-03-19", "adapt", LINE)
        assert [a.paused_on for a in desk.of_kind("attempt") if a.screen == "adapt"] == [None]

    def test_what_has_not_begun_cannot_have_failed(self) -> None:
        desk = Desk.of(floor="90.00")
        for on in ("2026-02-20", "2026-02-27", "2026-03-06"):
            desk.add("time", on=on, minutes=300)
        desk.take("2026-03-06", "renegotiate", {"trade": "1"})
        begins = day("2026-04-05")
        early = suggestion(desk.at("2026-03-20"))
        assert early is not None
        assert (early.outcome, early.begins) == (None, begins)
        assert early.extend_to == begins + timedelta(days=14)
        for on in ("2026-03-20", "2026-03-21"):
            desk.more_time(on)
        (step,) = (a for a in desk.of_kind("attempt") if a.screen == "renegotiate")
        assert (step.review_by, step.extended_on) == (early.extend_to, None)
        desk.add("time", on="2026-04-05", minutes=300)
        begun = suggestion(desk.at(begins.isoformat()))
        assert begun is not None and (begun.outcome, begun.begins) == ("failed", None)

    def test_nothing_runs(self) -> None:
        assert suggestion(Desk.of().at("2026-03-18")) is None
        with pytest.raises(DecisionRefused, match="no step is in progress"):
            Desk.of().more_time("2026-03-18")


class TestOutcome:
    def test_it_may_be_said_from_the_day_of_the_decision_on(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-04", "adapt", "partly", "a little better")
        (attempt,) = desk.of_kind("attempt")
        assert (attempt.outcome, attempt.outcome_reason) == ("partly", "a little better")

    def test_said_again_it_replaces_what_was_said(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-18", "adapt", "failed")
        desk.outcome("2026-03-19", "adapt", "partly")
        (attempt,) = desk.of_kind("attempt")
        assert attempt.outcome == "partly"

    def test_what_the_step_left_to_do_is_over(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        assert desk.todo()
        desk.outcome("2026-03-18", "adapt", "failed")
        assert desk.todo() == []

    @pytest.mark.parametrize(
        ("reason", "fits"), [("x" * 19, False), (" " * 30, False), (None, False), (WHY, True)]
    )
    def test_passing_by_wants_twenty_characters(self, reason: str | None, fits: bool) -> None:
        desk = disrespected()
        if fits:
            desk.outcome("2026-03-04", "adapt", "na", reason)
            assert desk.view("2026-03-04", "train").open
        else:
            with pytest.raises(DecisionRefused, match="20 characters or more"):
                desk.outcome("2026-03-04", "adapt", "na", reason)

    def test_what_was_decided_was_not_passed_by(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        with pytest.raises(DecisionRefused, match="too late to skip"):
            desk.outcome("2026-03-04", "adapt", "na", WHY)

    @pytest.mark.parametrize("outcome", ["worked", "partly", "failed"])
    def test_without_a_decision_there_is_no_result(self, outcome: str) -> None:
        with pytest.raises(DecisionRefused, match="nothing has been decided in “Train”"):
            disrespected().outcome("2026-03-04", "train", outcome)

    @pytest.mark.parametrize("screen", ["late", "lesson", "fire"])
    def test_only_steps_have_outcomes(self, screen: str) -> None:
        with pytest.raises(DecisionRefused, match="recorded only for these steps"):
            disrespected().outcome("2026-03-04", screen, "worked")
