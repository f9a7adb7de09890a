"""The dated lines above a question: what helps to decide, six at most, the best first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from triage.playbook.ask import fact_lines_money as paid
from triage.playbook.ask import fact_lines_past as past
from triage.playbook.ask import fact_lines_people as people
from triage.playbook.ask.fact_text import cut
from triage.playbook.load.layout import FACT_LINES
from triage.playbook.state.situation import Situation

TEXT_WIDTH = 64
"""Columns of a line's text beside its label on a screen 80 wide."""

Answers = Mapping[str, str]
Line = Callable[[Situation, Answers], str | None]


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line: a short label and what is known, with its date."""

    label: str
    text: str


def fact_lines(situation: Situation, screen: str, answers: Answers) -> tuple[FactLine, ...]:
    """The lines of a screen; what is not known takes no line."""
    lines = []
    for label, line in _LINES.get(screen, _ELSEWHERE):
        text = line(situation, answers)
        if text:
            lines.append(FactLine(label, cut(text, TEXT_WIDTH)))
        if len(lines) == FACT_LINES:
            break
    return tuple(lines)


_ELSEWHERE: tuple[tuple[str, Line], ...] = (
    ("why", people.worst_flag),
    ("rate", paid.rate),
    ("owed", paid.owed),
    ("talked", people.talked),
    ("energy", people.energy),
    ("good", people.good),
)

_LINES: Mapping[str, tuple[tuple[str, Line], ...]] = {
    "adapt": (
        ("why", people.worst_flag),
        ("also", people.other_flags),
        ("people", people.new_person),
        ("ours", people.our_side),
        ("their side", people.their_side),
        ("energy", people.energy),
        ("good", people.good),
    ),
    "train": (
        ("why", people.worst_flag),
        ("told", past.told),
        ("tried", past.tried),
        ("newest", people.newest_of_flag),
        ("your line", past.line),
        ("good", people.good),
    ),
    "renegotiate": (
        ("rate", paid.rate),
        ("choice", paid.choice),
        ("told", past.told),
        ("asked", paid.price_asks),
        ("paid", paid.pays),
        ("notice", paid.notice),
        ("share", paid.income),
    ),
    "redirect": (
        ("why", people.worst_flag),
        ("tried", past.tried),
        ("offers", people.own_offers),
        ("rate", paid.rate),
        ("owed", paid.owed),
        ("linked", people.linked),
        ("good", people.good),
    ),
    # The good column stands first: a goodbye is decided with it in sight.
    "part": (
        ("good", people.good),
        ("hard", people.worst_flag),
        ("tried", past.tried),
        ("passed by", past.passed_by),
        ("open", people.open_work),
        ("share", paid.income),
        ("notice", paid.notice),
    ),
    "leaving": (
        ("they said", people.leave_event),
        ("you wrote", past.own_note),
        ("why", people.worst_flag),
        ("notice", paid.notice),
        ("share", paid.income),
        ("and", people.not_about_you),
    ),
    "silent": (
        ("since", people.silent_since),
        ("written", people.written),
        ("talked", people.talked),
        ("owed", paid.owed),
        ("open", people.open_work),
        ("contacts", people.contacts),
    ),
    "late": (
        ("owed", paid.owed),
        ("last three", paid.last_invoices),
        ("paid", paid.pays),
        ("reminder", paid.last_reminder),
        ("promise", paid.promise),
        ("share", paid.income),
    ),
    "safety": (
        ("happened", people.incidents),
        ("hard", people.hard_messages),
        ("told", past.told),
        ("open", people.open_work),
    ),
    "watch": (
        ("why", people.worst_flag),
        ("also", people.other_flags),
        ("newest", people.newest_of_flag),
        ("expected", past.expected),
        ("energy", people.energy),
        ("good", people.good),
    ),
    "complaint": (
        ("they said", people.complaint),
        ("waits", people.waiting),
        ("ours", people.our_side),
        ("asked often", people.asked_often),
        ("good", people.good),
    ),
    "lesson": (
        ("ours", people.our_side),
        ("first sign", past.first_sign),
        ("tried", past.tried),
        ("hours", paid.biggest_other),
        ("share", paid.income),
        ("ended", past.ended),
    ),
    "later": (
        ("ended", past.ended),
        ("first time", past.first_life),
        ("asked", people.reference),
        ("paid", paid.pays),
        ("good", people.good),
        ("linked", people.linked),
    ),
    "finished": (
        ("open", people.open_work),
        ("owed", paid.open_money),
        ("talked", people.talked),
        ("paid", paid.pays),
        ("good", people.good),
    ),
}
