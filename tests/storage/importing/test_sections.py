"""Reports with headings, totals, or no column names at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from storage.importing import NotRecognised
from tests.storage.importing.conftest import Desk

FIELDS = {"Date": "issued", "Num": "number", "Amount": "amount", "Open Balance": "balance"}
REPORT = (
    "Open invoices,,,,\n"
    ",Date,Num,Amount,Open Balance\n"
    "Acme Ltd,,,,\n"
    ",2026-09-01,1,100.00,100.00\n"
    ",2026-09-02,2,50.00,0.00\n"
    "Total for Acme Ltd,,,150.00,100.00\n"
    "Birch,,,,\n"
    ",2026-09-03,3,70.00,70.00\n"
    "Total for Birch,,,70.00,70.00\n"
    "TOTAL,,,220.00,170.00\n"
)


def test_clients_in_headings_are_used(desk: Desk) -> None:
    result = desk.take(REPORT, column_map=FIELDS)
    assert (result.new, result.needs_attention) == (3, False)
    names = {client.id: client.name for client in desk.records("client")}
    owed = [(names[each.client], each.amount) for each in desk.records("invoice")]
    assert sorted(owed) == [
        ("Acme Ltd", Decimal(50)),
        ("Acme Ltd", Decimal(100)),
        ("Birch", Decimal(70)),
    ]


@pytest.mark.parametrize("word", ["Total", "Summe", "Totale", "Razem", "Celkem", "Yhteensä"])
def test_totals_in_many_languages(desk: Desk, word: str) -> None:
    preview = desk.look(REPORT.replace("TOTAL,", f"{word},"), column_map=FIELDS)
    assert (preview.new, preview.needs_attention) == (3, False)


def test_a_heading_that_no_total_repeats_is_asked_about(desk: Desk) -> None:
    text = REPORT.replace("Total for Birch", "Total").replace("Birch", "1 - 30 days past due")
    preview = desk.look(text, column_map=FIELDS)
    assert (preview.new, dict(preview.unmapped)) == (2, {"1 - 30 days past due": 1})


def test_a_total_with_a_date_is_asked_about(desk: Desk) -> None:
    fields = {"d": "issued", "c": "client", "a": "amount", "b": "balance"}
    text = "d,c,a,b\n2026-09-01,Acme,100,100\n2026-09-30,Total,100,100\n"
    preview = desk.look(text, column_map=fields)
    assert [question.id for question in preview.questions] == ["total"]
    assert (preview.new, preview.needs_attention) == (1, True)


def test_a_file_without_column_names(desk: Desk) -> None:
    text = "2026-09-01,Acme,2.5,design\n2026-09-02,Acme,1.5,design\n"
    with pytest.raises(NotRecognised) as caught:
        desk.look(text)
    assert caught.value.columns == ("column 1", "column 2", "column 3", "column 4")
    assert [row[0] for row in caught.value.sample] == ["2026-09-01", "2026-09-02"]
    fields = {"column 1": "on", "column 2": "client", "column 3": "hours", "column 4": "text"}
    assert desk.take(text, column_map=fields).new == 2
    assert [each.minutes for each in desk.records("time")] == [150, 90]
    # Another file without names may hold anything.
    with pytest.raises(NotRecognised):
        desk.look(text.replace("design", "code"))


def test_column_names_below_a_row_with_more_words_are_still_found(desk: Desk) -> None:
    text = "d,c,h,\n2026-09-01,Acme,2,and a note\n2026-09-02,Acme,1,and another\n"
    with pytest.raises(NotRecognised) as caught:
        desk.look(text)
    assert caught.value.columns[:3] == ("d", "c", "h")
