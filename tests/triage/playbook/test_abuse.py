"""Abuse after a clear line leads back to Safety, and what is decided there stays next."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from tests.ways import at
from triage.changes import RecordIds
from triage.clients.agenda import agenda
from triage.clients.next_action import STILL_TO_CLOSE
from triage.playbook.after.checklists import checklist, mark
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.ask.fact_lines import fact_lines
from triage.review.action_question import done, due_action

FIRST, STEP, AGAIN, DECIDED, AFTER = (
    *("2026-11-06", "2026-11-13", "2026-11-18"),
    *("2026-11-20", "2026-11-23"),
)
NOT_ASKED = ["hours", "money", "contact", "energy"]
AGAINST_THEM = {"danger": "no", "kind": "insult_again", "keep": "", "over": "no"}
OF_CONTACT = {2, 10, 11, 12, 13}
"""Told in person, someone recommended, thanks, feedback, the day after."""
SAFE = "Check that you are safe"


def lined() -> Desk:
    """A line was drawn, and it is not known yet whether it holds."""
    desk = Desk.of(not_tracked=NOT_ASKED)
    hard(desk, FIRST, tone=-2)
    desk.take(FIRST, None, {"warn": "yes"})
    desk.sent(FIRST, "boundary_note")
    return desk


def warned() -> Desk:
    """A line was drawn after a first insult, and a step taken while it held."""
    desk = lined()
    desk.take(STEP, "adapt", {"line": "One call on Mondays"})
    return desk


def crossed() -> Desk:
    desk = warned()
    hard(desk, AGAIN, tone=-2)
    return desk


def stopped() -> Desk:
    desk = crossed()
    desk.take(DECIDED, None, {**AGAINST_THEM, "how": "written_stop"})
    return desk


def do_what_is_due(desk: Desk, on: str) -> str:
    """The action that is asked about, done; its words."""
    action = due_action(desk.overview(on))
    assert action is not None
    desk.apply(done(desk.at(on), action, RecordIds(f"done {action.id}")))
    return action.text


class TestTheLineIsCrossed:
    def test_it_leads_to_safety_and_recalls_what_was_decided(self) -> None:
        desk = crossed()
        proposal = desk.next_action(AGAIN)
        assert (proposal.screen, proposal.outcome, proposal.due) == ("safety", None, day(AGAIN))
        assert "boundary was broken" in proposal.text and "Fri 6 November" in proposal.text
        lines = {line.label: line.text for line in fact_lines(desk.at(AGAIN), "safety")}
        assert lines["decided"].startswith("Fri 6 November: Set one clear boundary")

    def test_that_it_happened_again_is_not_asked_as_if_nobody_knew(self) -> None:
        view = crossed().view(AGAIN, None, goal=at("kind"))
        assert view.question is not None and view.question.suggested == "insult_again"

    def test_while_the_line_holds_the_step_goes_on(self) -> None:
        desk = warned()
        hard(desk, AGAIN, tone=-1)
        assert entry_point(desk.at(AGAIN)).screen == "adapt"

    def test_a_line_that_never_went_out_was_not_crossed(self) -> None:
        desk = Desk.of(not_tracked=NOT_ASKED)
        hard(desk, FIRST, tone=-2)
        desk.take(FIRST, None, {"warn": "yes"})
        hard(desk, AGAIN, tone=-2)
        assert "boundary was broken" not in desk.next_action(AGAIN).text

    def test_whoever_takes_a_step_all_the_same_goes_on_with_it(self) -> None:
        desk = crossed()
        desk.outcome(DECIDED, "adapt", "failed")
        desk.take(DECIDED, "train", {"known": "1", "topic": "6", "gloss": "", "believe": "3"})
        assert entry_point(desk.at(DECIDED)).screen == "train"

    def test_a_second_line_may_be_crossed_as_well(self) -> None:
        desk = crossed()
        desk.take(DECIDED, None, {"danger": "no", "kind": "insult_first_time", "warn": "yes"})
        desk.sent(DECIDED, "boundary_note")
        assert entry_point(desk.at(AFTER)).screen != "safety"
        hard(desk, "2026-11-25", tone=-2)
        assert "Fri 20 November" in desk.next_action("2026-11-25").text, "before the look is due"

    def test_a_danger_after_the_line_is_not_asked_whether_it_held(self) -> None:
        desk = lined()
        desk.log("incident", "2026-11-10", type="threat")
        assert due_action(desk.overview(AGAIN)) is None
        assert desk.next_action(AGAIN).action is None


class TestContactEnds:
    def test_the_notice_then_a_look_at_oneself_then_the_rest_of_the_goodbye(self) -> None:
        desk = stopped()
        assert desk.next_action(DECIDED).template is None
        assert "End contact now" in desk.next_action(DECIDED).text
        desk.sent(DECIDED, "safety_stop")
        assert desk.next_action(DECIDED).text == SAFE
        assert (desk.next_action(AFTER).text, desk.next_action(AFTER).due) == (
            SAFE,
            day("2026-11-21"),
        )
        assert [e.text for e in agenda(desk.book, day(AFTER)) if e.day < day(AFTER)] == [SAFE]
        assert do_what_is_due(desk, AFTER) == SAFE
        assert desk.next_action(AFTER).text.startswith("Closing checklist: ")
        assert [e.text for e in agenda(desk.book, day(AFTER))] == []

    @pytest.mark.parametrize("on", [DECIDED, AFTER, "2026-11-27", "2027-01-15", "2027-06-01"])
    def test_no_step_is_ever_proposed_again(self, on: str) -> None:
        desk = stopped()
        desk.sent(DECIDED, "safety_stop")
        assert desk.next_action(on).screen == "safety"
        assert "Adjust" not in desk.next_action(on).text
        step = desk.overview(on).step
        assert step is not None and step.code == "safety"

    def test_what_they_write_afterwards_draws_no_new_line(self) -> None:
        desk = stopped()
        desk.sent(DECIDED, "safety_stop")
        do_what_is_due(desk, AFTER)
        hard(desk, "2026-11-25", tone=-2)
        proposal = desk.next_action("2026-11-25")
        assert (proposal.text, proposal.template) == (SAFE, None)

    def test_what_is_left_after_the_list_is_not_the_look_once_more(self) -> None:
        desk = stopped()
        desk.sent(DECIDED, "safety_stop")
        do_what_is_due(desk, AFTER)
        desk.add("work_item", text="The last chapter")
        desk.apply(mark(desk.at(AFTER), dict.fromkeys(range(1, 15), "done")))
        assert desk.next_action(AFTER).text == STILL_TO_CLOSE

    def test_no_point_of_the_closing_list_asks_for_contact(self) -> None:
        points = {point.n: point.state for point in checklist(stopped().at(DECIDED)).items}
        assert {n for n, state in points.items() if state == "na"} == OF_CONTACT
        assert points[3] == points[5] == "open", "what the contract and the money ask for stays"

    def test_what_the_steps_left_to_do_is_over(self) -> None:
        desk = crossed()
        left = {text for text, _ in desk.todo()}
        assert left
        desk.take(DECIDED, None, {**AGAINST_THEM, "how": "written_stop"})
        assert not left & {text for text, _ in desk.todo()}
        assert all(a.paused_on for a in desk.of_kind("attempt") if a.screen == "adapt")


@pytest.mark.parametrize("how", ["finish_paid_work", "advice_first", "not_known"])
def test_the_other_ways_to_stay_safe_lead_to_no_step_either(how: str) -> None:
    desk = crossed()
    desk.take(DECIDED, None, {**AGAINST_THEM, "how": how})
    for action in desk.of_kind("action"):
        if action.done_on is None and action.dropped_on is None:
            desk.apply(done(desk.at(AFTER), action, RecordIds(f"done {action.id}")))
    proposal = desk.next_action(AFTER)
    assert (proposal.text, proposal.screen) == (SAFE, "safety")


def test_a_first_insult_may_end_contact_without_a_line() -> None:
    desk = Desk.of(not_tracked=NOT_ASKED)
    hard(desk, FIRST, tone=-2)
    desk.take(FIRST, "safety", {**AGAINST_THEM, "how": "advice_first"})
    desk.take("2026-11-09", "safety", {**AGAINST_THEM, "how": "written_stop"})
    desk.sent("2026-11-09", "safety_stop")
    assert desk.next_action("2026-11-09").text == SAFE
