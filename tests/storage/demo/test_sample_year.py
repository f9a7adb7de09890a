"""The sample year shows every verdict on whatever day it is opened."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from storage.demo import build, sample_year
from storage.store import Store
from triage.health.model import VERDICTS
from triage.ledger import book
from triage.overview import overviews

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


def test_building_writes_it_once(tmp_path: Path) -> None:
    path = tmp_path / "data" / "sample.db"
    build(path, FRIDAY, now=lambda: datetime(2026, 3, 13, 16))
    with Store.open(path, now=lambda: datetime(2026, 3, 13, 16)) as store:
        assert list(store.records()) == list(sample_year(FRIDAY))
        assert store.verify() == []
