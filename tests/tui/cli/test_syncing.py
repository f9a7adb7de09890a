"""`sync`: all sources in one go; one that fails does not keep the others back."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from storage.importing import ImportOptions
from storage.importing.fetch import answered
from storage.settings.data_sources import data_sources
from storage.settings.readers import WrongValue
from tests.tui.cli.conftest import Result, Run, refused
from tui.cli.commands import INDEX

TIMES = "User,Client,Project,Description,Billable,Start date,Start time,Duration\n"
ENTRY = (
    '[{"id":1,"start":"20260302T090000Z","end":"20260302T100000Z","tags":["client:Bolt","Site"]}]'
)
ROW = "A,Acme,Site,a,Yes,2026-03-02,09:00:00,01:00:00\n"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A command that works, one that is not there, and a file pattern."""
    (tmp_path / "toggl-1.csv").write_text(TIMES + ROW)
    path = tmp_path / "settings.toml"
    command = json.dumps([sys.executable, "-c", f"print({ENTRY!r})"])
    path.write_text(
        f"[sources.timew]\ncommand = {command}\n"
        '[sources.gone]\ncommand = ["no-such-program-here"]\n'
        f"[sources.toggl]\nfiles = {json.dumps(str(tmp_path / 'toggl*.csv'))}\n"
    )
    return path


def test_all_sources_are_read_and_one_that_fails_is_named(gt: Run, settings: Path) -> None:
    result = gt("sync", "--yes", "--json")
    assert result.code == 1
    assert [(file["format"], file["new"]) for file in result.json["files"]] == [
        ("timewarrior", 1),
        ("toggl", 1),
    ]
    assert list(result.json["failed"]) == ["gone"]
    again = gt("sync", "--yes", "timew", "toggl", "--json")
    assert again.code == 0
    assert [(file["new"], file["same"]) for file in again.json["files"]] == [(0, 1), (0, 1)]


