"""Where the list and the card of its client stand, by the size of the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CARD_FROM = (100, 30)
"""Columns and rows from which there is room for a card below the list."""
_FRAME = 2
_FIXED = 5
"""Rows of the heading, the rules and the keys around a list with the card below."""
_EMPTY = 6
"""Rows of a list that says why nothing stands in it."""
_MOST_LINES = 3
"""Of the rows, one in so many may go to the lines under a list that stands alone."""

Place = Literal["alone", "below"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns and rows of the text of the card, 0 without one. `grid_rows` are the rows from the
    top in Textual's words. The list takes every column: beside a card it would say less in a wide
    terminal than in a narrow one.
    """

    place: Place
    card_width: int
    card_height: int
    grid_rows: str


def layout(width: int, height: int, clients: int, *, finding: bool, lines: int) -> Layout:
    """The layout for a terminal, a number of clients, with or without the line to filter by.

    `lines` are the rows that reason and next action need under a list that stands alone.
    """
    find = "1 " if finding else ""
    if width < CARD_FROM[0] or height < CARD_FROM[1]:
        room = max(2, min(lines, height // _MOST_LINES))
        return Layout("alone", 0, 0, f"1 1 {find}1fr {room} 1 1")
    rows_of_list = min(max(clients + 1, _EMPTY if not clients else 0), height // 2)
    left = height - rows_of_list - _FIXED - finding
    return Layout("below", width - _FRAME, left, f"1 1 {find}{rows_of_list} 1 1fr 1 1")
