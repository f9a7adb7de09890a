"""`import`: previews, questions and exit codes."""

from __future__ import annotations

import io
import shlex
import sys
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Result, Run, Terminal, refused
from tui.cli.event_names import event_named
from tui.cli.progress import Bar

TOGGL = "User,Client,Project,Description,Billable,Start date,Start time,Duration"


@pytest.fixture
def toggl(tmp_path: Path) -> Path:
    """Three entries: a known client, a project without one, and a broken line."""
    path = tmp_path / "toggl.csv"
    path.write_text(
        f"{TOGGL}\n"
        "Ana,Northlake,Site,Menu,Yes,2026-03-02,09:00:00,02:00:00\n"
        "Ana,,Garden,Beds,Yes,2026-03-03,09:00:00,01:00:00\n"
        "Ana,Northlake,Site,Menu,Yes,2026-03-33,09:00:00,01:00:00\n",
        encoding="utf-8",
    )
    return path


def test_without_yes_the_preview_is_shown_and_nothing_written(
    gt: Run, toggl: Path, db: Path
) -> None:
    result = gt("import", str(toggl))
    assert result.code == 2
    assert "1 new, 0 updated, 0 already known, 2 skipped" in result.out
    assert "new clients: Northlake" in result.out and "Garden" in result.out
    assert result.err.count("\n") == 1 and "--yes" in result.err
    assert not db.exists()


def test_a_dry_run_shows_what_would_happen_whatever_was_agreed_to(gt: Run, toggl: Path) -> None:
    agreed = gt("import", str(toggl), "--dry-run", "--yes")
    assert "1 new" in agreed.out and agreed.out == gt("import", str(toggl), "--dry-run").out


def test_dry_run_says_the_same_in_json_and_writes_nothing(gt: Run, toggl: Path, db: Path) -> None:
    result = gt("import", str(toggl), "--dry-run", "--json")
    assert (result.code, result.err) == (1, "")
    (file,) = result.json["files"]
    assert list(file) == [
        *("file", "format", "new", "updated", "same", "removed", "updates", "kept", "held"),
        *("missing", "waiting", "skipped", "unmapped", "assumed", "questions", "alike", "batch"),
    ]
    assert (file["file"], file["format"], file["batch"]) == (str(toggl), "toggl", None)
    assert (file["new"], file["updated"], file["same"]) == (1, 0, 0)
    assert [(skip["line"], bool(skip["why"])) for skip in file["skipped"]] == [(3, True), (4, True)]
    assert file["unmapped"] == ["Garden"]
    assert not db.exists()


def test_yes_imports_what_can_be_and_tells_the_rest(gt: Run, toggl: Path) -> None:
    result = gt("import", str(toggl), "--yes", "--json")
    assert (result.code, result.err) == (1, "")
    batch = result.json["files"][0]["batch"]
    assert isinstance(batch, str) and batch
    again = gt("import", str(toggl), "--yes", "--json").json["files"][0]
    assert (again["new"], again["same"], again["batch"]) == (0, 1, None)


def test_an_answer_given_once_is_remembered(gt: Run, done: Run, toggl: Path) -> None:
    gt("import", str(toggl), "--yes", "--client-for", "Garden=Hafen Verlag")
    names = {client["name"] for client in done("clients", "--json").json["clients"]}
    assert names == {"Northlake", "Hafen Verlag"}
    toggl.write_text(toggl.read_text().replace("2026-03-33", "2026-03-04"), encoding="utf-8")
    file = done("import", str(toggl), "--yes", "--json").json["files"][0]
    assert (file["new"], file["same"], file["unmapped"], file["skipped"]) == (1, 2, [], [])


def test_an_import_is_one_change(gt: Run, done: Run, toggl: Path) -> None:
    gt("import", str(toggl), "--yes")
    assert "Import of toggl.csv" in done("undo").out
    assert done("clients", "--json").json["clients"] == []
    done("redo")
    assert len(done("clients", "--json").json["clients"]) == 1


def test_dates_that_read_two_ways_are_a_question(gt: Run, tmp_path: Path, db: Path) -> None:
    path = tmp_path / "clockify.csv"
    path.write_text(
        "Project,Client,Description,Start Date,Start Time,End Date,End Time,Duration (h)\n"
        "Site,Northlake,Menu,01/02/2026,09:00,01/02/2026,10:00,01:00:00\n"
    )
    refused(gt("import", str(path), "--yes"), "--dates", "clockify.csv", "01/02/2026")
    assert not db.exists()
    assert gt("import", str(path), "--yes", "--dates", "dmy").code == 0
    timeline = gt("show", "north", "--json").json["timeline"]
    assert [line["on"] for line in timeline] == ["2026-02-01"]


