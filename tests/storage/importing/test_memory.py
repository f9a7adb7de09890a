"""A file far larger than memory should be is walked row by row."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from storage.importing import ImportOptions, inspect
from tests.storage.importing.conftest import TODAY, Desk

_ROWS = 4_000
_HEAD = "Start date,Start time,Duration,Client,Project,Description\n"


def _big_file(path: Path) -> Path:
    filler = "x" * 4000
    with path.open("w") as stream:
        stream.write(_HEAD)
        for n in range(_ROWS):
            minute = f"{n // 60 % 24:02}:{n % 60:02}:00"
            stream.write(f"2026-09-{n % 30 + 1:02},{minute},00:10:00,Acme,Site,{n} {filler}\n")
    return path


def test_memory_does_not_grow_with_the_text_of_the_rows(desk: Desk, tmp_path: Path) -> None:
    path = _big_file(tmp_path / "big.csv")
    tracemalloc.start()
    try:
        preview = inspect(path, desk.store, ImportOptions(on=TODAY))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert preview.new == _ROWS
    assert most < path.stat().st_size / 4
