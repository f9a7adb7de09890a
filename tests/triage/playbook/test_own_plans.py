"""To part for one's own plans: which ones is said, and where it is their conduct it is no way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.playbook.scene import Desk, hard
from tests.ways import held
from triage.health import assess
from triage.limits import Limits
from triage.playbook.errors import BadField, DecisionRefused
from triage.playbook.gates.gates import GateKey, closed_gates

ON = "2026-03-20"
KEY = GateKey(own_plans=True)
OWN = {"still": "1", "solid": "3", "cushion": "1", "contract": "1", "open": "1", "mood": "1"}
LETTER = {**OWN, "way": "2"}
WHY = "From May on I teach at the art school four days a week"


def opened() -> Desk:
    desk = Desk.of()
    desk.visit("2026-03-19", key=KEY)
    return desk


def test_which_plans_is_asked_before_the_letter() -> None:
    desk = opened()
    for typed in ({}, {"reason": "my plans"}, {"reason": "1" * 50}):
        with pytest.raises(BadField, match="reason"):
            desk.take(ON, "part", LETTER, typed)
    taken = desk.take(ON, "part", LETTER, {"reason": WHY})
    assert taken.decision.set["reason"] == WHY and taken.attempt.own_plans


def test_so_it_is_where_all_steps_were_tried() -> None:
    desk = Desk.of()
    desk.visit("2026-03-19", key=GateKey(override="There is no other way left for the two of us"))
    with pytest.raises(BadField, match="reason"):
        desk.take(ON, "part", LETTER)
    assert desk.take(ON, "part", {**LETTER, "solid": "1"}).decision.set.keys() == {"end_date"}


def test_while_their_conduct_is_flagged_it_is_no_way() -> None:
    desk = opened()
    hard(desk, "2026-03-18", "2026-03-19")
    gates = desk.shut(ON, "part", KEY)
    assert {"G1", "G2", "G3", "G12"} <= set(gates)
    with pytest.raises(DecisionRefused, match="G12"):
        desk.take(ON, "part", LETTER, {"reason": WHY})
    fresh = Desk.of()
    hard(fresh, "2026-03-18", "2026-03-19")
    fresh.visit(ON, key=KEY)
    assert fresh.of_kind("attempt") == []


def test_limits_of_ones_own_hide_no_conduct() -> None:
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    wide = replace(desk.at(ON), limits=Limits.of(hard_watch=1000, hard_act=1000))
    wide = replace(wide, health=assess(wide.ledger, wide.on, wide.limits))
    assert wide.flag("DISRESPECT") is None
    (shut,) = (gate for gate in closed_gates(wide, "part", KEY) if gate.gate == "G12")
    assert "flagged by the usual limits" in shut.missing
    strict = replace(Desk.of().at(ON), limits=Limits.of(hard_watch=1))
    assert "G12" not in {gate.gate for gate in closed_gates(strict, "part", KEY)}


def test_nor_is_it_where_it_was_called_serious() -> None:
    desk = opened()
    view = desk.view(ON, "part", {"still": "1", "solid": "1"}, key=KEY, goal=held)
    assert "G12" in {gate.gate for gate in view.gates}
    with pytest.raises(DecisionRefused, match="G12"):
        desk.take(ON, "part", {**LETTER, "solid": "1"}, {"reason": WHY})
