"""What stands around the Clients list: the heading, the lines under it, what an empty list says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from tui.wording.formatting import HEALTH_ORDER, count, dated, long_day, stamp
from tui.wording.safe_text import hanging, padded, safe
from tui.workspace.list_row import ClientRow

_LABEL = 6
"""Columns of the label before a line under the list."""
_MARGINS = 2
_WIDE = 100
_ORDER_WORDS = {
    "overdue": "by overdue",
    "rate": "by rate below floor",
    "contact": "by last contact",
    "share": "by share of income",
    "name": "by name",
}


def heading(
    rows: Sequence[ClientRow],
    width: int,
    today: date,
    *,
    sample: bool,
    counted: bool,
    as_of: date | None,
    review_due: bool,
    order: str,
    matched: str,
    marked: int,
) -> Content:
    """How many clients of which verdict, and the day; of rows that are not counted yet, the day
    they were counted for.
    """
    active = [row for row in rows if row.health != "ended"]
    name = Content.styled("Good Terms" + ("  sample" if sample else ""), "bold")
    parts = [name]
    if matched:
        parts.append(Content(matched))
    elif active or counted:
        parts.append(Content(count(len(active), "client")))
        parts += [
            Content.styled(f"{number} {health}", f"$health-{health}")
            for health in HEALTH_ORDER[:4]
            if (number := sum(row.health == health for row in active))
        ]
    if marked:
        parts.append(Content.styled(f"{marked} marked", "$accent"))
    if order in _ORDER_WORDS:
        parts.append(Content.styled(_ORDER_WORDS[order], "$quiet"))
    left = Content("  ").join(parts)
    right = _right(width, left.cell_length, today, counted, as_of, review_due)
    room = max(right.cell_length, width - right.cell_length - 1)
    return Content.assemble(padded(left, room), " ", right)


def _right(
    width: int, left: int, today: date, counted: bool, as_of: date | None, review_due: bool
) -> Content:
    if not counted and as_of != today:
        words = f"as of {dated(as_of, today)}, counting..." if as_of else "counting..."
        return Content.styled(words, "$quiet")
    words = long_day(today) if width + _MARGINS >= _WIDE else stamp(today, today)
    day = Content.styled(words, "$quiet")
    if not review_due:
        return day
    # Where there is no room for both, what is due says more than the day.
    due = Content.styled("review due", "bold $accent")
    both = Content.assemble(day, "   ", due)
    return both if left + both.cell_length < width - 1 else due


def matched_text(matches: int, of: int, by: Mapping[str, Mapping[str, int]]) -> str:
    """How many rows a filter leaves, and for each word in what it was found."""
    parts = [
        f"{safe(word)}: {', '.join(f'{kind} {number}' for kind, number in kinds.items())}"
        for word, kinds in by.items()
        if kinds
    ]
    return "  ".join([f"{matches} of {count(of, 'client')}", *parts])


def empty_text(typed: str, *, ended: bool) -> str:
    """What a list without rows says, and the key that helps."""
    if typed.strip():
        return (
            f"No client matches “{safe(typed.strip())}”. Type part of a name, a tag (tag:agency),"
            f" a flag (overdue, scope, energy) or one of {', '.join(HEALTH_ORDER)}."
            " Esc shows all clients."
        )
    if ended:
        return "All your clients are past clients.\nPress x to show them, or a to add a client."
    return "No clients yet.\nPress i to import a file, or a to add a client."


# --- under the list -------------------------------------------------------------------------


def under_the_list(why: str, next_: str, width: int) -> Content:
    """The reason and what is next, both whole, in a terminal of so many columns."""
    if not why and not next_:
        return Content.styled("Nothing is flagged, and nothing is due.", "$quiet")
    lines = [
        _labelled("why", why or "nothing is flagged", width),
        _labelled("next", next_ or "nothing is due", width, label_style="$accent", style="bold"),
    ]
    return Content("\n").join(lines)


def _labelled(
    label: str, text: str, width: int, *, label_style: str = "$quiet", style: str = ""
) -> Content:
    first = Content.styled(f"{label:<{_LABEL}}", label_style)
    return hanging(first, Content.styled(safe(text), style), width - _MARGINS)


def lines_needed(texts: Iterable[tuple[str, str]], width: int) -> int:
    """Rows that the longest reason and the longest next action take under the list: the same for
    every client, so that the list keeps its height while the cursor moves.
    """
    room = width - _MARGINS - _LABEL
    return max((_rows(why, room) + _rows(next_, room) for why, next_ in texts), default=2)


def _rows(text: str, room: int) -> int:
    return 1 if cell_len(text) <= room else len(Content(safe(text)).wrap(room))
