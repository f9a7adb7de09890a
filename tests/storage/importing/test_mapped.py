"""Any other CSV, by the columns that the user names."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from decimal import Decimal

import pytest

from storage.importing import ImportTrouble, NotRecognised
from tests.storage.importing.conftest import Desk


def test_times_by_date_and_hours(desk: Desk) -> None:
    result = desk.take(
        "Tag;Kunde;Stunden;Was\n04.08.2026;Atelier Nord;6,5;Relaunch\n",
        column_map={"Tag": "on", "kunde": "client", "Stunden": "hours", "Was": "text"},
    )
    assert (result.format, result.new) == ("csv", 1)
    (time,) = desk.records("time")
    assert (time.on, time.minutes, time.text) == (date(2026, 8, 4), 390, "Relaunch")
    assert time.source == "csv-export"


def test_times_by_start_and_end_with_a_zone(desk: Desk) -> None:
    desk.take(
        "who,start,end\n"
        "Acme,2026-10-24T22:30:00Z,2026-10-24T23:30:01Z\n"
        "Acme,2026-10-25T00:30:00Z,2026-10-25T02:30:00Z\n",
        column_map={"who": "client", "start": "start", "end": "end"},
        zone=timezone(timedelta(hours=2)),
    )
    assert [(t.on, t.minutes) for t in desk.records("time")] == [
        (date(2026, 10, 25), 60),
        (date(2026, 10, 25), 120),
    ]


@pytest.mark.parametrize(("field", "cell"), [("minutes", "90"), ("seconds", "5400")])
def test_times_by_minutes_and_seconds(desk: Desk, field: str, cell: str) -> None:
    desk.take(
        f"d,c,n\n2026-08-04,Acme,{cell}\n", column_map={"d": "date", "c": "client", "n": field}
    )
    assert [t.minutes for t in desk.records("time")] == [90]


def test_the_work_can_stand_in_a_column(desk: Desk) -> None:
    result = desk.take(
        "d,c,h,w\n2026-08-04,Acme,1,oos\n2026-08-04,Acme,1,fun\n",
        column_map={"d": "on", "c": "client", "h": "hours", "w": "work"},
    )
    assert [t.work for t in desk.records("time")] == ["oos"]
    assert result.assumed == ()
    assert [skip.why for skip in result.skipped] == ["“fun” is not a type of work"]


def test_an_id_of_its_own_is_the_key(desk: Desk) -> None:
    fields = {"id": "id", "d": "on", "c": "client", "h": "hours"}
    desk.take("id,d,c,h\nx1,2026-08-04,Acme,1\n", column_map=fields)
    result = desk.take(
        "id,d,c,h\nx1,2026-08-05,Renamed,2\nx2,2026-08-04,Acme,1\n", column_map=fields
    )
    assert (result.new, result.same) == (1, 1)


INVOICES = "Date,Num,Customer,Due Date,Amount,Open Balance,Currency\n"
FIELDS = {
    "Date": "issued",
    "Num": "number",
    "Customer": "client",
    "Due Date": "due",
    "Open Balance": "balance",
    "Currency": "currency",
}


def test_invoices_whose_lines_are_added_up(desk: Desk) -> None:
    result = desk.take(
        "EXAMPLE LTD\nInvoice List\n\n"
        + INVOICES
        + '15/01/2026,1041,Acme,20/01/2026,"43,000.00",0.00,IDR\n'
        '02/02/2026,1042,Bold,05/02/2026,"1,100.00","1,315.00",USD\n'
        '02/02/2026,1042,Bold,05/02/2026,215.00,"1,315.00",USD\n'
        "28/03/2026,,Acme,,10.00,10.00,EUR\n"
        ",,,,44,,\n"
        "Total,,,,44,,\n",
        column_map=FIELDS | {"Amount": "line_amount"},
    )
    assert [(i.number, i.amount, i.due, i.due_assumed) for i in desk.records("invoice")] == [
        ("1041", Decimal(43000), date(2026, 1, 20), False),
        ("1042", Decimal(1315), date(2026, 2, 5), False),
        (None, Decimal(10), date(2026, 4, 11), True),
    ]
    assert [p.amount for p in desk.records("payment")] == [Decimal(43000)]
    assert not result.needs_attention


def test_lines_apart_from_their_invoice_cannot_be_added(desk: Desk) -> None:
    result = desk.take(
        INVOICES
        + "15/01/2026,1,Acme,20/01/2026,5,,\n"
        + "15/01/2026,2,Acme,20/01/2026,5,,\n"
        + "15/01/2026,1,Acme,20/01/2026,5,,\n",
        column_map=FIELDS | {"Amount": "line_amount"},
    )
    assert [(skip.line, skip.bad) for skip in result.skipped] == [(4, True)]


def test_alike_invoices_without_a_number_are_all_kept(desk: Desk) -> None:
    row = "28/03/2026,,Acme,,10.00,10.00,EUR\n"
    fields = FIELDS | {"Amount": "amount"}
    assert desk.take(INVOICES + row + row, column_map=fields).new == 2
    assert desk.take(INVOICES + row + row, column_map=fields).same == 2


def test_terms_paid_and_disputed_columns(desk: Desk) -> None:
    desk.take(
        "no,who,on,terms,sum,settled,disputed\n"
        "1,Acme,1/20/2026,30,100.00,2/28/2026,Yes\n"
        "2,Acme,1/21/2026,upon receipt,100.00,,No\n",
        column_map={
            "no": "number",
            "who": "client",
            "on": "issued",
            "terms": "terms",
            "sum": "amount",
            "settled": "paid_on",
            "disputed": "disputed_on",
        },
    )
    first, second = desk.records("invoice")
    assert (first.due, first.due_assumed) == (date(2026, 2, 19), False)
    assert (first.disputed_on, first.dispute_settled_on) == (
        date(2026, 2, 19),
        date(2026, 2, 28),
    )
    assert [(p.on, p.amount) for p in desk.records("payment")] == [
        (date(2026, 2, 28), Decimal(100))
    ]
    assert (second.due_assumed, second.disputed_on) == (True, None)


def test_a_file_without_currency_says_what_it_took(desk: Desk) -> None:
    fields = {"Date": "issued", "Customer": "client", "Due Date": "due", "Amount": "amount"}
    text = INVOICES + "15/01/2026,1041,Acme,20/01/2026,43.00,0.00,\n"
    answers = {"payments": "open"}
    assumed = desk.look(text, column_map=fields, currency="CHF", answers=answers).assumed
    assert any(line.startswith("currency: CHF") for line in assumed)


def test_the_map_is_remembered_for_the_same_columns(desk: Desk) -> None:
    fields = {"d": "on", "c": "client", "h": "hours"}
    desk.take("d,c,h\n2026-08-04,Acme,1\n", column_map=fields)
    assert desk.take("h,c,d\n2,Acme,2026-08-05\n").new == 1
    with pytest.raises(NotRecognised):
        desk.look("d,c,h,more\n2026-08-04,Acme,1,x\n")


def test_a_map_adds_to_a_known_export(desk: Desk) -> None:
    preview = desk.look(
        "Date,Kunde,Project,Task,Hours\n2026-08-04,Acme,Site,Build,1\n",
        column_map={"Kunde": "client"},
    )
    assert (preview.format, preview.new_clients) == ("harvest-time", ("Acme",))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"Nope": "on"}, "no column is called “Nope”"),
        ({"d": "mood"}, "there is no field “mood”"),
        ({"d": "on", "c": "client"}, "no column is mapped to"),
        ({"d": "issued", "c": "client"}, "no column is mapped to amount or line_amount"),
        ({"d": "issued", "h": "hours"}, "both hours and invoices"),
    ],
)
def test_a_map_that_does_not_fit_says_so(desk: Desk, fields: dict[str, str], words: str) -> None:
    with pytest.raises(ImportTrouble, match=words) as caught:
        desk.look("d,c,h\n2026-08-04,Acme,1\n", column_map=fields)
    assert caught.value.hint
    assert desk.everything() == []


def test_a_map_for_a_known_export_must_fit_it_too(desk: Desk) -> None:
    text = "Date,Client,Project,Task,Hours\n2026-08-04,Acme,Site,Build,1\n"
    with pytest.raises(ImportTrouble, match="no column is called “Kunde”"):
        desk.look(text, column_map={"Kunde": "client"})
    with pytest.raises(ImportTrouble, match="“due” is not a field"):
        desk.look(text, column_map={"Client": "due"})
    with pytest.raises(ImportTrouble, match="no field “clinet”"):
        desk.look(text, column_map={"Client": "clinet"})


def test_a_map_for_records_that_have_no_columns(desk: Desk) -> None:
    with pytest.raises(ImportTrouble, match="no column is called “Kunde”"):
        desk.look('{"kind": "client", "id": "a", "name": "A"}\n', column_map={"Kunde": "client"})
    assert desk.everything() == []
