"""Watch rules: what can be written, when they fire, when they retire."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from triage.health import assess
from triage.ledger import Book, book
from triage.limits import DEFAULT
from triage.records import Client, Event, Record, Review, Time, WatchRule
from triage.watch.grammar import BadRule, Count, Flagged, Measured, New, read
from triage.watch.rules import dismissed, is_live, preview, with_rules

TODAY = date(2026, 3, 13)


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def no_show(back: int, number: int = 0) -> Event:
    return Event(id=f"n{back}-{number}", client="a", on=day(back), what="no_show")


def rule(when: str = "count(no_show, 28) >= 1", **fields: Any) -> WatchRule:
    return WatchRule(id="r", on=day(400), when=when, sentence="They miss meetings again", **fields)


def life(*records: Record, client: Client | None = None) -> Book:
    return book([client or Client(id="a", name="A"), *records])


def flags(book: Book, on: date = TODAY) -> dict[str, int]:
    healths = {id_: assess(ledger, on) for id_, ledger in book.ledgers.items()}
    return {f.code: f.severity for f in with_rules(healths, book, on)["a"].flags}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("count(no_show, 28) >= 2", (Count("no_show", 28, 2),)),
        ("flag(PAY_LATE) >= 1", (Flagged("PAY_LATE", 1),)),
        ("metric(er28) < 60.5", (Measured("er28", "<", Decimal("60.5")),)),
        ("age(first60) and count( thanks ,7)>=1", (New(60), Count("thanks", 7, 1))),
    ],
)
def test_what_can_be_written(text: str, parts: tuple[object, ...]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "count(nonsense, 28) >= 2",
        "count(no_show, 0) >= 2",
        "count(no_show, 28) > 2",
        "flag(NOPE) >= 1",
        "flag(PAY_LATE) >= 6",
        "metric(mood) < 3",
        "metric(er28) == 3",
        "age(first90)",
        "__import__('os')",
        " and ".join(["age(first60)"] * 4),
    ],
)
def test_what_cannot(text: str) -> None:
    with pytest.raises(BadRule):
        read(text)


def test_a_hit_is_a_note_and_lowers_good_to_watch() -> None:
    assert flags(life(rule(), no_show(3))) == {"RULE:r": 1}
    assert flags(life(rule(), no_show(28))) == {}


def test_a_second_hit_within_28_days_is_watched() -> None:
    twice = rule("count(no_show, 7) >= 1")
    assert flags(life(twice, no_show(3))) == {"RULE:r": 1}
    assert flags(life(twice, no_show(3), no_show(20)))["RULE:r"] == 2
    assert flags(life(twice, no_show(3), no_show(40)))["RULE:r"] == 1


def test_conditions_are_joined() -> None:
    both = rule("age(first60) and count(no_show, 28) >= 1")
    new = Client(id="a", name="A", since=day(59))
    old = Client(id="a", name="A", since=day(60))
    back = Client(id="a", name="A", since=day(900), closed_on=day(200), returned_on=day(10))
    assert "RULE:r" in flags(life(both, no_show(3), client=new))
    assert "RULE:r" not in flags(life(both, no_show(3), client=old))
    assert "RULE:r" in flags(life(both, no_show(3), client=back))


def test_figures() -> None:
    worked = Time(id="t", client="a", on=day(3), minutes=600)
    client = Client(id="a", name="A", rate=Decimal(50))
    assert "RULE:r" in flags(life(rule("metric(hours56) >= 10"), worked, client=client))
    assert "RULE:r" not in flags(life(rule("metric(hours56) > 10"), worked, client=client))
    assert "RULE:r" in flags(life(rule("metric(er28) <= 50"), worked, client=client))
    assert "RULE:r" not in flags(life(rule("metric(share) >= 0"), worked, client=client))


def test_how_long_we_take_to_answer() -> None:
    asked = Event(
        id="q",
        client="a",
        on=date(2026, 3, 6),
        what="message_in",
        needs_answer=True,
        answered_on=date(2026, 3, 10),
    )
    assert "RULE:r" in flags(life(rule("metric(reply_median) >= 2"), asked))
    assert "RULE:r" not in flags(life(rule("metric(reply_median) > 2"), asked))


def test_ended_clients_raise_none() -> None:
    ended = Client(id="a", name="A", closed_on=day(5))
    assert flags(life(rule(), no_show(3), client=ended)) == {}


def test_when_a_rule_watches() -> None:
    assert is_live(rule(), TODAY)
    assert not is_live(rule(retired_on=TODAY), TODAY)
    assert is_live(rule(until=TODAY), TODAY)
    assert not is_live(rule(until=day(1)), TODAY)
    assert is_live(rule(dismissed=(day(9), day(8))), TODAY)
    assert not is_live(rule(dismissed=(day(9), day(8), day(7))), TODAY)


def test_the_preview_names_the_clients_and_says_when_it_is_too_wide() -> None:
    others = [Client(id=f"c{n}", name=f"C{n}") for n in range(3)]
    seen = preview("count(no_show, 28) >= 1", life(no_show(100), *others), TODAY, DEFAULT)
    assert (seen.clients, seen.of, seen.too_wide) == (("a",), 4, False)
    alone = preview("count(no_show, 28) >= 1", life(no_show(100)), TODAY)
    assert alone.too_wide
    assert preview("count(no_show, 28) >= 1", life(no_show(250)), TODAY).clients == ()


def test_the_third_dismissal_retires_it() -> None:
    once = dismissed(rule(), day(9))
    assert (once.dismissed, once.retired_on) == ((day(9),), None)
    thrice = dismissed(dismissed(once, day(5)), TODAY)
    assert thrice.retired_on == TODAY
    assert not is_live(thrice, TODAY)


def test_a_rule_that_fired_watches_for_another_year() -> None:
    old = rule(until=day(30))
    seen = {"a": {"RULE:r": {"severity": 1, "since": day(50).isoformat()}}}
    saw = Review(id="v", on=day(50), finished_on=day(50), seen=seen)
    other = Review(id="w", on=day(40), finished_on=day(40), seen={"a": {"RULE:x": {}}, "b": None})
    begun = Review(id="b", on=day(40), seen=seen)
    assert not is_live(old, TODAY, [other, begun])
    assert is_live(old, TODAY, [saw, other])
    assert not is_live(old, day(50) + timedelta(days=366), [saw])
    assert "RULE:r" in flags(life(old, saw, no_show(3)))
    assert flags(life(old, no_show(3))) == {}
