"""The Clients list's columns, as many as the width holds, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui.wording.formatting import TREND_GLYPHS, day, health_word, with_day
from tui.wording.safe_text import short
from tui.workspace.list_row import ClientRow

Cell = tuple[str, str]
"""Safe text, and the colour it is drawn in ("" = the row's own)."""

_HEALTH, _DUE, _STEP = 9, 8, 28
_SHORTEST_NAME, _LONGEST_NAME = 12, 22
_PADDING = 2
_LEAST_WHY = 14
_ROOM_FOR_STEP = 110


def column_widths(width: int, longest_name: int) -> dict[str, int]:
    """The columns of a list of `width` columns, from the left, by their headings; each without its
    padding. The reason takes what the others leave.
    """
    name = min(max(longest_name, _SHORTEST_NAME), _LONGEST_NAME)
    widths = {"health": _HEALTH, "client": name, "why": 0}
    if width >= _ROOM_FOR_STEP:
        widths["step"] = _STEP
    widths["next"] = _DUE
    left = width - sum(column + _PADDING for column in widths.values())
    return {**widths, "why": max(_LEAST_WHY, left)}


def cells(row: ClientRow, today: date, glyphs: str, colours: Mapping[str, str]) -> dict[str, Cell]:
    """What stands in the columns, by their headings."""
    due = day(date.fromisoformat(row.due), today) if row.due else ""
    return {
        "health": _health(row, glyphs, colours),
        "client": (short(row.name), ""),
        "why": (short(row.why), ""),
        "step": (short(row.step), ""),
        "next": (due, ""),
    }


def _health(row: ClientRow, glyphs: str, colours: Mapping[str, str]) -> Cell:
    if not row.health:
        return "", ""
    trend = TREND_GLYPHS[glyphs].get(row.trend, "")
    word = f"{health_word(row.health, glyphs)} {trend}".rstrip()
    colour = colours[f"health-{row.health}"].removeprefix("ansi_")  # as Rich calls it
    return word, colour


def step_and_next(row: ClientRow, today: date) -> str:
    """One line: the running step, and what to do by when."""
    due = date.fromisoformat(row.due) if row.due else None
    parts = [row.step, f"next: {with_day(row.next, due, today)}" if row.next else ""]
    return "   ".join(part for part in parts if part)
