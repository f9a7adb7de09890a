"""A clock that stands still, and a data file to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.store import Store

NOON = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)


def noon() -> datetime:
    """Always the same moment."""
    return NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the data file of a test is."""
    return tmp_path / "home" / "goodterms.db"


@pytest.fixture
def open_store(path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the data file, as often as a test wants; all are closed at its end."""
    opened: list[Store] = []

    def opener() -> Store:
        opened.append(Store.open(path, now=noon))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A new data file, open."""
    return open_store()
