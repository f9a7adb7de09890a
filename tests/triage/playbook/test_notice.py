"""Our own last day keeps the notice, and an incident that is over opens no goodbye."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.errors import BadField
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.journal_facts import JournalFacts

ON = "2026-03-20"
KEY = GateKey(override="There is no other way left, and I have thought about it")
END = {
    **{"still": "1", "solid": "1", "cushion": "1", "contract": "1", "open": "1", "mood": "1"},
    "way": "2",
}


def opened(**contract: object) -> Desk:
    desk = Desk.of(contract=contract or {"written": True, "notice_days": 28})
    desk.visit("2026-03-19", key=KEY)
    return desk


def last_day(desk: Desk, on: str, **answers: str) -> object:
    taken = desk.take(ON, "part", {**END, **answers}, {"end_date": on}, key=KEY)
    return taken.decision.set["end_date"]


@pytest.mark.parametrize(
    ("contract", "early", "fits"),
    [
        ({"written": True, "notice_days": 28}, "2026-04-16", "2026-04-17"),
        ({"written": False}, "2026-04-18", "2026-04-19"),
        ({"written": True, "notice_days": 0}, None, ON),
    ],
)
def test_the_last_day_keeps_the_agreed_notice_else_a_fair_one(
    contract: dict[str, object], early: str | None, fits: str
) -> None:
    if early is not None:
        with pytest.raises(BadField, match="is before"):
            last_day(opened(**contract), early)
    assert last_day(opened(**contract), fits) == fits


def test_earlier_only_where_both_agreed_in_writing_and_lately() -> None:
    desk = opened()
    early = "2026-03-31"
    with pytest.raises(BadField, match="end_date"):
        last_day(desk, early, mood="3")
    desk.log("terms_agreed", "2025-12-01")
    with pytest.raises(BadField, match="end_date"):
        last_day(desk, early, mood="3")
    desk.log("terms_agreed", "2026-03-18", text="We both end on 31 March")
    with pytest.raises(BadField, match="end_date"):
        last_day(desk, early, mood="1")
    assert last_day(desk, early, mood="3") == early


@pytest.mark.parametrize("contract", [{"written": True, "notice_days": 0}, {"written": True}])
def test_a_notice_that_was_shortened_tonight_is_none_that_was_agreed(
    contract: dict[str, object],
) -> None:
    def shortened(changed_on: str) -> Desk:
        desk = opened(**contract)
        desk.journal = JournalFacts(notices=((day(changed_on), 60),))
        return desk

    with pytest.raises(BadField, match="before the agreed notice of 60 days ends"):
        last_day(shortened(ON), "2026-05-18")
    assert last_day(shortened(ON), "2026-05-19") == "2026-05-19"
    desk = shortened(ON)
    taken = desk.take(ON, "part", END, key=KEY)
    assert taken.decision.set["end_date"] == "2026-05-21"
    assert last_day(shortened("2026-02-18"), "2026-04-19") == "2026-04-19"
    agreed = shortened(ON)
    agreed.log("terms_agreed", "2026-03-18", text="30 days from now on, in writing")
    assert last_day(agreed, "2026-04-19") == "2026-04-19"


def test_safety_waits_for_no_notice() -> None:
    desk = opened()
    desk.log("incident", "2026-03-19", type="threat")
    assert last_day(desk, ON) == ON


def test_an_incident_logged_and_closed_on_one_day_opens_nothing() -> None:
    desk = Desk.of()
    incident = desk.log("incident", ON, type="threat")
    assert desk.shut(ON, "part") == {}
    desk.change("event", incident, closed_on=ON)
    for on in (ON, "2026-03-21"):
        assert {"G1", "G2", "G3", "G4"} <= set(desk.shut(on, "part"))
        assert entry_point(desk.at(on)).screen != "safety"
