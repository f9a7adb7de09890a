"""`forget`: the name is typed, and then nothing of the client is left."""

from __future__ import annotations

from pathlib import Path

from tests.tui.cli.conftest import Run


def test_the_name_has_to_be_typed(gt: Run, done: Run, north: str, db: Path) -> None:
    done("note", "north", "Geheimwort")
    for typed in (b"", b"north\n", b"yes\n"):
        result = gt("forget", "north", typed=typed)
        assert result.code == 2 and "nothing was deleted" in result.err
    assert b"Geheimwort" in db.read_bytes()
    done("add", "Birch")
    said = done("forget", "north", typed=b"Northlake Foods\n").out
    assert "cannot be undone" in said
    assert "Forgotten: 1 client, 1 note" in said
    assert done("clients", "--json").json["clients"][0]["name"] == "Birch"
    left = [path for path in db.parent.rglob("*") if path.is_file()]
    assert [path for path in left if b"Geheimwort" in path.read_bytes()] == []
    assert [path for path in left if b"Northlake" in path.read_bytes()] == []
    assert "Everything is fine" in done("verify").out
    assert "A client was forgotten" in done("undo", "--list").out
