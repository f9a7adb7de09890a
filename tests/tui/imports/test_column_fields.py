"""What the columns of an unknown table can hold."""

from __future__ import annotations

from storage.importing.formats import SHAPES
from tui.imports.column_fields import KINDS, lacking, lacks_payment, suggested
from tui.imports.words import FIELDS


def test_every_field_offered_is_one_that_can_be_imported() -> None:
    for kind, _ in KINDS:
        assert set(FIELDS[kind]) <= set(SHAPES[kind])


def test_what_an_import_cannot_do_without() -> None:
    assert lacking("time", {}) == "date or hours"
    assert lacking("time", {"Tag": "on"}) == "hours"
    assert lacking("time", {"Tag": "on", "Ende": "end_time"}) == ""
    assert lacking("invoice", {"a": "issued"}) == "amount"
    assert lacking("invoice", {"a": "issued", "b": "line_amount"}) == ""


def test_invoices_without_a_word_on_payment() -> None:
    assert lacks_payment("invoice", {"a": "issued", "b": "amount"})
    assert not lacks_payment("invoice", {"a": "issued", "b": "amount", "c": "balance"})
    assert not lacks_payment("time", {})


def test_what_is_suggested_is_what_can_be_chosen() -> None:
    columns = ["Date", "Client", "Duration", "Notes"]
    rows = [["2026-09-01", "Acme", "1:30", "Menu"]]
    assert suggested("time", columns, rows) == {
        "Date": "on",
        "Client": "client",
        "Duration": "hours",
        "Notes": "text",
    }
