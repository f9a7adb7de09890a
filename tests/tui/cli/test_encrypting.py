"""`encrypt` and `decrypt`, and the passphrase that every other command asks for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from storage import passphrase
from storage.data_file.copy_names import best_first
from tests.tui.cli.conftest import Result, Run

pytest.importorskip("sqlcipher3", reason="the extra `cipher` is not installed")
pytestmark = pytest.mark.usefixtures("no_passphrase")

OPENS = "correct horse"


@pytest.fixture
def prints(tmp_path: Path) -> Path:
    """The file whose first line the settings' command prints."""
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{OPENS}\n", encoding="utf-8")
    command = f"{sys.executable} -c 'print(open(\\\"{path}\\\").readline().strip())'"
    (tmp_path / "settings.toml").write_text(f'passphrase_command = "{command}"\n')
    return path


@pytest.fixture
def fresh(gt: Run) -> Run:
    """Like `gt`, each time as a new process: nobody remembers the passphrase."""

    def run(*words: str, typed: bytes = b"") -> Result:
        passphrase.lock()
        return gt(*words, typed=typed)

    return run


@pytest.fixture
def encrypted(db: Path, fresh: Run, prints: Path) -> Path:
    fresh("add", "Northlake Foods")
    result = fresh("encrypt", typed=b"y\n")
    assert result.code == 0, result
    assert prints.exists()
    return db


def test_every_command_works_with_it(encrypted: Path, fresh: Run, tmp_path: Path) -> None:
    assert not encrypted.read_bytes().startswith(b"SQLite")
    for words in (
        ["note", "north", "called about the menu"],
        ["clients"],
        ["status"],
        ["find", "menu"],
        ["show", "north"],
        ["undo"],
        ["redo"],
        ["verify"],
        ["backup"],
        ["backups"],
        ["export", str(tmp_path / "out.jsonl")],
        ["import", str(tmp_path / "out.jsonl"), "--yes"],
        ["restore"],
        ["verify"],
        ["calendar", str(tmp_path / "out.ics")],
        ["due"],
        ["review"],
        ["settings"],
    ):
        result = fresh(*words)
        assert (result.code, result.err) == (0, ""), (words, result)
    assert b"menu" in (tmp_path / "out.jsonl").read_bytes()
    assert fresh("forget", "north", typed=b"Northlake Foods\n").code == 0
    assert fresh("decrypt", typed=b"y\n").code == 0
    assert encrypted.read_bytes().startswith(b"SQLite")
    assert fresh("verify").code == 0


def test_another_passphrase_is_one_line_and_no_damage(
    encrypted: Path, fresh: Run, prints: Path
) -> None:
    content = encrypted.read_bytes()
    prints.write_text("wrong\n")
    for words in (["clients"], ["verify"], ["restore"], ["note", "north", "x"], ["status"]):
        result = fresh(*words)
        assert result.code == 3 and "damage" not in result.err
        assert result.err.count("\n") == 1 and "That passphrase does not open" in result.err
    assert encrypted.read_bytes() == content


def test_without_a_terminal_or_a_command_it_is_refused(
    encrypted: Path, fresh: Run, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").unlink()
    result = fresh("clients")
    assert result.code == 2 and "passphrase_command" in result.err
    assert encrypted.exists()


def test_a_backup_comes_back_where_the_file_is_gone(encrypted: Path, fresh: Run) -> None:
    encrypted.unlink()
    assert best_first(encrypted)
    assert fresh("restore").code == 0
    assert "Northlake Foods" in fresh("clients").out


def test_nothing_is_changed_without_a_yes(db: Path, fresh: Run, prints: Path) -> None:
    fresh("add", "Northlake Foods")
    before = {each: each.read_bytes() for each in db.parent.glob("gt*") if each.is_file()}
    assert fresh("encrypt").code == 2
    assert {each: each.read_bytes() for each in before} == before
    assert prints.exists()


def test_one_that_is_encrypted_is_not_encrypted_again(encrypted: Path, fresh: Run) -> None:
    result = fresh("encrypt", typed=b"y\n")
    assert result.code == 2 and "is encrypted already" in result.err
    assert encrypted.exists()
