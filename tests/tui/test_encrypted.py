"""The screens on an encrypted data file: the passphrase is asked for before they come."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.encrypting import encrypt
from tests.tui.stage import client, fill, now

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)
pytest.importorskip("sqlcipher3", reason="the extra `cipher` is not installed")

from tests.tui.terminal import Terminal

Begin = Callable[[], Terminal]


@pytest.fixture
def begin(db: Path, tmp_path: Path, no_passphrase: None) -> Begin:
    fill(db, [client()])
    encrypt(db, "correct horse", now)
    env = {
        "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"),
        "GOODTERMS_STATE": str(tmp_path / "state"),
    }
    return lambda: Terminal("--db", str(db), "--as-of", "2026-03-13", env=env)


def test_the_passphrase_opens_it_and_a_note_is_kept(begin: Begin, tmp_path: Path) -> None:
    with begin() as terminal:
        terminal.wait_for("Passphrase for")
        terminal.send("correct horse\r")
        terminal.wait_for("1 unknown")
        terminal.send("n")
        terminal.wait_for("save and close")
        terminal.send("half a thought")
        terminal.send("\x1b")
        terminal.wait_for("Note saved")
    readable = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"half a thought" in path.read_bytes() for path in readable)


def test_another_one_is_said_before_the_screens_come(begin: Begin) -> None:
    with begin() as terminal:
        terminal.wait_for("Passphrase for")
        terminal.send("wrong\r")
        terminal.wait_for("That passphrase does not open")
