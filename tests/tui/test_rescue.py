"""A disk that takes nothing more: what is typed lies in a file, and is there at the next start."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.stage import client, fill
from tests.tui.test_terminal import ESCAPE, kept

if sys.platform != "linux":
    pytest.skip("only Linux sets the limits of a running program", allow_module_level=True)

import resource

from tests.tui.terminal import Terminal

Begin = Callable[[], Terminal]
LITTLE = 4096
"""Bytes a file may have from then on: less than any page of the data file lies behind."""
NO_END = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def begin(db: Path, tmp_path: Path) -> Begin:
    fill(db, [client()])
    env = {
        "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"),
        "GOODTERMS_STATE": str(tmp_path / "state"),
    }
    return lambda: Terminal("--db", str(db), "--as-of", "2026-03-13", env=env)


def full(terminal: Terminal, limit: tuple[int, int]) -> None:
    resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, limit)


def type_without_room(terminal: Terminal) -> None:
    terminal.wait_for("1 unknown")
    terminal.send("n")
    terminal.wait_for("save and close")
    full(terminal, (LITTLE, resource.RLIM_INFINITY))
    terminal.send("half a thought")
    terminal.wait_for("Not saved yet: The disk refused")


def rescued(tmp_path: Path) -> str:
    return "".join(path.read_text() for path in (tmp_path / "state").rglob("*.json"))


def test_killed_with_a_full_disk(db: Path, begin: Begin, tmp_path: Path) -> None:
    with begin() as terminal:
        type_without_room(terminal)
        terminal.wait_until(lambda: "half a thought" in rescued(tmp_path), "the file")
        terminal.end(signal.SIGKILL)
    with begin() as terminal:
        terminal.wait_for("back as a draft")
        terminal.send("n")
        terminal.wait_for("half a thought")
        terminal.send(ESCAPE)
        terminal.wait_for("Note saved")
    assert kept(db) == (["half a thought"], "")
    assert rescued(tmp_path) == ""


def test_room_again_while_it_is_open(db: Path, begin: Begin, tmp_path: Path) -> None:
    with begin() as terminal:
        type_without_room(terminal)
        full(terminal, NO_END)
        terminal.send(ESCAPE)
        terminal.wait_for("Note saved")
    assert kept(db) == (["half a thought"], "")
    assert rescued(tmp_path) == ""


@pytest.mark.parametrize(("key", "stays"), [("2", True), ("4", False)])
def test_quitting_asks_and_offers_a_file(
    db: Path, begin: Begin, tmp_path: Path, key: str, stays: bool
) -> None:
    with begin() as terminal:
        type_without_room(terminal)
        terminal.send("\x11")
        terminal.wait_for("Quit anyway?")
        terminal.send(key)
        assert terminal.wait_for_end() == 0
        said = b"is kept in" in terminal.raw.replace(b"\r\n", b" ")
        assert said == stays
    assert ("half a thought" in rescued(tmp_path)) == stays
