"""A first guess at what the columns of an unknown table hold."""

from __future__ import annotations

import pytest

from storage.importing.formats import SHAPES
from tui.imports.column_fields import KINDS, guess, lacking, suggested
from tui.imports.words import FIELDS


def test_every_field_offered_is_one_that_can_be_imported() -> None:
    for kind, _ in KINDS:
        assert set(FIELDS[kind]) <= set(SHAPES[kind])


@pytest.mark.parametrize(
    ("columns", "kind", "mapped"),
    [
        (
            ["Date", "Client", "Duration", "Notes"],
            "time",
            {"Date": "on", "Client": "client", "Duration": "hours", "Notes": "text"},
        ),
        (
            ["Invoice Number", "Issue date", "Due date", "Amount (EUR)", "Client name"],
            "invoice",
            {
                "Invoice Number": "number",
                "Issue date": "issued",
                "Due date": "due",
                "Amount (EUR)": "amount",
                "Client name": "client",
            },
        ),
        (["Erste", "Zweite"], "time", {}),
    ],
)
def test_names_suggest_what_they_hold(
    columns: list[str], kind: str, mapped: dict[str, str]
) -> None:
    guessed = guess(columns)
    assert (guessed, suggested(guessed, columns)) == (kind, mapped)


def test_a_field_goes_to_one_column() -> None:
    assert suggested("time", ["hours", "duration"]) == {"hours": "hours"}


def test_what_an_import_cannot_do_without() -> None:
    assert lacking("time", {}) == "date or hours"
    assert lacking("time", {"Tag": "on"}) == "hours"
    assert lacking("time", {"Tag": "on", "Ende": "end_time"}) == ""
    assert lacking("invoice", {"a": "issued"}) == "amount"
    assert lacking("invoice", {"a": "issued", "b": "line_amount"}) == ""
