"""Entering a screen, and leaving it again with the answers kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from triage.changes import ChangeSet, ChangeSetBuilder, stable_id
from triage.playbook.ask.answers import check_answer
from triage.playbook.ask.walk import screen_of
from triage.playbook.errors import BadAnswer
from triage.playbook.gates.gates import OVERRIDABLE, GateKey, closed_gates
from triage.playbook.state.as_of import newest, pending_answers, pending_id
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Answer, Attempt

_COOLED = "part"


def attempt_for(situation: Situation, screen: str, flag: str | None) -> tuple[Attempt, bool]:
    """The attempt that a visit to a screen belongs to, and whether it is stored already.

    A step goes on until its outcome is known, a door until something is decided. A new one has an
    id that two windows would make alike, so that the same entry cannot be stored twice.
    """
    if screen in STEPS:
        going_on = ladder(situation, flag).open_attempt(screen)
    else:
        last = newest(situation.attempts, screen)
        going_on = last if last is not None and last.taken_on is None else None
    if going_on is not None:
        return stored_attempt(situation, going_on), True
    return new_attempt(situation, screen, flag), False


def stored_attempt(situation: Situation, attempt: Attempt) -> Attempt:
    """The attempt as it is stored, which an earlier day may show with less: the one to change."""
    return next((a for a in situation.ledger.attempt if a.id == attempt.id), attempt)


def new_attempt(situation: Situation, screen: str, flag: str | None) -> Attempt:
    """A first entry into a screen."""
    client = situation.client.id
    before = sum(attempt.screen == screen for attempt in situation.ledger.attempt)
    return Attempt(
        id=stable_id("attempt", client, screen, str(before + 1)),
        client=client,
        screen=screen,
        on=situation.on,
        flag=flag,
    )


def put_attempt(writing: ChangeSetBuilder, situation: Situation, attempt: Attempt) -> None:
    """Store an attempt over the one of that id as it was read."""
    was = stored_attempt(situation, attempt)
    known = any(stored.id == attempt.id for stored in situation.ledger.attempt)
    writing.put(attempt, was if known else None)


def with_key(situation: Situation, attempt: Attempt, key: GateKey) -> Attempt:
    """The attempt with what was brought to its gates: own plans, an override and what it passed."""
    if key.own_plans and attempt.screen == STEPS[-1]:
        attempt = replace(attempt, own_plans=True)
    if key.override is not None:
        without = replace(key, override=None)
        shut = [s.gate for s in closed_gates(situation, attempt.screen, without)]
        passed = [gate for gate in shut if gate in OVERRIDABLE]
        if passed:
            both = dict.fromkeys((*attempt.overridden, *passed))
            attempt = replace(attempt, override=key.override, overridden=tuple(both))
    return attempt


def open_visit(situation: Situation, screen: str, key: GateKey | None = None) -> ChangeSet | None:
    """The first opening of a goodbye: its 24 hours count from this moment. None = nothing to store.

    It opens once every other gate is open (or passed).
    """
    key = key or GateKey()
    shut = closed_gates(situation, screen, key)
    attempt, _ = attempt_for(situation, screen, key.flag or situation.worst_code)
    if screen != _COOLED or [s.gate for s in shut] != ["G4"] or attempt.opened_at:
        return None
    moment = situation.now.isoformat(timespec="seconds") if situation.now else None
    opened = replace(attempt, opened_at=moment or situation.on.isoformat())
    writing = ChangeSetBuilder()
    put_attempt(writing, situation, with_key(situation, opened, key))
    return writing.build(
        f"Opened “{situation.playbook.screens[screen].title}” for {situation.client.name}"
    )


def keep_answers(
    situation: Situation,
    screen: str,
    answers: Mapping[str, str],
    key: GateKey | None = None,
) -> ChangeSet:
    """The answers given so far, to be found again at the next visit. Raises BadAnswer."""
    key, playbook = key or GateKey(), situation.playbook
    attempt, _ = attempt_for(situation, screen, key.flag or situation.worst_code)
    writing = ChangeSetBuilder(repeatable=True)
    put_attempt(writing, situation, with_key(situation, attempt, key))
    stored = pending_answers(situation.ledger, attempt, situation.on)
    for id_, typed in answers.items():
        question = screen_of(playbook, screen).questions.get(id_)
        if question is None:
            raise BadAnswer(id_, f"{screen} has no such question")
        value = check_answer(question, typed)
        if not value:
            continue
        answer = Answer(
            id=pending_id(attempt.id, id_),
            client=situation.client.id,
            attempt=attempt.id,
            screen=screen,
            question=id_,
            on=situation.on,
            value=value,
            ask=question.ask,
            playbook=playbook.label,
        )
        writing.put(answer, stored.get(id_))
    return writing.build(f"Answers saved: {playbook.screens[screen].title}")


def kept_answers(situation: Situation, screen: str) -> tuple[dict[str, str], str | None]:
    """The answers of a visit that was left, by question id, and the flag that led to it.

    Answers that the playbook no longer knows, or that no longer fit, are left out.
    """
    attempt, stored = attempt_for(situation, screen, None)
    if not stored:
        return {}, None
    questions = screen_of(situation.playbook, screen).questions
    answers: dict[str, str] = {}
    for id_, answer in pending_answers(situation.ledger, attempt, situation.on).items():
        try:
            answers[id_] = check_answer(questions[id_], answer.value)
        except (KeyError, BadAnswer):
            continue
    return answers, attempt.flag
