"""Answers that are typed are kept until they are decided on."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from triage.playbook.decide.attempts import keep_answers, kept_answers
from triage.playbook.errors import BadAnswer
from triage.playbook.gates.gates import GateKey
from triage.playbook.load.playbook_file import builtin

ON = "2026-03-20"


def keep(desk: Desk, screen: str, on: str = ON, key: GateKey | None = None, **answers: str) -> None:
    desk.apply(keep_answers(desk.at(on), screen, answers, key))


def kept(desk: Desk, screen: str, on: str = ON) -> dict[str, str]:
    return kept_answers(desk.at(on), screen)[0]


def test_they_are_found_again() -> None:
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    keep(desk, "adapt", cause="1", essence="2")
    keep(desk, "adapt", cause="6")
    assert kept(desk, "adapt", "2026-04-01") == {
        "cause": "not_known",
        "essence": "fine_and_paid",
    }
    assert kept_answers(desk.at(ON), "adapt")[1] == "DISRESPECT"
    (attempt,) = desk.of_kind("attempt")
    assert attempt.taken_on is None
    assert len(desk.of_kind("answer")) == 2


def test_each_is_stored_with_what_was_asked() -> None:
    desk = Desk.of()
    keep(desk, "adapt", cause="3")
    (answer,) = desk.of_kind("answer")
    assert (answer.value, answer.playbook) == ("money_tight", "playbook.toml 2")
    assert answer.ask == builtin().screens["adapt"].questions["cause"].ask


def test_a_skipped_text_is_asked_again() -> None:
    desk = Desk.of()
    keep(desk, "safety", keep="")
    assert kept(desk, "safety") == {}


def test_decided_they_wait_no_longer() -> None:
    desk = Desk.of()
    keep(desk, "watch", real="no", quirk="no")
    desk.take(ON, "watch", kept(desk, "watch"))
    assert kept(desk, "watch") == {}
    questions = [answer.question for answer in desk.of_kind("answer")]
    assert {"real", "quirk"} <= set(questions) and len(questions) == len(set(questions))
    assert len(desk.of_kind("attempt")) == 1


def test_a_running_step_is_answered_afresh() -> None:
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    desk.take(ON, "adapt", {"line": "no shouting on the phone"})
    assert kept(desk, "adapt", "2026-03-25") == {}
    keep(desk, "adapt", "2026-03-25", line="no calls after six o'clock")
    assert kept(desk, "adapt", "2026-03-25") == {"line": "no calls after six o'clock"}
    assert len(desk.of_kind("attempt")) == 1


def test_what_the_playbook_no_longer_knows_is_left_out() -> None:
    desk = Desk.of()
    keep(desk, "watch", real="no")
    (answer,) = desk.of_kind("answer")
    desk.change("answer", answer.id, value="perhaps")
    assert kept(desk, "watch") == {}


def test_what_does_not_fit_is_not_kept() -> None:
    desk = Desk.of()
    with pytest.raises(BadAnswer, match="real: 'perhaps' is neither yes nor no"):
        keep(desk, "watch", real="perhaps")
    with pytest.raises(BadAnswer, match="watch has no such question"):
        keep(desk, "watch", essence="1")


def test_what_was_brought_to_the_gate_is_kept_with_them() -> None:
    desk = Desk.of()
    desk.visit("2026-03-18", key=GateKey(own_plans=True))
    keep(desk, "part", still="1")
    (attempt,) = desk.of_kind("attempt")
    assert (attempt.opened_at, attempt.own_plans) == ("2026-03-18", True)
    assert attempt.on == day("2026-03-18")


def test_on_an_earlier_day_nothing_is_known_of_it() -> None:
    desk = Desk.of()
    keep(desk, "watch", real="no")
    assert kept(desk, "watch", "2026-03-19") == {}
