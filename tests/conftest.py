"""What all tests share: where outside material lies, and how much a test process may keep."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import load_profile
from tests.material import STORIES

MOST_MEMORY = 500
"""Megabytes that a test process may have used at its fullest. A leak of apps reached 2,000."""

load_profile()


def pytest_collection_finish() -> None:
    """Leave the imported modules out of every later garbage collection: they stay anyway.

    An app is made of some fifty thousand objects; a pass every 700 cost a tenth of the suite.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def peak_memory() -> float:
    """Megabytes of this process at its fullest; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


@pytest.fixture(scope="session", autouse=True)
def memory_stays_small() -> Iterator[None]:
    """At the end of each test process: nothing piled up in it."""
    yield
    peak = peak_memory()
    assert peak < MOST_MEMORY, f"this process took {peak:.0f} MB: what outlives its test?"


@pytest.fixture(params=STORIES, ids=lambda folder: folder.parent.name)
def stories(request: pytest.FixtureRequest) -> Path:
    """A folder of client lives and what is expected of them; each test runs with every one."""
    folder: Path = request.param
    return folder