def test_a_folder_is_read_from_its_oldest_new_file_on(gt: Run, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (tmp_path / "settings.toml").write_text(f"[sources.box]\nfolder = {json.dumps(str(box))}\n")
    for name, length, at in (("b.csv", "01:00:00", 1000), ("a.csv", "02:00:00", 2000)):
        (box / name).write_text(TIMES + ROW.replace("01:00:00", length))
        os.utime(box / name, (at, at))
    files = gt("sync", "--yes", "--json").json["files"]
    assert [(Path(each["file"]).name, each["new"], each["updated"]) for each in files] == [
        ("b.csv", 1, 0),
        ("a.csv", 0, 1),
    ]
    assert "Nothing is new" in gt("sync", "--yes").out
    gt("undo")
    assert [Path(each["file"]).name for each in gt("sync", "--json", "--yes").json["files"]] == [
        "b.csv",
        "a.csv",
    ], "what was taken back is read again"


def test_named_sources_only(gt: Run, settings: Path, tmp_path: Path) -> None:
    result = gt("sync", "toggl", "--yes")
    assert result.code == 0 and "1 new" in result.out and "timew" not in result.out


@pytest.mark.parametrize("agreed", [(), ("--yes",)])
def test_a_dry_run_shows_and_writes_nothing(
    gt: Run, settings: Path, db: Path, agreed: tuple[str, ...]
) -> None:
    assert "1 new" in gt("sync", "timew", "--dry-run", *agreed).out
    assert not db.exists()


def test_without_a_yes_nothing_is_written(gt: Run, settings: Path, db: Path) -> None:
    result = gt("sync", "timew")
    assert result.code == 2 and "--yes" in result.err
    assert not db.exists()


def test_at_a_terminal_it_asks(typed: Callable[..., Result], settings: Path, gt: Run) -> None:
    assert typed("y\n", "sync", "timew").code == 0
    assert gt("sync", "timew", "--dry-run", "--json").json["files"][0]["same"] == 1


def test_a_file_imported_once_is_a_source_too(gt: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "toggl-1.csv", tmp_path / "toggl-2.csv"
    first.write_text(TIMES + ROW)
    gt("import", "--yes", str(first))
    second.write_text(TIMES + ROW.replace("03-02", "03-03"))
    assert gt("sync", "toggl", "--yes", "--json").json["files"][0]["new"] == 1


def test_a_name_of_no_source_is_refused(gt: Run, settings: Path) -> None:
    refused(gt("sync", "tog"), "sources: gone, timew, toggl")


def test_without_sources_it_says_how_to_have_one(gt: Run) -> None:
    refused(gt("sync"), "there is no source yet")


def test_what_a_file_leaves_open_is_answered_in_the_settings_file(
    gt: Run, settings: Path, tmp_path: Path
) -> None:
    (tmp_path / "invoices.csv").write_text(
        "Issue Date,ID,Client,Invoice Amount,Currency\n2026-03-02,1,Acme,100.00,EUR\n"
    )
    source = f"[sources.invoices]\nfiles = {json.dumps(str(tmp_path / 'invoices.csv'))}\n"
    settings.write_text(source)
    says = 'answers = { "payments" = "open|paid" } in the settings file'
    assert says in gt("sync", "invoices", "--yes").out
    settings.write_text(source + 'answers = { payments = "open" }\n')
    assert "1 new" in gt("sync", "invoices", "--yes").out


def test_whatever_import_asks_a_source_can_answer() -> None:
    import_ = next(entry for entry in INDEX if entry.name == "import").load()
    asked = {a.dest: a.choices for a in import_._actions if a.choices is not None}
    assert len(asked) >= 8
    for name, choices in asked.items():
        for choice in choices:
            (source,) = data_sources({"s": {"files": "*.csv", name: choice}})
            options = answered(ImportOptions(on=date(2026, 3, 13)), source)
            assert getattr(options, name) == choice
        with pytest.raises(WrongValue):
            data_sources({"s": {"files": "*.csv", name: "something else"}})


def test_sync_can_be_told_whatever_import_can_be_told() -> None:
    flags = {
        name: {
            flag
            for a in next(e for e in INDEX if e.name == name).load()._actions
            for flag in a.option_strings
        }
        for name in ("import", "sync")
    }
    of_one_file = {"--as", "--client", "--map", "--explain"}
    assert flags["import"] - of_one_file == flags["sync"]


def test_what_is_said_now_comes_before_the_settings_and_leaves_the_rest(
    gt: Run, settings: Path, tmp_path: Path
) -> None:
    rows = "2026-03-02,1,Acme,100.00,EUR,Overdrawn\n2026-03-03,2,Acme,50.00,EUR,Pondering\n"
    (tmp_path / "invoices.csv").write_text(
        f"Issue Date,ID,Client,Invoice Amount,Currency,Status\n{rows}"
    )
    settings.write_text(
        f"[sources.invoices]\nfiles = {json.dumps(str(tmp_path / 'invoices.csv'))}\n"
        'answers = { "state:Overdrawn" = "open", "state:Pondering" = "open" }\n'
    )
    answer = ("--answer", "state:Pondering=leave-out")
    (file,) = gt("sync", "--dry-run", "--json", *answer).json["files"]
    assert file["new"] == 1
    (file,) = gt("sync", "--dry-run", "--json").json["files"]
    assert file["new"] == 2


def test_sync_can_be_told_that_something_goes_back(gt: Run, settings: Path, tmp_path: Path) -> None:
    path = tmp_path / "toggl-1.csv"
    for length in ("01:00:00", "02:00:00", "01:00:00"):
        path.write_text(TIMES + ROW.replace("01:00:00", length))
        result = gt("sync", "toggl", "--yes")
    assert result.code == 1 and "goodterms sync --older stay|go-back" in result.out
    (file,) = gt("sync", "toggl", "--yes", "--json", "--older", "go-back").json["files"]
    assert file["updated"] == 1


def test_one_undo_takes_back_all_that_came(gt: Run, settings: Path) -> None:
    result = gt("sync", "timew", "toggl", "--yes")
    assert "to undo all of it: goodterms undo" in result.out
    gt("undo")
    files = gt("sync", "timew", "toggl", "--dry-run", "--json").json["files"]
    assert [file["new"] for file in files] == [1, 1]


def test_an_export_that_changes_much_of_what_is_known_is_not_taken_in_unseen(
    gt: Run, settings: Path, tmp_path: Path
) -> None:
    rows = "".join(ROW.replace("03-02", f"03-{day:02}") for day in range(1, 12))
    hours = tmp_path / "toggl-1.csv"
    hours.write_text(TIMES + rows)
    gt("sync", "--yes", "toggl")
    hours.write_text(TIMES + rows.replace("01:00:00", "02:00:00"))
    held = gt("sync", "--yes", "toggl", "timew", "--json")
    assert held.code == 1 and "11 of 11 rows" in held.json["failed"]["toggl"]
    assert [file["format"] for file in held.json["files"]] == ["timewarrior"]
    assert gt("sync", "toggl", "--dry-run", "--json").json["files"][0]["updated"] == 11
    (tmp_path / "settings.toml").write_text(
        settings.read_text() + "[limits]\ncorrected_rows = 11\n"
    )
    assert gt("sync", "--yes", "toggl", "--json").json["files"][0]["updated"] == 11
