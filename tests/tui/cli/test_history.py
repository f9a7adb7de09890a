"""`undo`, `redo`, and the copies of the data file."""

from __future__ import annotations

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


def test_a_copy_and_its_way_back(done: Run, gt: Run, north: str, db: Path) -> None:
    assert "No backups yet" in done("backups").out
    copy = Path(done("backup").out.strip())
    assert copy.is_file() and copy.stat().st_mode & 0o777 == 0o600
    done("note", "north", "after the copy")
    assert str(copy) in done("backups").out
    lines = done("restore", str(copy), "--as-it-was").out.splitlines()
    assert texts(done) == []
    aside = Path(lines[1].rpartition("The previous file is now ")[2])
    assert aside.is_file()
    refused(gt("restore", str(db.parent / "none.db")), "none.db")
    refused(gt("restore"), "FILE")


def test_what_was_saved_after_a_copy_comes_back_with_it(done: Run, north: str, db: Path) -> None:
    copy = Path(done("backup").out.strip())
    done("note", "north", "after the copy")
    db.write_bytes(b"no data file any more")
    assert "1 change saved after that backup" in done("restore", str(copy)).out
    assert texts(done) == ["note: after the copy"]
    assert "Everything is fine" in done("verify").out


def test_what_did_not_come_back_is_named(done: Run, gt: Run, north: str, tmp_path: Path) -> None:
    copy = Path(done("backup").out.strip())
    (tmp_path / "hours.csv").write_text(
        "Client,Date,Hours\nNorthlake Foods,2026-03-02,2\n", encoding="utf-8"
    )
    columns = [f"--map={pair}" for pair in ("Date=on", "Hours=hours", "Client=client")]
    done("import", str(tmp_path / "hours.csv"), "--yes", *columns)
    done("note", "north", "after the import")
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
    db.write_bytes(before[:4096] + b"\xa5" * 8192 + before[12288:])
    damaged = gt("verify")
    assert (damaged.code, damaged.err) == (1, "")
    assert "damaged" in damaged.out
    db.write_text("something else entirely, and long enough to be looked at" * 10)
    assert gt("verify").code == 3
