"""Copies thin out by age, by no clock, and never take many times the room of the file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage.data_file.copy_names import BackupFile
from storage.data_file.thinning import FEWEST, MOST_TIMES, NEWEST, too_many
from tests.storage.conftest import NOON

_SIZE = 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where copies lie."""
    return tmp_path


def _copies(folder: Path, ages: list[timedelta], *, before: bool = False) -> list[BackupFile]:
    """A copy of each age; the older, the fewer changes."""
    copies = []
    for place, age in enumerate(ages):
        path = folder / f"{place}{before}.db"
        path.touch()
        copies.append(BackupFile(path, NOON - age, 10_000 - place, before))
    return copies


def _left(copies: list[BackupFile], size: int = _SIZE) -> list[timedelta]:
    gone = {copy.path for copy in too_many(copies, size)}
    return sorted(NOON - copy.at for copy in copies if copy.path not in gone)


def test_the_twelve_newest_stay(folder: Path) -> None:
    ages = [timedelta(minutes=30 * step) for step in range(95)]
    left = _left(_copies(folder, ages))
    assert left[:NEWEST] == ages[:NEWEST]
    assert len(left) < NEWEST + 4


def test_a_year_of_daily_copies_thins_to_a_few_dozen(folder: Path) -> None:
    left = _left(_copies(folder, [timedelta(days=day) for day in range(365)]))
    assert left[:12] == [timedelta(days=day) for day in range(12)]
    assert len(left) <= 36
    assert len([age for age in left if age > timedelta(days=60)]) >= 9
    assert max(left) > timedelta(days=300)


def test_the_newest_of_a_day_stands_for_it(folder: Path) -> None:
    newest = [timedelta(minutes=step) for step in range(NEWEST)]
    day = [timedelta(days=5, hours=hour) for hour in range(3)]
    left = _left(_copies(folder, [*newest, *day]))
    assert [age for age in left if age in day] == [day[0]]


def test_a_clock_that_ran_ahead_thins_no_real_ones(folder: Path) -> None:
    real = _copies(folder, [timedelta(minutes=30 * step) for step in range(NEWEST)])
    path = folder / "future.db"
    path.touch()
    future = BackupFile(path, NOON + timedelta(days=2000), 1, before_migration=False)
    assert too_many([future, *real], _SIZE) == []


def test_copies_before_a_migration_stay(folder: Path) -> None:
    ages = [timedelta(days=2000 + day) for day in range(30)]
    assert _left(_copies(folder, ages, before=True)) == ages


def test_all_together_they_take_so_many_times_the_room(folder: Path) -> None:
    copies = _copies(folder, [timedelta(days=day) for day in range(36)])
    before = _copies(folder, [timedelta(days=900)], before=True)
    for copy in (*copies, *before):
        copy.path.write_bytes(bytes(_SIZE))
    left = _left([*copies, *before], size=_SIZE // 2)
    assert len(left) == MOST_TIMES // 2
    assert left[-1] == timedelta(days=900)
    assert left[:9] == [timedelta(days=day) for day in range(9)]
    assert len(_left([*copies, *before], size=1)) == FEWEST
