"""What the tests of the screens share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A place for a data file."""
    return tmp_path / "gt.db"
