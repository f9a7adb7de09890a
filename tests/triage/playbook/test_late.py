"""Late payment: its calendar, what a final demand asks for, and how it counts on the ladder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.playbook.late import STAGE, late
from tests.triage.playbook.scene import Desk, day, hard
from tests.ways import at, decided
from triage.limits import Limits
from triage.open_items import LOOK_FOR_ANSWER
from triage.playbook.ask.trail import trail
from triage.playbook.decide.late_ladder import WHY_NOT_TRIED
from triage.playbook.errors import BadField
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.counted import was_taken
from triage.playbook.state.ladder import ladder
from triage.playbook.state.late_stage import late_stage

DEMAND = {**STAGE, "stage": "5", "who": "1"}
PLAN = {**STAGE, "stage": "3", "cash": "2", "plan": "1"}
PLAN_FORM = {"invoices": "2026-01", "instalments": "2026-05-01=900"}


def outcomes(desk: Desk) -> dict[str, str | None]:
    return {a.screen: a.outcome for a in desk.of_kind("attempt") if a.screen != "late"}


STAGES = ("friendly_reminder", "second_reminder", "call", "pause_notice", "final_demand")


class TestStage:
    @pytest.mark.parametrize(
        ("on", "option"),
        [
            ("2026-03-02", "friendly_reminder"),
            ("2026-03-07", "friendly_reminder"),
            ("2026-04-20", "friendly_reminder"),
        ],
    )
    def test_never_further_than_one_step_past_what_went_out(self, on: str, option: str) -> None:
        stage = late_stage(late().at(on))
        assert stage is not None and (STAGES[stage.stage - 1], stage.wait_until) == (option, None)

    @pytest.mark.parametrize(
        ("on", "option"),
        [
            ("2026-03-07", "friendly_reminder"),
            ("2026-03-08", "second_reminder"),
            ("2026-04-08", "second_reminder"),
        ],
    )
    def test_nor_earlier_than_the_calendar(self, on: str, option: str) -> None:
        desk = late()
        desk.sent("2026-03-03", "payment_reminder")
        stage = late_stage(desk.at(on))
        assert stage is not None and STAGES[stage.stage - 1] == option

    @pytest.mark.parametrize(
        ("sent", "option"),
        [
            (["payment_reminder", "payment_reminder"], "call"),
            (["payment_reminder"] * 3, "call"),
            (["payment_formal"], "pause_notice"),
            (["pause_work"], "final_demand"),
            (["final_demand"], "final_demand"),
        ],
    )
    def test_what_went_out(self, sent: list[str], option: str) -> None:
        desk = late()
        for template in sent:
            desk.sent("2026-03-10", template)
        stage = late_stage(desk.at("2026-05-01"))
        assert stage is not None and STAGES[stage.stage - 1] == option

    def test_a_call_that_was_tried_is_a_step_after_two_reminders(self) -> None:
        desk = late()
        desk.log("call", "2026-03-09")
        for on in ("2026-03-08", "2026-03-15"):
            desk.sent(on, "payment_reminder")
        stage = late_stage(desk.at("2026-04-01"))
        assert stage is not None and STAGES[stage.stage - 1] == "call", "they talked about work"
        desk.log("call", "2026-03-20")
        stage = late_stage(desk.at("2026-04-01"))
        assert stage is not None and STAGES[stage.stage - 1] == "pause_notice"

    def test_steps_are_a_week_apart(self) -> None:
        desk = late()
        desk.sent("2026-03-10", "payment_reminder")
        fresh, ready = late_stage(desk.at("2026-03-16")), late_stage(desk.at("2026-03-17"))
        assert fresh is not None and fresh.wait_until == day("2026-03-17")
        assert ready is not None and ready.wait_until is None
        view = desk.view("2026-03-16", "late", STAGE, goal=at("stage"))
        assert view.question is not None and view.question.due_from == day("2026-03-17")

    def test_how_far_apart_is_a_setting(self) -> None:
        desk = late()
        desk.sent("2026-03-10", "payment_reminder")
        now = replace(desk.at("2026-03-12"), limits=Limits(payment_steps_apart_days=2))
        stage = late_stage(now)
        assert stage is not None and stage.wait_until is None

    def test_reminders_of_an_older_invoice_do_not_count(self) -> None:
        desk = late()
        desk.sent("2026-02-10", "payment_formal")
        stage = late_stage(desk.at("2026-04-01"))
        assert stage is not None and STAGES[stage.stage - 1] == "friendly_reminder"

    def test_the_screen_points_at_it(self) -> None:
        view = late().view("2026-03-05", "late", STAGE, goal=at("stage"))
        assert view.question is not None and view.question.suggested == "friendly_reminder"
        assert late_stage(late().at("2026-03-01")) is None
        calm = late().view("2026-03-01", "late", STAGE, goal=at("stage"))
        assert calm.question is not None and calm.question.suggested is None

    @pytest.mark.parametrize(
        ("on", "suggested"),
        [("2026-03-25", "wait_for_day"), ("2026-03-26", "call")],
    )
    def test_while_a_promise_is_open_it_points_at_waiting(self, on: str, suggested: str) -> None:
        desk = late()
        for sent in ("2026-03-03", "2026-03-10"):
            desk.sent(sent, "payment_reminder")
        desk.log("promise", "2026-03-20", due="2026-03-25")
        view = desk.view(on, "late", STAGE, goal=at("stage"))
        assert view.question is not None and view.question.suggested == suggested
        assert view.question.due is (suggested != "wait_for_day")

    def test_with_an_insolvency_it_points_at_the_way_to_the_claim(self) -> None:
        desk = late()
        desk.log("insolvency", "2026-03-20")
        for way, question, suggested in (
            (STAGE, "stage", "final_demand"),
            ({**STAGE, "stage": "5"}, "who", "insolvent"),
        ):
            view = desk.view("2026-03-22", "late", way, goal=at(question))
            assert view.question is not None and view.question.suggested == suggested


class TestWhen:
    @pytest.mark.parametrize(
        ("on", "stage", "review"),
        [
            ("2026-03-02", "1", "2026-03-09"),
            ("2026-03-08", "2", "2026-03-15"),
            ("2026-03-10", "1", "2026-03-17"),  # day 7 has passed: a week apart at least
        ],
    )
    def test_the_door_opens_again_on_a_day_of_the_calendar(
        self, on: str, stage: str, review: str
    ) -> None:
        taken = late().take(on, "late", {**STAGE, "stage": stage})
        assert taken.decision.review_by == day(review)

    def test_with_nothing_overdue_in_a_week(self) -> None:
        taken = Desk.of().take("2026-03-02", "late", {**STAGE, "stage": "1"})
        assert taken.decision.review_by == day("2026-03-09")


class TestDemand:
    def test_without_reminder_and_call_it_wants_a_reason(self) -> None:
        desk = late()
        with pytest.raises(BadField, match="reason: is still needed"):
            desk.take("2026-04-05", "late", DEMAND)
        view = desk.view("2026-04-05", "late", DEMAND, goal=decided)
        assert view.decision is not None
        assert [need.field for need in view.decision.needs] == ["reason"]
        taken = desk.take("2026-04-05", "late", DEMAND, {"reason": "they moved abroad"})
        assert taken.decision.set == {"reason": "they moved abroad"}

    @pytest.mark.parametrize("how", ["call", "answers"])
    def test_after_both_it_wants_none(self, how: str) -> None:
        desk = late()
        desk.sent("2026-03-10", "payment_reminder")
        if how == "call":
            desk.log("call", "2026-03-20")
        else:
            desk.take("2026-03-20", "late", {**STAGE, "stage": "3", "cash": "4"})
        taken = desk.take("2026-04-05", "late", {**DEMAND, "who": "2"})
        assert taken.decision.code == "DEMAND30"
        assert (LOOK_FOR_ANSWER, "2026-05-05") in desk.todo()

    def test_a_call_not_made_yet_is_none(self) -> None:
        desk = late()
        desk.sent("2026-03-10", "payment_reminder")
        desk.take("2026-03-20", "late", {**STAGE, "stage": "3", "cash": "5"})
        with pytest.raises(BadField, match="reason"):
            desk.take("2026-04-05", "late", DEMAND)


class TestLadder:
    def test_the_second_reminder_is_an_attempt_at_explaining(self) -> None:
        desk = late()
        desk.take("2026-03-10", "late", {**STAGE, "stage": "2"})
        assert outcomes(desk) == {"adapt": "na", "train": None}
        current = ladder(desk.at("2026-03-10")).current
        assert current is not None and current.screen == "train"
        assert current.review_by == day("2026-04-07")
        passed = next(a for a in desk.of_kind("attempt") if a.screen == "adapt")
        assert passed.outcome_reason == "the cause is money: see Late payment"

    def test_the_first_reminder_is_not(self) -> None:
        desk = late()
        desk.take("2026-03-04", "late", {**STAGE, "stage": "1"})
        assert outcomes(desk) == {}

    def test_twice_is_one_attempt(self) -> None:
        desk = late()
        for on in ("2026-03-10", "2026-03-14"):
            desk.take(on, "late", {**STAGE, "stage": "2"})
        assert outcomes(desk) == {"adapt": "na", "train": None}

    def test_a_second_reminder_that_never_went_out_has_not_failed(self) -> None:
        desk = late()
        desk.take("2026-03-10", "late", {**STAGE, "stage": "2"})
        train = next(a for a in desk.of_kind("attempt") if a.screen == "train")
        assert not was_taken(train, desk.at("2026-03-10").ledger, day("2026-03-10"))
        desk.take("2026-03-20", "late", PLAN, PLAN_FORM)
        assert outcomes(desk) == {"adapt": "na", "train": "na", "renegotiate": None}
        train = next(a for a in desk.of_kind("attempt") if a.screen == "train")
        assert train.outcome_reason == WHY_NOT_TRIED
        taken = [
            a.screen
            for a in desk.of_kind("attempt")
            if was_taken(a, desk.at("2026-03-20").ledger, day("2026-03-20"))
        ]
        assert taken == ["late", "late"], "no step is shown that nobody took"

    def test_a_plan_is_an_offer_of_terms(self) -> None:
        desk = late()
        desk.take("2026-03-10", "late", {**STAGE, "stage": "2"})
        desk.sent("2026-03-10", "payment_reminder")
        desk.take("2026-03-20", "late", PLAN, PLAN_FORM)
        assert outcomes(desk) == {"adapt": "na", "train": "failed", "renegotiate": None}
        assert "G3" in desk.shut("2026-03-20", "part")
        desk.sent("2026-03-20", "payment_plan")
        assert "G3" not in desk.shut("2026-03-20", "part")
        desk.outcome("2026-03-25", "renegotiate", "worked")
        assert ladder(desk.at("2026-03-25")).ended["renegotiate"].outcome == "worked"

    def test_a_promise_too_and_what_was_not_tried_is_passed_by(self) -> None:
        desk = late()
        desk.take("2026-03-10", "late", {**STAGE, "stage": "6"}, {"due": "2026-03-16"})
        assert outcomes(desk) == {"adapt": "na", "train": "na", "renegotiate": None}
        desk.sent("2026-03-10", "payment_promise")
        assert "G3" not in desk.shut("2026-03-10", "part")

    def test_a_formal_notice_is_no_offer(self) -> None:
        desk = late()
        desk.take("2026-03-20", "late", {**STAGE, "stage": "3", "cash": "4"})
        desk.sent("2026-03-20", "payment_formal")
        assert "G3" in desk.shut("2026-03-20", "part")

    def test_ones_own_steps_are_left_alone(self) -> None:
        desk = late()
        hard(desk, "2026-03-02", "2026-03-03")
        key = GateKey(flag="DISRESPECT")
        desk.take("2026-03-04", "adapt", {"line": "no shouting on the phone"}, key=key)
        desk.outcome("2026-03-05", "adapt", "failed")
        desk.take(
            "2026-03-05",
            "train",
            {"known": "1", "topic": "6", "gloss": "", "believe": "3"},
            key=key,
        )
        desk.take("2026-03-10", "late", {**STAGE, "stage": "2"})
        desk.take("2026-03-20", "late", PLAN, PLAN_FORM)
        assert outcomes(desk) == {"adapt": "failed", "train": None, "renegotiate": None}


def test_a_step_that_late_payment_counts_as_tried_is_not_said_to_have_failed() -> None:
    desk = late()
    desk.take("2026-03-10", "late", {**STAGE, "stage": "2"})
    desk.sent("2026-03-10", "payment_reminder")
    desk.take("2026-03-20", "late", PLAN, PLAN_FORM)
    now = desk.at("2026-03-21")
    assert outcomes(desk)["train"] == "failed"
    steps = {step.code: step for step in trail(now.playbook, ladder(now), "renegotiate")}
    assert steps["train"].taken_by == now.playbook.screens["late"].title
    assert steps["adapt"].taken_by is None
