"""The columns of the list: a wider list never says less, and nothing is cut that had room."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.stage import TODAY
from tui.clients.columns import GAP, MARGIN, SCROLL_BAR, Drawing, Table, reason_and_next, table
from tui.workspace.list_row import ClientRow

WIDTHS = range(60, 221, 5)
DRAWING = Drawing(TODAY, "unicode", {})
ORDER = [
    *("health", "client", "why", "next", "overdue", "rate", "contact", "hours", "share", "step"),
]
"""The columns from the left; a narrower list drops them from the right."""
ACT = ClientRow(
    id="north",
    name="Northlake Foods & Sons International",
    health="act",
    why="3 hard messages in 28 days, 1 of them abusive; limit 2",
    step="3 New terms, 5 days left",
    next="Say in writing how you work together",
    due="2026-03-16",
    verdict="act",
    currency="EUR",
    overdue=(("EUR", "3200.00"),),
    owed=3200.0,
    rate="42.50",
    floor="50.00",
    contact="2025-12-24",
    hours=22.0,
    share=0.31,
)
GOOD = replace(
    ACT,
    id="marta",
    name="Marta",
    health="good",
    why="",
    step="",
    next="",
    due="",
    overdue=(),
    owed=0.0,
    rate="61.00",
    contact="2026-03-12",
)


def shown(drawn: Table, row: str) -> dict[str, str]:
    return dict(zip(drawn.names, (text for text, _ in drawn.cells[row]), strict=True))


def visible(drawn: Table, row: str) -> dict[str, int]:
    """How many columns of its text each cell shows."""
    widths = dict(zip(drawn.names, drawn.widths, strict=True))
    return {name: min(cell_len(text), widths[name]) for name, text in shown(drawn, row).items()}


def free(drawn: Table, width: int) -> int:
    used = sum(drawn.widths) + GAP * (len(drawn.widths) - 1)
    return width - MARGIN - SCROLL_BAR - used


texts = st.text(max_size=80)
amounts = st.integers(0, 10**7).map(lambda cents: f"{cents / 100:.2f}")
rows = st.lists(
    st.builds(
        ClientRow,
        id=st.uuids().map(str),
        name=texts,
        health=st.sampled_from(["act", "good", "unknown", "resting"]),
        why=texts,
        step=texts,
        next=texts,
        due=st.sampled_from(["", "2026-03-13", "2027-11-20"]),
        currency=st.sampled_from(["EUR", "USD"]),
        overdue=st.lists(st.tuples(st.sampled_from(["EUR", "JPY"]), amounts), max_size=2).map(
            tuple
        ),
        rate=amounts | st.just(""),
        floor=amounts | st.just(""),
        contact=st.sampled_from(["", "2025-12-24"]),
        hours=st.none() | st.floats(0, 400),
        share=st.none() | st.floats(0, 1),
    ),
    max_size=4,
)


@given(rows)
def test_no_text_is_shorter_in_a_wider_list(listed: list[ClientRow]) -> None:
    before: dict[str, dict[str, int]] = {}
    for width in WIDTHS:
        drawn = table(listed, width, DRAWING)
        assert free(drawn, width) >= 0
        for row in listed:
            now = visible(drawn, row.id)
            for name, columns in before.get(row.id, {}).items():
                assert now.get(name, 0) >= columns, (width, name)
            before[row.id] = now


@given(rows)
def test_nothing_is_cut_that_had_room(listed: list[ClientRow]) -> None:
    """What a list leaves blank is less than its next column needs: at 400 all columns are there."""
    everything = table(listed, 2000, DRAWING)
    needed = dict(zip(everything.names, everything.widths, strict=True))
    for width in WIDTHS:
        drawn = table(listed, width, DRAWING)
        has = dict(zip(drawn.names, drawn.widths, strict=True))
        cut = [name for name in needed if has.get(name, 0) < needed[name]]
        if cut:
            missing = [name for name in needed if name not in has]
            most = max([needed[name] + GAP for name in missing] + [needed.get("next", 0)])
            assert free(drawn, width) < most
        else:
            assert has == needed


@pytest.mark.parametrize("width", WIDTHS)
def test_columns_are_dropped_from_the_right(width: int) -> None:
    names = list(table([ACT, GOOD], width, DRAWING).names)
    assert names == ORDER[: len(names)]
    assert len(names) >= 4


def test_a_list_of_120_columns_answers_the_four_questions() -> None:
    names = table([replace(ACT, name="Northlake Foods"), GOOD], 120, DRAWING).names
    assert {"why", "next", "overdue", "rate", "contact"} <= set(names)


def test_a_good_client_shows_its_numbers_too() -> None:
    drawn = table([ACT, GOOD], 220, DRAWING)
    marta = shown(drawn, "marta")
    assert [marta[name] for name in ("overdue", "rate", "contact", "hours", "share")] == [
        "0",
        "61.00/50",
        "yesterday",
        "22.0",
        "31%",
    ]
    assert {drawn.names[n] for n in drawn.right} == {"overdue", "rate", "contact", "hours", "share"}


def heads(*listed: ClientRow, order: str = "worst") -> dict[str, str]:
    drawn = table(listed, 220, replace(DRAWING, order=order))
    return dict(zip(drawn.names, drawn.heads, strict=True))


def test_one_currency_stands_once_in_the_heading() -> None:
    assert sum("EUR" in head for head in heads(ACT, GOOD).values()) == 1
    assert shown(table([ACT, GOOD], 220, DRAWING), "north")["overdue"] == "3,200"


def test_several_currencies_stand_beside_each_amount() -> None:
    both = replace(ACT, overdue=(("EUR", "3200.00"), ("USD", "99.50")))
    other = replace(GOOD, currency="GBP")
    assert not any("EUR" in head for head in heads(both, other).values())
    drawn = table([both, other], 300, DRAWING)
    assert shown(drawn, "north")["overdue"] == "3,200.00 EUR + 99.50 USD"
    assert shown(drawn, "north")["rate"].endswith("EUR")
    assert shown(drawn, "marta")["rate"].endswith("GBP")


@pytest.mark.parametrize(
    ("order", "column"),
    [
        ("worst", "health"),
        ("overdue", "overdue"),
        ("rate", "rate"),
        ("contact", "contact"),
        ("share", "share"),
        ("name", "client"),
    ],
)
def test_the_heading_shows_the_order(order: str, column: str) -> None:
    signed = [name for name, head in heads(ACT, GOOD, order=order).items() if "▼" in head]
    assert signed == [column]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_no_row_says_anything_in_takes_no_columns(width: int) -> None:
    bare = [replace(row, overdue=(), rate="", floor="", hours=None, step="") for row in (ACT, GOOD)]
    drawn = table(bare, width, DRAWING)
    assert not {"overdue", "rate", "hours", "step"} & set(drawn.names)
    full = table([ACT, GOOD], width, DRAWING)
    why = [dict(zip(t.names, t.widths, strict=True))["why"] for t in (full, drawn)]
    assert why[0] <= why[1]


def test_the_column_that_the_list_is_ordered_by_stands_also_when_it_is_empty() -> None:
    drawn = table([replace(ACT, overdue=())], 120, replace(DRAWING, order="overdue"))
    assert "overdue" in drawn.names


def test_before_anything_is_counted_there_are_names_alone() -> None:
    drawn = table([ClientRow("x", "Quay")], 220, DRAWING)
    assert {text for text in shown(drawn, "x").values() if text} == {"Quay"}


def test_colours_of_what_is_owed_and_of_a_rate_below_the_floor() -> None:
    drawing = replace(DRAWING, colours={"health-act": "red", "health-watch": "yellow"})
    drawn = table([ACT, GOOD], 220, drawing)
    colours = {
        row: dict(zip(drawn.names, (c for _, c in cells), strict=True))
        for row, cells in drawn.cells.items()
    }
    assert (colours["north"]["overdue"], colours["north"]["rate"]) == ("red", "yellow")
    assert (colours["marta"]["overdue"], colours["marta"]["rate"]) == ("", "")


def test_under_a_list_alone_nothing_is_cut() -> None:
    why, next_ = reason_and_next(ACT, TODAY)
    assert why == ACT.why
    assert ACT.next in next_ and ACT.step in next_ and "Mon" in next_


def test_what_is_overdue_stands_at_80_columns_once_there_is_something_to_do_next() -> None:
    later = replace(ACT, due="2026-12-22")
    drawn = table([later, GOOD], 80, DRAWING)
    assert drawn.names[:5] == ("health", "client", "why", "next", "overdue")
    assert shown(drawn, "north")["overdue"] == "3,200"
