"""One sitting before the guided screens: from the door through the gates along the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from triage.health import FLAG_CODES
from triage.playbook.doors import door
from triage.playbook.errors import Refused
from triage.playbook.facts import numbers
from triage.playbook.gate import Shut
from triage.playbook.gates import Key, shut_gates
from triage.playbook.model import DecisionRule, Playbook, Question, Screen
from triage.playbook.situation import Situation
from triage.playbook.walk import Step, check_answers, walk
from triage.playbook.wanted import decision_for

RULE_FLAG = "RULE:"
"""How the flags of the user's own watch rules begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Where it stands: before a shut gate, at a question, or at a decision.

    `screen` is the one reached, which the answers may have opened from another; `path` holds the
    answers on the way, `answers` all that were given. `start` names the question it began with
    where that is not the screen's usual one.
    """

    screen: Screen
    flag: str | None
    key: Key
    gates: tuple[Shut, ...]
    path: tuple[Step, ...]
    answers: Mapping[str, str]
    question: Question | None = None
    decision: DecisionRule | None = None
    start: str | None = None

    @property
    def on_path(self) -> dict[str, str]:
        """The answers that led here, by question id."""
        return {step.question.id: step.value for step in self.path}

    @property
    def open(self) -> bool:
        """Whether no gate is shut."""
        return not self.gates


def sit(
    situation: Situation,
    playbook: Playbook,
    screen: str | None = None,
    answers: Mapping[str, str] | None = None,
    key: Key | None = None,
) -> Sitting:
    """Follow the answers from a screen (None: the door that fits) as far as they lead.

    Raises BadAnswer, and Refused for an unknown screen or flag.
    """
    key = key or Key()
    _check_flag(key.flag)
    start, flag = None, key.flag or (situation.worst.code if situation.worst else None)
    if screen is None:
        first = door(situation)
        screen, start, flag = first.screen, first.start, key.flag or first.flag
    given = check_answers(playbook, screen, answers or {})
    path: tuple[Step, ...] = ()
    facts = numbers(situation)
    while True:
        gates = shut_gates(situation, screen, key)
        found = walk(playbook, screen, {} if gates else given, facts, flag=flag, start=start)
        path += found.path
        if not gates and found.opens is not None:
            screen, start = found.opens, None
            continue
        decision = found.decision
        if decision is not None:
            decision = decision_for(situation, found.screen, decision, flag)
        return Sitting(
            screen=found.screen,
            flag=flag,
            key=key,
            gates=gates,
            path=path,
            answers=given,
            question=None if gates else found.question,
            decision=decision,
            start=start,
        )


def _check_flag(flag: str | None) -> None:
    if flag is not None and flag not in FLAG_CODES and not flag.startswith(RULE_FLAG):
        raise Refused(f"there is no flag {flag!r}; there are {', '.join(FLAG_CODES)}")
