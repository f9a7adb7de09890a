"""The agenda as lines of the screen: overdue things first, then day by day in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from textual.content import Content

from triage.clients.agenda import WEEK, AgendaEntry
from triage.terms import LONGEST_ENTRY, entry_term
from tui.ui.line_list import Item, headed
from tui.wording.formatting import day
from tui.wording.safe_text import hanging, padded, short

_DAY, _LABEL = 12, LONGEST_ENTRY
_SHORTEST_NAME, _SMALL_NAME, _LONGEST_NAME = 8, 16, 40
_ROOM_FOR_NAMES = 100


def agenda_items(entries: Sequence[AgendaEntry], today: date, width: int) -> Iterator[Item]:
    """One line an entry, nearest first, under headings that say how near its day is."""
    longest = max((Content(short(entry.client)).cell_length for entry in entries), default=0)
    most = _LONGEST_NAME if width >= _ROOM_FOR_NAMES else _SMALL_NAME
    name = min(max(longest, _SHORTEST_NAME), most)
    return headed(
        (
            heading,
            [Item(entry.uid, _line(entry, today, width, name)) for entry in near],
        )
        for heading, near in groupby(entries, lambda entry: _near(entry.day, today))
    )


def _near(when: date, today: date) -> str:
    ahead = (when - today).days
    if ahead < 0:
        return "Overdue"
    if ahead <= 1:
        return ("Today", "Tomorrow")[ahead]
    return "This week" if ahead <= WEEK else "Later"


def _line(entry: AgendaEntry, today: date, width: int, name: int) -> Content:
    first = Content.assemble(
        f"  {day(entry.day, today):<{_DAY}}",
        (f"{entry_term(entry.kind):<{_LABEL}}  ", "$quiet"),
        padded(short(entry.client), name),
        "  ",
    )
    return hanging(first, Content(short(entry.text)), width)
