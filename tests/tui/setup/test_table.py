"""The set-up table as values: what cells say, what answers write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.tui.stage import TODAY, client, event, record
from triage.changes import Put
from triage.ledger import Ledger, book
from triage.limits import DEFAULT
from triage.records import Client, Record
from tui.setup.answers import amount_question, answer, disabled_reason, for_all, usual_currency
from tui.setup.table import COLUMNS, Cell, cell, listed


def ledger(*records: Record, **fields: Any) -> Ledger:
    """A client of whom nothing is known, with these records."""
    return book([client(**{"rate": None, "floor": None, **fields}), *records]).ledgers["north"]


def says(column: str, of: Ledger, **context: Any) -> Cell:
    return cell(column, of, TODAY, context.get("rates", {}), context.get("limits", DEFAULT))


def after(before: Ledger, *puts: Put) -> Ledger:
    """The ledger once the changes are written."""
    kinds = ("engagement", "time", "confirmed", "energy", "event")
    records = {(r.kind, r.id): r for kind in kinds for r in getattr(before, kind)}
    records[before.client.kind, before.client.id] = before.client
    for put in puts:
        assert put.was in (None, records.get((put.record.kind, put.record.id)))
        records[put.record.kind, put.record.id] = put.record
    return book(records.values()).ledgers["north"]


def answered(column: str, digit: str, of: Ledger, amount: str | None = None) -> Ledger:
    money = Decimal(amount) if amount else None
    return after(of, *answer(column, digit, of, TODAY, money))


def test_nothing_known_is_open_but_resting() -> None:
    cells = {column.name: says(column.name, ledger()) for column in COLUMNS}
    assert cells.pop("resting") == Cell("no")
    assert all(drawn == Cell("", open=True) for drawn in cells.values())


def test_assumed_amounts_are_marked() -> None:
    known = ledger(rate="75.00")
    assert says("rate", known) == Cell("75.00")
    assert says("rate", known, rates={"north": "75.00"}) == Cell("75.00", assumed=True)
    assert says("rate", known, rates={"north": "60.00"}) == Cell("75.00")
    limits = replace(DEFAULT, default_floor=Decimal(40))
    assert says("floor", ledger(), limits=limits) == Cell("40.00", assumed=True)
    assert says("floor", ledger(floor="50.00"), limits=limits) == Cell("50.00")


@pytest.mark.parametrize(
    ("column", "digit", "shown"),
    [
        ("talked", "1", "yes"),
        ("talked", "2", "no"),
        ("energy", "4", "4"),
        ("mode", "1", "hour"),
        ("mode", "4", "varies"),
        ("resting", "1", "yes"),
    ],
)
def test_a_cell_says_what_was_answered(column: str, digit: str, shown: str) -> None:
    assert says(column, answered(column, digit, ledger())) == Cell(shown)


def test_a_talk_on_record_counts_for_sixty_days() -> None:
    def talked(days: int) -> str:
        return says("talked", ledger(event("e", "call", str(TODAY - timedelta(days=days))))).text

    assert (talked(0), talked(59), talked(60)) == ("yes", "yes", "")


@pytest.mark.parametrize("column", ["talked", "energy"])
def test_a_second_answer_on_one_day_corrects_the_first(column: str) -> None:
    twice = answered(column, "2", answered(column, "1", ledger()))
    assert len(twice.confirmed) + len(twice.energy) == 1
    assert says(column, twice).text in ("no", "2")


def test_paid_by_the_hour_begins_with_the_first_hour() -> None:
    hours = record("time", "t", on="2026-01-05", minutes=60)
    (work,) = answered("mode", "1", ledger(hours)).engagement
    assert (work.mode, work.start, work.fee) == ("hourly", date(2026, 1, 5), None)
    (work,) = answered("mode", "1", ledger(hours, since="2025-12-01")).engagement
    assert work.start == date(2025, 12, 1)
    (work,) = answered("mode", "1", ledger()).engagement
    assert work.start == TODAY


def test_a_fee_pays_for_the_hours_so_far_which_then_do_not_count_by_the_hour() -> None:
    hours = [
        record("time", "t", on="2026-01-05", minutes=60),
        record("time", "u", on="2026-01-06", minutes=60, engagement="old"),
    ]
    now = answered("mode", "3", ledger(*hours), "1800.00")
    (work,) = now.engagement
    assert (work.mode, work.fee) == ("retainer", Decimal("1800.00"))
    assert {time.id: time.engagement for time in now.time} == {"t": work.id, "u": "old"}
    assert says("mode", now).text == "retainer"


def test_a_fee_that_varies_is_measured_by_invoices() -> None:
    for digit in ("2", "3"):
        now = answered("mode", digit, ledger())
        assert (now.client.earns, now.engagement) == ("invoices", ())
        assert says("mode", now) == says("mode", answered("mode", "4", ledger()))


def test_changing_how_they_pay_changes_the_agreement_and_makes_no_second() -> None:
    first = answered("mode", "2", ledger(), "900")
    assert says("mode", first).text == "fixed price"
    second = answered("mode", "1", answered("mode", "4", first))
    (work,) = second.engagement
    assert (work.mode, work.fee, second.client.earns) == ("hourly", None, "hours")


def test_by_the_hour_asks_for_a_rate_that_is_not_known() -> None:
    assert amount_question("mode", "1", ledger()) is not None
    assert amount_question("mode", "1", ledger(rate="75")) is None
    assert amount_question("mode", "4", ledger()) is None
    assert amount_question("energy", "1", ledger()) is None
    assert answered("mode", "1", ledger(), "80").client.rate == Decimal(80)


def test_two_running_agreements_are_left_to_the_client_page() -> None:
    works = [
        record("engagement", id_, mode="hourly", start="2026-01-01", end=end)
        for id_, end in (("a", None), ("b", "2027-01-01"), ("c", "2026-01-02"))
    ]
    assert "several engagements" in disabled_reason("mode", ledger(*works), TODAY)
    assert disabled_reason("mode", ledger(*works[1:]), TODAY) == ""
    assert disabled_reason("energy", ledger(*works), TODAY) == ""


def test_who_is_leaving_does_not_rest() -> None:
    assert disabled_reason("resting", ledger(state="leaving"), TODAY) == (
        "Their state is “leaving”, so you cannot put them on hold."
    )
    assert disabled_reason("resting", ledger(state="returned"), TODAY) == ""


def test_resting_clients_leave_nothing_open() -> None:
    resting = ledger(state="paused")
    assert not any(says(name, resting).open for name in ("talked", "energy", "mode"))
    assert answer("resting", "1", resting, TODAY) == []
    assert answered("resting", "2", resting).client.state == "active"


def test_ended_clients_are_not_listed_and_the_rest_stands_by_name() -> None:
    names = {"b": "Brandt", "a": "ärzte", "c": "Closed", "z": "Zoo"}
    clients = [
        client(name, id=id_, state="closed" if id_ == "c" else "active")
        for id_, name in names.items()
    ]
    shown = listed(book(clients).ledgers.values())
    assert [ledger.client.name for ledger in shown] == ["ärzte", "Brandt", "Zoo"]


def test_one_amount_for_all_leaves_out_who_has_one_or_another_currency() -> None:
    clients = [
        client("A", id="a", floor=None),
        client("B", id="b", floor=None),
        client("C", id="c", floor="30.00"),
        client("D", id="d", floor=None, currency="SEK"),
    ]
    ledgers = listed(book(clients).ledgers.values())
    assert usual_currency("floor", ledgers) == "EUR"
    assert usual_currency("floor", ledgers[2:]) == "SEK"
    assert usual_currency("floor", ledgers[2:3]) == "EUR"
    puts = for_all("floor", ledgers, Decimal(50), "EUR")
    assert {put.record.id for put in puts} == {"a", "b"}
    assert all(isinstance(p.record, Client) and p.record.floor == Decimal(50) for p in puts)
    assert usual_currency("floor", []) == ""


def test_a_word_on_contact_holds_as_long_as_the_settings_say() -> None:
    known = after(ledger(), *answer("talked", "1", ledger(), TODAY - timedelta(days=20), None))
    assert says("talked", known).text == "yes"
    assert says("talked", known, limits=replace(DEFAULT, confirmed_days=20)).text == "yes"
    assert says("talked", known, limits=replace(DEFAULT, confirmed_days=19)).open
