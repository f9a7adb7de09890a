"""What a source has to offer: the newest of a pattern, a folder's files, what a command writes."""

from __future__ import annotations

import os
import stat
import sys
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from storage.importing import ImportOptions, ImportTrouble
from storage.importing.fetch import answered, files_of, has_newer
from storage.importing.sources import ImportSource, all_sources, output_of, remembered_source
from storage.settings.data_sources import DataSource
from tests.storage.importing.conftest import TODAY

INBOX = (("a.csv", 3000), ("b.csv", 2000), ("c.csv", 2500))


def _source(data: DataSource, on: date | None = None) -> ImportSource:
    return ImportSource(data.name, "", Path(), on, data)


def _python(code: str, seconds: int = 60) -> ImportSource:
    return _source(DataSource(name="p", command=(sys.executable, "-c", code), seconds=seconds))


def _written(path: Path, at: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    os.utime(path, (at, at))
    return path


def test_the_output_of_a_command_is_a_private_file(tmp_path: Path) -> None:
    outputs = tmp_path / "out"
    (path,) = files_of(_python("print('a,b')"), outputs)
    assert (path, path.read_text().strip()) == (outputs / "p.txt", "a,b")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (again,) = files_of(_python("print('c')"), outputs)
    assert again.read_text().strip() == "c"


def test_no_shell_reads_the_words_of_a_command(tmp_path: Path) -> None:
    code = "import sys; print(sys.argv[1:], repr(sys.stdin.read()))"
    data = DataSource(name="p", command=(sys.executable, "-c", code, "$HOME; ls", "*"))
    (path,) = files_of(_source(data), tmp_path)
    assert path.read_text().strip() == "['$HOME; ls', '*'] ''"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; sys.exit('no such report')", "ended with 1: no such report"),
        ("raise SystemExit(3)", "ended with 3: no message"),
    ],
)
def test_a_command_that_fails_is_named_with_what_it_says(
    tmp_path: Path, code: str, says: str
) -> None:
    with pytest.raises(ImportTrouble, match=says):
        files_of(_python(code), tmp_path)


def test_a_command_may_take_its_time_but_no_longer(tmp_path: Path) -> None:
    waits = "import threading; threading.Event().wait()"
    with pytest.raises(ImportTrouble, match="more than 0 seconds"):
        files_of(_python(waits, seconds=0), tmp_path)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    data = DataSource(name="p", command=("no-such-program-here", "export"))
    with pytest.raises(ImportTrouble, match="no program “no-such-program-here”"):
        files_of(_source(data), tmp_path)


def test_the_newest_file_of_a_pattern_is_taken(tmp_path: Path) -> None:
    _written(tmp_path / "toggl-2.csv", 2000)
    newest = _written(tmp_path / "toggl-1.csv", 3000)
    _written(tmp_path / "other.csv", 4000)
    data = DataSource(name="t", files=str(tmp_path / "toggl*.csv"))
    assert files_of(_source(data), tmp_path) == [newest]


def test_all_files_of_a_folder_are_taken(tmp_path: Path) -> None:
    names = ["b.klg", "a.klg", ".hidden"]
    files = [_written(tmp_path / "klog" / name, 2000) for name in names]
    data = DataSource(name="k", folder=tmp_path / "klog")
    assert files_of(_source(data), tmp_path) == sorted(files[:2])


def test_what_was_read_is_left_out_and_the_oldest_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    newer, older, read = (_written(folder / name, at) for name, at in INBOX)
    newer.write_text("y")
    older.write_text("z")
    for name, at in INBOX[:2]:
        os.utime(folder / name, (at, at))
    data = DataSource(name="k", folder=folder)
    known = {sha256(read.read_bytes()).hexdigest()}
    assert files_of(_source(data), tmp_path, known) == [older, newer]


@pytest.mark.parametrize(
    "data",
    [DataSource(name="t", files="no-such/*.csv"), DataSource(name="t", folder=Path("no-such"))],
)
def test_a_place_without_files_is_named(tmp_path: Path, data: DataSource) -> None:
    with pytest.raises(ImportTrouble, match=r"no-such.* has no file"):
        files_of(_source(data), tmp_path)


def test_a_file_written_since_the_last_import_is_noticed(tmp_path: Path) -> None:
    data = DataSource(name="t", files=str(tmp_path / "*.csv"))
    _written(tmp_path / "a.csv", 86400 * 10)
    assert has_newer(_source(data, date.fromtimestamp(86400 * 8)))
    assert not has_newer(_source(data, date.fromtimestamp(86400 * 12)))


def test_an_earlier_import_of_a_source_counts_as_its_own(tmp_path: Path) -> None:
    command = DataSource(name="timew", command=("timew", "export"))
    pattern = DataSource(name="toggl", files=str(tmp_path / "toggl*.csv"))
    known: dict[str, str] = {}
    for path, days in (
        (output_of(command, tmp_path / "out"), 3),
        (tmp_path / "toggl-1.csv", 9),
        (tmp_path / "harvest.csv", 5),
    ):
        known |= remembered_source("f", path.stem, path.stem, path, TODAY - timedelta(days=days))
    timew, toggl, harvest = all_sources(known, [command, pattern], tmp_path / "out")
    assert (timew.name, timew.on) == ("timew", TODAY - timedelta(days=3))
    assert (toggl.name, toggl.is_stale(TODAY)) == ("toggl", True)
    assert (harvest.name, harvest.configured) == ("harvest", None)


def test_a_source_answers_what_is_not_answered_yet() -> None:
    data = DataSource(name="t", dates="dmy", clients={"Site": "Acme"}, format="toggl")
    options = answered(ImportOptions(on=TODAY, dates="mdy"), data)
    assert (options.dates, options.format_name) == ("mdy", "toggl")
    assert options.client_for == {"Site": "Acme"}


def test_a_type_of_work_that_is_none_is_named() -> None:
    with pytest.raises(ImportTrouble, match="“play” of Own is not a type of work"):
        answered(ImportOptions(on=TODAY), DataSource(name="t", works={"Own": "play"}))
