"""Temporary files of imports: what a killed one left goes, what is in use stays."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from math import inf
from pathlib import Path

import pytest

from storage.writing.stage import Stage
from storage.writing.stage_file import remove_leftovers
from tests.storage.records import client, time

# A process that lays down rows, says so, and waits to be told how to go on.
_IMPORT = """
import sys
from storage.writing.stage import Stage
from tests.storage.records import client, time
new = Stage()
new.add([client()])
if {finished}:
    new.finish()
print(new.path, flush=True)
sys.stdin.readline()
new.add([time("t1")])
new.finish()
print(len(list(new.records("time"))), flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of this test and its processes."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(params=[True, False], ids=["all rows are there", "rows are still coming"])
def other(request: pytest.FixtureRequest, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process in the middle of an import."""
    with subprocess.Popen(
        [sys.executable, "-c", _IMPORT.format(finished=request.param)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as process:
        yield process
        process.kill()


def at_rest(path: Path) -> None:
    """As if nobody had written to it for an hour."""
    written = path.stat().st_mtime - 3600
    os.utime(path, (written, written))


def _path_of(process: subprocess.Popen[str]) -> Path:
    assert process.stdout is not None
    return Path(process.stdout.readline().strip())


def test_what_another_process_works_with_stays(other: subprocess.Popen[str]) -> None:
    path = _path_of(other)
    own = Stage()
    own.add([client()])
    assert path.exists() and own.path.exists()
    out, _ = other.communicate("go on\n")
    assert out.strip() == "1", "it can go on"
    assert not path.exists(), "and removes its file itself"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_what_a_killed_process_left_goes_with_the_next_import(
    other: subprocess.Popen[str],
) -> None:
    path = _path_of(other)
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    just_now = Stage()
    assert path.exists(), "who wrote a moment ago may be between two transactions"
    del just_now
    at_rest(path)
    own = Stage()
    assert not path.exists() and own.path.exists()


def test_several_of_one_process_leave_each_other_alone(folder: Path) -> None:
    first = Stage()
    first.add([client()])
    second = Stage()
    first.add([time("t1")])
    first.finish()
    third = Stage()
    assert [stage.path.exists() for stage in (first, second, third)] == [True] * 3
    assert len(list(first.records("time"))) == 1
    del first, second, third
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"torn" * 2000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_one_that_is_torn_goes_too(folder: Path, content: bytes) -> None:
    path = folder / "goodterms-abcd1234.import"
    path.write_bytes(content)
    remove_leftovers(folder, path.stat().st_mtime)
    assert path.exists()
    remove_leftovers(folder, path.stat().st_mtime + 1)
    assert not path.exists()


@pytest.mark.parametrize(
    "name", ["goodterms-abcd1234.db", "goodterms-own.db", "notes.import", "goodterms-abc.import"]
)
def test_other_files_are_not_touched(folder: Path, name: str) -> None:
    with closing(sqlite3.connect(folder / name)) as database:
        database.execute("CREATE TABLE mine (id)")
    (folder / "goodterms-folder12.import").mkdir()
    (folder / "goodterms-linked12.import").symlink_to(folder / name)
    before = sorted(folder.iterdir())
    remove_leftovers(folder, inf)
    assert sorted(folder.iterdir()) == before
