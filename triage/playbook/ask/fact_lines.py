"""The dated lines above a question: what helps to decide, six at most, the best first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from triage.playbook.ask import fact_lines_money as paid
from triage.playbook.ask import fact_lines_past as past
from triage.playbook.ask import fact_lines_people as people
from triage.playbook.ask.fact_text import cut
from triage.playbook.ask.walk import WalkStep
from triage.playbook.load.layout import FACT_LINES
from triage.playbook.state.situation import Situation

TEXT_WIDTH = 64
"""Columns of a line's text beside its label on a screen 80 wide."""

Line = Callable[[Situation, Sequence[WalkStep]], str | None]


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line: a short label and what is known, with its date."""

    label: str
    text: str


def fact_lines(
    situation: Situation, screen: str, path: Sequence[WalkStep] = ()
) -> tuple[FactLine, ...]:
    """The lines of a screen, after the answers on the way; what is not known takes no line."""
    lines = []
    for fact in situation.playbook.screens[screen].facts:
        text = _LINES[fact.line](situation, path)
        if text:
            lines.append(FactLine(fact.label, cut(text, TEXT_WIDTH)))
        if len(lines) == FACT_LINES:
            break
    return tuple(lines)


_LINES: Mapping[str, Line] = {
    line.__name__: line
    for line in (
        paid.biggest_other,
        paid.choice,
        paid.income,
        paid.last_invoices,
        paid.last_reminder,
        paid.notice,
        paid.open_money,
        paid.owed,
        paid.pays,
        paid.price_asks,
        paid.promise,
        paid.rate,
        past.ended,
        past.expected,
        past.first_life,
        past.first_sign,
        past.line,
        past.own_note,
        past.passed_by,
        past.told,
        past.tried,
        people.asked_often,
        people.complaint,
        people.contacts,
        people.energy,
        people.good,
        people.hard_messages,
        people.incidents,
        people.leave_event,
        people.linked,
        people.new_person,
        people.newest_of_flag,
        people.not_about_you,
        people.open_work,
        people.other_flags,
        people.our_side,
        people.own_offers,
        people.reference,
        people.silent_since,
        people.talked,
        people.their_side,
        people.waiting,
        people.worst_flag,
        people.written,
    )
}
"""The lines by the name that a playbook calls them (`names.FACT_LINES`)."""
