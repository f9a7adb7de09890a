"""What changed since the last review: money by currency, the rate, verdicts that moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.triage.review.lives import FRIDAY, event, gathered, steady
from triage.clients.overview import verdicts_seen
from triage.health import histories
from triage.ledger import Book
from triage.records import Client, Invoice, InvoiceState, Payment, Record, Review, Time
from triage.review.figures import day_figures
from triage.review.since_last import SinceLast, since_last

LAST = FRIDAY - timedelta(days=7)


def since(*groups: Iterable[Record]) -> SinceLast:
    return since_last(histories(gathered(*groups)), LAST, FRIDAY)


def bill(
    id_: str,
    issued: int,
    due: int,
    amount: int = 100,
    client: str = "a",
    currency: str | None = None,
    state: InvoiceState = "sent",
) -> Invoice:
    return Invoice(
        id=id_,
        client=client,
        issued=FRIDAY - timedelta(days=issued),
        due=FRIDAY - timedelta(days=due),
        amount=Decimal(amount),
        currency=currency,
        state=state,
    )


def paid(invoice: str, back: int, amount: int) -> Payment:
    day = FRIDAY - timedelta(days=back)
    return Payment(id=f"p-{invoice}-{back}", invoice=invoice, on=day, amount=Decimal(amount))


ANNA = Client(id="a", name="Anna")


def test_what_came_in_and_was_billed_after_that_day_by_currency() -> None:
    changed = since(
        [
            ANNA,
            bill("old", 40, 30),
            bill("new", 7 - 1, -10, 300),
            bill("then", 7, -10, 999),
            bill("usd", 2, -10, 50, currency="usd"),
            bill("draft", 1, -10, 70, state="draft"),
            paid("old", 7, 30),
            paid("old", 6, 40),
            paid("usd", 0, 20),
            paid("usd", -1, 5),
        ]
    )
    assert changed.billed == {"EUR": Decimal(300), "USD": Decimal(50)}
    assert changed.paid == {"EUR": Decimal(40), "USD": Decimal(20)}


@pytest.mark.parametrize(
    ("due", "newly"),
    [
        pytest.param(8, False, id="overdue then already"),
        pytest.param(7, True, id="due on that day"),
        pytest.param(1, True, id="due yesterday"),
        pytest.param(0, False, id="due today"),
    ],
)
def test_newly_overdue_is_what_was_not_overdue_then(due: int, newly: bool) -> None:
    changed = since([ANNA, bill("x", 30, due), paid("x", 20, 40)])
    assert changed.newly_overdue == ({"EUR": Decimal(60)} if newly else {})


def test_the_rate_then_and_now_weighs_hours_and_never_adds_currencies() -> None:
    def worked(client: str, back: int, minutes: int) -> Time:
        day = FRIDAY - timedelta(days=back)
        return Time(id=f"{client}{back}", client=client, on=day, minutes=minutes)

    a: list[Record] = [Client(id="a", name="A", rate=Decimal(60)), worked("a", 10, 600)]
    b: list[Record] = [Client(id="b", name="B", rate=Decimal(30)), worked("b", 1, 600)]
    us: list[Record] = [
        Client(id="c", name="C", rate=Decimal(90), currency="USD"),
        worked("c", 1, 60),
    ]
    changed = since(a, b, us)
    assert changed.before.rates == {"EUR": Decimal(60)}
    assert changed.now.rates == {"EUR": Decimal(45), "USD": Decimal(90)}
    assert (changed.before.hours, changed.now.hours) == (10, 11), "of the last seven days"


def test_verdicts_that_moved_come_with_the_worst_first() -> None:
    hard = [event("b", "message_in", back, tone=-1) for back in (1, 2, 3)]
    missed = [event("c", "no_show", back) for back in (1, 2)]
    changed = since(steady("a"), [*steady("b"), *hard], [*steady("c"), *missed])
    assert [(m.client_id, m.before, m.now) for m in changed.moved] == [
        ("b", "good", "act"),
        ("c", "good", "watch"),
    ]


def test_who_has_ended_since_was_what_the_review_showed() -> None:
    hard = [event("a", "message_in", back, tone=-1) for back in (9, 10, 11)]
    gone = replace(ANNA, state="closed", closed_on=FRIDAY - timedelta(days=1))
    everybody = histories(gathered([gone, *hard]))
    (told,) = since_last(everybody, LAST, FRIDAY).moved
    assert (told.before, told.now) == ("act", "ended"), "nothing says that they were leaving then"
    (told,) = since_last(everybody, LAST, FRIDAY, seen={"a": "watch"}).moved
    assert (told.before, told.now) == ("watch", "ended")
    seen = {"a": {"DISRESPECT": {"severity": 2}}, "b": {"SAFETY": {"severity": 5}}, "c": {}}
    review = Review(id="r", on=LAST, finished_on=LAST, seen=seen)
    assert verdicts_seen(review, "abc") == {"a": "watch", "b": "stop"}


def test_who_had_not_begun_then_has_not_moved() -> None:
    new = Client(id="n", name="New", since=FRIDAY - timedelta(days=2))
    changed = since([new])
    assert changed.moved == () and changed.is_empty
    assert "n" not in changed.before.verdicts and changed.now.verdicts == {"n": "unknown"}


@pytest.mark.parametrize("on", [date.min, date.max])
def test_the_ends_of_the_calendar_and_an_empty_file(on: date) -> None:
    assert day_figures({}, on).tally == {}
    everybody = histories(gathered([ANNA, bill("x", 3, 1)]))
    assert since_last(everybody, on, on).moved == ()
    assert since_last(histories(Book()), LAST, FRIDAY).is_empty
