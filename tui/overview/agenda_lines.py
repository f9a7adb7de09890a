"""The agenda as lines of the screen: overdue things first, then day by day in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content

from triage.agenda import WEEK, AgendaEntry
from tui.ui.line_list import Item
from tui.wording.formatting import day, entry_label
from tui.wording.safe_text import hanging, padded, safe, short

_DAY, _LABEL = 12, 13
_SHORTEST_NAME, _SMALL_NAME, _LONGEST_NAME = 8, 16, 22
_ROOM_FOR_NAMES = 100
_MOST_LINES = 2


def agenda_items(entries: Iterable[AgendaEntry], today: date, width: int) -> list[Item]:
    """One line an entry, its uid as the key, under headings that say how near its day is."""
    found = list(entries)
    longest = max((Content(short(entry.client)).cell_length for entry in found), default=0)
    most = _LONGEST_NAME if width >= _ROOM_FOR_NAMES else _SMALL_NAME
    name = min(max(longest, _SHORTEST_NAME), most)
    items: list[Item] = []
    heading = ""
    for entry in found:
        if (title := _near(entry.day, today)) != heading:
            gap = "\n" if items else ""
            items.append(Item("", Content.assemble(gap, (title, "$accent"))))
            heading = title
        items.append(Item(entry.uid, _line(entry, today, width, name)))
    return items


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
        (f"{entry_label(entry.kind):<{_LABEL}}  ", "$quiet"),
        padded(short(entry.client), name),
        "  ",
    )
    return hanging(first, Content(safe(entry.text)), width, _MOST_LINES)
