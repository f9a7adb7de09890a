"""What has to be known of a whole file: nothing is read before it is answered."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from storage.importing import ImportOptions, ImportPreview, ImportTrouble, inspect
from tests.storage.importing.conftest import TODAY, Desk

INVOICES = "Client,Invoice Number,Amount,Paid,Status,Invoice Date,Due Date\n"
HOURS = {"day": "on", "who": "client", "spent": "hours"}


def _first(preview: ImportPreview) -> str | None:
    question = preview.must_ask
    return question.id if question else None


def _invoice(amount: str = "100", issued: str = "2026-09-01", due: str = "2026-09-15") -> str:
    return f"Acme,1,{amount},0,Sent,{issued},{due}\n"


def _spent(*lengths: int) -> str:
    rows = (f"2026-09-0{day},Acme,{length}\n" for day, length in enumerate(lengths, start=1))
    return "day,who,spent\n" + "".join(rows)


@pytest.mark.parametrize(
    ("unit", "lengths"), [("seconds", (600, 360, 5400)), ("minutes", (30, 60, 90))]
)
def test_numbers_too_large_for_hours_are_asked_about(
    desk: Desk, unit: str, lengths: tuple[int, ...]
) -> None:
    text = _spent(*lengths)
    assert _first(desk.look(text, column_map=HOURS)) == "unit:spent"
    with pytest.raises(ImportTrouble):
        desk.take(text, column_map=HOURS)
    desk.take(text, column_map=HOURS, answers={"unit:spent": unit})
    in_a_minute = {"seconds": 60, "minutes": 1}[unit]
    assert [each.minutes * in_a_minute for each in desk.records("time")] == list(lengths)


def test_a_few_long_ones_are_asked_about_one_by_one(desk: Desk) -> None:
    preview = desk.look(_spent(10, 6, 20), column_map=HOURS)
    assert ([question.id for question in preview.questions], preview.new) == (["long"], 2)


@pytest.mark.parametrize(("unit", "lengths"), [("seconds", (600, 72000)), ("minutes", (10, 1200))])
def test_start_and_end_tell_what_the_numbers_count(
    desk: Desk, unit: str, lengths: tuple[int, int]
) -> None:
    fields = {
        "date": "on",
        "from": "start_time",
        "to": "end_time",
        "length": "hours",
        "c": "client",
    }
    text = (
        "date,from,to,length,c\n"
        f"2026-09-01,09:00,09:10,{lengths[0]},Acme\n"
        f"2026-09-02,00:00,20:00,{lengths[1]},Acme\n"
    )
    result = desk.take(text, column_map=fields | {"c": "client"}, answers={"long": "take"})
    assert [each.minutes for each in desk.records("time")] == [10, 1200]
    assert any(unit in line for line in result.assumed)


@pytest.mark.parametrize(("base", "asked"), [("EUR", True), ("CAD", True), ("USD", False)])
def test_a_shared_sign_is_asked_about_unless_it_is_the_usual_one(
    desk: Desk, base: str, asked: bool
) -> None:
    preview = desk.look(INVOICES + _invoice("$100"), currency=base)
    assert _first(preview) == ("currency:invoiceninja $" if asked else None)
    if asked:
        assert preview.must_ask is not None
        assert preview.must_ask.options[0] == "USD" and "CAD" in preview.must_ask.options


@pytest.mark.parametrize("amount", ["$100", "100 kr", "¥100"])
def test_what_a_sign_means_is_asked_once(desk: Desk, amount: str) -> None:
    text = INVOICES + _invoice(amount)
    question = _first(desk.look(text))
    assert question is not None
    desk.take(text, answers={question: "NOK"})
    assert [each.currency for each in desk.records("invoice")] == ["NOK"]
    assert desk.look(text).questions == ()


def test_a_sign_in_the_header_is_asked_about_too(desk: Desk) -> None:
    text = INVOICES.replace("Amount", "Amount ($)") + _invoice()
    assert _first(desk.look(text)) == "currency:invoiceninja $"
    desk.take(text, answers={"currency:invoiceninja $": "AUD"})
    assert [each.currency for each in desk.records("invoice")] == ["AUD"]


def test_a_sign_in_a_table_of_ones_own_holds_for_that_table(desk: Desk) -> None:
    fields = {"Date": "issued", "Sum": "amount", "Who": "client", "Owed": "balance"}
    text = "Date,Sum,Who,Owed\n2026-09-01,$5,Acme,$5\n"
    desk.take(text, column_map=fields, answers={"sign:$": "CAD"})
    assert _first(desk.look(text.replace("$5", "$6"))) is None
    other = "Day,Sum,Who,Owed\n2026-09-01,$5,Acme,$5\n"
    fields = {"Day": "issued", "Sum": "amount", "Who": "client", "Owed": "balance"}
    assert _first(desk.look(other, column_map=fields)) == "sign:$"


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ("ESTIMATES,,\n", INVOICES),
        ("Angebote 2026,,\n", INVOICES),
        ("", INVOICES.replace("Invoice Number", "Quote Number")),
        ("", INVOICES.replace("Invoice Number", "Angebotsnummer")),
    ],
)
def test_papers_by_their_title_are_asked_about(desk: Desk, above: str, header: str) -> None:
    maps: dict[str, Any] = {}
    if header != INVOICES:
        number = header.split(",")[1]
        maps = {"column_map": {number: "number", "Client": "client", "Amount": "amount",
                               "Paid": "paid", "Invoice Date": "issued"}}  # fmt: skip
    text = above + header + _invoice()
    assert _first(desk.look(text, **maps)) == "papers"
    assert desk.look(text, **maps, answers={"papers": "invoice"}).new == 1
    none = desk.look(text, **maps, answers={"papers": "no-invoice"})
    assert (none.new, none.needs_attention) == (0, False)


def test_the_name_of_the_file_tells_as_well(desk: Desk) -> None:
    path = desk.file(INVOICES + _invoice(), "quotes-2026.csv")
    assert _first(inspect(path, desk.store, ImportOptions(on=TODAY))) == "papers"


def test_titles_of_invoices_need_no_question(desk: Desk) -> None:
    assert desk.look("Invoices and payments,,\n" + INVOICES + _invoice()).new == 1


@pytest.mark.parametrize(("answer", "came_in"), [("open", []), ("paid", [Decimal(100)])])
def test_nothing_says_what_is_paid(desk: Desk, answer: str, came_in: list[Decimal]) -> None:
    fields = {"Date": "issued", "Sum": "amount", "Who": "client"}
    text = "Date,Sum,Who\n2026-09-01,100,Acme\n"
    assert _first(desk.look(text, column_map=fields)) == "payments"
    desk.take(text, column_map=fields, answers={"payments": answer})
    assert [each.amount for each in desk.records("payment")] == came_in


def test_two_orders_of_dates_in_one_file(desk: Desk) -> None:
    text = INVOICES + _invoice(issued="25/08/2026", due="09/25/2026")
    assert _first(desk.look(text)) == "date-orders"
    asked = desk.look(text + _invoice(issued="01/02/2026", due="02/03/2026")).must_ask
    assert asked is not None and asked.rows == (2,), "the other one could be in any order"
    desk.take(text, answers={"date-orders": "each-its-own"})
    (invoice,) = desk.records("invoice")
    assert (str(invoice.issued), str(invoice.due)) == ("2026-08-25", "2026-09-25")
