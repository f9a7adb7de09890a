"""Doubts about what came before: it stays as it is until they are settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.storage.importing.conftest import Desk
from triage.changes import Remove
from triage.records import Time

HEAD = "Start date,Start time,Duration,Client,Project,Description\n"
INVOICES = "Client,Invoice Number,Amount,Paid,Balance,Status,Type,Invoice Date,Due Date\n"
FIELDS = {
    "Client": "client",
    "Invoice Number": "number",
    "Amount": "amount",
    "Paid": "paid",
    "Balance": "balance",
    "Status": "state",
    "Type": "document",
    "Invoice Date": "issued",
    "Due Date": "due",
}
INVOICE = "Acme,1,1000,0,1000,Sent,Invoice,2026-09-01,2026-09-15\n"
NOTE = "Acme,CN1,-1000,0,0,Sent,Credit note,2026-09-05,2026-09-15\n"


def _row(text: str, length: str = "02:00:00", on: str = "2026-09-01") -> str:
    return f"{on},09:00:00,{length},Acme,Site,{text}\n"


def _minutes(desk: Desk) -> list[int]:
    return [record.minutes for record in desk.records("time") if isinstance(record, Time)]


def test_what_was_taken_once_is_not_asked_about_again(desk: Desk) -> None:
    long = HEAD + _row("a", "20:00:00")
    assert desk.take(long).new == 0
    assert desk.take(long, answers={"long": "take"}).new == 1
    again = desk.look(long)
    assert (again.same, again.skipped, again.questions) == (1, (), ())


def test_an_entry_that_became_very_long_is_asked_about_and_stays(desk: Desk) -> None:
    desk.take(HEAD + _row("a") + _row("b", on="2026-09-02"))
    later = HEAD + _row("a", "20:00:00") + _row("b", on="2026-09-02")
    preview = desk.look(later)
    assert (preview.new, preview.updated, preview.same, preview.missing) == (0, 0, 1, ())
    assert [question.id for question in preview.questions] == ["long"]
    desk.take(later, gone="remove")
    assert sorted(_minutes(desk)) == [120, 120]
    assert desk.take(later, answers={"long": "take"}).updated == 1
    assert sorted(_minutes(desk)) == [120, 1200]


def test_a_day_in_doubt_does_not_say_how_far_a_file_goes(desk: Desk) -> None:
    desk.take(HEAD + _row("a") + _row("b", on="2026-10-01"))
    preview = desk.look(HEAD + _row("a") + _row("c", on="2062-09-02"))
    assert [question.id for question in preview.questions] == ["future"]
    assert preview.missing == ()


def test_what_was_taken_out_is_not_asked_about(desk: Desk) -> None:
    long = HEAD + _row("a", "20:00:00")
    desk.take(long, answers={"long": "take"})
    (time,) = desk.records("time")
    desk.store.apply("Out", [Remove("time", time.id)])
    assert [skip.why for skip in desk.look(long).skipped] == ["you removed it earlier"]


def test_a_credit_note_settles_an_invoice_that_came_before(desk: Desk) -> None:
    desk.take(INVOICES + INVOICE, column_map=FIELDS)
    (invoice,) = desk.records("invoice")
    assert desk.take(INVOICES + INVOICE + NOTE, column_map=FIELDS).new == 1
    assert [(each.amount, each.credits) for each in desk.records("invoice")] == [
        (Decimal(1000), None),
        (Decimal(-1000), invoice.id),
    ]
    assert desk.store.verify() == []


def test_a_credit_note_of_an_invoice_that_is_left_out_stands_alone(desk: Desk) -> None:
    desk.take(INVOICES + INVOICE, column_map=FIELDS)
    other = INVOICE.replace("2026-09-01", "2026-09-02")
    result = desk.take(INVOICES + other + NOTE, column_map=FIELDS)
    assert [(skip.line, skip.bad) for skip in result.skipped] == [(2, True)]
    assert [each.credits for each in desk.records("invoice")] == [None, None]


def test_an_invoice_that_moves_to_a_day_to_come_is_asked_about(desk: Desk) -> None:
    desk.take(INVOICES + INVOICE.replace("Sent", "Draft"), column_map=FIELDS)
    later = INVOICES + INVOICE.replace("2026-09-01", "2062-09-01").replace("2026-09-15", "")
    preview = desk.look(later, column_map=FIELDS)
    assert (preview.new, preview.updated) == (0, 0)
    assert [question.id for question in preview.questions] == ["future"]
    assert [each.issued for each in desk.records("invoice")] == [date(2026, 9, 1)]
