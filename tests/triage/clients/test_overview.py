"""What the list and the command line say of a client beside its verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.triage.creeping import D, action, ago, client, creeping
from triage.clients.overview import (
    last_finished,
    overview,
    overview_of,
    overviews,
    seen,
)
from triage.health import income_shares
from triage.ledger import Book, Ledger
from triage.open_items import open_actions
from triage.records import (
    Energy,
    Invoice,
    Payment,
    Review,
    WatchRule,
)


def test_what_is_done_or_dropped_by_the_day_is_not_open() -> None:
    ledger = Ledger(
        client=client(),
        action=(
            action("none", None),
            action("late", ago(1)),
            action("done", ago(5), done_on=ago(2)),
            action("dropped", ago(5), dropped_on=D),
            action("not yet", ago(0), on=ago(-1)),
        ),
    )
    assert [a.id for a in open_actions(ledger, D)] == ["late", "none"]
    assert [a.id for a in open_actions(ledger, ago(3))] == ["done", "dropped", "late", "none"]


# --- order ------------------------------------------------------------------------------------


def test_worst_first_then_the_heavier_flag_then_the_name() -> None:
    ledgers = [
        Ledger(client=client("resting", state="dormant")),
        Ledger(client=client("unknown")),
        creeping("b-watch", 3),
        creeping("a-watch", 3),
        creeping("act", 5),
        Ledger(
            client=client("urgent"),
            invoice=(
                Invoice(id="i", client="urgent", issued=ago(99), due=ago(70), amount=Decimal(100)),
            ),
        ),
    ]
    sorted_overviews = overviews(Book(ledgers={ledger.client.id: ledger for ledger in ledgers}), D)
    assert list(sorted_overviews) == ["urgent", "act", "a-watch", "b-watch", "unknown", "resting"]


# --- beside the last review -------------------------------------------------------------------


def finished(on: date, seen_then: dict[str, Any], id_: str = "r") -> Review:
    return Review(id=id_, on=on, finished_on=on, seen=seen_then)


def test_before_the_first_finished_review_nothing_is_said() -> None:
    assert overview(creeping(), D).changes is None
    begun = Review(id="r", on=ago(1))
    future = finished(ago(-1), {})
    assert last_finished((begun, future), D) is None


@pytest.mark.parametrize(("before", "now"), [(1, "worse"), (2, "same"), (3, "better"), (0, "new")])
def test_each_flag_beside_its_severity_then(before: int, now: str) -> None:
    flags = {"SCOPE_CREEP": {"severity": before, "since": "2026-03-01"}} if before else {}
    north = overview(creeping(), D, last_review=finished(ago(7), {"n": flags}))
    assert north.changes == {"SCOPE_CREEP": now}
    assert north.gone == ()


def test_a_flag_that_went_away_is_gone_and_a_new_client_is_all_new() -> None:
    before = {"n": {"DRAIN": {"severity": 2, "since": "2026-03-01"}}}
    north = overview(creeping(), D, last_review=finished(ago(7), before))
    assert (north.changes, north.gone) == ({"SCOPE_CREEP": "new"}, ("DRAIN",))
    other = overview(creeping("m"), D, last_review=finished(ago(7), before))
    assert (other.changes, other.gone) == ({"SCOPE_CREEP": "new"}, ())


def test_what_a_review_remembers_is_what_the_next_one_compares() -> None:
    first = overview(creeping(), D)
    review = finished(D, {"n": seen(first)})
    assert review.seen["n"] == {"SCOPE_CREEP": {"severity": 2, "since": ago(0).isoformat()}}
    assert overview(creeping(), D, last_review=review).changes == {"SCOPE_CREEP": "same"}


@pytest.mark.parametrize("odd", [None, 3, [], {"SCOPE_CREEP": 2}, {"SCOPE_CREEP": {}}], ids=str)
def test_another_programs_memory_is_no_crash(odd: object) -> None:
    north = overview(creeping(), D, last_review=finished(ago(7), {"n": odd}))
    assert north.changes == {"SCOPE_CREEP": "new"}


def test_the_newest_finished_review_counts() -> None:
    reviews = [finished(ago(1), {}, "new"), finished(ago(8), {}, "old")]
    for order in (reviews, reviews[::-1]):
        newest = last_finished(order, D)
        assert newest is not None and newest.id == "new"
        earlier = last_finished(order, ago(2))
        assert earlier is not None and earlier.id == "old"


# --- figures ----------------------------------------------------------------------------------


def test_figures_and_ages_are_there_when_asked_for() -> None:
    ledger = replace(creeping(), energy=(Energy(id="e", client="n", on=D, mark=3),))
    north = overview(ledger, D)
    assert north.facts.overdue == 0
    assert north.since == {"SCOPE_CREEP": D}
    assert north.name == "Client n"


def test_shares_of_income() -> None:
    ledgers = {
        id_: Ledger(
            client=client(id_),
            invoice=(Invoice(id=f"i{id_}", client=id_, issued=ago(9), due=ago(1), amount=paid),),
            payment=(Payment(id=f"p{id_}", invoice=f"i{id_}", on=ago(1), amount=paid),),
        )
        for id_, paid in (("a", Decimal(300)), ("b", Decimal(100)))
    }
    assert income_shares(Book(ledgers=ledgers), D) == {"a": 0.75, "b": 0.25}


def test_watch_rules_count_and_have_an_age() -> None:
    rule = WatchRule(id="w", on=ago(9), when="count(request, 28) >= 2", sentence="As with Kestrel")
    book = Book(ledgers={"n": creeping(requests=2)}, watch_rules=(rule,))
    north = overview_of(book, "n", D)
    assert [flag.code for flag in north.health.flags] == ["RULE:w"]
    assert north.health.health == "watch"
    assert north.since == {"RULE:w": D}
    assert overviews(book, D)["n"].health == north.health


def test_a_rule_that_cannot_be_read_watches_nothing() -> None:
    rule = WatchRule(id="w", on=ago(9), when="rm -rf", sentence="?")
    book = Book(ledgers={"n": creeping(requests=2)}, watch_rules=(rule,))
    assert overview_of(book, "n", D).health.flags == ()