def test_other_tables_come_in_by_a_map(done: Run, gt: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("When,Who,Spent\n2026-03-02,Northlake,1:30\n")
    refused(gt("import", str(path), "--yes"), "own.csv", "--map")
    maps = ["--map", "When=on", "--map", "Who=client", "--map", "Spent=hours"]
    assert done("import", str(path), "--yes", "--json", *maps).json["files"][0]["new"] == 1
    assert done("import", str(path), "--yes", "--json").json["files"][0]["same"] == 1


def test_a_file_is_explained_with_the_command_that_imports_it(
    gt: Run, done: Run, tmp_path: Path, db: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Datum;Kunde;Dauer;leer\n2026-03-02;Northlake;1:30;\n")
    explained = gt("import", str(path), "--explain")
    assert explained.code == 0 and "leer" not in explained.out and not db.exists()
    command = shlex.split(explained.out.splitlines()[-1])
    assert command[:2] == ["goodterms", "import"]
    assert done(*command[1:], "--yes", "--json").json["files"][0]["new"] == 1
    columns = done("import", str(path), "--explain", "--json").json["files"][0]["columns"]
    assert [column["field"] for column in columns] == ["on", "client", "hours"]


def test_what_is_doubtful_is_named_and_answered(gt: Run, done: Run, tmp_path: Path) -> None:
    path = tmp_path / "toggl.csv"
    path.write_text(f"{TOGGL}\nAna,Northlake,Site,Menu,Yes,2026-03-02,09:00:00,63:30:00\n")
    left_out = gt("import", str(path), "--yes")
    assert left_out.code == 1 and "line 2: one entry of 63:30 h" in left_out.out
    assert "--answer long=take|leave-out" in gt("import", str(path)).out
    taken = done("import", str(path), "--yes", "--json", "--answer", "long=take")
    assert taken.json["files"][0]["new"] == 1


def test_a_file_from_another_time_zone(gt: Run, done: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Start,End,Client\n2025-10-26 01:00,2025-10-26 04:00,Northlake\n")
    words = ["--map", "Start=on", "--map", "End=end_on", "--map", "Client=client", "--yes"]
    refused(gt("import", str(path), *words, "--zone", "Mars/Base"), "--zone", "Mars/Base")
    done("import", str(path), *words, "--zone", "Europe/Berlin")
    (entry,) = done("show", "north", "--json").json["timeline"]
    assert entry["text"].endswith("4.0 h")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ([], "FILE"),
        (["no-such.csv", "--yes"], "no-such.csv"),
        ([".", "--yes"], "."),
        (["{toggl}", "--yes", "--as", "tickspot"], "tickspot"),
        (["{toggl}", "--yes", "--dates", "ydm"], "--dates"),
        (["{toggl}", "--yes", "--map", "Duration"], "--map"),
        (["{toggl}", "--yes", "--client-for", "Garden"], "--client-for"),
        (["{toggl}", "--yes", "--work-for", "Garden=gardening"], "gardening"),
        (["{toggl}", "--yes", "--client", "nobody"], "nobody"),
        (["{toggl}", "--yes", "--billable", "some"], "--billable"),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else "",
)
def test_import_refuses(gt: Run, toggl: Path, db: Path, words: list[str], problem: str) -> None:
    refused(gt("import", *(word.format(toggl=toggl) for word in words)), problem)
    assert not db.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04zip", b'{"a": 1}\n', b"just words\n"]
)
def test_what_is_no_export(gt: Run, tmp_path: Path, db: Path, content: bytes) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    refused(gt("import", str(path), "--yes"), "odd.csv")
    assert not db.exists()


# --- at a terminal ----------------------------------------------------------------------------


def test_at_a_terminal_it_asks_and_imports(
    typed: Callable[..., Result], done: Run, toggl: Path
) -> None:
    code, out, err = astuple(typed("Hafen\ny\n", "import", str(toggl)))
    assert "Garden (1 row): which client is it?" in out
    assert "Import this? y/n" in out and "2 new" in out
    assert code == 1  # one line of the file is broken
    assert "\r" in err
    assert len(done("clients", "--json").json["clients"]) == 2


@pytest.mark.parametrize("answers", ["Hafen\nn\n", "Hafen\n\n", "Hafen\n", ""])
def test_at_a_terminal_no_is_no(
    typed: Callable[..., Result], toggl: Path, db: Path, answers: str
) -> None:
    code, _, err = astuple(typed(answers, "import", str(toggl)))
    assert code == 2
    assert "nothing was imported" in err
    assert not db.exists()


def test_at_a_terminal_questions_take_a_number(
    typed: Callable[..., Result], gt: Run, tmp_path: Path
) -> None:
    path = tmp_path / "times.csv"
    rows = "".join(
        f"Ana,Northlake,Site,Menu,{'No'},0{n}/04/2025,09:00:00,02:00:00\n" for n in range(1, 9)
    )
    path.write_text(f"{TOGGL}\n{rows}")
    code, out, _ = astuple(typed("7\n2\n2\ny\n", "import", str(path)))
    assert "A number from 1 to 2, please." in out
    assert code == 0
    days = [line["on"] for line in gt("show", "north", "--json").json["timeline"]]
    assert days[-2:] == ["2025-02-04", "2025-01-04"]


def test_the_picker_of_log(typed: Callable[..., Result], done: Run, north: str) -> None:
    code, out, _ = astuple(typed("5\n", "log", "north"))
    assert code == 0 and "  5  no-show" in out
    assert event_named("no_show").words in out.splitlines()[-1]
    code, _, err = astuple(typed("99\n", "log", "north"))
    assert code == 2 and "number from 1" in err


def test_a_bar_fills_at_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    stream = Terminal(written, encoding="utf-8")
    monkeypatch.setattr(sys, "stderr", stream)
    with Bar("Writing", 200) as bar:
        bar(100)
        bar(200)
    stream.flush()
    printed = written.getvalue().decode()
    assert f"\rWriting [{'#' * 15}{'.' * 15}] 100 of 200" in printed
    assert f"\rWriting [{'#' * 30}] 200 of 200" in printed
    assert printed.endswith("\r\x1b[K")
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stderr", plain)
    with Bar("Reading") as bar:
        bar(1)
    assert plain.getvalue() == ""


def test_an_edited_export_is_shown_field_by_field_and_what_it_lost_waits(
    gt: Run, tmp_path: Path
) -> None:
    path = tmp_path / "toggl.csv"
    rows = [
        f"Ana,Northlake,Site,Day {day},Yes,2026-03-0{day},09:00:00,02:00:00" for day in (1, 2, 3)
    ]
    path.write_text("\n".join([TOGGL, *rows]), encoding="utf-8")
    assert gt("import", str(path), "--yes").code == 0
    path.write_text(
        "\n".join([TOGGL, rows[0], rows[2].replace("02:00", "03:00")]), encoding="utf-8"
    )
    result = gt("import", str(path), "--yes", "--json")
    assert result.code == 1
    (file,) = result.json["files"]
    assert (file["new"], file["updated"], file["same"], file["removed"]) == (0, 1, 1, 0)
    assert file["updates"][0]["fields"] == [{"field": "minutes", "before": 120, "after": 180}]
    assert [each["about"] for each in file["missing"]] == ["Day 2"]
    assert "--gone keep|remove" in gt("import", str(path), "--dry-run").out
    assert gt("import", str(path), "--yes", "--gone", "remove").code == 0
    assert gt("import", str(path), "--yes").code == 0


def test_what_an_older_file_would_set_back_has_the_form_of_the_records(
    gt: Run, tmp_path: Path
) -> None:
    gt("add", "Northlake")
    gt("set", "Northlake", "rate=80")
    older = tmp_path / "older.jsonl"
    gt("export", str(older))
    gt("set", "Northlake", "rate=90")
    result = gt("import", str(older), "--yes", "--json")
    assert result.code == 1
    (held,) = result.json["files"][0]["held"]
    fields = {each["field"]: (each["before"], each["after"]) for each in held["fields"]}
    assert fields["rate"] == ("90.00", "80.00")
    assert [past["value"] for past in fields["past_rates"][0]] == ["80.00"]
    assert "earlier rates changed" in gt("import", str(older), "--dry-run").out


def test_at_a_terminal_what_would_go_back_is_shown_before_it_is_asked(
    typed: Callable[..., Result], done: Run, north: str, tmp_path: Path
) -> None:
    older = tmp_path / "older.jsonl"
    done("export", str(older))
    done("set", "north", "reply_days=3")
    newer = done("export", "-").out
    _, out, _ = astuple(typed("1\ny\n", "import", str(older)))
    shown, question = out.index("would change back: Northlake Foods"), out.index("--older")
    assert shown < out.index("1  stay") < question
    assert "“3” → “1”" in out[shown:question]
    assert done("export", "-").out == newer
    typed("2\ny\n", "import", str(older))
    assert done("export", "-").out == older.read_text(encoding="utf-8")
