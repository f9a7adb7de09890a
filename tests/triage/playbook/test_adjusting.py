"""The first step asks the same of every flag, and names the change in the user's own words."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, hard
from tests.ways import decided
from triage.message_templates import load_templates
from triage.messages.slots import slot_values

ON = "2026-03-20"
CHANGE = {"cause": "1", "essence": "4", "style": "1", "line": "No remarks about people, please"}


def rude() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    return desk


def pushy() -> Desk:
    desk = Desk.of()
    for on in ("2026-03-12", "2026-03-13", "2026-03-17", "2026-03-18", "2026-03-19"):
        desk.log("after_hours", on)
    return desk


@pytest.mark.parametrize(("desk", "flag"), [(rude(), "DISRESPECT"), (pushy(), "BOUNDARY")])
def test_rudeness_has_a_cause_and_something_that_matters(desk: Desk, flag: str) -> None:
    assert desk.at(ON).worst_code == flag
    path = [step.question.id for step in desk.view(ON, "adapt", CHANGE, goal=decided).path]
    known = ("cause", "essence", "style", "line")
    assert tuple(id_ for id_ in path if id_ in known) == known


def test_the_change_is_named_in_ones_own_words() -> None:
    desk = rude()
    words = "I answer mails at ten and at four only"
    taken = desk.take(ON, "adapt", CHANGE, {"text": words})
    assert desk.todo() == [(f"Make the change you named: {words}", "2026-03-23")]
    assert taken.decision.note is not None and words in taken.decision.note
    template = load_templates()["reset_expectations"]
    now = desk.at(ON)
    values = slot_values(now.ledger, now.on, template=template)
    assert words in str(values["change"])
