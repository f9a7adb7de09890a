"""A file brought back loses nothing that the second copy of the journal still tells."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from storage.data_file.copy_names import list_backups
from storage.errors import BackupFailed
from storage.paths import backup_dir, journal_copy
from storage.recovery import bring_back
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note, time
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
    unreadable = "change 2 (not readable in the journal)"
    assert restored.later.left == [unreadable, "2026-03-13 change"]
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


def _with_an_import(path: Path) -> Content:
    """A life with imports: one that stands and was worked on, one that is taken back."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        store.backup()
        new: list[Record] = [client("bulk", "Bulk Ltd")]
        new += [time(f"t{n}", n, "bulk") for n in range(50)]
        store.import_batch("Import", file="a.csv", fingerprint="a", new=new)
        store.apply("edit", [Put(time("t3", 999, "bulk")), Remove("time", "t4")])
        more = [time(f"u{n}", n, "north") for n in range(5)]
        store.import_batch("Import 2", file="b.csv", fingerprint="b", new=more)
        store.apply("edit", [Put(time("u1", 999))])
        store.take_back(4)
        third = [time(f"v{n}", n, "north") for n in range(5)]
        store.import_batch("Import 3", file="c.csv", fingerprint="c", new=third)
        store.undo()
        store.redo()
        return _content(store)


@pytest.mark.parametrize("of", ["copy", "journal"])
def test_imported_rows_come_back_from_the_second_copy(path: Path, tmp_path: Path, of: str) -> None:
    lived = _with_an_import(path)
    if of == "copy":
        (copy,) = list_backups(backup_dir(path))
        restored = bring_back(copy.path, path, noon)
    else:
        journal = journal_copy(path).rename(tmp_path / "kept.jsonl")
        path = tmp_path / "x.db"
        restored = bring_back(journal, path, noon)
    assert restored.later.left == []
    with Store.open(path, now=noon) as store:
        assert _content(store) == lived
        assert store.verify() == []
        assert store.undo() == "Import 3"
        assert store.verify() == []


def test_a_second_copy_that_was_lost_is_written_anew_with_the_rows_as_they_came(
    path: Path, tmp_path: Path
) -> None:
    lived = _with_an_import(path)
    whole = journal_copy(path).read_bytes()
    journal_copy(path).unlink()
    with Store.open(path, now=noon) as store:
        store.apply("remember", [Remember("topic", "name", "answer")])
    anew = journal_copy(path).read_bytes()
    assert not Counter(whole.splitlines()) - Counter(anew.splitlines())
    bring_back(journal_copy(path), tmp_path / "x.db", noon)
    with Store.open(tmp_path / "x.db", now=noon) as store:
        assert list(store.records()) == lived[0]


def test_a_row_that_was_altered_in_the_journal_keeps_its_import_out(path: Path) -> None:
    _with_an_import(path)
    journal = journal_copy(path)
    text = journal.read_text("utf-8")
    assert '"v2"' in text
    journal.write_text(text.replace('"v2"', '"w2"', 1), "utf-8")
    (copy,) = list_backups(backup_dir(path))
    left = bring_back(copy.path, path, noon).later.left
    assert left[0] == "2026-03-13 Import 3"
    with Store.open(path, now=noon) as store:
        assert "t49" in {record.id for record in store.records()}
        assert store.verify() == []


@pytest.mark.parametrize(
    ("was", "spoilt"),
    [
        ('"engagement"', '"engagdment"'),
        ('"kind":"time"}', '"kind":"tine"}'),
        ('["v3"', '["v4"'),
        (",null,33]", ",null,32]"),  # its place in the order of entry
    ],
)
def test_whatever_is_altered_in_the_rows_of_an_import_is_told(
    path: Path, was: str, spoilt: str
) -> None:
    _with_an_import(path)
    journal = journal_copy(path)
    text = journal.read_text("utf-8")
    assert was in text
    journal.write_text(text.replace(was, spoilt, 1), "utf-8")
    with Store.open(path, now=noon) as store:
        (finding,) = store.verify()
    assert "in the rows of" in finding
    (copy,) = list_backups(backup_dir(path))
    assert bring_back(copy.path, path, noon).later.left
    with Store.open(path, now=noon) as store:
        assert store.verify() == []


def test_after_a_restore_as_it_was_the_second_copy_is_there_at_once(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        early = store.backup()
        store.apply("one", [Put(note("n1", "first"))])
        late = store.backup()
    bring_back(late, path, noon, later=False)
    Store.open(path, now=noon).close()
    assert bring_back(early, path, noon).later.done == 1
    with Store.open(path, now=noon) as store:
        assert store.get("note", "n1") == note("n1", "first")
