"""Fact lines about what was tried, told, expected and written down before."""

from __future__ import annotations

from triage.health.number_text import counted
from triage.playbook.ask.fact_text import cut
from triage.playbook.day_text import in_words
from triage.playbook.state.abuse import crossed
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import Situation
from triage.playbook.state.training import trainings
from triage.playbook.vocabulary import STEPS

_QUOTED = 200
_QUOTED_WITHIN = 44
"""A quotation that more follows on."""


def told(situation: Situation) -> str | None:
    """What they were told last, and what came after."""
    talks = trainings(situation)
    if not talks:
        return None
    newest = talks[-1]
    again = counted(newest.repeats, "repeat")
    return f"{newest.what} on {in_words(newest.told_on, situation.on)}, {again} since"


def boundary(situation: Situation) -> str | None:
    """What was decided with the boundary that was crossed since, to be gone on with."""
    note = crossed(situation)
    if note is None or note.decision is None:
        return None
    return f"{in_words(note.decision.on, situation.on)}: {note.decision.say}"


def tried(situation: Situation) -> str | None:
    """How the steps so far ended."""
    ended = [
        f"{_title(situation, step)} {attempt.outcome} "
        f"on {in_words(attempt.outcome_on or attempt.on, situation.on)}"
        for step, attempt in ladder(situation).ended.items()
        if attempt.outcome != "na"
    ]
    return ", ".join(ended) or None


def passed_by(situation: Situation) -> str | None:
    """Why steps were passed by: shown again before a goodbye."""
    reasons = [
        f"{_title(situation, step)}: {attempt.outcome_reason}"
        for step, attempt in ladder(situation).ended.items()
        if attempt.outcome == "na" and attempt.outcome_reason
    ]
    return "; ".join(reasons) or None


def _title(situation: Situation, step: str) -> str:
    return situation.playbook.screens[step].title


def line(situation: Situation) -> str | None:
    """Where bending stops, in the user's own sentence."""
    written = line_sentence(situation)
    return f"“{cut(written, _QUOTED)}”" if written else None


def line_sentence(situation: Situation) -> str | None:
    """The newest answer to where bending stops; None = never written."""
    for decision in reversed(situation.decisions):
        for sentence in situation.playbook.answers_to(decision, "line"):
            if sentence:
                return sentence
    return None


def expected(situation: Situation) -> str | None:
    """What was expected when something was last decided."""
    expecting = [d for d in situation.decisions if d.expect]
    if not expecting:
        return None
    newest = expecting[-1]
    return f"{in_words(newest.on, situation.on)}: “{cut(newest.expect or '', _QUOTED)}”"


def own_note(situation: Situation) -> str | None:
    """The newest note that stands."""
    replaced = {note.supersedes for note in situation.ledger.note}
    notes = [n for n in situation.ledger.note if n.on <= situation.on and n.id not in replaced]
    if not notes:
        return None
    newest = max(notes, key=lambda n: (n.on, n.id))
    return f"{in_words(newest.on, situation.on)}: “{cut(newest.text, _QUOTED)}”"


def first_sign(situation: Situation) -> str | None:
    """The first event of hard tone, or the first step taken: when it may have turned."""
    hard = [event.on for event in situation.history.hard.until(situation.on)]
    steps = [attempt.on for attempt in situation.attempts if attempt.screen in STEPS]
    if hard and (not steps or hard[0] <= min(steps)):
        return f"a harsh message on {in_words(hard[0], situation.on)}"
    return f"your first step, on {in_words(min(steps), situation.on)}" if steps else None


def ended(situation: Situation) -> str | None:
    """When it ended, and by whom."""
    client = situation.client
    if client.closed_on is None or client.closed_on > situation.on:
        return None
    by = {
        "us": "by you",
        "them": "by them",
        "mutual": "by mutual agreement",
        "drift": ", you drifted apart",
    }
    who = by.get(client.ended_by or "", "for safety reasons" if client.ended_by else "")
    return f"{in_words(client.closed_on, situation.on)} {who}".rstrip()


def first_life(situation: Situation) -> str | None:
    """How long they were a client, and the lesson of it."""
    client = situation.client
    lessons = [lesson for lesson in situation.ledger.lesson if lesson.on <= situation.on]
    newest = max(lessons, key=lambda lesson: lesson.on, default=None)
    parts = [f"since {in_words(client.since)}"] if client.since else []
    if newest is not None and (newest.cause or newest.where):
        parts.append(f"lesson “{cut(newest.where or newest.cause or '', _QUOTED_WITHIN)}”")
    return ", ".join(parts) or None
