"""`undo`, `redo`, and the copies of the data file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.tui.cli.conftest import Run, refused


def texts(done: Run) -> list[str]:
    return [line["text"] for line in done("show", "north", "--json").json["timeline"]]


def test_undo_takes_back_one_change_at_a_time(done: Run, gt: Run, north: str) -> None:
    done("note", "north", "one")
    done("energy", "north", "4")
    assert "energy 4" in done("undo").out
    assert len(texts(done)) == 1
    assert "note" in done("undo").out
    assert "Northlake Foods: added client" in done("undo").out
    assert done("clients", "--json").json["clients"] == []
    refused(gt("undo"), "nothing to undo")


def test_redo_brings_it_back_until_something_new_is_done(done: Run, gt: Run, north: str) -> None:
    refused(gt("redo"), "nothing to redo")
    done("note", "north", "one")
    done("undo")
    assert "note" in done("redo").out
    assert len(texts(done)) == 1
    done("undo")
    done("note", "north", "two")
    refused(gt("redo"), "nothing to redo")


def test_the_list_of_changes(done: Run, north: str) -> None:
    done("set", "north", "rate=80", "floor=55")
    done("undo")
    newest, taken_back, first = done("undo", "--list").out.splitlines()
    assert "Undo: Northlake Foods: changed floor, rate" in newest
    assert taken_back.endswith("changed floor, rate (undone)")
    assert first.split()[0] == "1" and "Northlake Foods: added client" in first
    assert first.endswith("(undo: removes 1 client)")


def _import_hours(done: Run, folder: Path) -> None:
    file = folder / "hours.csv"
    file.write_text(
        "Client,Date,Hours\nNorthlake Foods,2026-03-02,2\nNorthlake Foods,2026-03-03,1\n", "utf-8"
    )
    columns = [f"--map={pair}" for pair in ("Date=on", "Hours=hours", "Client=client")]
    done("import", str(file), "--yes", *columns)


def test_an_older_change_is_undone_by_its_number(
    done: Run, gt: Run, north: str, tmp_path: Path
) -> None:
    _import_hours(done, tmp_path)
    done("note", "north", "after the import")
    assert "removes 2 time entries" in done("undo", "--list").out
    assert done("undo", "2").out == "Undone: Import of hours.csv. To redo: goodterms redo\n"
    assert texts(done) == ["note: after the import"]
    refused(gt("undo", "2"), "Change 2 ")
    refused(gt("undo", "99"), "Change 99 ")
    refused(gt("undo", "north"), "is not the number of a change")
    refused(gt("undo", "9" * 30), "Change 999")
    refused(gt("undo", "1"), "depends on it")


def test_what_was_changed_since_an_import_stays_and_is_named(
    done: Run, north: str, tmp_path: Path
) -> None:
    _import_hours(done, tmp_path)
    (hours, _) = [
        json.loads(line)
        for line in done("export", "-").out.splitlines()
        if '"kind": "time"' in line
    ]
    done("record", "time", hours["id"], "minutes=5h")
    said = done("undo", "2").out.splitlines()
    assert said[1] == (
        "Kept, because they have been changed or needed since: Northlake Foods hours of 2026-03-02."
    )
    assert texts(done) == ["hours: 5.0 h"]
    assert "Everything is fine" in done("verify").out


def test_a_copy_and_its_way_back(done: Run, gt: Run, north: str, db: Path) -> None:
    copy = Path(done("backup").out.strip())
    assert copy.is_file() and copy.stat().st_mode & 0o777 == 0o600
    done("note", "north", "after the copy")
    assert str(copy) in done("backups").out
    lines = done("restore", str(copy), "--as-it-was").out.splitlines()
    assert texts(done) == []
    aside = Path(lines[1].rpartition("The previous file is now ")[2])
    assert aside.is_file()
    refused(gt("restore", str(db.parent / "none.db")), "none.db")
    for each in copy.parent.iterdir():
        each.write_bytes(b"spoilt")
    (db.parent / "gt.journal.jsonl").unlink(missing_ok=True)
    refused(gt("restore"), "no good backup")


def test_what_was_saved_after_a_copy_comes_back_with_it(done: Run, north: str, db: Path) -> None:
    copy = Path(done("backup").out.strip())
    done("note", "north", "after the copy")
    db.write_bytes(b"no data file any more")
    assert "1 change saved after that backup" in done("restore", str(copy)).out
    assert texts(done) == ["note: after the copy"]
    assert "Everything is fine" in done("verify").out


def test_the_best_backup_is_taken_where_none_is_named(done: Run, north: str, db: Path) -> None:
    copy = Path(done("backup").out.strip())
    done("note", "north", "after the copy")
    copy.write_bytes(copy.read_bytes()[:5000])
    lines = done("restore").out.splitlines()
    assert str(db.parent) in lines[0] and str(copy) not in lines[0]
    assert texts(done) == ["note: after the copy"]


def test_an_import_comes_back_too(done: Run, north: str, tmp_path: Path) -> None:
    copy = Path(done("backup").out.strip())
    _import_hours(done, tmp_path)
    done("note", "north", "after the import")
    before = texts(done)
    done("restore", str(copy))
    assert (len(before), texts(done)) == (3, before)


def test_what_did_not_come_back_is_named(
    done: Run, gt: Run, north: str, tmp_path: Path, db: Path
) -> None:
    copy = Path(done("backup").out.strip())
    _import_hours(done, tmp_path)
    done("note", "north", "after the import")
    journal = db.parent / "gt.journal.jsonl"
    rows = journal.read_text("utf-8").replace('"2026-03-03"', '"2026-03-04"')
    journal.write_text(rows, "utf-8")
    result = gt("restore", str(copy))
    assert (result.code, texts(done)) == (1, ["note: after the import"])
    assert "hours.csv" in result.err


def test_a_copy_in_a_folder_of_ones_own(done: Run, north: str, tmp_path: Path) -> None:
    copy = Path(done("backup", str(tmp_path / "stick")).out.strip())
    assert copy.parent == tmp_path / "stick"


def test_a_copy_cannot_be_written(gt: Run, north: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(gt("backup", str(tmp_path / "file")), "file")


def test_verify(done: Run, gt: Run, north: str, db: Path) -> None:
    assert "Everything is fine" in done("verify").out
    content = db.read_bytes()
    assert content.count(b"Northlake Foods") > 1
    db.write_bytes(content.replace(b"Northlake Foods", b"Northlake Fools", 1))
    before = db.read_bytes()
    result = gt("verify")
    assert result.code == 1 and result.out
    note = gt("note", "north", "into a damaged file")
    assert note.code == 3 and "is damaged" in note.err
    assert db.read_bytes() == before
    db.write_bytes(before[:4096] + b"\xa5" * 8192 + before[12288:])
    damaged = gt("verify")
    assert (damaged.code, damaged.err) == (1, "")
    assert "damaged" in damaged.out
    db.write_text("something else entirely, and long enough to be looked at" * 10)
    assert "does not begin like" in gt("verify").out
