"""Tables that lie as CSV beside the code that reads them.

CSV, because the first list waits for some of them and TOML takes a hundred times as long to read.
"""

from __future__ import annotations

import csv
from pathlib import Path


def data_rows(path: Path) -> list[list[str]]:
    """All rows of a CSV file, its heading first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
