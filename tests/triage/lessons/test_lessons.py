"""Hindsight over ended clients, and the starters."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from triage.ledger import book
from triage.lessons.hindsight import false_green_ledger
from triage.lessons.starters import starters
from triage.records import Client, Event, Invoice, Record
from triage.records.client import EndedBy
from triage.watch.grammar import read

END = date(2026, 3, 13)


def before(days: int) -> date:
    return END - timedelta(days=days)


def rows(*records: Record) -> list[tuple[str, int | None, int]]:
    lessons = false_green_ledger(book(records).ledgers.values(), END)
    return [(row.client_id, row.warning_days, len(row.wrong_green)) for row in lessons]


def ended(id_: str, by: EndedBy = "them", days: int = 0) -> Client:
    return Client(id=id_, name=id_, closed_on=before(days), ended_by=by)


def test_a_client_that_was_red_gave_warning() -> None:
    late = Invoice(id="i", client="a", issued=before(60), due=before(40), amount=Decimal(100))
    assert rows(ended("a"), late) == [("a", 21, 0)]


def test_green_before_an_end_that_was_not_our_wish_was_wrong() -> None:
    settled = Client(
        id="a",
        name="a",
        since=before(20),
        floor=Decimal(1),
        rate=Decimal(2),
        closed_on=END,
        ended_by="them",
    )
    assert rows(settled) == [("a", None, 8)]
    calm = Client(
        id="a",
        name="a",
        since=before(20),
        floor=Decimal(1),
        rate=Decimal(2),
        closed_on=END,
        ended_by="mutual",
    )
    assert rows(calm) == [("a", None, 0)]


def test_the_newest_end_stands_first_and_living_clients_are_left_out() -> None:
    talk = Event(id="e", client="b", on=before(300), what="call")
    living = Client(id="c", name="c")
    assert [row[0] for row in rows(ended("b", days=30), ended("a"), living, talk)] == ["a", "b"]


def test_there_are_twelve_starters_and_each_can_be_read() -> None:
    assert len(starters()) == 12
    assert len({starter.id for starter in starters()}) == 12
    for starter in starters():
        assert read(starter.when)
        assert starter.sentence.endswith(".") and "!" not in starter.sentence
