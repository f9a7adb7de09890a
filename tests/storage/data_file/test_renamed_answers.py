"""Answers stored under names that were cut at four words: brought up to date, and understood."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from storage.data_file import migrations
from storage.data_file.copy_names import list_backups
from storage.data_file.renamed_answers import LABEL
from storage.importing.jsonl_import import plan_jsonl, write_jsonl
from storage.paths import backup_dir
from storage.store import Store
from storage.tables.added_fields import ADDED_IN_3
from tests.storage.conftest import noon
from tests.storage.records import DAY, client
from triage.changes import Put
from triage.records import Answer, Attempt, Decision, Record
from triage.records.codec import dump

OLD, TODAY = "fillin_work_for_a", "fill_in_work"


def answer(value: str) -> Answer:
    return Answer(
        id="t/loss",
        client="north",
        attempt="t",
        screen="renegotiate",
        question="loss",
        on=DAY,
        value=value,
        ask="What makes it worth it?",
        playbook="playbook.toml 1",
    )


def decision(value: str) -> Decision:
    return Decision(
        id="d",
        client="north",
        attempt="t",
        screen="renegotiate",
        code="PRICE",
        on=DAY,
        say="Propose the new price",
        playbook="playbook.toml 1",
        because=({"question": "loss", "value": value, "label": "Fill-in work"},),
    )


def added_in_4(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The triggers and tables that make the search index follow, and what is captured."""
    return connection.execute(
        "SELECT type, name FROM sqlite_master WHERE name IN ('search', 'search_due', 'captured')"
        " OR (type = 'trigger' AND name LIKE 'search%') ORDER BY type = 'table'"
    ).fetchall()


@contextmanager
def first_version(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """What is written meanwhile lies in a file of version 1, without later columns and tables."""
    first, _, *later = migrations.STEPS
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (first, *later))
        yield patched
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for sort, name in added_in_4(connection):
            connection.execute(f'DROP {sort} "{name}"')
        for kind, names in ADDED_IN_3.items():
            for name in names:
                connection.execute(f'ALTER TABLE "{kind}" DROP COLUMN "{name}"')
        connection.execute("PRAGMA user_version = 1")


@pytest.fixture
def old(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the first version: an answer was changed, and a decision was taken."""
    attempt = Attempt(id="t", client="north", screen="renegotiate", on=DAY)
    with first_version(path, monkeypatch), Store.open(path, now=noon) as store:
        store.apply("add", [Put(client()), Put(attempt), Put(answer("nothing_raise_it_to"))])
        store.apply("answer", [Put(answer(OLD))])
        store.apply("decide", [Put(decision(OLD))])
    return path


def test_stored_answers_get_the_names_of_today_after_a_backup(old: Path) -> None:
    with Store.open(old, now=noon) as store:
        assert store.get("answer", "t/loss") == answer(TODAY)
        assert store.get("decision", "d") == decision(TODAY)
        assert store.history(1)[0].label == LABEL
        assert store.verify() == []
    (copy,) = list_backups(backup_dir(old))
    assert copy.before_migration


def test_undo_passes_it_over_and_takes_back_what_the_user_did(old: Path) -> None:
    with Store.open(old, now=noon) as store:
        assert store.undo() == "decide"
        assert store.get("decision", "d") is None
        assert store.undo() == "answer"
        assert store.get("answer", "t/loss") == answer("raise_to_floor")
        assert store.redo() == "answer"
        assert store.redo() == "decide"
        assert store.get("decision", "d") == decision(TODAY)
        assert store.verify() == []


def test_an_import_of_before_is_still_taken_back_and_brought_again(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = tmp_path / "old.jsonl"
    attempt = Attempt(id="t", client="north", screen="renegotiate", on=DAY)
    records: list[Record] = [client(), attempt, answer(OLD), decision(OLD)]
    lines.write_text("".join(json.dumps(dump(r, "EUR")) + "\n" for r in records), "utf-8")
    with first_version(path, monkeypatch) as patched:
        patched.setattr("storage.importing.jsonl_import.up_to_date", lambda record: record)
        with Store.open(path, now=noon) as store:
            write_jsonl(plan_jsonl(lines, store), store)
            assert store.get("decision", "d") == decision(OLD)
    with Store.open(path, now=noon) as store:
        store.undo()
        assert store.get("decision", "d") is None
        assert store.verify() == []
        store.redo()
        assert store.get("decision", "d") == decision(TODAY)
        assert store.verify() == []
        store.undo()
        assert store.verify() == []


def test_a_file_without_them_gets_no_entry(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with first_version(path, monkeypatch), Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
    with Store.open(path, now=noon) as store:
        assert [entry.label for entry in store.history()] == ["add"]


def test_imported_lines_with_the_former_names_are_understood(path: Path, tmp_path: Path) -> None:
    records: list[Record] = [
        client(),
        Attempt(id="t", client="north", screen="renegotiate", on=DAY),
        answer(OLD),
        replace(decision(OLD)),
    ]
    lines = tmp_path / "old.jsonl"
    lines.write_text("".join(json.dumps(dump(r, "EUR")) + "\n" for r in records), "utf-8")
    with Store.open(path, now=noon) as store:
        write_jsonl(plan_jsonl(lines, store), store)
        assert store.get("answer", "t/loss") == answer(TODAY)
        assert store.get("decision", "d") == decision(TODAY)
        assert plan_jsonl(lines, store).same.total() == len(records)
