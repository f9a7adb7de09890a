"""The list of clients: what a row holds, its orders, and what finds a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.clients.client_list import ORDERS, ClientList, against_floor, standing
from triage.clients.overview import overview
from triage.ledger import Ledger
from triage.limits import Limits
from triage.records import Client, Event, Invoice, Payment
from triage.terms import flag_term

D = date(2026, 3, 13)


@dataclass(frozen=True)
class Line:
    id: str
    name: str = ""
    health: str = "good"
    verdict: str = "good"
    place: int = 0
    overdue: tuple[tuple[str, str], ...] = ()
    owed: float = 0.0
    rate: str = ""
    floor: str = ""
    contact: str = ""
    share: float | None = None
    tags: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


LINES = [
    Line("a", "Zoë", "act", "act", 0, rate="60.00", floor="50.00", contact="2026-03-01"),
    Line(
        "b",
        "Marta",
        "watch",
        "watch",
        1,
        overdue=(("EUR", "10.00"),),
        owed=10.0,
        rate="40.00",
        floor="50.00",
        share=0.1,
        tags=("agency", "big fish"),
        flags=("late pay", "late pay"),
    ),
    Line("c", "Äpfel", "good", "watch", 2, owed=90.0, contact="2026-01-01", share=0.6),
    Line("d", "Northlake", "good", "good", 3, rate="9.00", floor="10.00"),
]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("worst", "abcd"),
        ("overdue", "cbad"),
        ("rate", "bdac"),
        ("contact", "cabd"),
        ("share", "cbad"),
        ("name", "cbda"),
        ("no such order", "abcd"),
    ],
)
def test_orders(order: str, ids: str) -> None:
    assert [line.id for line in ClientList(LINES[::-1], order).in_order()] == list(ids)


def test_one_key_goes_round_all_orders() -> None:
    order, seen = ORDERS[0], []
    for _ in ORDERS:
        order = ClientList([], order).next_order
        seen.append(order)
    assert seen == [*ORDERS[1:], ORDERS[0]]
    assert ClientList([], "").next_order == ORDERS[1]


@pytest.mark.parametrize(
    ("typed", "ids", "places"),
    [
        ("act", "a", {"act": {"health": 1}}),
        ("wat", "bc", {"wat": {"health": 2}}),
        ("overdue", "b", {"overdue": {"overdue": 1}}),
        ("late", "b", {"late": {"flag": 1}}),
        ("pay", "b", {"pay": {"flag": 1}}),
        ("late_pay", "b", {"late_pay": {"flag": 1}}),
        ("tag:agency", "b", {"tag:agency": {"tag": 1}}),
        ("TAG:ag", "b", {"tag:ag": {"tag": 1}}),
        ("tag:north", "", {"tag:north": {}}),
        ("zoe", "a", {"zoe": {"name": 1}}),
        ("ZO", "a", {"zo": {"name": 1}}),
        ("watch overdue", "b", {"watch": {"health": 1}, "overdue": {"overdue": 1}}),
        ("act overdue", "", {"act": {}, "overdue": {}}),
        ("/act", "a", {"act": {"health": 1}}),
        ("/watch /overdue", "b", {"watch": {"health": 1}, "overdue": {"overdue": 1}}),
        ("   ", "abcd", {}),
        ("/", "abcd", {}),
    ],
)
def test_filter(typed: str, ids: str, places: dict[str, dict[str, int]]) -> None:
    lines, by = ClientList(LINES).matching(typed)
    assert "".join(line.id for line in lines) == ids
    assert by == places


def test_a_part_of_the_floor_is_known_only_with_rate_and_floor() -> None:
    assert against_floor(LINES[1]) == Decimal("0.8")
    assert against_floor(LINES[2]) is None
    assert against_floor(replace(LINES[1], floor="0.00")) is None


lines_of_lists = st.lists(
    st.builds(
        Line,
        id=st.uuids().map(str),
        name=st.text(max_size=5),
        place=st.integers(0, 50),
        owed=st.floats(0, 1e6),
        rate=st.sampled_from(["", "0.00", "12.50", "80.00"]),
        floor=st.sampled_from(["", "0.00", "50.00"]),
        contact=st.sampled_from(["", "2025-12-31", "2026-03-01"]),
        share=st.none() | st.floats(0, 1),
        tags=st.lists(st.text(max_size=4), max_size=2).map(tuple),
    ),
    max_size=8,
)


@given(lines_of_lists, st.sampled_from(ORDERS))
def test_an_order_loses_and_doubles_nobody(lines: list[Line], order: str) -> None:
    assert sorted(map(repr, ClientList(lines, order).in_order())) == sorted(map(repr, lines))


@given(lines_of_lists, st.text(max_size=6), st.text(max_size=6))
def test_one_more_word_never_finds_more(lines: list[Line], first: str, more: str) -> None:
    wide, _ = ClientList(lines).matching(first)
    narrow, _ = ClientList(lines).matching(f"{first} {more}")
    assert [line for line in wide if line in narrow] == narrow


# --- what a row holds -------------------------------------------------------------------------


def billed(amount: int, currency: str | None, number: str) -> Invoice:
    issued = D - timedelta(days=90)
    return Invoice(
        id=number,
        client="n",
        issued=issued,
        due=issued + timedelta(days=14),
        amount=Decimal(amount),
        currency=currency,
    )


def owing(**facts: Any) -> Ledger:
    return Ledger(
        client=Client(id="n", name="N", **facts),
        invoice=(billed(100, "USD", "1"), billed(50, None, "2"), billed(30, "usd", "3")),
        payment=(Payment(id="p", invoice="1", on=D, amount=Decimal(40)),),
        event=(Event(id="e", client="n", on=D, what="call"),),
    )


def test_money_of_another_currency_is_owed_too() -> None:
    north = overview(owing(), D)
    assert north.facts.overdue == 50
    assert north.facts.overdue_by_currency == (("EUR", Decimal(50)), ("USD", Decimal(90)))
    limits = Limits(currency_rates={"USD": Decimal("0.5")})
    numbers = standing(north, 0.3, limits)
    assert dict(numbers.overdue) == {"EUR": 50, "USD": 90}
    assert numbers.owed == 95
    assert (numbers.contact, numbers.share) == (D, 0.3)
    words = {flag_term(flag.code) for flag in north.health.flags}
    assert words and words <= set(numbers.flags)


def test_what_is_not_tracked_by_choice_is_not_known() -> None:
    numbers = standing(overview(owing(not_tracked=("hours", "money", "contact")), D), None)
    assert not numbers.overdue and not numbers.owed
    assert (numbers.contact, numbers.hours, numbers.rate) == (None, None, None)
