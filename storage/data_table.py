"""Tables that lie as CSV beside the code that reads them.

CSV, because the first list waits for some of them and TOML takes a hundred times as long to read.
"""

from __future__ import annotations

import csv
from pathlib import Path


def data_rows(path: Path) -> list[list[str]]:
    """All rows of a CSV file, its heading first. Raises ValueError for a row that is no row."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for line, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            columns = ",".join(rows[0])
            raise ValueError(f"{path.name}: row {line} must be {columns}, not {','.join(row)!r}")
    return rows
