"""What helps to decide where a high screen has room for it: how a flag came to be, the last
contacts, and what is promised or still to be done."""

from __future__ import annotations

from collections.abc import Iterator

from triage.health.windows import shift
from triage.open_items import is_open
from triage.playbook.ask.fact_lines import FactLine
from triage.playbook.day_text import in_words
from triage.playbook.state.situation import Situation
from triage.records import Event
from triage.terms import SEVERITIES, flag_term
from triage.text import listed

_WEEKS_BACK = (4, 8, 12)
_CONTACTS = ("message_in", "message_out", "call", "meeting")
_MOST = 3
_WHAT = {
    "message_in": "they wrote",
    "message_out": "you wrote",
    "call": "call",
    "meeting": "meeting",
}


def background(situation: Situation, flag: str | None) -> tuple[FactLine, ...]:
    """The lines, the most telling first; `flag` = the one that led here."""
    return (
        *_flag_line(situation, flag or situation.worst_code),
        *_contacts(situation),
        *_promises(situation),
        *_to_do(situation),
    )


def _flag_line(situation: Situation, code: str | None) -> Iterator[FactLine]:
    if code is not None and situation.flag(code) is not None:
        yield FactLine("flag", f"{flag_term(code)}: {flag_history(situation, code)}")


def flag_history(situation: Situation, code: str) -> str:
    """How heavy a flag is and was, every four weeks: `“act” now; “watch” 4 weeks ago`."""
    weeks_of: dict[int, list[str]] = {}
    for weeks in _WEEKS_BACK:
        then = situation.health_on(shift(situation.on, -7 * weeks))
        weeks_of.setdefault(then.severity(code), []).append(str(weeks))
    before = [f"{_weight(s)} {listed(weeks)} weeks ago" for s, weeks in weeks_of.items()]
    return "; ".join((f"{_weight(situation.severity(code))} now", *before))


def _weight(severity: int) -> str:
    return f"“{SEVERITIES[severity]}”" if severity in SEVERITIES else "not flagged"


def _contacts(situation: Situation) -> Iterator[FactLine]:
    """The last three times that one of the two wrote or spoke, the newest first."""
    contacts = [e for e in situation.ledger.event if e.what in _CONTACTS and e.on <= situation.on]
    newest = sorted(contacts, key=lambda e: (e.on, e.id), reverse=True)[:_MOST]
    for number, event in enumerate(newest):
        yield FactLine("" if number else "in touch", _contact(event, situation))


def _contact(event: Event, situation: Situation) -> str:
    words = f"{in_words(event.on, situation.on)}, {_WHAT[event.what]}"
    text = " ".join((event.text or "").split())
    return f"{words}: “{text}”" if text else words


def _promises(situation: Situation) -> Iterator[FactLine]:
    for number, text in enumerate(open_promises(situation)[:_MOST]):
        yield FactLine("" if number else "promises", text)


def open_promises(situation: Situation) -> list[str]:
    """What either side promised and has not kept yet, the next day first."""
    promises = [
        event
        for event in situation.ledger.event
        if event.what in ("promise", "our_promise")
        and is_open(event, situation.history, situation.on, situation.limits)
    ]
    promises.sort(key=lambda e: (e.due or situation.on, e.id))
    return [_promise(event, situation) for event in promises]


def _promise(event: Event, situation: Situation) -> str:
    whose = "you promised" if event.what == "our_promise" else "they promised"
    due = f" for {in_words(event.due, situation.on)}" if event.due else ""
    text = f": {' '.join(event.text.split())}" if event.text else ""
    return f"{whose}{text}{due}"


def _to_do(situation: Situation) -> Iterator[FactLine]:
    """What earlier decisions left to do."""
    for number, action in enumerate(situation.open_actions[:_MOST]):
        due = f"{in_words(action.due, situation.on)}: " if action.due else ""
        yield FactLine("" if number else "to do", f"{due}{action.text}")
