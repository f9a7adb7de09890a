"""A store of its own for each test, and files written where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.importing import ImportOptions, ImportPreview, Result, inspect, write
from storage.store import Store
from triage.records import Record

TODAY = date(2026, 11, 21)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "data"
    folder.mkdir()
    now = datetime(2026, 11, 21, 12, 0)  # the store is told local time
    with Store.open(folder / "test.db", now=lambda: now) as opened:
        yield opened


class Desk:
    """Writes an export, looks at it, imports it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store

    def file(self, text: str | bytes, name: str = "export.csv") -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def look(self, text: str | bytes, **answers: Any) -> ImportPreview:
        return inspect(self.file(text), self.store, ImportOptions(on=TODAY, **answers))

    def take(self, text: str | bytes, **answers: Any) -> Result:
        return write(self.look(text, **answers), self.store)

    def records(self, kind: str) -> list[Any]:
        return [record for record in self.store.records() if record.kind == kind]

    def everything(self) -> list[Record]:
        return list(self.store.records())


@pytest.fixture
def desk(tmp_path: Path, store: Store) -> Desk:
    return Desk(tmp_path, store)
