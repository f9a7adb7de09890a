"""Complaints that are still open."""

from __future__ import annotations

from triage.playbook.state.situation import Situation
from triage.records import Event


def open_complaints(situation: Situation) -> list[Event]:
    """Complaints that are not solved, oldest first."""
    return [
        event
        for event in situation.history.events("message_in").until(situation.on)
        if event.complaint and not (event.solved_on is not None and event.solved_on <= situation.on)
    ]
