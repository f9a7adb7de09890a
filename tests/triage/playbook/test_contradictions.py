"""Nobody is let rest of whom the facts say otherwise."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, hard
from tests.ways import decided
from triage.playbook.ask.contradictions import contradiction
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import DecisionRule
from triage.playbook.vocabulary import AGAINST

ON = "2026-03-20"
CLOSE = {"clear": "yes", "reach": "3", "owed": "3"}
DELIVER = {"clear": "yes", "reach": "3", "owed": "2", "ready": "yes"}
REST = {"work": "1", "money": "1", "again": "2"}
WAYS = [("silent", CLOSE), ("silent", DELIVER), ("finished", REST)]


def silent() -> Desk:
    desk = Desk.of()
    desk.log("message_out", "2026-03-01", asks=True)
    return desk


def instead(desk: Desk, screen: str, answers: dict[str, str]) -> str:
    """What is decided instead; the client does not rest."""
    taken = desk.take(ON, screen, answers)
    assert taken.decision.code == "FIRST" and desk.at(ON).client.state == "active"
    return taken.decision.say


@pytest.mark.parametrize(("screen", "answers"), WAYS)
def test_with_nothing_against_it_they_rest(screen: str, answers: dict[str, str]) -> None:
    desk = silent()
    desk.take(ON, screen, answers)
    assert desk.at(ON).client.state == "dormant"


@pytest.mark.parametrize(("screen", "answers"), WAYS[:2])
def test_who_wrote_yesterday_is_not_silent(screen: str, answers: dict[str, str]) -> None:
    desk = silent()
    desk.log("call", "2026-03-19")
    assert "you heard from them on Thu 19 March" in instead(desk, screen, answers)


@pytest.mark.parametrize(("screen", "answers"), WAYS)
def test_what_calls_for_action_does_not_rest(screen: str, answers: dict[str, str]) -> None:
    desk = silent()
    hard(desk, "2026-02-25", "2026-02-26", "2026-02-27")
    assert "calls for action first" in instead(desk, screen, answers)


@pytest.mark.parametrize(("screen", "answers"), WAYS)
def test_nor_does_money_that_is_overdue(screen: str, answers: dict[str, str]) -> None:
    desk = silent()
    desk.add("invoice", issued="2026-03-01", due="2026-03-15", amount="100.00")
    assert "100.00 is overdue" in instead(desk, screen, answers)


@pytest.mark.parametrize(("screen", "answers"), [WAYS[0], WAYS[2]])
def test_that_nothing_is_owed_is_looked_up(screen: str, answers: dict[str, str]) -> None:
    desk = silent()
    desk.add("invoice", issued="2026-03-18", due="2026-04-15", amount="100.00")
    assert "1 invoice not paid yet" in instead(desk, screen, answers)
    assert desk.take(ON, "finished", {**REST, "money": "3"}).decision.code == "REST"


@pytest.mark.parametrize("name", sorted(AGAINST))
def test_every_fact_a_playbook_may_name_is_known(name: str) -> None:
    contradiction(silent().at(ON), DecisionRule(code="X", say="x", short="x", unless=(name,)), ())


def test_every_decision_that_lets_rest_has_something_against_it() -> None:
    for screen in builtin().screens.values():
        for rule in screen.decisions.values():
            assert bool(rule.unless) is rule.rests, f"{screen.id} {rule.code}"


def test_only_an_answer_that_denies_a_record_wants_another_one() -> None:
    desk = silent()
    desk.log("call", "2026-03-19")
    talked = desk.view(ON, "silent", CLOSE, goal=decided).decision
    desk.add("invoice", issued="2026-03-01", due="2026-12-31", amount="100.00")
    owed = desk.view(ON, "silent", CLOSE, goal=decided).decision
    assert talked is not None and owed is not None
    assert (talked.code, talked.denied) == ("FIRST", False)
    assert (owed.code, owed.denied) == ("FIRST", True)
