"""Importing twice, later exports of the same things, and taking an import back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from storage.importing import ImportOptions, ImportTrouble, inspect, inspect_all, write
from tests.storage.importing.conftest import TODAY, Desk
from triage.changes import Put
from triage.records import Payment

TIMES = "Start date,Start time,Duration,Client,Project,Description\n"
INVOICES = "Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency\n"


def _time(text: str, on: str = "2026-09-01") -> str:
    return f"{on},09:00:00,01:00:00,Acme,Site,{text}\n"


def _invoice(
    paid: str = "0.00", balance: str = "100.00", paid_on: str = "", amount: str = "100.00"
) -> str:
    return f"2026-09-10,{paid_on},1,Acme,{amount},{paid},{balance},EUR\n"


def test_importing_twice_adds_nothing(desk: Desk) -> None:
    text = TIMES + _time("a") + _time("b")
    first = desk.take(text)
    before = desk.everything()
    second = desk.take(text)
    assert (first.new, first.same) == (2, 0)
    assert (second.new, second.updated, second.same, second.batch) == (0, 0, 2, None)
    assert desk.everything() == before
    assert len(desk.store.history()) == 1


def test_rows_alike_are_counted_not_dropped(desk: Desk) -> None:
    text = TIMES + _time("call") + _time("call")
    assert desk.take(text).new == 2
    assert desk.take(text).same == 2
    assert desk.take(text + _time("call")).new == 1


def test_a_longer_export_adds_only_what_is_new(desk: Desk) -> None:
    desk.take(TIMES + _time("a"))
    result = desk.take(TIMES + _time("b", "2026-10-01") + _time("a"))
    assert (result.new, result.same) == (1, 1)


def test_the_same_rows_written_another_way_are_the_same(desk: Desk) -> None:
    desk.take(TIMES + _time("a", "2026-09-13"))
    again = TIMES.replace(",", ";") + "13/09/2026;9:00 AM;1:00;ACME;site;a\n"
    assert desk.take(again).same == 1


def test_one_file_twice_in_one_import(desk: Desk) -> None:
    path = desk.file(TIMES + _time("a"))
    previews = inspect_all([path, path], desk.store, ImportOptions(on=TODAY))
    assert [(preview.new, preview.same) for preview in previews] == [(1, 0), (0, 1)]
    assert [write(preview, desk.store).new for preview in previews] == [1, 0]
    assert len(desk.records("time")) == 1


def test_what_the_user_changed_is_left_alone(desk: Desk) -> None:
    desk.take(TIMES + _time("a"))
    (time,) = desk.records("time")
    desk.store.apply("Change", [Put(replace(time, work="oos"), was=time)])
    assert desk.take(TIMES + _time("a")).same == 1
    assert [each.work for each in desk.records("time")] == ["oos"]


def test_a_payment_that_came_in_since(desk: Desk) -> None:
    desk.take(INVOICES + _invoice())
    result = desk.take(INVOICES + _invoice("40.00", "60.00", "2026-10-01"))
    assert (result.new, result.updated, result.same) == (0, 1, 0)
    desk.take(INVOICES + _invoice("100.00", "0.00", "2026-11-01"))
    assert [(p.on, p.amount) for p in desk.records("payment")] == [
        (date(2026, 10, 1), Decimal(40)),
        (date(2026, 11, 1), Decimal(60)),
    ]
    assert desk.take(INVOICES + _invoice("100.00", "0.00", "2026-11-01")).same == 1


def test_money_that_went_back(desk: Desk) -> None:
    desk.take(INVOICES + _invoice("100.00", "0.00", "2026-10-01"))
    assert desk.take(INVOICES + _invoice("70.00", "30.00", "2026-11-01")).updated == 1
    assert [p.amount for p in desk.records("payment")] == [Decimal(100), Decimal(-30)]
    assert desk.take(INVOICES + _invoice("100.00", "0.00", "2026-11-02")).updated == 1
    assert sum(p.amount for p in desk.records("payment")) == 100
    assert desk.take(INVOICES + _invoice("100.00", "0.00", "2026-11-02")).same == 1


def test_a_payment_entered_by_hand_is_not_counted_again(desk: Desk) -> None:
    desk.take(INVOICES + _invoice())
    (invoice,) = desk.records("invoice")
    mine = Payment(id="p", invoice=invoice.id, on=date(2026, 10, 1), amount=Decimal(100))
    desk.store.apply("Paid", [Put(mine)])
    assert desk.take(INVOICES + _invoice()).same == 1
    assert desk.take(INVOICES + _invoice("100.00", "0.00", "2026-10-02")).same == 1
    assert desk.records("payment") == [mine]


def test_a_payment_entered_by_hand_stays_where_the_export_still_tells_of_a_part(desk: Desk) -> None:
    part = INVOICES + _invoice("40.00", "60.00", "2026-09-20")
    desk.take(part)
    (invoice,) = desk.records("invoice")
    mine = Payment(id="p", invoice=invoice.id, on=date(2026, 10, 1), amount=Decimal(60))
    desk.store.apply("Paid", [Put(mine)])
    before = desk.records("payment")
    assert desk.take(part).same == 1
    assert desk.records("payment") == before


def test_an_invoice_that_was_written_off_since(desk: Desk) -> None:
    desk.take(INVOICES + _invoice())
    assert desk.take(INVOICES + _invoice(balance="0.00")).updated == 1
    assert [i.state for i in desk.records("invoice")] == ["written_off"]


def test_an_amount_that_was_corrected_since_keeps_what_the_user_noted(desk: Desk) -> None:
    desk.take(INVOICES + _invoice())
    (invoice,) = desk.records("invoice")
    noted = replace(invoice, disputed_on=date(2026, 10, 1), due=date(2026, 12, 1))
    desk.store.apply("Disputed", [Put(noted, was=invoice)])
    corrected = INVOICES + _invoice(amount="90.00", balance="90.00")
    assert desk.take(corrected).needs_attention
    desk.take(corrected, same_number="correction")
    assert desk.records("invoice") == [replace(noted, amount=Decimal(90))]


def test_undo_takes_a_whole_import_back_and_it_can_come_again(desk: Desk) -> None:
    text = TIMES + _time("a") + _time("b")
    desk.take(text, client_for={"Site": "Bold"})
    desk.store.undo()
    assert desk.everything() == []
    assert desk.store.remembered("import.project") == {}
    assert desk.take(text).new == 2


def test_undo_of_a_later_export_leaves_the_first(desk: Desk) -> None:
    desk.take(INVOICES + _invoice())
    before = desk.everything()
    desk.take(INVOICES + _invoice("100.00", "0.00", "2026-10-01"))
    desk.store.undo()
    assert desk.everything() == before


def test_a_file_that_changed_since_it_was_looked_at_is_not_written(desk: Desk) -> None:
    preview = desk.look(TIMES + _time("a"))
    desk.file(TIMES + _time("b"))
    with pytest.raises(ImportTrouble, match="has changed since the preview"):
        write(preview, desk.store)
    assert desk.everything() == []


def test_a_change_between_look_and_write_is_taken_into_account(desk: Desk) -> None:
    preview = desk.look(TIMES + _time("a") + _time("b"))
    other = desk.file(TIMES + _time("a"), "other.csv")
    write(inspect(other, desk.store, ImportOptions(on=TODAY)), desk.store)
    result = write(preview, desk.store)
    assert (result.new, result.same) == (1, 1)
    assert [client.name for client in desk.records("client")] == ["Acme"]


def test_an_import_can_be_stopped_half_way(desk: Desk) -> None:
    def stop(rows: int) -> None:
        raise KeyboardInterrupt

    preview = desk.look(TIMES + _time("a"))
    with pytest.raises(KeyboardInterrupt):
        write(preview, desk.store, stop)
    assert desk.everything() == []


def test_progress_is_told(desk: Desk) -> None:
    progress: list[tuple[int, int]] = []
    written: list[int] = []
    text = TIMES + "".join(
        _time(str(n), f"2026-{n // 280 + 1:02}-{n % 28 + 1:02}") for n in range(2500)
    )
    preview = inspect(
        desk.file(text),
        desk.store,
        ImportOptions(on=TODAY),
        lambda rows, total: progress.append((rows, total)),
    )
    # Two walks, each half of the way; the first counts the line of the column names too.
    assert progress == [(500, 2501), (1000, 2501), (1750, 2500), (2250, 2500)]
    write(preview, desk.store, written.append)
    assert written[-1] == 2501
