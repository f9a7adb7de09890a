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


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_")


_BY_NAME = {_plain(each.name): each for each in PICKER}


def event_named(typed: str) -> EventName:
    """What a name stands for, in any case and with - or _; one that is not in the table is a
    `what` itself.
    """
    name = _plain(typed)
    if (known := _BY_NAME.get(name)) is not None:
        return known
    event = "request outcome=pending" if name == "request" else name
    return EventName(name, value_term("what", name), event)
