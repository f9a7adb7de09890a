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
from triage.playbook.vocabulary import FACT_LINES as LINE_NAMES

TEXT_WIDTH = 64
"""Columns of a line's text beside its label on a screen 80 wide."""
WIDE = 240
"""Columns on any screen there is; the screen cuts what it has no room for."""

Line = Callable[[Situation], str | None]


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line: a short label and what is known, with its date."""

    label: str
    text: str


def fact_lines(
    situation: Situation, screen: str, path: Sequence[WalkStep] = (), width: int = TEXT_WIDTH
) -> tuple[FactLine, ...]:
    """The lines of a screen, after the answers on the way; what is not known takes no line.

    `width` = columns of a line's text.
    """
    lines = []
    for fact in situation.playbook.screens[screen].facts:
        if text := _text(fact.line, situation, path):
            lines.append(FactLine(fact.label, cut(text, width)))
        if len(lines) == FACT_LINES:
            break
    return tuple(lines)


def _text(line: str, situation: Situation, path: Sequence[WalkStep]) -> str | None:
    """A line's text; only the two sides of a choice hang on what was answered on the way."""
    return paid.choice(situation, path) if line == "choice" else _LINES[line](situation)


_LINES: Mapping[str, Line] = {
    name: getattr(module, name)
    for module in (paid, past, people)
    for name in LINE_NAMES.intersection(vars(module))
}
"""The lines by the name that a playbook calls them, which is that of their function."""
