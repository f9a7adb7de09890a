"""What was decided is shown while it holds, and asked about on its day; news overtakes it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.clients.advice import NextAction
from triage.playbook.after.checklists import CLOSING, checklist
from triage.playbook.decide.standing import standing_decision

ON, NEXT, AFTER = "2026-03-20", "2026-03-21", "2026-03-27"
CALLED = {"danger": "no", "kind": "1", "over": "no", "how": "4"}


def unsafe() -> Desk:
    desk = Desk.of()
    desk.log("incident", "2026-03-18", type="threat")
    return desk


def complained() -> Desk:
    desk = Desk.of()
    desk.log("message_in", "2026-03-18", complaint=True, needs_answer=True, text="It is late")
    return desk


def done(desk: Desk) -> None:
    """All that was put down to do is done today."""
    for action in desk.of_kind("action"):
        desk.change("action", action.id, done_on=ON)


def following(desk: Desk, on: str) -> NextAction:
    action = desk.overview(on).next_action
    assert action is not None
    return action


PAGES: list[tuple[Desk, str, Mapping[str, str], Mapping[str, str], str]] = [
    (unsafe(), "safety", {"danger": "yes"}, {}, NEXT),
    (unsafe(), "safety", CALLED, {}, NEXT),
    (unsafe(), "safety", {**CALLED, "over": "yes"}, {"person": "Dana"}, NEXT),
    (complained(), "complaint", {}, {"fix_by": "2026-03-23"}, "2026-03-24"),
]


@pytest.mark.parametrize(("desk", "screen", "answers", "values", "looked_at"), PAGES)
def test_a_page_that_goes_first_is_not_proposed_again_on_the_day_of_its_decision(
    desk: Desk, screen: str, answers: Mapping[str, str], values: Mapping[str, str], looked_at: str
) -> None:
    before = following(desk, ON)
    assert (before.screen, before.due) == (screen, day(ON))
    desk.take(ON, screen, answers, values)
    done(desk)
    after = following(desk, ON)
    assert (after.screen, after.due, after.held) == (screen, day(looked_at), True)
    assert after.text != before.text
    again = following(desk, AFTER)
    assert (again.screen, again.due, again.held) == (screen, day(looked_at), False)


def test_the_end_of_contact_leads_on_to_the_closing_checklist() -> None:
    desk = unsafe()
    desk.take(ON, "safety", {**CALLED, "how": "1"})
    desk.sent(ON, "safety_stop")
    done(desk)
    point = checklist(desk.at(ON), CLOSING).first_open
    assert point is not None and following(desk, ON).text.endswith(point.text)


def test_what_was_decided_is_shown_until_its_day() -> None:
    desk = unsafe()
    assert standing_decision(desk.at(ON)) is None
    taken = desk.take(ON, "safety", CALLED)
    assert standing_decision(desk.at(ON)) == taken.decision
    assert standing_decision(desk.at(NEXT)) is None


@pytest.mark.parametrize(
    ("what", "fields"), [("incident", {"type": "threat"}), ("message_in", {"text": "You will see"})]
)
def test_what_they_do_since_overtakes_it(what: str, fields: Mapping[str, str]) -> None:
    desk = unsafe()
    desk.take("2026-03-19", "safety", CALLED)
    desk.change("attempt", desk.of_kind("attempt")[-1].id, review_by=AFTER)
    assert standing_decision(desk.at(ON)) is not None
    desk.log(what, ON, **fields)
    assert standing_decision(desk.at(ON)) is None
    assert following(desk, ON).due == day(ON)


def test_a_step_is_gone_through_again_once_it_happened_again() -> None:
    desk = Desk.of()
    for number in range(1, 6):
        desk.log("request", f"2026-03-0{number}", outcome="absorbed")
    desk.take(ON, "adapt")
    assert standing_decision(desk.at("2026-03-23")) is not None
    desk.log("no_show", "2026-03-23")
    assert standing_decision(desk.at("2026-03-23")) is not None, "another matter"
    desk.log("request", "2026-03-24", outcome="absorbed")
    assert standing_decision(desk.at("2026-03-24")) is None
