"""The Clients list's columns, as many as the width holds, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tui.wording.formatting import TREND_GLYPHS, day, health_word, with_day
from tui.wording.safe_text import short
from tui.workspace.list_row import ClientRow

Cell = tuple[str, str]
"""Safe text, and the colour it is drawn in ("" = the row's own)."""
Draw = Callable[[ClientRow, date, str, Mapping[str, str]], Cell]

_HEALTH, _DUE, _STEP = 9, 8, 28
_SHORTEST_NAME, _LONGEST_NAME = 12, 22
_PADDING = 2
_LEAST_WHY = 14
_ROOM_FOR_STEP = 110


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its heading, its width without padding, and how a row fills it."""

    label: str
    width: int
    draw: Draw


def list_columns(width: int, longest_name: int) -> list[ListColumn]:
    """The columns for a list of `width` columns; the reason takes what the others leave."""
    name = min(max(longest_name, _SHORTEST_NAME), _LONGEST_NAME)
    fixed = [
        ListColumn("health", _HEALTH, _health),
        ListColumn("client", name, lambda row, *_: (short(row.name), "")),
    ]
    last = [ListColumn("next", _DUE, _due)]
    if width >= _ROOM_FOR_STEP:
        last.insert(0, ListColumn("step", _STEP, lambda row, *_: (short(row.step), "")))
    taken = sum(column.width + _PADDING for column in (*fixed, *last))
    why = max(_LEAST_WHY, width - taken - _PADDING)
    return [*fixed, ListColumn("why", why, lambda row, *_: (short(row.why), "")), *last]


def _health(row: ClientRow, today: date, glyphs: str, colours: Mapping[str, str]) -> Cell:
    if not row.health:
        return "", ""
    trend = TREND_GLYPHS[glyphs].get(row.trend, "")
    word = f"{health_word(row.health, glyphs)} {trend}".rstrip()
    colour = colours[f"health-{row.health}"].removeprefix("ansi_")  # as Rich calls it
    return word, colour


def _due(row: ClientRow, today: date, glyphs: str, colours: Mapping[str, str]) -> Cell:
    return (day(date.fromisoformat(row.due), today) if row.due else ""), ""


def step_and_next(row: ClientRow, today: date) -> str:
    """One line: the running step, and what to do by when."""
    due = date.fromisoformat(row.due) if row.due else None
    parts = [row.step, f"next: {with_day(row.next, due, today)}" if row.next else ""]
    return "   ".join(part for part in parts if part)
