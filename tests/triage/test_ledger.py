"""Gathering records by client."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from triage.ledger import book, with_ids
from triage.money import decimals
from triage.records import Client, Invoice, Note, Payment, Review, WatchRule

DAY = date(2026, 3, 13)


def test_records_come_in_any_order_and_payments_find_their_client() -> None:
    invoice = Invoice(id="i", client="a", issued=DAY, due=DAY, amount=Decimal(1))
    payment = Payment(id="p", invoice="i", on=DAY, amount=Decimal(1))
    rule = WatchRule(id="w", on=DAY, when="age(first60)", sentence="New")
    review = Review(id="r", on=DAY)
    gathered = book([payment, rule, invoice, review, Client(id="a", name="A")])
    assert gathered.ledgers["a"].payment == (payment,) and gathered.ledgers["a"].invoice == (
        invoice,
    )
    assert gathered.watch_rules == (rule,) and gathered.reviews == (review,)


def test_what_belongs_to_nobody_is_left_out() -> None:
    lost = Note(id="n", client="b", on=DAY, text="x")
    orphan = Payment(id="p", invoice="i", on=DAY, amount=Decimal(1))
    gathered = book([Client(id="a", name="A"), lost, orphan])
    assert list(gathered.ledgers) == ["a"]
    assert (gathered.ledgers["a"].note, gathered.ledgers["a"].payment) == ((), ())


def test_the_decimals_of_currencies() -> None:
    assert [decimals(code) for code in ("EUR", "jpy", "KWD", "CLF", "XYZ")] == [2, 0, 3, 4, 2]


def test_records_are_found_by_their_ids_in_the_order_asked_for() -> None:
    note = Note(id="n", client="a", on=DAY, text="x")
    invoice = Invoice(id="i", client="a", issued=DAY, due=DAY, amount=Decimal(1))
    ledger = book([Client(id="a", name="A"), note, invoice]).ledgers["a"]
    assert with_ids(ledger, ["n", "gone", "i", "a"]) == [note, invoice]
