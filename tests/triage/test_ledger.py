"""Gathering records by client."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from triage.ledger import book
from triage.money import decimals
from triage.records import Client, Invoice, Note, Payment, Review, WatchRule

DAY = date(2026, 3, 13)


def test_records_come_in_any_order_and_payments_find_their_client() -> None:
    invoice = Invoice(id="i", client="a", issued=DAY, due=DAY, amount=Decimal(1))
    payment = Payment(id="p", invoice="i", on=DAY, amount=Decimal(1))
    rule = WatchRule(id="w", on=DAY, when="age(first60)", sentence="New")
    review = Review(id="r", on=DAY)
    read = book([payment, rule, invoice, review, Client(id="a", name="A")])
    assert read.ledgers["a"].payment == (payment,) and read.ledgers["a"].invoice == (invoice,)
    assert read.watch_rules == (rule,) and read.reviews == (review,)


def test_what_belongs_to_nobody_is_left_out() -> None:
    lost = Note(id="n", client="b", on=DAY, text="x")
    orphan = Payment(id="p", invoice="i", on=DAY, amount=Decimal(1))
    read = book([Client(id="a", name="A"), lost, orphan])
    assert list(read.ledgers) == ["a"]
    assert (read.ledgers["a"].note, read.ledgers["a"].payment) == ((), ())


def test_the_decimals_of_currencies() -> None:
    assert [decimals(code) for code in ("EUR", "jpy", "KWD", "CLF", "XYZ")] == [2, 0, 3, 4, 2]
