"""The Clients list's columns: what stands in them, and how wide each is in the width there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from rich.cells import cell_len

from tui.wording.formatting import TREND_GLYPHS, day, health_word, with_day
from tui.wording.safe_text import short
from tui.workspace.list_row import ClientRow

Cell = tuple[str, str]
"""Safe text, and the colour it is drawn in ("" = the row's own)."""

GAP = 2
"""Columns between two cells."""
MARGIN = 1
"""The column before the first cell: there stands the sign of a marked row."""
SCROLL_BAR = 1
"""The column after the last cell: a long list has its scroll bar there."""
RIGHT = frozenset({"overdue", "rate", "contact", "hours", "share"})
"""Columns of numbers."""
ORDERED_BY = {"worst": "health", "name": "client"}
"""Columns that an order is called after another name; the others have their own."""
_LABELS = {
    "health": "health",
    "client": "client",
    "why": "why",
    "next": "next",
    "overdue": "overdue",
    "rate": "rate/floor",
    "contact": "last contact",
    "hours": "hours 28d",
    "share": "income",
    "step": "step",
}
_NONE = "-"
_SAYS_NOTHING = frozenset({"", _NONE, f"{_NONE}/{_NONE}", "0"})
_ALWAYS = frozenset({"health", "client"})
"""Columns that stand also where no row has anything in them."""

_BASE = {"health": 9, "client": 12, "why": 14}
"""What a terminal of 60 columns has room for."""
_NEW: Mapping[str, int] = {"next": 22, "step": 14}
"""Columns that may come in before there is room for their longest text, and how wide they begin."""
_GROWTH: Sequence[tuple[str, float]] = (
    ("client", 16),
    ("why", 22),
    ("overdue", inf),
    ("why", 29),
    ("client", 22),
    ("rate", inf),
    ("why", 35),
    ("contact", inf),
    ("why", 44),
    ("next", 28),
    ("hours", inf),
    ("share", inf),
    ("why", 60),
    ("step", 28),
    ("why", inf),
    ("next", inf),
    ("client", inf),
    ("step", inf),
)
"""Who gets the next columns of a wider list, and up to which width.

A new column waits for all the room it needs, and nobody ever gives any back: so no text is shorter
in a wider list than in a narrower one. The blank that waits is never as wide as that column.
"""


@dataclass(frozen=True, slots=True)
class Table:
    """The list as it is drawn: headings, widths, which columns stand at the right, and the cells
    of each row by its client's id.
    """

    names: tuple[str, ...]
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    right: frozenset[int]
    cells: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the cells are drawn with: the day, the signs, the colours, and the order of the rows."""

    today: date
    glyphs: str
    colours: Mapping[str, str]
    order: str = "worst"

    def colour(self, health: str) -> str:
        """The colour of a verdict as Rich calls it."""
        return self.colours.get(f"health-{health}", "").removeprefix("ansi_")


def table(rows: Sequence[ClientRow], width: int, drawing: Drawing) -> Table:
    """The list in `width` columns."""
    drawn = {name: draw(rows, drawing) for name, draw in _COLUMNS.items()}
    columns = {name: cells for name, cells in drawn.items() if _kept(name, cells, drawing.order)}
    heads = headings(rows, drawing)
    days = [(_day(row.due, drawing.today), "") for row in rows]
    natural = {
        name: max(cell_len(text) for text, _ in [*cells, (heads[name], "")])
        for name, cells in columns.items()
    }
    day_alone = max(cell_len(text) for text, _ in [*days, (heads["next"], "")])
    widths = column_widths(width, natural, day_alone)
    if widths.get("next") == day_alone:
        columns["next"] = days
    names = tuple(widths)
    return Table(
        names=names,
        heads=tuple(heads[name] for name in names),
        widths=tuple(widths.values()),
        right=frozenset(n for n, name in enumerate(names) if name in RIGHT),
        cells={row.id: tuple(columns[name][n] for name in names) for n, row in enumerate(rows)},
    )


def _kept(name: str, cells: Sequence[Cell], order: str) -> bool:
    """Whether a column has something to say of any client; the one ordered by stands anyway."""
    if name in _ALWAYS or name == ORDERED_BY.get(order, order):
        return True
    return any(text not in _SAYS_NOTHING for text, _ in cells)


def column_widths(width: int, natural: Mapping[str, int], day_alone: int) -> dict[str, int]:
    """The columns of a list of `width` columns from the left, each without the gap behind it.

    `natural` is the width of the longest text of each that is shown: none is wider. `day_alone`
    is the least of the column that tells what is next: its day without the action.
    """
    begin = {**_BASE, "next": day_alone}
    widths = {name: columns for name, columns in begin.items() if name in natural}
    left = width - MARGIN - sum(column + GAP for column in widths.values()) + GAP - SCROLL_BAR
    for name, most in _GROWTH:
        if name not in natural:
            continue
        aim = int(min(most, natural[name]))
        if name not in widths or (name == "next" and widths[name] == day_alone):
            before, needed = widths.get(name, -GAP), min(_NEW.get(name, aim), aim)
            if needed - before > left:
                break
            widths[name] = max(needed, widths.get(name, 0))
            left -= widths[name] - before
        more = min(left, max(0, aim - widths[name]))
        widths[name] += more
        left -= more
        if widths[name] < aim:
            break
    return {name: widths[name] for name in _LABELS if name in widths}


def headings(rows: Sequence[ClientRow], drawing: Drawing) -> dict[str, str]:
    """The headings by column: a currency that all amounts share, and the sign of the order."""
    sign = "▼" if drawing.glyphs == "unicode" else "v"
    ordered_by = ORDERED_BY.get(drawing.order, drawing.order)
    heads = dict(_LABELS)
    owed, rated = _owed_in(rows), _rated_in(rows)
    both = owed | rated
    # A currency that all amounts share stands once, over the first of them.
    named = {"overdue": both} if len(both) == 1 else {"overdue": owed, "rate": rated}
    for name, currencies in named.items():
        if len(currencies) == 1:
            heads[name] += f" {next(iter(currencies))}"
    if ordered_by in heads:
        heads[ordered_by] += f" {sign}"
    return heads


# --- the cells ------------------------------------------------------------------------------


def _health(rows: Sequence[ClientRow], drawing: Drawing) -> list[Cell]:
    return [_verdict(row, drawing) if row.health else ("", "") for row in rows]


def _verdict(row: ClientRow, drawing: Drawing) -> Cell:
    trend = TREND_GLYPHS[drawing.glyphs].get(row.trend, "")
    word = f"{health_word(row.health, drawing.glyphs)} {trend}".rstrip()
    return word, drawing.colour(row.health)


def _next(rows: Sequence[ClientRow], drawing: Drawing) -> list[Cell]:
    """The day first: it is read even where the action is cut."""
    return [
        ("  ".join(part for part in (_day(row.due, drawing.today), short(row.next)) if part), "")
        for row in rows
    ]


def _overdue(rows: Sequence[ClientRow], drawing: Drawing) -> list[Cell]:
    amounts = _same_decimals(money for row in rows for _, money in row.overdue)
    alone = len(_owed_in(rows)) == 1
    cells: list[Cell] = []
    for row in rows:
        sums = [
            amounts[money] if alone else f"{amounts[money]} {code}" for code, money in row.overdue
        ]
        none = "" if not row.health else _NONE if "money" in row.untracked else "0"
        cells.append((" + ".join(sums) or none, drawing.colour("act") if sums else ""))
    return cells


def _rate(rows: Sequence[ClientRow], drawing: Drawing) -> list[Cell]:
    rates = _same_decimals(row.rate for row in rows)
    floors = _same_decimals(row.floor for row in rows)
    alone = len(_rated_in(rows)) == 1
    cells: list[Cell] = []
    for row in rows:
        text = f"{rates.get(row.rate, _NONE)}/{floors.get(row.floor, _NONE)}" if row.health else ""
        below = bool(row.rate and row.floor) and float(row.rate) < float(row.floor)
        currency = "" if alone or not (row.rate or row.floor) else f" {row.currency}"
        cells.append((text + currency, drawing.colour("watch") if below else ""))
    return cells


def _contact(rows: Sequence[ClientRow], drawing: Drawing) -> list[Cell]:
    return [(_day(row.contact, drawing.today) or (_NONE if row.health else ""), "") for row in rows]


def _hours(rows: Sequence[ClientRow], _: Drawing) -> list[Cell]:
    return [
        ((_NONE if row.health else "") if row.hours is None else f"{row.hours:.1f}", "")
        for row in rows
    ]


def _share(rows: Sequence[ClientRow], _: Drawing) -> list[Cell]:
    return [
        ((_NONE if row.health else "") if row.share is None else f"{row.share:.0%}", "")
        for row in rows
    ]


_COLUMNS: Mapping[str, Callable[[Sequence[ClientRow], Drawing], list[Cell]]] = {
    "health": _health,
    "client": lambda rows, _: [(short(row.name), "") for row in rows],
    "why": lambda rows, _: [(short(row.why), "") for row in rows],
    "next": _next,
    "overdue": _overdue,
    "rate": _rate,
    "contact": _contact,
    "hours": _hours,
    "share": _share,
    "step": lambda rows, _: [(short(row.step), "") for row in rows],
}


def _owed_in(rows: Iterable[ClientRow]) -> set[str]:
    return {code for row in rows for code, _ in row.overdue}


def _rated_in(rows: Iterable[ClientRow]) -> set[str]:
    return {row.currency for row in rows if row.rate or row.floor}


def _day(iso: str, today: date) -> str:
    return day(date.fromisoformat(iso), today) if iso else ""


def _same_decimals(amounts: Iterable[str]) -> dict[str, str]:
    """Amounts for people, by their exact text; without decimals where none of them has any."""
    parts = {text: text.partition(".") for text in amounts if text}
    bare = all(not fraction.strip("0") for _, _, fraction in parts.values())
    return {
        text: f"{int(units):,}" + ("" if bare or not fraction else f".{fraction}")
        for text, (units, _, fraction) in parts.items()
    }


def reason_and_next(row: ClientRow, today: date) -> tuple[str, str]:
    """What stands under a list without a card: why, and the running step with what to do by when.

    Nothing of either is cut.
    """
    due = date.fromisoformat(row.due) if row.due else None
    parts = [with_day(row.next, due, today) if row.next else "", row.step]
    return row.why, "   ".join(part for part in parts if part)
