"""Our own records at the same front door."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.importing import ImportOptions, inspect, write
from storage.jsonl_export import export_jsonl
from storage.store import Store
from tests.storage.importing.conftest import TODAY, Desk

TWO = (
    '{"kind": "client", "id": "a", "name": "Acme"}\n'
    '{"kind": "time", "id": "t", "client": "a", "on": "2026-09-01", "minutes": 60}\n'
)


def test_records_come_in_and_twice_adds_nothing(desk: Desk) -> None:
    path = desk.file(TWO, "mine.jsonl")
    for new, same in ((2, 0), (0, 2)):
        result = write(inspect(path, desk.store, ImportOptions(on=TODAY)), desk.store)
        assert (result.format, result.new, result.same) == ("jsonl", new, same)
        assert (result.batch is None) == (new == 0)


def test_they_are_known_by_their_content_too(desk: Desk) -> None:
    assert desk.look(TWO).format == "jsonl"
    assert desk.look(TWO).new_clients == ("Acme",)


@pytest.mark.parametrize(
    "line", ['{"kind": "time", "id": "u"}', TWO.splitlines()[1].replace("60", "0")]
)
def test_a_bad_line_is_named_and_the_rest_goes_in(desk: Desk, line: str) -> None:
    path = desk.file(f"{TWO}{line}\n", "mine.jsonl")
    result = write(inspect(path, desk.store, ImportOptions(on=TODAY)), desk.store)
    assert result.new == 2
    assert [(skip.line, skip.bad) for skip in result.skipped] == [(3, True)]
    assert result.needs_attention


def test_what_an_import_brought_goes_out_and_comes_back_the_same(desk: Desk) -> None:
    desk.take(
        "Start date,Start time,Duration,Client,Project,Description\n"
        "2026-09-01,09:00:00,01:00:00,Acme,Site,Work\n"
    )
    stream = io.StringIO()
    export_jsonl(desk.store, stream)
    preview = desk.look(stream.getvalue())
    assert (preview.format, preview.new, preview.updated, preview.same) == ("jsonl", 0, 0, 2)


def test_a_missing_file(desk: Desk) -> None:
    with pytest.raises(StorageError, match=r"nothing\.jsonl"):
        inspect(desk.folder / "nothing.jsonl", desk.store, ImportOptions(on=TODAY))


def test_a_moved_file_asks_nothing_again(desk: Desk, tmp_path: Path) -> None:
    head = "Start date,Start time,Duration,Client,Project,Description\n"
    hours = f"{head}2026-09-01,9:00:00,1:00:00,,Site,x\n"
    desk.take(hours, client_for={"Site": "Acme"})
    moved = io.StringIO()
    export_jsonl(desk.store, moved)
    lines = moved.getvalue()
    assert '"kind": "remembered"' in lines and str(tmp_path) not in lines
    with Store.open(tmp_path / "other.db", now=lambda: datetime(2026, 11, 21, 12)) as other:
        path = desk.file(lines, "all.jsonl")
        result = write(inspect(path, other, ImportOptions(on=TODAY)), other)
        assert (result.new, result.skipped) == (2, ())
        again = io.StringIO()
        export_jsonl(other, again)
        assert again.getvalue() == lines, "the move is whole"
        export = desk.file(hours, "export.csv")
        assert not inspect(export, other, ImportOptions(on=TODAY)).unmapped
        newest = other.head()
        write(inspect(path, other, ImportOptions(on=TODAY)), other)
        assert other.head() == newest, "twice adds nothing"
        other.undo()
        assert other.remembered("import.project") == {}


def test_an_answer_that_is_here_stays(desk: Desk) -> None:
    client = '{"kind": "client", "id": "a", "name": "Acme"}\n'
    line = '{"kind": "remembered", "topic": "import.answer", "name": "state:Due", "value": "%s"}\n'
    desk.take(client + line % "open")
    desk.take(client + line % "paid")
    assert desk.store.remembered("import.answer") == {"state:Due": "open"}


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "remembered", "topic": "import.answer", "name": "x"}',
        '{"kind": "remembered", "topic": "import.answer", "name": "x", "value": 3}',
        '{"kind": "remembered", "topic": "import.source", "name": "x", "value": "y"}',
        '{"kind": "remembered", "topic": "other", "name": "x", "value": "y"}',
    ],
)
def test_one_that_is_none_is_named_with_its_line(desk: Desk, line: str) -> None:
    client = '{"kind": "client", "id": "a", "name": "Acme"}\n'
    result = desk.take(client + line)
    assert [(skip.line, skip.bad) for skip in result.skipped] == [(2, True)]
    assert len(desk.records("client")) == 1
