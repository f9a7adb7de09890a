"""Shut gates as people say it: which piece is missing, and from when on time alone opens it."""

from __future__ import annotations

from datetime import date, datetime

from triage.playbook.day_text import moment
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.gates.cooling import cooling_ends, hard_days
from triage.playbook.model import Playbook
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import Situation
from tui.wording.formatting import count, day

COOLING = "G4"
FACTS = "G5"

_GOODBYE = "part"
_REASON = "sleep on it: wait at least 24 hours before you tell them; this cannot be skipped"


def sentence(gate: ClosedGate, playbook: Playbook) -> str:
    """What is missing, with the screens called by their titles."""
    if gate.gate == COOLING:
        return _capital(_REASON)
    return _capital(gate.in_titles(playbook))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def opens(gate: ClosedGate, situation: Situation) -> str:
    """ "from tomorrow 16:30, in 23 h 10 min"; "" when no day alone opens it."""
    if gate.gate == COOLING and (ends := _cooled(situation)) is not None:
        assert situation.now is not None
        left = max(1, -int((situation.now - ends).total_seconds() // 60))
        return f"from {day(ends.date(), situation.on)} {ends:%H:%M}, in {_span(left)}"
    if gate.earliest is None:
        return ""
    return f"from {_on(gate.earliest, situation.on)}"


def _on(when: date, today: date) -> str:
    words = day(when, today)
    days = (when - today).days
    return words if days <= 1 else f"{words} ({count(days, 'day')})"


def _cooled(situation: Situation) -> datetime | None:
    """The moment from which on it is open, where the hour is known."""
    visit = ladder(situation).open_attempt(_GOODBYE)
    began = moment(visit.opened_at) if visit is not None and visit.opened_at else None
    if not isinstance(began, datetime) or situation.now is None:
        return None
    return cooling_ends(began, hard_days(situation))


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"
