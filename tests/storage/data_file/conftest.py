"""A data file that has something in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.paths import journal_copy
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed data file of some pages, with no copies beside it."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        store.apply("notes", [Put(note(f"n{n}", "x" * 500)) for n in range(60)])
    journal_copy(path).unlink()
    return path
