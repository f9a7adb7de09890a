"""How events are called at the keyboard: short names beside those of the record format.

They stand in event_names.csv, in the order of the numbers that pick them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storage.data_table import data_rows
from triage.terms import value_term


@dataclass(frozen=True, slots=True)
class EventName:
    """`words` say what happened; `event` is the `what` with FIELD=VALUE words of its own."""

    name: str
    words: str
    event: str


_TABLE = Path(__file__).with_name("event_names.csv")
PICKER: tuple[EventName, ...] = tuple(EventName(*row) for row in data_rows(_TABLE)[1:])
ALIASES = {each.name: each.event for each in PICKER if each.name != each.event}


def said_of(name: str, what: str) -> str:
    """What happened, in the words of the screens: of the name that was typed, else of the event."""
    by_name = (each.words for each in PICKER if each.name == name)
    return next(by_name, None) or value_term("what", what)


def event_words(what: str) -> list[str]:
    """What a name stands for: the `what`, then the FIELD=VALUE words of an alias."""
    name = what.casefold().replace("-", "_")
    if alias := ALIASES.get(name.replace("_", "-")):
        return alias.split()
    return ["request", "outcome=pending"] if name == "request" else [name]
