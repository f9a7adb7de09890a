"""Words and signs that the screens and the command line share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.records import Override

HEALTH_ORDER = ("stop", "act", "watch", "unknown", "good", "resting", "ended")
"""Worst first."""

GLYPHS: Mapping[str, Mapping[str, str]] = {
    "unicode": dict(zip(HEALTH_ORDER, "■▲~?✓z·", strict=True)),
    "ascii": dict(zip(HEALTH_ORDER, "#^~?+z.", strict=True)),
}
"""Never an exclamation mark: that is the safety key, and only that."""

TREND_GLYPHS: Mapping[str, Mapping[str, str]] = {
    "unicode": {"new": "+", "worse": "↑", "better": "↓"},
    "ascii": {"new": "+", "worse": "^", "better": "v"},
}
"""The worst flag beside the last review: new, worse, better. Direction is no colour."""


def health_word(health: str, glyphs: str = "unicode") -> str:
    """Sign and word of a verdict, `▲ act`; colour is never the only sign. The code is the word."""
    return f"{GLYPHS[glyphs][health]} {health}"


def day(when: date, today: date) -> str:
    """A date in words when near: today, tomorrow, Mon, last Fri, 20 Mar, 20 Mar 2027."""
    ahead = (when - today).days
    if ahead == 0:
        return "today"
    if ahead == 1:
        return "tomorrow"
    if ahead == -1:
        return "yesterday"
    if 1 < ahead < 7:
        return f"{when:%a}"
    if -7 < ahead < -1:
        return f"last {when:%a}"
    text = f"{when.day} {when:%b}"
    return text if when.year == today.year else f"{text} {when.year}"


def with_day(text: str, due: date | None, today: date) -> str:
    """What is to be done, and by when."""
    # Looked for in its own words: the list is painted before anything of triage is loaded.
    if due is None or f" {due.day} {due:%B}" in f" {text}":
        return text
    return f"{text.removesuffix('.')} ({day(due, today)})"


def stamp(when: date, today: date) -> str:
    """A date for a column of dates: `Fri 13 Mar`, or `13 Mar 2025` in another year."""
    if when.year == today.year:
        return f"{when:%a} {when.day:>2} {when:%b}"
    return f"{when.day:>2} {when:%b} {when.year}"


def dated(when: date, today: date) -> str:
    """A date inside a sentence: `Fri 6 Mar`, or `6 Mar 2025` in another year."""
    return " ".join(stamp(when, today).split())


StepTitle = Callable[[str], str]
"""What lists call a step or door, by its code: `Playbook.title` of the playbook in force."""


def shipped_title(code: str) -> str:
    """What the program's own playbook calls a step ("1 Meet halfway") or door."""
    from triage.playbook.load.playbook_file import builtin

    return builtin().title(code)


def severity_health(severity: int) -> str:
    """The verdict that a flag of this severity (1 to 5) would give alone."""
    if severity >= 5:
        return "stop"
    return "act" if severity >= 3 else "watch"


def own_verdict(own: Override, today: date) -> str:
    """The user's own verdict beside the computed one: `yours: good until Fri 27 Mar`."""
    until = f" until {dated(own.until, today)}" if own.until else ""
    return f"yours: {own.health}{until}"


def long_day(when: date) -> str:
    """A date for a heading: Friday 13 March."""
    return f"{when:%A} {when.day} {when:%B}"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 client`, `12 clients`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
