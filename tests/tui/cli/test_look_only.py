"""A write-protected file: commands that read do so, those that write say why not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Run
from tests.tui.stage import client, fill
from tests.tui.test_look_only import protected

if sys.platform == "win32":
    pytest.skip("no permission bits", allow_module_level=True)

READS = (["clients"], ["show", "north"], ["why", "north"], ["export", "-"], ["due"], ["status"])
WRITES = (["note", "north", "x"], ["log", "north", "call"], ["set", "north", "rate=80"], ["undo"])


@pytest.mark.parametrize("command", [*READS, *WRITES], ids=" ".join)
def test_commands_read_and_refuse_to_write(gt: Run, db: Path, command: list[str]) -> None:
    fill(db, [client()])
    with protected(db):
        before = db.read_bytes()
        result = gt(*command)
        assert db.read_bytes() == before
    assert result.code == (3 if command in WRITES else 0), result
    if command in WRITES:
        assert "is write-protected" in result.err and result.err.count("\n") == 1
