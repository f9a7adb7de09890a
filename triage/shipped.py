"""The data files that come with the program, each beside the module that reads it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def toml_beside(
    module_file: str, name: str, *, parse_float: Callable[[str], Any] = float
) -> Mapping[str, Any]:
    """What a TOML file holds; it is read once. A mistake in it is told with the file's name."""
    path = Path(module_file).with_name(name)
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=parse_float)
    except tomllib.TOMLDecodeError as error:
        raise tomllib.TOMLDecodeError(f"{path.parent.name}/{name}: {error}") from None


def rows_beside(module_file: str, name: str) -> list[list[str]]:
    """The rows of a CSV file, without its heading. Raises ValueError, with the file's name and the
    line, for one that does not fit it."""
    path = Path(module_file).with_name(name)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        heading, rows = next(reader), []
        for row in reader:
            if len(row) != len(heading):
                raise ValueError(
                    f"{path.parent.name}/{name}:{reader.line_num}: {len(row)} values, where the "
                    f"heading has {len(heading)}: {','.join(heading)}; put double "
                    "quotes around one with a comma in it"
                )
            rows.append(row)
    return rows
