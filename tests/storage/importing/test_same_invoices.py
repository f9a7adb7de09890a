"""An invoice is one invoice, whoever entered it and whatever became of it since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from storage.importing import ImportOptions, inspect, write
from tests.storage.importing.conftest import Desk
from triage.changes import Put, Remove
from triage.records import Client, Invoice

NINJA = "Client,Email,Invoice Number,Amount,Paid,PO Number,Status,Invoice Date,Due Date\n"
HARVEST = "Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency\n"
COLUMNS = {"Ref": "number", "Whose": "client", "Sent": "issued", "Due": "due", "Sum": "amount"}


def _row(
    number: str = "7",
    amount: str = "500.00",
    paid: str = "0.00",
    state: str = "Sent",
    dates: str = "2026-09-01,2026-09-15",
    client: str = "Tern",
) -> str:
    return f"{client},,{number},{amount},{paid},,{state},{dates}\n"


def _open(desk: Desk) -> int:
    paid = sum(payment.amount for payment in desk.records("payment"))
    return int(sum(invoice.amount for invoice in desk.records("invoice")) - paid)


def _by_hand(desk: Desk, number: str | None = "7") -> None:
    invoice = Invoice(
        id="i",
        client="c",
        number=number,
        issued=date(2026, 9, 1),
        due=date(2026, 10, 1),
        amount=Decimal(500),
    )
    desk.store.apply("Mine", [Put(Client(id="c", name="Tern")), Put(invoice)])


def test_one_entered_by_hand_is_recognised_and_its_payment_comes_in(desk: Desk) -> None:
    _by_hand(desk)
    assert desk.take(NINJA + _row()).new == 0
    assert _open(desk) == 500
    assert desk.take(NINJA + _row(paid="500.00", state="Paid")).updated == 1
    assert (_open(desk), len(desk.records("invoice"))) == (0, 1)


def test_what_was_typed_into_it_stays_and_is_named(desk: Desk) -> None:
    _by_hand(desk)
    (kept,) = desk.take(NINJA + _row()).kept
    assert [(each.field, each.before, each.after) for each in kept.fields] == [
        ("due", date(2026, 10, 1), date(2026, 9, 15))
    ]
    assert [invoice.due for invoice in desk.records("invoice")] == [date(2026, 10, 1)]


def test_one_without_a_number_is_known_by_amount_and_day(desk: Desk) -> None:
    _by_hand(desk, number=None)
    assert desk.take(NINJA + _row()).new == 0


def test_another_program_has_the_same_one(desk: Desk) -> None:
    desk.take(NINJA + _row())
    result = desk.take(HARVEST + "2026-09-01,,7,Tern,500.00,0.00,500.00,EUR\n")
    assert (result.new, result.same) == (0, 1)
    paid = desk.take(HARVEST + "2026-09-01,2026-09-20,7,Tern,500.00,500.00,0.00,EUR\n")
    assert (paid.updated, _open(desk)) == (1, 0)
    assert not desk.take(NINJA + _row(paid="500.00", state="Paid")).updated


def test_zeros_signs_and_blanks_in_a_number_do_not_matter(desk: Desk) -> None:
    desk.take(NINJA + _row("INV-0012"))
    for number in ("inv-12", "#INV-0012", "INV - 12"):
        assert desk.take(NINJA + _row(number)).same == 1
    assert desk.take(NINJA + _row("INV-120")).new == 1


def test_a_known_number_with_another_day_or_amount_is_asked(desk: Desk) -> None:
    desk.take(NINJA + _row(dates="2025-12-30,2026-01-13"))
    later = NINJA + _row(dates="2026-01-02,2026-01-16")
    asked = desk.take(later)
    assert (asked.new, asked.updated, asked.needs_attention) == (0, 0, True)
    assert desk.take(later, same_number="correction").updated == 1
    assert [i.issued for i in desk.records("invoice")] == [date(2026, 1, 2)]
    more = desk.take(NINJA + _row(amount="600.00", dates="2026-01-02,2026-01-16"))
    assert (more.new, more.needs_attention) == (0, True)
    assert desk.take(
        NINJA + _row(amount="600.00", dates="2026-02-02,2026-02-16"), same_number="another"
    ).new
    assert sorted(i.amount for i in desk.records("invoice")) == [500, 600]


def test_a_draft_may_change_unasked(desk: Desk) -> None:
    desk.take(NINJA + _row(state="Draft"))
    result = desk.take(NINJA + _row(amount="550.00", dates="2026-09-03,2026-09-17"))
    assert (result.updated, result.needs_attention) == (1, False)
    assert [(i.state, i.amount) for i in desk.records("invoice")] == [("sent", 550)]


def test_one_reference_for_a_contract_is_no_number(desk: Desk) -> None:
    head, columns = "Ref,Whose,Sent,Due,Sum,Paid\n", {**COLUMNS, "Paid": "paid"}
    rows = "".join(f"RETAIN,Tern,2026-0{m}-01,2026-0{m}-15,900,0\n" for m in (1, 2, 3))
    assert desk.take(head + rows, column_map=columns).new == 3
    assert desk.take(head + rows.replace(",0\n", ",900\n", 1), column_map=columns).updated == 1
    fourth = head + rows + "RETAIN,Tern,2026-04-01,2026-04-15,900,0\n"
    assert desk.take(fourth, column_map=columns).new == 1


def test_a_client_renamed_in_the_program_is_followed(desk: Desk) -> None:
    desk.take(NINJA + _row() + _row("8"))
    result = desk.take(NINJA + (_row() + _row("8") + _row("9")).replace("Tern", "Tern Ltd"))
    assert (result.new, result.same) == (1, 2)
    assert [client.name for client in desk.records("client")] == ["Tern"]


def test_a_dispute_comes_in_later(desk: Desk) -> None:
    head, columns = "Ref,Whose,Sent,Due,Sum,Trouble\n", {**COLUMNS, "Trouble": "disputed_on"}
    row = "7,Tern,2026-09-01,2026-09-15,500,No\n"
    unpaid = {"payments": "open"}
    desk.take(head + row, column_map=columns, answers=unpaid)
    desk.take(head + row.replace("No", "2026-09-20"), column_map=columns, answers=unpaid)
    assert [i.disputed_on for i in desk.records("invoice")] == [date(2026, 9, 20)]


def test_a_payment_without_a_day_came_between_the_two_exports(desk: Desk, tmp_path: Path) -> None:
    desk.take(NINJA + _row())
    path = desk.file(NINJA + _row(paid="500.00", state="Paid"))
    preview = inspect(path, desk.store, ImportOptions(on=date(2026, 11, 28)))
    assert preview.assumed == (
        "payment date: 2026-11-28, the day of this import, as the file has none (1 invoice)",
    )
    write(preview, desk.store)
    assert [payment.on for payment in desk.records("payment")] == [date(2026, 11, 28)]


def test_a_due_date_set_by_hand_outlives_every_export(desk: Desk) -> None:
    desk.take(NINJA + _row())
    (invoice,) = desk.records("invoice")
    desk.store.apply("Due", [Put(replace(invoice, due=date(2026, 12, 1)), was=invoice)])
    again = desk.take(NINJA + _row())
    assert (again.updated, again.kept, again.batch) == (0, (), None)
    other = desk.take(NINJA + _row(dates="2026-09-01,2026-09-20"))
    assert [each.field for each in other.kept[0].fields] == ["due"]
    assert [i.due for i in desk.records("invoice")] == [date(2026, 12, 1)]


def test_an_older_export_would_set_it_back_to_unpaid_and_is_asked(desk: Desk) -> None:
    desk.take(NINJA + _row())
    desk.take(NINJA + _row(paid="500.00", state="Paid"))
    older = desk.take(NINJA + _row())
    assert (older.updated, older.needs_attention, _open(desk)) == (0, True, 0)
    assert [question.rows for question in older.waiting] == [(2,)]
    assert not desk.take(NINJA + _row(), older="stay").needs_attention
    desk.take(NINJA + _row(), older="go-back")
    assert _open(desk) == 500


def test_what_was_taken_out_stays_out(desk: Desk) -> None:
    desk.take(NINJA + _row() + _row("8", paid="500.00", state="Paid"))
    mine, paid = desk.records("invoice")
    (payment,) = desk.records("payment")
    desk.store.apply("Out", [Remove("invoice", mine.id), Remove("payment", payment.id)])
    result = desk.take(NINJA + _row() + _row("8", paid="500.00", state="Paid"))
    assert [skip.why for skip in result.skipped] == ["you removed it earlier"]
    assert [each.field for each in result.kept[0].fields] == ["paid"]
    assert (desk.records("invoice"), desk.records("payment")) == ([paid], [])
