"""Lines of a file as they stand in it, to look at beside what was made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from storage.importing.text_source import open_source

_LONGEST = 2000
"""Characters of a line that are shown."""
_BETWEEN = " | "


def raw_lines(path: Path, numbers: Collection[int]) -> dict[int, str]:
    """These lines of a file (from 1), those of a spreadsheet as their cells.

    Lines that are not there are left out. Raises ImportTrouble for a file that cannot be read.
    """
    source = open_source(path)
    if source.sheets:
        # The entries stand in one of the sheets: the one that has these rows.
        sheets = (_cells(sheet.rows(), numbers) for sheet in source.sheets)
        return max(sheets, key=len)
    last = max(numbers, default=0)
    lines: dict[int, str] = {}
    with path.open(encoding=source.encoding, errors="replace") as stream:
        for at, line in enumerate(stream, start=1):
            if at > last:
                break
            if at in numbers:
                lines[at] = line.rstrip("\n")[:_LONGEST]
    return lines


def _cells(rows: Iterable[tuple[int, list[str]]], numbers: Collection[int]) -> dict[int, str]:
    return {at: _BETWEEN.join(cells)[:_LONGEST] for at, cells in rows if at in numbers}
