"""`export`: what it writes and where, and the way back by `import`."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Result, Run, refused
from tui.cli import main

RECORDS = (
    {"kind": "client", "id": "c", "name": "Quay & Sons", "currency": "EUR", "colour": "blue"},
    {"kind": "invoice", "id": "i", "client": "c", "issued": "2026-01-02", "due": "2026-01-16",
     "amount": "100.00"},
    {"kind": "payment", "id": "p", "invoice": "i", "on": "2026-01-10", "amount": "100.00"},
)  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file of our own records."""
    path = tmp_path / "own.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    return path


def test_our_own_records_come_back_as_they_were(done: Run, own: Path, tmp_path: Path) -> None:
    assert done("import", str(own), "--yes", "--json").json["files"][0]["new"] == 3
    out = tmp_path / "out.jsonl"
    done("export", str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    again = done("import", str(out), "--yes", "--json").json["files"][0]
    assert (again["new"], again["updated"], again["same"]) == (0, 0, 3)
    elsewhere = str(tmp_path / "other.db")
    done("import", str(out), "--yes", "--db", elsewhere)
    assert done("export", "-", "--db", elsewhere).out == out.read_text(encoding="utf-8")
    assert json.loads(out.read_text().splitlines()[0])["colour"] == "blue"


def test_one_bad_line_does_not_sink_the_file(gt: Run, own: Path) -> None:
    own.write_text(own.read_text() + '{"kind": "shrug"}\nnot json\n')
    result = gt("import", str(own), "--yes", "--json")
    assert result.code == 1
    (file,) = result.json["files"]
    assert [skip["line"] for skip in file["skipped"]] == [4, 5]
    assert file["new"] == 3


def test_export_of_one_client(done: Run, own: Path, north: str) -> None:
    done("import", str(own), "--yes")
    lines = done("export", "-", "--client", "quay").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["c", "i", "p"]


def test_export_takes_the_place_of_a_file_at_once_or_not_at_all(
    gt: Run, done: Run, north: str, tmp_path: Path, db: Path
) -> None:
    out = tmp_path / "out.jsonl"
    done("export", str(out))
    before = out.read_text()
    for words, problem in (
        ((str(tmp_path),), "folder"),
        ((str(tmp_path / "no" / "out.jsonl"),), "out.jsonl"),
        ((str(db),), "data file"),
        ((str(out), "--client", "nobody"), "nobody"),
        ((), "FILE"),
        ((str(out), "--format", "xls"), "--format"),
    ):
        refused(gt("export", *words), problem)
    assert out.read_text() == before
    done("add", "Quay")
    done("export", str(out))
    assert out.read_text() != before
    assert json.loads(out.read_text().splitlines()[0])["id"] == north
    assert {path.name for path in tmp_path.iterdir()} >= {"out.jsonl", "gt.db"}
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("form", ["jsonl", "csv", "md"])
def test_only_an_earlier_export_makes_room_unasked(
    gt: Run, done: Run, north: str, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"own.{form}"
    for other in ("Dear diary\n", '{"name": "settings"}\n', "[]\n", "id,kind,client\n", "\0"):
        out.write_text(other)
        refused(gt("export", str(out)), str(out), "--replace")
        assert out.read_text() == other
    done("export", str(out), "--replace")
    done("export", str(out))
    assert "Northlake" in out.read_text()


def test_an_empty_file_makes_room(done: Run, north: str, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").touch()
    done("export", str(tmp_path / "out.jsonl"))


def test_the_ending_says_the_format(done: Run, north: str, tmp_path: Path) -> None:
    for name, begins in (("a.csv", "kind,"), ("a.MD", "# "), ("a.txt", "{"), ("a", "{")):
        done("export", str(tmp_path / name))
        assert (tmp_path / name).read_text().startswith(begins)
    done("export", str(tmp_path / "b.csv"), "--format", "jsonl")
    assert (tmp_path / "b.csv").read_text().startswith("{")


def test_a_workbook_and_a_zip_make_room_for_the_next_ones(
    gt: Run, done: Run, north: str, tmp_path: Path
) -> None:
    for name in ("a.xlsx", "a.zip"):
        out = tmp_path / name
        with zipfile.ZipFile(out, "w") as other:
            other.writestr("docProps/core.xml", "<dc:title>Budget</dc:title>")
        refused(gt("export", str(out)), "--replace")
        done("export", str(out), "--replace")
        done("export", str(out))
        assert zipfile.is_zipfile(out) and out.stat().st_mode & 0o777 == 0o600
        out.write_bytes(b"PK\x03\x04 torn")
        refused(gt("export", str(out)), "--replace")


def test_a_workbook_goes_through_a_pipe_and_to_no_terminal(
    gt: Run, typed: Callable[..., Result], north: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(typed("", "export", "-", "--format", "xlsx"), "terminal")
    pipe = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", pipe)
    assert main(["export", "-", "--format", "xlsx"]) == 0
    assert zipfile.is_zipfile(pipe.buffer)


def test_without_the_library_it_says_what_to_install(
    gt: Run, north: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    refused(gt("export", str(tmp_path / "a.xlsx")), "pip install 'goodterms[xlsx]'")
    assert not list(tmp_path.glob("*.xlsx")) and not list(tmp_path.glob("*.part"))


def test_a_text_too_long_for_a_cell_is_named(gt: Run, north: str, tmp_path: Path) -> None:
    gt("note", "north", "x" * 40_000)
    result = gt("export", str(tmp_path / "a.xlsx"))
    assert result.code == 1 and "1 text too long" in result.err


def test_a_link_stays_and_what_it_leads_to_is_written(
    gt: Run, done: Run, north: str, tmp_path: Path, db: Path
) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "out.jsonl"
    link.symlink_to(tmp_path / "far" / "real.jsonl")
    for _ in range(2):
        done("export", str(link))
    assert link.is_symlink()
    assert json.loads((tmp_path / "far" / "real.jsonl").read_text())["id"] == north
    (tmp_path / "circle").symlink_to("circle")
    refused(gt("export", str(tmp_path / "circle")), "circle")
    (tmp_path / "data").symlink_to(db)
    refused(gt("export", str(tmp_path / "data"), "--replace"), "data file")


def test_a_closed_output_is_no_success(
    gt: Run,
    done: Run,
    north: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert main(["export", "-"]) == 2
    assert "closed" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full: no disk to be full here")
@pytest.mark.parametrize("form", ["jsonl", "csv", "md", "xlsx"])
def test_a_full_disk_is_no_success(gt: Run, north: str, form: str) -> None:
    refused(gt("export", "/dev/full", "--format", form), "/dev/full")


def test_other_formats_of_export(done: Run, own: Path, tmp_path: Path) -> None:
    done("import", str(own), "--yes")
    done("set", "quay", "name==cmd() [x](y) \x1b[31m")
    out = tmp_path / "out.csv"
    done("export", str(out), "--format", "csv")
    header, client, *_ = out.read_text(encoding="utf-8").splitlines()
    assert header.startswith("kind,id,client,name,")
    assert client.startswith("client,c,,'=cmd() [x](y) \x1b[31m,")
    assert "\x1b" not in done("export", "-", "--format", "csv").out
    paper = done("export", "-", "--format", "md").out
    assert "## =cmd() \\[x\\](y) ␛\\[31m" in paper
    assert "2026-01-10 paid: 100.00 EUR" in paper


@pytest.mark.skipif(
    not hasattr(os, "mkfifo"),
    reason="os.mkfifo is missing here: there is no named pipe to export into",
)
def test_export_into_a_pipe_writes_to_it_and_leaves_it_be(
    gt: Run, north: str, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as readers:
        reading = readers.submit(pipe.read_text)
        assert gt("export", str(pipe)).code == 0
        assert json.loads(reading.result(timeout=10))["id"] == north
    assert pipe.is_fifo()


def test_the_story_of_one_client_with_private_notes_only_when_asked(
    gt: Run, done: Run, north: str, tmp_path: Path
) -> None:
    done("note", "north", "Sounded tired")
    done("add", "Quay")
    out = tmp_path / "north.md"
    done("export", str(out), "--client", "north")
    text = out.read_text(encoding="utf-8")
    assert text.startswith("# Record of work with Northlake Foods")
    assert "tired" not in text and "private notes (1)" in text
    done("export", str(out), "--client", "north", "--private")
    assert "> Sounded tired" in out.read_text(encoding="utf-8")
    for words in (["-"], ["-", "--client", "north"], ["-", "--format", "md"]):
        refused(gt("export", "--private", *words), "--private", "--client")
