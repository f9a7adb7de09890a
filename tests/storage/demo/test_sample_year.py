"""The sample year shows every verdict on whatever day it is opened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storage.demo import build, past_reviews, sample_year
from storage.store import Store
from triage.clients.overview import overviews
from triage.health.model import VERDICTS
from triage.ledger import book
from triage.records import Client, Energy, Note
from triage.review.queue import is_due, queue

FRIDAY = date(2026, 3, 13)


@pytest.mark.parametrize("days", range(0, 400, 19))
def test_every_verdict_appears_on_any_day(days: int) -> None:
    today = FRIDAY + timedelta(days=days)
    seen = {
        overview.health.health for overview in overviews(book(sample_year(today)), today).values()
    }
    assert seen == set(VERDICTS)


@pytest.mark.parametrize("days", range(7))
def test_nothing_lies_in_the_future(days: int) -> None:
    today = FRIDAY + timedelta(days=days)
    for record in sample_year(today):
        for name in ("on", "issued", "agreed", "from_"):
            day = getattr(record, name, None)
            assert day is None or day <= today, record


def test_no_entry_has_a_field_that_means_nothing() -> None:
    assert [record for record in sample_year(FRIDAY) if record.extra] == []


def test_the_friday_of_the_stories() -> None:
    verdicts = {
        overview.client.name: overview.health.health
        for overview in overviews(book(sample_year(FRIDAY)), FRIDAY).values()
    }
    assert verdicts["Control Bindery"] == "good"
    assert verdicts["Brandt Cooling"] == verdicts["Northlake Foods"] == "act"
    assert verdicts["Ostwind Films"] == "stop"
    assert verdicts["Noor Shelter"] == "ended"


@pytest.mark.parametrize("days", [0, 1, 5, 6, 120, 301])
def test_it_opens_on_a_friday_with_history(days: int) -> None:
    today = FRIDAY + timedelta(days=days)
    records = list(sample_year(today))
    reviews = past_reviews(today, records)
    everything = book([*records, *reviews])
    known = overviews(everything, today)
    coming = queue(known, reviews, today, weekday=4)
    assert not coming.first
    assert is_due(coming, reviews, today, weekday=4)
    assert {"stop", "act"} <= {card.place for card in coming.cards}
    last = reviews[-1]
    assert last.finished_on == last.on == _friday(today) - timedelta(weeks=1)
    assert {card["verdict"] for card in last.cards} >= {"decided", "snooze", "good"}
    verdicts = {card["verdict"] for review in reviews for card in review.cards}
    assert verdicts == {"decided", "hold", "snooze", "good"}
    for kind in (Energy, Note):
        days_of = {record.on for record in records if isinstance(record, kind)}
        assert last.on in days_of, kind
    steps = [each.step.review_by for each in known.values() if each.step is not None]
    assert _friday(today) in steps, "a step whose day has come"


def test_nobody_is_reviewed_before_he_was_a_client() -> None:
    records = list(sample_year(FRIDAY))
    since = {record.id: record.since for record in records if isinstance(record, Client)}
    for review in past_reviews(FRIDAY, records):
        for card in review.cards:
            first_day = since[card["client"]]
            assert first_day is None or first_day <= review.on, card


def test_building_writes_it_once(tmp_path: Path) -> None:
    path = tmp_path / "data" / "sample.db"
    build(path, FRIDAY, now=lambda: datetime(2026, 3, 13, 16))
    with Store.open(path, now=lambda: datetime(2026, 3, 13, 16)) as store:
        ids = [(record.kind, record.id) for record in store.records()]
        expected = list(sample_year(FRIDAY))
        expected += past_reviews(FRIDAY, expected)
        assert sorted(ids) == sorted((record.kind, record.id) for record in expected)
        assert store.verify() == []


def test_the_hours_came_in_nine_days_ago_and_the_review_a_week_ago(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    build(path, FRIDAY, now=lambda: datetime(2026, 3, 13, 16, tzinfo=UTC))
    with Store.open(path, now=lambda: datetime(2026, 3, 13, 16, tzinfo=UTC)) as store:
        review, hours, _ = store.history()
        assert (FRIDAY - hours.at.date()).days == 9
        assert (FRIDAY - review.at.date()).days == 7
        days = [time.on for time in store.book().ledgers["bindery"].time if time.source == "toggl"]
        assert max(days) == hours.at.date()
        assert store.undo() == review.label


def _friday(today: date) -> date:
    return today - timedelta(days=(today.weekday() - 4) % 7)
