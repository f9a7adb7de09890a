"""How a door went: on its day, by the user, where no record can say it."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, hard
from triage.clients.current_step import CurrentStep
from triage.clients.door_look import door_look, record_door
from triage.clients.overview import overview_of
from triage.playbook.errors import DecisionRefused

BEFORE, DAY = "2026-03-11", "2026-03-12"


def watched() -> Desk:
    """Left as it is since 4 March, to be looked at on 12 March."""
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    days = {"on": "2026-03-04", "taken_on": "2026-03-04", "review_by": DAY}
    desk.add("attempt", id="w", screen="watch", flag="DISRESPECT", **days)
    return desk


def running(desk: Desk, on: str) -> CurrentStep:
    now = desk.at(on)
    step = overview_of(desk.book, desk.client, now.on).step
    assert step is not None
    return step


def test_a_door_is_asked_about_from_its_day_on_and_is_over_then() -> None:
    desk = watched()
    assert door_look(desk.at(BEFORE), running(desk, BEFORE)) is None
    with pytest.raises(DecisionRefused):
        record_door(desk.at(BEFORE), running(desk, BEFORE), "worked")
    assert door_look(desk.at(DAY), running(desk, DAY))
    desk.apply(record_door(desk.at(DAY), running(desk, DAY), "worked"))
    assert overview_of(desk.book, desk.client, desk.at(DAY).on).step is None
    assert door_look(desk.at(DAY), None) is None


def test_what_goes_before_all_others_is_answered_on_its_page() -> None:
    desk = watched()
    desk.log("message_in", DAY, complaint=True)
    assert door_look(desk.at(DAY), running(desk, DAY)) is None


def test_a_step_and_money_have_answers_of_their_own() -> None:
    for screen in ("late", "train"):
        desk = watched()
        desk.change("attempt", "w", screen=screen)
        assert door_look(desk.at(DAY), running(desk, DAY)) is None
