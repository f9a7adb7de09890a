"""Which file an import came from, when it is to be repeated, and which newer one is meant."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from storage.data_file.readonly import read_book
from storage.import_age import STALE_DAYS, is_old
from storage.import_topics import SOURCES_TOPIC
from storage.importing.local_programs import local_programs
from storage.importing.sources import (
    ImportSource,
    all_sources,
    name_pattern,
    newest_file,
    output_of,
    remembered_source,
    sources,
)
from storage.settings.data_sources import DataSource
from tests.storage.importing.conftest import TODAY, Desk

TIMES = "Start date,Start time,Duration,Client,Project,Description\n"
ROW = "2026-09-01,09:00:00,01:00:00,Acme,Site,a\n"


def test_an_import_remembers_its_file_and_undo_forgets_it(desk: Desk) -> None:
    path = desk.file(TIMES + ROW)
    desk.take(TIMES + ROW)
    (source,) = sources(desk.store.remembered(SOURCES_TOPIC))
    assert (source.path.name, source.on) == (path.name, TODAY)
    (time,) = desk.records("time")
    assert source.source == time.source
    expected = {source.source: source.on}
    assert desk.store.book().imported == expected, "what is known of payments goes by it"
    without_store = read_book(desk.store.path)
    assert without_store is not None and without_store.imported == expected
    desk.store.undo()
    assert sources(desk.store.remembered(SOURCES_TOPIC)) == []
    assert desk.store.book().imported == {}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("toggl_2026-03-01_2026-03-07.csv", "toggl_2026-03-08_2026-03-14.csv", True),
        ("export.csv", "export (1).csv", True),
        ("export (12).csv", "export.CSV", True),
        ("hours 9.csv", "hours 10.csv", True),
        ("hours.csv", "invoices.csv", False),
        ("hours.csv", "hours.tsv", False),
    ],
)
def test_names_alike_but_for_their_numbers_are_one_pattern(
    first: str, second: str, same: bool
) -> None:
    assert (name_pattern(Path(first)) == name_pattern(Path(second))) is same


def test_the_newest_of_the_pattern_in_the_same_folder_is_meant(tmp_path: Path) -> None:
    names = ["toggl-1.csv", "toggl-2.csv", "toggl-3.csv", "other-4.csv"]
    for age, name in enumerate(names):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (1000 + age, 1000 + age))
    os.utime(tmp_path / "toggl-2.csv", (5000, 5000))
    source = ImportSource("Toggl", "toggl", tmp_path / "toggl-1.csv", TODAY)
    assert newest_file(source).name == "toggl-2.csv"
    gone = ImportSource("Toggl", "toggl", tmp_path / "no" / "toggl-1.csv", TODAY)
    assert newest_file(gone) == gone.path, "the import says that it is not there"


@pytest.mark.parametrize(
    ("days", "stale"), [(0, False), (STALE_DAYS - 1, False), (STALE_DAYS, True)]
)
def test_a_week_makes_it_stale(days: int, stale: bool) -> None:
    source = ImportSource("Toggl", "toggl", Path("x.csv"), TODAY - timedelta(days=days))
    assert source.is_stale(TODAY) is stale


def test_a_later_file_of_the_pattern_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    known: dict[str, str] = {}
    for number, day in ((1, 1), (2, 8)):
        path = tmp_path / f"toggl-{number}.csv"
        known |= remembered_source("toggl", "Toggl", "toggl", path, date(2026, 3, day))
    known |= remembered_source(
        "toggl", "Toggl", "toggl", tmp_path / "b\udc80.csv", date(2026, 3, 2)
    )
    assert [source.path.name for source in sources(known)] == ["b\udc80.csv", "toggl-2.csv"]
    next(iter(known)).encode(), "a name that can be stored"


def test_what_lies_in_a_folder_a_week_is_one_source(tmp_path: Path) -> None:
    known: dict[str, str] = {}
    for week in (1, 2, 3):
        day = date(2026, 3, 7 * week)
        for form, label, source, name in (
            ("toggl", "Toggl Track", "toggl", "toggl.csv"),
            ("csv", "invoices.csv", "csv-invoices", "invoices.csv"),
            ("csv", "hours.csv", "csv-hours", "hours.csv"),
        ):
            path = tmp_path / f"week {week}" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("x")
            os.utime(path, (1000 * week, 1000 * week))
            known |= remembered_source(form, label, source, path, day)
    shown = all_sources(known, (), tmp_path / "out")
    assert [(s.label, s.on) for s in shown] == [
        (label, date(2026, 3, 21)) for label in ("hours.csv", "invoices.csv", "Toggl Track")
    ]
    assert [newest_file(s) for s in shown] == [s.path for s in shown]
    for number, written in ((4, 4000), (2, 9000)):
        path = tmp_path / f"week {number}" / "toggl.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
        os.utime(path, (written, written))
        assert newest_file(shown[2]) == path, "a folder that came since, or a file written anew"


def test_a_folder_that_is_alone_has_no_others_beside_it(tmp_path: Path) -> None:
    for name in ("client 1", "client 2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "hours.csv").write_text("x")
    source = ImportSource("hours.csv", "csv", tmp_path / "client 1" / "hours.csv", TODAY)
    assert newest_file(source) == source.path


def test_what_another_program_left_there_is_left_out() -> None:
    assert sources({"a": "no json", "b": "[]", "c": '{"label": "x"}', "d": "3"}) == []


def _install(folder: Path, name: str) -> None:
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)


def test_a_program_that_is_installed_can_be_asked_unless_the_settings_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert local_programs(()) == ()
    _install(tmp_path, "timew")
    (program,) = local_programs(())
    assert program.command == ("timew", "export")
    own = DataSource(name="hours", command=("timew", "export", ":month"))
    assert local_programs((own,)) == ()


def test_a_program_is_a_source_once_it_was_imported_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _install(tmp_path, "timew")
    outputs = tmp_path / "out"
    assert all_sources({}, (), outputs) == []
    path = output_of(local_programs(())[0], outputs)
    known = remembered_source("timewarrior", "Timewarrior", "timewarrior", path, TODAY)
    (source,) = all_sources(known, (), outputs)
    assert source.configured is not None and source.configured.command == ("timew", "export")


def test_a_table_of_ones_own_is_remembered_by_its_name(desk: Desk) -> None:
    text = "Kunde;Am;Std\nAcme;2026-09-01;2\n"
    columns = {"Kunde": "client", "Am": "on", "Std": "hours"}
    desk.take(text, column_map=columns)
    (source,) = sources(desk.store.remembered(SOURCES_TOPIC))
    assert source.label == source.path.name


def test_an_import_is_old_when_there_was_none_for_a_week() -> None:
    def kept(*ages: int) -> dict[str, str]:
        days = (TODAY - timedelta(days=age) for age in ages)
        return {
            str(n): json.dumps({"source": "a", "on": day.isoformat()}) for n, day in enumerate(days)
        }

    assert is_old(kept(STALE_DAYS), TODAY) and is_old(kept(400, STALE_DAYS + 3), TODAY)
    assert not is_old(kept(400, STALE_DAYS - 1), TODAY), "one file of long ago is no reminder"
    assert not is_old({}, TODAY)
    assert not is_old({"a": "no json", "b": "[]", "c": "{}"}, TODAY)
