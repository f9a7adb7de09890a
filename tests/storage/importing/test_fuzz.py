"""The short form of `make fuzz`: each sample, damaged a few times, always in the same way."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.damage import damaged, import_bytes, seeds

TRIALS = 2


@pytest.mark.parametrize("path", seeds(), ids=lambda path: path.name)
def test_a_damaged_export_is_read_or_refused_in_words(path: Path) -> None:
    random, data = Random(path.name), path.read_bytes()
    for _ in range(TRIALS):
        import_bytes(damaged(data, random), path.name)
