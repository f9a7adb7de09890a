"""`note` and `log` done before anything is loaded say and store what the commands do."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from storage.store import Store
from tests.storage.conftest import noon
from tests.test_architecture import ROOT
from tests.tui.cli.conftest import NORTH, Run
from triage.changes import ChangeSet, Put
from triage.playbook.after.derived_changes import derived_changes
from triage.records import Client, Event, Note, Record
from tui.cli import main
from tui.cli.event_names import PICKER
from tui.cli.quick import TALKS, done_at_once, event_fields


def stored(db: Path, kind: str) -> list[Record]:
    with Store.open(db, now=noon) as store:
        return store.of_kind(kind)


def same(first: Record, second: Record) -> bool:
    assert isinstance(first, Note | Event) and isinstance(second, Note | Event)
    return replace(first, id="", on=date.min) == replace(second, id="", on=date.min)


@pytest.fixture
def quick(gt: Run, north: str, db: Path) -> dict[str, str]:
    """The environment in which a plain command is done at once."""
    return {"GOODTERMS_DB": str(db)}


def test_a_note_is_the_one_of_the_command(quick: dict[str, str], gt: Run, db: Path) -> None:
    said = done_at_once(["note", "northlake", "two", "words é"], quick)
    slow = gt("note", "northlake", "two", "words é")
    first, second = stored(db, "note")
    assert isinstance(first, Note) and same(first, second)
    assert said is not None and said.replace(first.id, second.id) == slow.out.rstrip("\n")


@pytest.mark.parametrize("name", [each.name for each in PICKER])
def test_an_event_is_the_one_of_the_command(
    quick: dict[str, str], gt: Run, db: Path, name: str
) -> None:
    said = done_at_once(["log", "north", name, "some", "text"], quick)
    slow = gt("log", "north", name, "some", "text")
    first, second = stored(db, "event")
    assert isinstance(first, Event) and isinstance(second, Event) and same(first, second)
    assert said is not None
    said = said.replace(first.id, second.id).replace(str(first.on), str(second.on))
    assert said == slow.out.rstrip("\n")


@pytest.mark.parametrize("name", [each.name for each in PICKER])
@pytest.mark.parametrize("state", ["active", "leaving", "closing", "closed", "dormant"])
def test_nothing_follows_from_what_is_done_at_once(
    quick: dict[str, str], db: Path, name: str, state: str
) -> None:
    with Store.open(db, now=noon) as store:
        north = store.client(NORTH)
        store.apply("state", [Put(replace(north, state=state))])  # type: ignore[arg-type]
    if done_at_once(["log", "north", name], quick) is None:
        assert event_fields(name)[0] in TALKS and state != "active"
        return
    with Store.open(db, now=noon) as store:
        (event,) = store.of_kind("event")
        assert isinstance(event, Event)
        put = ChangeSet("log", (Put(event, new=True),))
        assert derived_changes(store.book(), put, event.on) == ()


@pytest.mark.parametrize(
    "words",
    [
        ["note", "north"],
        ["note", "north", "  "],
        ["note", "north", "a\nb"],
        ["note", "north", "--", "x"],
        ["note", "nobody", "x"],
        ["note", "north", "a", "--db", "x"],
        ["log", "north"],
        ["log", "north", "revision_round"],
        ["log", "north", "promise", "due=2026-03-20"],
        ["log", "north", "rude", "tone=-1"],
        ["log", "north", "rude", "--tone", "-1"],
        ["log", "north", "nonsense"],
        ["due", "north", "x"],
    ],
)
def test_whatever_is_not_plain_is_left_to_the_commands(
    quick: dict[str, str], db: Path, words: list[str]
) -> None:
    assert done_at_once(words, quick) is None
    assert stored(db, "note") == stored(db, "event") == []


def test_a_day_that_was_set_is_left_to_the_commands(quick: dict[str, str]) -> None:
    assert done_at_once(["note", "north", "x"], quick | {"GOODTERMS_TODAY": "2026-01-01"}) is None


def test_the_program_prints_it(
    quick: dict[str, str], db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["note", "north", "hello"]) == 0
    (note,) = stored(db, "note")
    assert capsys.readouterr().out == f"Noted for Northlake Foods ({note.id})\n"


def test_next_to_nothing_is_loaded(quick: dict[str, str]) -> None:
    work = "from tui.cli import main\nmain(['log', 'north', 'rude', 'x'])\n"
    ends = [
        subprocess.run(
            [sys.executable, "-c", f"import sys\n{code}sys.stderr.write(' '.join(sys.modules))"],
            cwd=ROOT,
            env={**os.environ, **quick},
            capture_output=True,
            text=True,
            check=True,
        )
        for code in ("import sqlite3\n", work)
    ]
    bare, loaded = (set(ended.stderr.split()) for ended in ends)
    own = {name for name in loaded if name.partition(".")[0] in ("tui", "storage", "triage")}
    assert loaded - bare - own <= {"unicodedata", "__future__", "zoneinfo", "errno", "zlib"}
    assert "triage.records" not in own and "storage.store" not in own


def test_a_client_is_named(quick: dict[str, str], db: Path) -> None:
    with Store.open(db, now=noon) as store:
        store.apply("add", [Put(Client(id="x", name="Esc\x1b[31m"))])
    assert done_at_once(["note", "esc", "x"], quick) is None  # its name needs care in a terminal
