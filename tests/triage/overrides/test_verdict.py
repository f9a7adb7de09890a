"""One's own verdict beside the computed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.triage.review.lives import FRIDAY, event, gathered, rude, steady
from triage.clients.overview import Overview, overviews
from triage.overrides.verdict import (
    NotYours,
    choices,
    override,
    running_override,
    why_none,
    withdrawn,
)
from triage.records import Client, Override, Record

REASON = "Rolf said sorry in person"


def overview(*records: Record, on: date = FRIDAY) -> Overview:
    return overviews(gathered(records), on)["a"]


def own_verdict(verdict: str, bad: Sequence[Record], **fields: Any) -> Override:
    judged = overview(*steady("a"), *bad)
    return override(judged.ledger, judged.health.health, verdict, FRIDAY, "o", **fields)


def test_worse_needs_nothing() -> None:
    own = own_verdict("watch", [])
    assert own == Override(id="o", client="a", on=FRIDAY, health="watch")
    judged = overview(*steady("a"), own)
    assert (judged.health.health, judged.verdict) == ("good", "watch")


def test_better_needs_a_reason_and_an_end_within_four_weeks() -> None:
    for fields in ({}, {"reason": REASON}, {"weeks": 2}, {"reason": "so", "weeks": 2}):
        with pytest.raises(NotYours):
            own_verdict("good", rude("a"), **fields)
    for weeks in (0, 5):
        with pytest.raises(NotYours, match="1 to 4 weeks"):
            own_verdict("good", rude("a"), reason=REASON, weeks=weeks)
    own = own_verdict("good", rude("a"), reason=f"  {REASON} ", weeks=4)
    assert (own.reason, own.until) == (REASON, FRIDAY + timedelta(days=28))


@pytest.mark.parametrize("milder", ["good", "watch"])
def test_a_better_one_hides_nothing(milder: str) -> None:
    own = own_verdict(milder, rude("a"), reason=REASON, weeks=1)
    judged = overview(*steady("a"), *rude("a"), own)
    assert judged.own == own
    assert (judged.health.health, judged.verdict) == ("act", "act")


def test_a_stop_is_lifted_on_its_own_page_only() -> None:
    with pytest.raises(NotYours, match="the Safety page"):
        own_verdict("good", [event("a", "incident", 1, type="threat")], reason=REASON, weeks=1)


@pytest.mark.parametrize(
    ("computed", "offered"),
    [
        ("stop", ()),
        ("act", ("watch", "good", "stop")),
        ("watch", ("good", "act", "stop")),
        ("unknown", ("good", "watch", "act", "stop")),
        ("good", ("watch", "act", "stop")),
    ],
)
def test_the_nearest_milder_one_is_offered_first(computed: str, offered: tuple[str, ...]) -> None:
    assert choices(computed) == offered
    assert (why_none(computed, None) is None) is bool(offered)


@pytest.mark.parametrize("computed", ["stop", "act", "watch", "unknown", "good"])
def test_whatever_is_offered_can_be_given(computed: str) -> None:
    ledger = overview(*steady("a")).ledger
    for verdict in choices(computed):
        own = override(ledger, computed, verdict, FRIDAY, "o", reason=REASON, weeks=1)
        assert own.health == verdict


def test_the_same_verdict_is_none_of_ones_own() -> None:
    with pytest.raises(NotYours, match="already says"):
        own_verdict("good", [])


def test_the_newest_counts_up_to_its_end() -> None:
    old = Override(id="1", client="a", on=FRIDAY - timedelta(days=9), health="act")
    new = replace(old, id="2", on=FRIDAY - timedelta(days=7), health="watch", until=FRIDAY)
    ledger = overview(*steady("a"), old, new).ledger
    assert running_override(ledger, old.on) == old
    assert running_override(ledger, FRIDAY) == new
    assert running_override(ledger, FRIDAY + timedelta(days=1)) is None


@pytest.mark.parametrize("until", [None, FRIDAY + timedelta(days=400)])
def test_a_better_one_of_a_file_ends_after_four_weeks_too(until: date | None) -> None:
    def good(back: int) -> Overview:
        on = FRIDAY - timedelta(days=back)
        own = Override(id="o", client="a", on=on, health="good", until=until, reason=REASON)
        return overview(*steady("a"), *rude("a"), own)

    assert good(28).own is not None
    assert good(29).own is None
    worse = Override(id="o", client="a", on=FRIDAY - timedelta(days=90), health="act")
    assert overview(*steady("a"), worse).own == worse


def test_a_second_one_that_day_takes_the_place_of_the_first() -> None:
    first = own_verdict("watch", [])
    judged = overview(*steady("a"), first)
    second = override(judged.ledger, "good", "act", FRIDAY, "other")
    assert (second.id, second.health) == ("o", "act")
    assert (
        running_override(overview(*steady("a"), withdrawn(second, FRIDAY)).ledger, FRIDAY) is None
    )


def test_a_word_of_another_program_changes_nothing() -> None:
    judged = overview(*steady("a"), Override(id="o", client="a", on=FRIDAY, health="purple"))
    assert (judged.own, judged.verdict) == (None, "good")


def test_an_own_verdict_wakes_nobody_who_rests() -> None:
    owner = steady("a")[0]
    assert isinstance(owner, Client)
    resting = replace(owner, state="paused")
    judged = overview(resting, Override(id="o", client="a", on=FRIDAY, health="good"))
    assert judged.verdict == "resting"
