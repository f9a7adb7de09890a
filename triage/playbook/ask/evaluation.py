"""One pass through the guided screens: from the door through the gates along the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from triage.health import FLAG_CODES
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.ask.facts import numbers
from triage.playbook.ask.form_requirements import decision_for
from triage.playbook.ask.opening import opening
from triage.playbook.ask.walk import WalkStep, check_answers, chosen, screen_of, walk
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.gates.gates import GateKey, by_own_plans, closed_gates
from triage.playbook.model import DecisionRule, Option, Question, Screen
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import Situation

RULE_FLAG = "RULE:"
"""How the flags of the user's own watch rules begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Where it stands: before a shut gate, at a question, or at a decision.

    `screen` is the one reached, which the answers may have opened from another; `path` holds the
    answers on the way, `answers` all that were given. `start` names the question it began with
    where that is not the screen's usual one. `own_plans` = somebody parts for their own plans.
    """

    screen: Screen
    flag: str | None
    key: GateKey
    gates: tuple[ClosedGate, ...]
    path: tuple[WalkStep, ...]
    answers: Mapping[str, str]
    question: Question | None = None
    decision: DecisionRule | None = None
    start: str | None = None
    own_plans: bool = False

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The options that led here."""
        return chosen(self.path)

    @property
    def open(self) -> bool:
        """Whether no gate is shut."""
        return not self.gates


def evaluate(
    situation: Situation,
    screen: str | None = None,
    answers: Mapping[str, str] | None = None,
    key: GateKey | None = None,
) -> Evaluation:
    """Follow the answers from a screen (None: the door that fits) as far as they lead.

    Raises BadAnswer, and Refused for an unknown screen or flag.
    """
    key = key or GateKey()
    _check_flag(key.flag)
    start, flag = None, key.flag or situation.worst_code
    if screen is None:
        first = entry_point(situation)
        screen, start, flag = first.screen, first.start, key.flag or first.flag
    playbook = situation.playbook
    checked = check_answers(playbook, screen, answers or {})
    path: tuple[WalkStep, ...] = ()
    facts = numbers(situation)
    while True:
        gates = closed_gates(situation, screen, key)
        start = start or opening(situation, screen_of(playbook, screen), flag, checked)
        walked = walk(playbook, screen, {} if gates else checked, facts, flag=flag, start=start)
        path += walked.path
        if not gates and walked.opens is not None:
            screen, start = walked.opens, None
            continue
        options = chosen(path)
        if not gates and any(option.at_fault for option in options):
            gates = closed_gates(situation, screen, replace(key, at_fault=True))
        decision = None if gates else walked.decision
        if decision is not None:
            decision = decision_for(situation, walked.screen, decision, flag, options)
        return Evaluation(
            screen=walked.screen,
            flag=flag,
            key=key,
            gates=gates,
            path=path,
            answers=checked,
            question=None if gates else walked.question,
            decision=decision,
            start=start,
            own_plans=any(option.own_plans for option in options)
            or by_own_plans(screen, key, ladder(situation, key.flag).open_attempt(screen)),
        )


def _check_flag(flag: str | None) -> None:
    if flag is not None and flag not in FLAG_CODES and not flag.startswith(RULE_FLAG):
        raise DecisionRefused(f"there is no flag {flag!r}; choose one of {', '.join(FLAG_CODES)}")
