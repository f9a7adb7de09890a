"""A file brought back loses nothing that the second copy of the journal still tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.data_file.backup import list_backups
from storage.errors import BackupFailed
from storage.paths import backup_dir, journal_copy
from storage.recovery import bring_back
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put, Remember, Remove
from triage.records import Record

Content = tuple[list[Record], list[str], dict[str, str]]


def _lived(path: Path) -> Content:
    """A file with a copy of its first day, and every sort of change after it."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        store.backup()
        store.apply("one", [Put(note("n1", "first"))])
        store.apply("two", [Put(note("n2"))])
        store.apply("change", [Put(note("n1", "second"))])
        store.apply("remove", [Remove("note", "n2")])
        store.undo()
        store.apply("remember", [Remember("topic", "name", "answer")])
        return _content(store)


def _content(store: Store) -> Content:
    history = [f"{entry.number} {entry.label} {entry.undone}" for entry in store.history()]
    return list(store.records()), history, store.remembered("topic")


@pytest.mark.parametrize("damage", ["gone", "garbage", "none"])
def test_what_was_saved_after_the_copy_comes_back(path: Path, damage: str) -> None:
    lived = _lived(path)
    if damage == "gone":
        path.unlink()
    elif damage == "garbage":
        path.write_bytes(b"garbage")
    (copy,) = list_backups(backup_dir(path))
    restored = bring_back(copy.path, path, noon)
    assert (restored.later.done, restored.later.left) == (6, [])
    assert (restored.aside is None) == (damage == "gone")
    assert journal_copy(path).exists()
    with Store.open(path, now=noon) as store:
        assert _content(store) == lived
        assert store.verify() == []
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []


def test_the_journal_alone_is_enough(path: Path, tmp_path: Path) -> None:
    lived = _lived(path)
    journal = journal_copy(path).rename(tmp_path / "kept.jsonl")
    bring_back(journal, tmp_path / "x.db", noon)
    with Store.open(tmp_path / "x.db", now=noon) as store:
        assert _content(store) == lived
        assert store.verify() == []


def test_a_copy_can_be_had_as_it_was(path: Path) -> None:
    _lived(path)
    (copy,) = list_backups(backup_dir(path))
    assert bring_back(copy.path, path, noon, later=False).later.done == 0
    with Store.open(path, now=noon) as store:
        assert list(store.records()) == [client()]


def test_an_altered_line_is_left_out_and_what_does_not_need_it_comes_back(path: Path) -> None:
    _lived(path)
    journal = journal_copy(path)
    text = journal.read_text("utf-8")
    journal.write_text(text.replace('"first"', '"worst"', 1), "utf-8")
    (copy,) = list_backups(backup_dir(path))
    restored = bring_back(copy.path, path, noon)
    assert restored.later.left == ["2026-03-13 change"]
    with Store.open(path, now=noon) as store:
        assert [record.id for record in store.records()] == ["north", "n2"]
        assert store.remembered("topic") == {"name": "answer"}
        assert store.verify() == []


def test_a_journal_of_another_history_is_not_played(path: Path, tmp_path: Path) -> None:
    _lived(path)
    with Store.open(tmp_path / "other.db", now=noon) as other:
        other.apply("add", [Put(client("acme"))])
        other.apply("more", [Put(client("birch"))])
    journal_copy(tmp_path / "other.db").replace(journal_copy(path))
    (copy,) = list_backups(backup_dir(path))
    assert bring_back(copy.path, path, noon).later.done == 0
    with Store.open(path, now=noon) as store:
        assert list(store.records()) == [client()]


def test_a_journal_without_a_readable_line_changes_nothing(path: Path, tmp_path: Path) -> None:
    lived = _lived(path)
    (tmp_path / "empty.jsonl").write_text("[1]\n{\n")
    with pytest.raises(BackupFailed, match="nothing readable"):
        bring_back(tmp_path / "empty.jsonl", path, noon)
    with Store.open(path, now=noon) as store:
        assert _content(store) == lived
