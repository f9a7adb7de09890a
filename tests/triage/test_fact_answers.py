"""What the numbered answers to missing facts write, and that they make the fact known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from triage.fact_answers import LONG_AGO_DAYS, Reply, longer_ago, reply, resting
from triage.health import assess
from triage.ledger import Ledger, book
from triage.records import Action, Client, Confirmed, Energy, Event, Record

TODAY = date(2026, 3, 13)
OLD = Client(id="c", name="Northlake", since=date(2024, 1, 1), rate=Decimal(75), floor=Decimal(50))


def of(*records: Record) -> Ledger:
    kept = {(record.kind, record.id): record for record in (OLD, *records)}
    return book(kept.values()).ledgers["c"]


def missing(ledger: Ledger) -> set[str]:
    return {fact.fact for fact in assess(ledger, TODAY).unknown}


def answered(fact: str, number: int) -> Reply:
    answer = reply(fact, number, of(), TODAY, "new")
    assert answer is not None
    return answer


def test_all_facts_but_the_terms_are_missing_at_first() -> None:
    assert missing(of()) == {"hours", "money", "contact", "energy"}


@pytest.mark.parametrize(
    ("fact", "number"),
    [
        ("energy", 3),
        ("contact", 12),
        ("hours", 4),
        ("money", 1),
        ("money", 2),
        ("money", 5),
    ],
)
def test_an_answer_makes_its_fact_known_and_no_other(fact: str, number: int) -> None:
    answer = answered(fact, number)
    assert answer.words
    assert missing(of()) - missing(of(*answer.records)) == {fact}


def test_days_since_the_last_talk_become_a_call_on_that_day() -> None:
    assert answered("contact", 12).records == (
        Event(id="new", client="c", on=date(2026, 3, 1), what="call"),
    )
    assert answered("energy", 5).records == (Energy(id="new", client="c", on=TODAY, mark=5),)


def test_longer_ago_is_believed_for_a_while_and_then_asked_again() -> None:
    (fact,) = longer_ago(of(), TODAY, "new").records
    assert isinstance(fact, Confirmed)
    assert fact.until == TODAY + timedelta(days=LONG_AGO_DAYS)
    later = fact.until + timedelta(days=1)
    assert "contact" not in missing(of(fact))
    assert "contact" in {f.fact for f in assess(of(fact), later).unknown}


def test_an_invoice_to_be_sent_is_put_on_the_list() -> None:
    action = next(r for r in answered("money", 2).records if isinstance(r, Action))
    assert action.text == "Send an invoice"
    assert action.due is not None and action.due > TODAY


def test_resting_until_a_day() -> None:
    until = date(2026, 6, 1)
    answer = resting(of(), TODAY, until, "new")
    ledger = of(*answer.records)
    assert assess(ledger, TODAY).health == "resting"
    assert ledger.event[0].until == until


def test_not_tracking_a_fact_keeps_the_others_untracked() -> None:
    client = next(r for r in answered("money", 5).records if isinstance(r, Client))
    again = reply("hours", 4, of(client), TODAY, "x")
    assert again is not None
    (both,) = again.records
    assert isinstance(both, Client)
    assert both.not_tracked == ("money", "hours")


@pytest.mark.parametrize(
    ("fact", "number", "then"),
    [
        ("terms", 1, "terms"),
        ("hours", 1, "day"),
        ("hours", 2, "finished"),
        ("hours", 3, "time"),
        ("hours", 5, "silent"),
        ("money", 3, "import"),
        ("money", 4, "payer"),
    ],
)
def test_some_answers_ask_for_more_first(fact: str, number: int, then: str) -> None:
    assert answered(fact, number) == Reply(then=then)


@pytest.mark.parametrize(("fact", "number"), [("energy", 6), ("energy", 0), ("hours", 9), ("x", 1)])
def test_there_is_no_such_answer(fact: str, number: int) -> None:
    assert reply(fact, number, of(), TODAY, "new") is None
