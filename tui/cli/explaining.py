"""`import --explain`: what the columns of a file are taken for, and how to import it."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.importing.detect import COLUMNS_TOPIC
from storage.importing.explain import Explanation, explain
from tui.cli.data_file import data_file, nothing_yet
from tui.cli.output import say, say_json
from tui.imports.column_fields import KINDS, lacking, lacks_payment
from tui.imports.words import FIELDS
from tui.workspace.workspace import Workspace

_WIDE = 24
"""Columns of the names and of what they hold; longer ones push the rest on."""


def explain_files(paths: Sequence[Path], args: argparse.Namespace, workspace: Workspace) -> int:
    """Tell of each file; 1 when one of them lacks what an import needs."""
    remembered: dict[str, str] = {}
    if not nothing_yet(workspace):
        with data_file(workspace) as store:
            remembered = store.remembered(COLUMNS_TOPIC)
    explained = [explain(path, args.format, remembered) for path in paths]
    if args.json:
        say_json({"files": [_as_json(each) for each in explained]})
    else:
        for each in explained:
            say(*_lines(each))
    return 1 if any(_lacking(each) for each in explained) else 0


def _lacking(explained: Explanation) -> str:
    return "" if explained.label else lacking(explained.kind, explained.column_map)


def _lines(explained: Explanation) -> Iterator[str]:
    kind = dict(KINDS)[explained.kind]
    yield f"{explained.file}: {explained.label or f'not recognized; it looks like {kind}'}"
    words = FIELDS[explained.kind]
    for column in explained.columns:
        field = words.get(column.field, column.field) or "not needed"
        yield f"  {column.name:{_WIDE}} {field:{_WIDE}} {', '.join(column.examples)}"
    if missing := _lacking(explained):
        yield f"  still to be found: {missing}"
    elif not explained.label and lacks_payment(explained.kind, explained.column_map):
        yield "  no column says what is paid; the import asks"
    yield f"  {_command(explained)}"


def _command(explained: Explanation) -> str:
    maps = (f"{name}={field}" for name, field in explained.column_map.items())
    words = [str(explained.file), *(word for each in maps for word in ("--map", each))]
    return f"goodterms import {shlex.join(words)}"


def _as_json(explained: Explanation) -> dict[str, object]:
    return {
        "file": str(explained.file),
        "recognized": explained.label or None,
        "kind": explained.kind,
        "columns": [
            {"column": column.name, "field": column.field or None, "examples": column.examples}
            for column in explained.columns
        ],
        "missing": _lacking(explained) or None,
        "command": _command(explained),
    }
