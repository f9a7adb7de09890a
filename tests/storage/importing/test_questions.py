"""What a file does not tell is asked, or taken and told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from storage.importing import ImportTrouble
from tests.storage.importing.conftest import Desk

HEAD = "Start date,Start time,Duration,Client,Description,Billable\n"


def _row(on: str, billable: str = "Yes", text: str = "x") -> str:
    return f"{on},09:00:00,01:00:00,Acme,{text},{billable}\n"


def test_dates_that_can_be_read_both_ways_are_asked_about(desk: Desk) -> None:
    preview = desk.look(HEAD + _row("03/04/2026") + _row("05/06/2026"))
    question = preview.must_ask
    assert question is not None
    assert (question.id, question.flag, question.options) == ("dates", "--dates", ("dmy", "mdy"))
    assert "03/04/2026" in question.text
    assert "Start date" in question.text
    assert preview.new == 0
    with pytest.raises(ImportTrouble, match="--dates"):
        desk.take(HEAD + _row("03/04/2026"))
    assert desk.everything() == []


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2026, 4, 3)), ("mdy", date(2026, 3, 4))])
def test_the_answer_settles_them(desk: Desk, order: str, day: date) -> None:
    desk.take(HEAD + _row("03/04/2026"), dates=order)
    assert [time.on for time in desk.records("time")] == [day]


def test_an_answer_that_reads_no_date_is_refused(desk: Desk) -> None:
    with pytest.raises(ImportTrouble, match="can be read as mdy; for example 25/04/2026"):
        desk.look(HEAD + _row("25/04/2026"), dates="mdy")


def test_an_answer_does_not_touch_dates_that_need_none(desk: Desk) -> None:
    assert desk.look(HEAD + _row("2026-04-03"), dates="mdy").new == 1


def test_a_mark_that_next_to_nothing_bears_is_not_believed(desk: Desk) -> None:
    text = (
        HEAD
        + _row("2026-04-03", "Yes")
        + "".join(_row(f"2026-05-{n + 1:02}", "No", str(n)) for n in range(30))
    )
    preview = desk.look(text)
    assert [(q.id, q.flag, q.default) for q in preview.questions] == [
        ("billable", "--billable", "all")
    ]
    assert preview.must_ask is None
    assert any("billable" in line and "1 of 31" in line for line in preview.assumed)
    desk.take(text)
    assert {time.work for time in desk.records("time")} == {"bill"}


def test_a_mark_on_one_row_in_twenty_is_believed(desk: Desk) -> None:
    text = (
        HEAD
        + _row("2026-04-03", "Yes")
        + "".join(_row(f"2026-05-{n + 1:02}", "No", str(n)) for n in range(19))
    )
    assert desk.look(text).questions == ()


@pytest.mark.parametrize(("answer", "work"), [("all", "bill"), ("as-marked", "admin")])
def test_the_answer_about_the_mark(desk: Desk, answer: str, work: str) -> None:
    text = HEAD + _row("2026-04-03", "No")
    preview = desk.look(text, billable=answer)
    assert (preview.questions, preview.assumed) == ((), ())
    desk.take(text, billable=answer)
    assert [time.work for time in desk.records("time")] == [work]


INVOICES = "Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency\n"
OLD = "2026-01-10,,1,Acme,100.00,40.00,60.00,EUR\n"
FRESH = "2026-11-10,,2,Acme,100.00,0.00,100.00,EUR\n"


def test_old_unpaid_invoices_are_asked_about_as_a_group(desk: Desk) -> None:
    preview = desk.look(INVOICES + OLD + FRESH)
    assert [(q.id, q.flag, q.default) for q in preview.questions] == [
        ("old_unpaid", "--old-unpaid", "open")
    ]
    assert "still open: 1 invoice unpaid for over 180 days" in preview.assumed
    desk.take(INVOICES + OLD + FRESH)
    assert [invoice.state for invoice in desk.records("invoice")] == ["sent", "sent"]


def test_180_days_are_not_yet_old(desk: Desk) -> None:
    row = "{},,1,Acme,100.00,0.00,100.00,EUR\n"
    assert desk.look(INVOICES + row.format("2026-05-25")).questions == ()
    assert desk.look(INVOICES + row.format("2026-05-24")).questions


def test_they_were_written_off(desk: Desk) -> None:
    desk.take(INVOICES + OLD + FRESH, old_unpaid="written-off")
    assert [invoice.state for invoice in desk.records("invoice")] == ["written_off", "sent"]
    assert [payment.amount for payment in desk.records("payment")] == [Decimal(40)]


def test_they_were_paid(desk: Desk) -> None:
    preview = desk.look(INVOICES + OLD + FRESH, old_unpaid="paid")
    assert preview.questions == ()
    desk.take(INVOICES + OLD + FRESH, old_unpaid="paid")
    assert [payment.amount for payment in desk.records("payment")] == [Decimal(40), Decimal(60)]


@pytest.mark.parametrize("answer", ["paid", "written-off", "open"])
def test_the_answer_survives_importing_again(desk: Desk, answer: str) -> None:
    desk.take(INVOICES + OLD, old_unpaid=answer)
    before = desk.everything()
    result = desk.take(INVOICES + OLD)
    assert (result.new, result.updated, result.same) == (0, 0, 1)
    assert desk.everything() == before
