"""What was written down before, so that nobody is asked to type it a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from triage.health.windows import has_come
from triage.playbook.state.situation import Situation
from triage.records import Event


def recorded_text(situation: Situation, recorded: str) -> str:
    """The words of the newest open event of that sort; "" = none were written down."""
    texts = [event.text or "" for event in _OPEN[recorded](situation)]
    return texts[-1].strip() if texts else ""


def _complaints(situation: Situation) -> Iterable[Event]:
    return situation.view.open_complaints


def _incidents(situation: Situation) -> Iterable[Event]:
    incidents = situation.events("incident")
    return [event for event in incidents if not has_come(event.closed_on, situation.on)]


_OPEN: Mapping[str, Callable[[Situation], Iterable[Event]]] = {
    "complaint": _complaints,
    "incident": _incidents,
}
