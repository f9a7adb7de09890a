"""Where list and card stand, from the smallest terminal to a very large one."""

from __future__ import annotations

from itertools import product

import pytest

from tui.clients.layout import CARD_FROM, layout

WIDTHS, HEIGHTS = range(60, 221, 5), range(20, 61, 5)


def rows_of(grid: str, height: int) -> int:
    """The rows that the parts with a fixed height leave to the list or the card."""
    return height - sum(int(part) for part in grid.split() if part != "1fr")


@pytest.mark.parametrize(("width", "height"), [*product(WIDTHS, HEIGHTS)])
def test_the_place_follows_the_size(width: int, height: int) -> None:
    place = layout(width, height, 11, finding=False, lines=2).place
    has_room = width >= CARD_FROM[0] and height >= CARD_FROM[1]
    assert place == ("below" if has_room else "alone")


@pytest.mark.parametrize("clients", [0, 1, 5, 11, 80])
@pytest.mark.parametrize("finding", [False, True])
@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("width", [60, 100, 160])
def test_every_row_is_used_and_the_list_takes_half_at_most(
    width: int, height: int, clients: int, finding: bool
) -> None:
    placed = layout(width, height, clients, finding=finding, lines=3)
    left = rows_of(placed.grid_rows, height)
    assert left > 0
    if placed.place == "below":
        assert placed.card_height == left
        rows = height - left - 5 - finding
        assert rows <= height // 2
        assert rows == clients + 1 or rows in (height // 2, 6)
    if placed.place == "alone":
        assert left >= 8
