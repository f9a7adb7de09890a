"""Exports of payments: each is put to its invoice, and none of them makes one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from storage.importing import ImportOptions, inspect
from tests.storage.importing.conftest import TODAY, Desk
from triage.changes import Put, Remove

INVOICES = "Client,Email,Invoice Number,Amount,Paid,PO Number,Status,Invoice Date,Due Date\n"
HARVEST = (
    "Payment Date,Invoice ID,Invoice Issue Date,Client,Invoice Amount,Payment Amount,Currency\n"
)
PAYPAL = (
    '\ufeff"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net",'
    '"Transaction ID","Balance Impact"\n'
)


@pytest.fixture(autouse=True)
def _invoices(desk: Desk) -> None:
    desk.take(
        f"{INVOICES}Tern,,31,600.00,0.00,,Sent,2026-08-03,2026-08-17\n"
        "Heron,,32,1250.50,0.00,,Sent,2026-09-01,2026-09-15\n"
        "Tern,,33,80.00,80.00,,Paid,2026-09-02,2026-09-16\n"
    )


def _paid(desk: Desk) -> list[tuple[date, str]]:
    numbers = {invoice.id: invoice.number for invoice in desk.records("invoice")}
    return sorted(
        (paid.on, f"{numbers[paid.invoice]}: {paid.amount:.2f}") for paid in desk.records("payment")
    )


def _harvest(number: str, amount: str, on: str = "2026-08-20", client: str = "Tern") -> str:
    return f"{on},{number},2026-08-03,{client},600.00,{amount},Euro - EUR\n"


def _paypal(
    name: str, gross: str, *, sort: str = "Website Payment", id_: str = "T1", **cells: str
) -> str:
    day, state = cells.get("day", "28/09/2026"), cells.get("state", "Completed")
    row = (day, "10:00:00", "CET", name, sort, state, "EUR", gross, "0", gross, id_, "Credit")
    return ",".join(f'"{cell}"' for cell in row) + "\n"


def test_payments_settle_their_invoices_by_number(desk: Desk) -> None:
    text = HARVEST + _harvest("31", "400.00") + _harvest("31", "200.00", "2026-09-05")
    result = desk.take(text)
    assert (result.new, result.same, result.skipped) == (2, 0, ())
    assert (date(2026, 8, 20), "31: 400.00") in _paid(desk)
    assert len(desk.records("invoice")) == 3
    again = desk.take(text)
    assert (again.new, again.same, again.batch) == (0, 2, None)


def test_one_without_an_invoice_is_named_and_makes_none(desk: Desk) -> None:
    preview = desk.look(HARVEST + _harvest("12", "90.00"))
    assert (preview.new, preview.needs_attention) == (0, True)
    assert "no invoice 12 of Tern" in preview.skipped[0].why


def test_what_the_invoices_export_has_told_is_not_paid_twice(desk: Desk) -> None:
    result = desk.take(HARVEST + _harvest("33", "80.00", "2026-09-10"))
    assert (result.new, result.same) == (0, 1)


def test_more_than_an_invoice_is_over_is_asked(desk: Desk) -> None:
    preview = desk.look(HARVEST + _harvest("31", "700.00"))
    assert (preview.new, preview.needs_attention) == (0, True)


def test_a_refund_comes_off(desk: Desk) -> None:
    desk.take(HARVEST + _harvest("31", "600.00") + _harvest("31", "-100.00", "2026-09-01"))
    assert sum(paid.amount for paid in desk.records("payment")) == Decimal("580.00")


def test_a_payment_account_holds_much_that_is_no_payment_of_a_client(desk: Desk) -> None:
    text = (
        PAYPAL
        + _paypal("Heron", "1.250,50")
        + _paypal("", "-1.250,50", sort="General Withdrawal", id_="T2")
        + _paypal("Shop", "-20,00", id_="T3")
        + _paypal("Aunt", "30,00", id_="T4")
        + _paypal("Tern", "600,00", id_="T5", state="Pending")
    )
    result = desk.take(text)
    assert (result.new, len(result.skipped), result.needs_attention) == (1, 4, False)
    assert (date(2026, 9, 28), "32: 1250.50") in _paid(desk)
    assert desk.take(text).same == 1


def test_who_pays_under_another_name_is_asked_once(desk: Desk) -> None:
    text = PAYPAL + _paypal("J. Doe", "600,00")
    assert dict(desk.look(text).unmapped) == {"J. Doe": 1}
    assert desk.take(text, client_for={"J. Doe": "Tern"}).new == 1
    later = text + _paypal("J. Doe", "5,00", id_="T9")
    assert not desk.look(later).unmapped, "whose payments these are is known"


def test_german_columns_are_known(desk: Desk) -> None:
    head = "Datum,Uhrzeit,Zeitzone,Name,Typ,Status,Währung,Brutto,Gebühr,Netto,Transaktionscode\n"
    row = '28.09.2026,10:00,CET,Tern,Zahlung,Abgeschlossen,EUR,"600,00","-9,00","591,00",X1\n'
    assert desk.take(head + row).new == 1


def test_days_that_can_be_read_two_ways_are_asked(desk: Desk) -> None:
    text = PAYPAL + _paypal("Heron", "1.250,50", day="03/10/2026")
    asked = desk.look(text).must_ask
    assert asked is not None and asked.id == "dates"
    assert desk.take(text, dates="dmy").new == 1
    later = desk.look(PAYPAL + _paypal("Tern", "600,00", day="04/10/2026", id_="T2"))
    assert (later.must_ask, later.new) == (None, 1), "it was said of this source"
    assert later.assumed == ("dates: dmy, as you said earlier",)
    clear = desk.look(PAYPAL + _paypal("Tern", "600,00", day="10/28/2026", id_="T3"))
    assert (clear.new, clear.assumed) == (1, ()), "what the file says itself comes first"


def test_one_taken_out_stays_out_and_undo_takes_all_back(desk: Desk) -> None:
    text = HARVEST + _harvest("31", "600.00")
    desk.take(text)
    desk.store.undo()
    assert len(desk.records("payment")) == 1
    desk.take(text)
    paid = next(paid for paid in desk.records("payment") if paid.amount == 600)
    desk.store.apply("Out", [Remove("payment", paid.id, was=paid)])
    assert desk.take(text).new == 0


def test_another_list_of_payments_is_known_by_its_columns(desk: Desk) -> None:
    text = "Customer,Invoice No,Date Paid,Amount Paid\nTern,31,2026-08-20,600.00\n"
    path = desk.file(text, "received.csv")
    assert inspect(path, desk.store, ImportOptions(on=TODAY)).format == "payments"
    assert desk.take(text).new == 1


def test_an_export_of_invoices_is_none_of_payments(desk: Desk) -> None:
    text = (
        "Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency\n"
        "2026-09-01,2026-09-20,7,Tern,500.00,500.00,0.00,EUR\n"
    )
    assert desk.look(text).format == "harvest-invoices"


BEFORE = HARVEST + _harvest("31", "300.00") + _harvest("31", "200.00", "2026-09-05")


@pytest.mark.parametrize(
    ("row", "paid"),
    [
        (_harvest("31", "250.00"), (date(2026, 8, 20), "31: 250.00")),
        (_harvest("31", "300.00", "2026-08-25"), (date(2026, 8, 25), "31: 300.00")),
        (_harvest("33", "300.00", "2026-08-20"), None),
    ],
    ids=["its amount", "its day", "an invoice that is paid"],
)
def test_a_payment_that_was_corrected_is_the_same_one(
    desk: Desk, row: str, paid: tuple[date, str] | None
) -> None:
    desk.take(BEFORE)
    ids = {payment.id for payment in desk.records("payment")}
    later = HARVEST + _harvest("33", "80.00", "2026-08-19") + row
    result = desk.take(later + _harvest("31", "200.00", "2026-09-05"))
    assert {payment.id for payment in desk.records("payment")} == ids, "none is added"
    if paid is None:
        assert [skip.why for skip in result.skipped] == ["invoice 33 would be overpaid: 380"]
        return
    assert (result.new, result.updated, result.skipped) == (0, 1, ())
    assert paid in _paid(desk)
    again = desk.take(later + _harvest("31", "200.00", "2026-09-05"))
    assert (again.new, again.updated, again.batch) == (0, 0, None)
    desk.store.undo()
    assert (date(2026, 8, 20), "31: 300.00") in _paid(desk)


def test_one_that_was_put_to_the_wrong_invoice_moves(desk: Desk) -> None:
    desk.take(f"{INVOICES}Tern,,34,700.00,0.00,,Sent,2026-08-01,2026-08-15\n")
    desk.take(HARVEST + _harvest("31", "300.00"))
    preview = desk.look(HARVEST + _harvest("34", "300.00"))
    assert [field.field for update in preview.updates for field in update.fields] == ["invoice"]
    assert desk.take(HARVEST + _harvest("34", "300.00")).updated == 1
    assert (date(2026, 8, 20), "34: 300.00") in _paid(desk)
    assert not [paid for paid in _paid(desk) if paid[1].startswith("31")]


def test_a_corrected_payment_no_longer_counts_as_overpaid(desk: Desk) -> None:
    desk.take(HARVEST + _harvest("31", "500.00"))
    result = desk.take(HARVEST + _harvest("31", "600.00"))
    assert (result.new, result.updated, result.skipped) == (0, 1, ())
    assert (date(2026, 8, 20), "31: 600.00") in _paid(desk)


def test_by_its_own_id_it_is_known_whatever_was_corrected(desk: Desk) -> None:
    desk.take(PAYPAL + _paypal("Heron", "1.250,50"))
    result = desk.take(PAYPAL + _paypal("Heron", "1.000,50", day="29/09/2026"))
    assert (result.new, result.updated) == (0, 1)
    assert (date(2026, 9, 29), "32: 1000.50") in _paid(desk)


def test_an_instalment_of_another_month_is_another_payment(desk: Desk) -> None:
    desk.take(HARVEST + _harvest("31", "300.00"))
    result = desk.take(HARVEST + _harvest("31", "300.00", "2026-09-20"))
    assert (result.new, result.updated) == (1, 0)


def test_two_that_could_be_meant_are_not_guessed_between(desk: Desk) -> None:
    desk.take(HARVEST + _harvest("31", "100.00") + _harvest("31", "150.00"))
    result = desk.take(HARVEST + _harvest("31", "120.00"))
    assert (result.new, result.updated) == (1, 0)


def test_what_was_typed_since_stays(desk: Desk) -> None:
    desk.take(HARVEST + _harvest("31", "300.00"))
    paid = next(each for each in desk.records("payment") if each.amount == 300)
    desk.store.apply("By hand", [Put(replace(paid, amount=Decimal(310)), was=paid)])
    preview = desk.look(HARVEST + _harvest("31", "320.00"))
    assert (preview.updated, len(preview.kept)) == (0, 1)
    desk.take(HARVEST + _harvest("31", "320.00"))
    assert (date(2026, 8, 20), "31: 310.00") in _paid(desk)


def test_an_older_list_of_payments_sets_nothing_back(desk: Desk) -> None:
    desk.take(HARVEST + _harvest("31", "300.00"))
    desk.take(HARVEST + _harvest("31", "310.00"))
    older = HARVEST + _harvest("31", "300.00")
    preview = desk.look(older)
    (question,) = preview.waiting
    assert (question.id, question.rows, preview.updated) == ("older", (2,), 0)
    assert len(preview.held) == 1
    desk.take(older)
    assert (date(2026, 8, 20), "31: 310.00") in _paid(desk)
    desk.take(older, older="go-back")
    assert (date(2026, 8, 20), "31: 300.00") in _paid(desk)
