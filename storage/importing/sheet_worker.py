"""Writes the sheets of a spreadsheet as lines of JSON: a program of its own, run by spreadsheet.py.

A spoilt file can end the library that reads it, or ask for all memory: then only this ends.
Python runs it by its path, so it knows nothing of the package around it.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from storage.platform import limit_memory

Value = int | float | str | bool | time | date | datetime | timedelta

PROTECTED = 3
"""The exit code for a file with a password."""

_MEMORY = 3 << 30
_DECIMALS = 10


def cell_text(value: Value) -> str:
    """A cell as a CSV would have it: dates as 2026-09-01, lengths of time as 1:30:00."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        at_midnight = value.time() == time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    # Three decimals might be taken for thousands: 1.234 is written 1.2340.
    return f"{text}0" if re.fullmatch(r"-?\d+\.\d{3}", text) else text


def _say(value: object) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")


def _write(path: str) -> None:
    """The name of each sheet, then its rows that hold something: number (from 1) and cells."""
    with CalamineWorkbook.from_path(path) as book:
        for about in book.sheets_metadata:
            if about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_name(about.name)
            first = sheet.start[0] + 1 if sheet.start else 1
            _say(about.name)
            for number, values in enumerate(sheet.iter_rows(), start=first):
                last = len(values)
                while last and values[last - 1] == "":
                    last -= 1
                if last:
                    cells = [cell_text(value) for value in values[:last]]
                    _say([number, cells])


if __name__ == "__main__":
    limit_memory(_MEMORY)
    try:
        _write(sys.argv[1])
    except PasswordError:
        sys.exit(PROTECTED)
