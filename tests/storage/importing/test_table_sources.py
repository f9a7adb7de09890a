"""Tables with columns that the user named: each heading is a source of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from storage.importing import ImportOptions, ImportPreview, inspect, write
from tests.storage.importing.conftest import TODAY, Desk

MINE = {"Day": "on", "Hours": "hours", "Whose": "client"}
OFFICE = {"Date": "on", "Time": "hours", "Customer": "client", "Note": "text"}


def _take(
    desk: Desk, text: str, name: str, columns: Mapping[str, str] | None = None, **answers: Any
) -> ImportPreview:
    options = ImportOptions(on=TODAY, column_map=columns or {}, **answers)
    preview = inspect(desk.file(text, name), desk.store, options)
    write(preview, desk.store)
    return preview


def _sources(desk: Desk) -> list[str]:
    return sorted({time.source for time in desk.records("time")})


def _minutes(desk: Desk) -> int:
    return sum(time.minutes for time in desk.records("time"))


def test_two_headings_are_two_sources(desk: Desk) -> None:
    mine = "Day,Hours,Whose\n2026-09-01,2,Tern\n2026-09-02,3,Tern\n"
    office = "Date,Time,Customer,Note\n2026-09-01,4,Tern,talk\n2026-09-03,2,Tern,visit\n"
    _take(desk, mine, "mine 2026.csv", MINE)
    seen = _take(desk, office, "office.csv", OFFICE)
    assert (seen.new, seen.updated, seen.missing) == (2, 0, ()), "mine are nothing of theirs"
    assert (_sources(desk), _minutes(desk)) == (["csv-mine", "csv-office"], 11 * 60)
    for text, name in ((mine, "mine 2026 (2).csv"), (office, "other name.csv")):
        again = _take(desk, text, name)
        assert (again.new, again.same) == (0, 2)


def test_two_files_of_one_name_and_other_headings_are_told_apart(
    desk: Desk, tmp_path: Path
) -> None:
    _take(desk, "Day,Hours,Whose\n2026-09-01,2,Tern\n", "export.csv", MINE)
    (tmp_path / "other").mkdir()
    columns = {"When": "on", "Long": "hours", "Who": "client"}
    _take(desk, "When,Long,Who\n2026-09-02,3,Tern\n", "other/export.csv", columns)
    assert _sources(desk) == ["csv-export", "csv-export-2"]


def test_a_table_with_one_column_more_is_the_same(desk: Desk) -> None:
    _take(desk, "Day,Hours,Whose\n2026-09-01,2,Tern\n", "mine.csv", MINE)
    more = "Day,Hours,Whose,Room\n2026-09-01,2.5,Tern,a\n"
    seen = _take(desk, more, "mine.csv", MINE)
    assert (seen.updated, _sources(desk), _minutes(desk)) == (1, ["csv-mine"], 150)


def test_the_same_sum_of_a_day_from_elsewhere_is_asked(desk: Desk) -> None:
    _take(desk, "Day,Hours,Whose\n2026-09-01,2,Tern\n", "mine.csv", MINE)
    office = "Date,Time,Customer,Note\n2026-09-01,2,Tern,talk\n2026-09-03,2,Tern,visit\n"
    seen = _take(desk, office, "office.csv", OFFICE)
    assert (seen.new, [skip.line for skip in seen.skipped], seen.needs_attention) == (1, [2], True)
    assert [question.id for question in seen.questions] == ["overlap"]
    assert _take(desk, office, "office.csv", overlap="count-both").new == 1
    assert _minutes(desk) == 6 * 60


def test_entries_that_add_up_to_a_sum_from_elsewhere_are_asked(desk: Desk) -> None:
    _take(desk, "Day,Hours,Whose\n2026-09-01,5,Tern\n", "mine.csv", MINE)
    office = "Date,Time,Customer,Note\n2026-09-01,2,Tern,talk\n2026-09-01,3,Tern,visit\n"
    assert _take(desk, office, "office.csv", OFFICE).new == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2,Site,", "3,Site,"),
        ("2,Site,", "3,Site A,"),
        ("2,,3 entries", "2.5,,4 entries"),
        ("2,Site,logo", "2.5,Site,logo and call"),
    ],
)
def test_a_corrected_sum_takes_the_place_of_the_old_one(
    desk: Desk, before: str, after: str
) -> None:
    columns = {**MINE, "Project": "project", "Note": "text"}
    head, other = "Day,Whose,Hours,Project,Note\n", "2026-09-02,Tern,1,Barn,\n"
    _take(desk, f"{head}2026-09-01,Tern,{before}\n{other}", "days.csv", columns)
    seen = _take(desk, f"{head}2026-09-01,Tern,{after}\n{other}", "days.csv")
    assert (seen.new, seen.updated, seen.waiting) == (0, 1, ())


def test_a_sum_for_other_work_is_asked(desk: Desk) -> None:
    columns = {**MINE, "Note": "text"}
    head, other = "Day,Whose,Hours,Note\n", "2026-09-02,Tern,1,x\n"
    _take(desk, f"{head}2026-09-01,Tern,2,logo\n{other}", "days.csv", columns)
    seen = _take(desk, f"{head}2026-09-01,Tern,5,bugs\n{other}", "days.csv")
    assert [question.id for question in seen.waiting] == ["gone"]
