"""What is kept of a rate, a floor or a currency that was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from triage.ledger import Ledger
from triage.past_values import with_currency, with_past
from triage.records import Client, Invoice, Past
from triage.value_by_day import ValueByDay

TODAY = date(2026, 3, 13)


def client(rate: int | None, *past: tuple[int, int], **facts: Any) -> Client:
    """`past`: values, and how many days ago they ended."""
    values = tuple(Past(until=ago(days), value=Decimal(value)) for value, days in past)
    known = None if rate is None else Decimal(rate)
    return replace(Client(id="a", name="A"), rate=known, past_rates=values, **facts)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def at(of: Client, days: int) -> int | None:
    rate = ValueByDay(of.past_rates, of.rate).on(ago(days))
    return None if rate is None else int(rate)


def test_a_new_rate_leaves_the_days_before_as_they_were() -> None:
    changed = with_past(replace(client(80), rate=Decimal(90)), client(80), TODAY)
    assert (at(changed, 1), at(changed, 0)) == (80, 90)
    assert changed.past_floors == ()


def test_a_first_rate_holds_for_all_days() -> None:
    assert with_past(client(80), client(None), TODAY).past_rates == ()
    assert with_past(client(80), client(80, (70, 30)), TODAY) == client(80)


def test_a_rate_after_none_takes_its_days_from_what_held_once() -> None:
    was = client(None, (60, 1))
    changed = with_past(replace(was, rate=Decimal(70)), was, ago(13))
    assert (at(changed, 14), at(changed, 13), at(changed, 1)) == (60, 70, 70)


def test_one_that_was_changed_twice_on_a_day_held_only_once() -> None:
    first = with_past(replace(client(80), rate=Decimal(85)), client(80), TODAY)
    again = with_past(replace(first, rate=Decimal(90)), first, TODAY)
    assert (at(again, 1), at(again, 0)) == (80, 90) and len(again.past_rates) == 1


RATES = st.integers(1, 5)
DAYS = st.integers(0, 40)


@given(st.none() | RATES, st.lists(st.tuples(RATES, DAYS), max_size=4), RATES, DAYS)
def test_only_the_days_from_the_first_on_change(
    rate: int | None, past: list[tuple[int, int]], new: int, first: int
) -> None:
    was = client(rate, *past)
    changed = with_past(replace(was, rate=Decimal(new)), was, ago(first))
    if rate == new or (rate is None and not past):
        assert changed == replace(was, rate=Decimal(new))
        return
    for days in range(50):
        held = at(was, days) or new
        assert at(changed, days) == (new if days <= first else held), days


def test_the_old_currency_stays_with_the_amounts_that_were_meant_in_it() -> None:
    bills = [
        Invoice(id=id_, client="a", issued=TODAY, due=TODAY, amount=Decimal(9), currency=currency)
        for id_, currency in (("own", None), ("named", "GBP"))
    ]
    was = client(80, floor=Decimal(60))
    ledger = Ledger(client=was, invoice=tuple(bills))
    dollars = replace(was, currency="USD", floor=Decimal(70))
    changed, puts = with_currency(dollars, ledger, frozenset({"currency", "floor"}))
    assert changed.rate is None and changed.floor == Decimal(70)
    assert [put.record for put in puts] == [replace(bills[0], currency="EUR")]
    assert at(with_past(changed, was, TODAY), 1) == 80
    assert with_currency(dollars, Ledger(client=was), frozenset())[0] == dollars
    assert with_currency(was, ledger, frozenset()) == (was, [])
