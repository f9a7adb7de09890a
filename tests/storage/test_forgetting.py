"""A client who is forgotten is in no file any more, and everybody else is as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.capture import capture
from storage.errors import Damaged
from storage.forgetting import files_with_everybody, forget
from storage.paths import journal_copy, source_outputs
from storage.recovery import bring_back
from storage.store import Store
from storage.writing.without_client import TOMBSTONE
from tests.storage.conftest import NOON, noon
from tests.storage.records import DAY, client, invoice, note, payment, time
from triage.changes import Put, Remember, Remove
from triage.records import Lesson, Record, Review, WatchRule

SECRET = "Geheimwort"
OTHERS = {"n2", "birch", "t5", "i2", "p2", "n9", "r1", "w2"}


def _life(path: Path, second: Path) -> None:
    """Two clients with all sorts of records, imports, backups, drafts and what lies beside."""
    with Store.open(path, now=noon) as store:
        acme = client("acme", f"{SECRET} Ltd", contact=SECRET, tags=(SECRET,))
        birch = client("birch", "Birch", pays_through="acme", linked=("acme",))
        store.apply(f"Added {SECRET} Ltd", [Put(acme)])
        store.apply("Added Birch", [Put(birch)])
        store.apply(f"{SECRET} Ltd: note", [Put(note("n1", SECRET, "acme"))])
        store.apply("Birch: note", [Put(note("n2", "theirs", "birch"))])
        store.apply("Birch: note", [Put(note("n9", "first", "birch"))])
        store.backup(second=second)
        new: list[Record] = [
            *(time(f"t{n}", n, "acme", text=SECRET) for n in range(5)),
            time("t5", 5, "birch"),
            invoice("i1", "10.00", "acme", number=SECRET),
            payment("p1", "1.00", "i1"),
            invoice("i2", "10.00", "birch"),
            payment("p2", "1.00", "i2"),
        ]
        store.import_batch(
            f"Import of {SECRET}.csv",
            file=f"{SECRET}.csv",
            fingerprint="f",
            new=new,
            remember={"import.project": {SECRET: "acme", "Site": "acme", "Wood": "birch"}},
        )
        store.apply("edit", [Put(time("t3", 99, "acme", text=SECRET)), Remove("time", "t4")])
        seen = {"acme": {"FADING": [2, "2026-03-13"]}, "birch": {}}
        cards = ({"client": "acme", "reason": SECRET}, {"client": "birch", "reason": "fine"})
        review = Review(id="r1", on=DAY, queue=("acme", "birch"), cards=cards, seen=seen)
        store.apply("Review", [Put(review)])
        lesson = Lesson(id="l1", client="acme", on=DAY, ours=(SECRET,))
        rule = WatchRule(id="w1", on=DAY, when="silent > 3", sentence=SECRET, lesson="l1")
        other = WatchRule(id="w2", on=DAY, when="silent > 3", sentence="call")
        store.apply("Lesson", [Put(lesson), Put(rule), Put(other)])
        store.apply("answer", [Remember("import.invoice", "harvest 1", "i1")])
        store.apply("change", [Put(note("n9", "second", "birch"))])
        store.undo()
        store.take_back(6)  # the import; what was changed since stays
        store.redo()
        store.replace_draft("note.acme", None, SECRET)
        store.replace_draft("note.birch", None, "a draft")
        store.save_glance("key", [{"name": SECRET}])
        store.backup()
    (path.parent / "goodterms-before-restore-20260101T000000Z.db").write_text(SECRET)
    (path.parent / "goodterms.journal-0badf00d.jsonl").write_text(SECRET)
    source_outputs(path).mkdir()
    (source_outputs(path) / "last.csv").write_text(SECRET)
    capture(str(path), "acme", "note", {"text": SECRET}, NOON, "note")


@pytest.fixture
def lived(path: Path, tmp_path: Path) -> Path:
    """A life, and a second folder of backups."""
    (tmp_path / "stick").mkdir()
    _life(path, tmp_path / "stick")
    return path


def _files_with(folder: Path, text: str) -> list[str]:
    both = (text.encode(), text.casefold().encode())
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in both)
    ]


def test_no_byte_of_them_is_left_in_any_file(lived: Path, tmp_path: Path) -> None:
    assert len(_files_with(tmp_path, SECRET)) > 6
    gone = forget(lived, "acme", noon, tmp_path / "stick")
    assert gone.records["client"] == 1 and gone.records["time"] == 4
    assert len(gone.files) >= 5
    assert _files_with(tmp_path, SECRET) == []
    assert _files_with(tmp_path, "acme") == []
    with Store.open(lived, now=noon) as store:
        store.backup(second=tmp_path / "stick")
    assert _files_with(tmp_path, SECRET) == []


def test_everybody_else_is_as_they_were(lived: Path, tmp_path: Path) -> None:
    forget(lived, "acme", noon)
    with Store.open(lived, now=noon) as store:
        assert store.verify() == []
        assert {record.id for record in store.records()} == OTHERS
        assert store.client("birch") == client("birch", "Birch")
        review = store.get("review", "r1")
        assert isinstance(review, Review)
        assert review.queue == ("birch",)
        assert review.cards == ({"client": "birch", "reason": "fine"},)
        assert dict(review.seen) == {"birch": {}}
        assert store.drafts() == {"note.birch": "a draft"}
        assert store.remembered("import.project") == {"Wood": "birch"}
        assert store.remembered("import.invoice") == {}
        history = [entry.label for entry in store.history(99)]
        assert history[0] == TOMBSTONE
        assert history.count("Birch: note") == 2
        assert store.redo() == "change"  # what was undone before
    bring_back(journal_copy(lived), tmp_path / "again.db", noon)
    with Store.open(tmp_path / "again.db", now=noon) as again:
        assert {record.id for record in again.records()} == OTHERS
        assert again.verify() == []


def test_an_import_of_both_is_still_taken_back(lived: Path) -> None:
    forget(lived, "acme", noon)
    with Store.open(lived, now=noon) as store:
        number = next(
            e.number for e in store.history(99) if e.label == "Forgotten" and e.number == 6
        )
        store.take_back(number)
        assert {record.id for record in store.records()} == OTHERS - {"t5", "i2", "p2"}
        store.redo()
        assert {record.id for record in store.records()} == OTHERS
        assert store.verify() == []


def test_a_name_inside_another_name_is_not_meant(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("Added Acme", [Put(client("a", "Acme"))])
        store.apply("Added Acme & Sons", [Put(client("s", "Acme & Sons"))])
        store.apply("names", [Remember("import.project", "Acme & Sons", "s")])
    forget(path, "a", noon)
    with Store.open(path, now=noon) as store:
        labels = [entry.label for entry in store.history()]
        assert labels == [TOMBSTONE, "names", "Added Acme & Sons", "Forgotten"]
        assert store.remembered("import.project") == {"Acme & Sons": "s"}


def test_what_stands_in_the_way_is_named_and_nothing_is_lost(lived: Path) -> None:
    before = lived.read_bytes()
    lived.write_bytes(before[:5000])
    with pytest.raises(Damaged):
        forget(lived, "acme", noon)
    assert lived.read_bytes() == before[:5000]
    assert files_with_everybody(lived)
