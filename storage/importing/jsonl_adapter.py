"""How a file of Good Terms' own records is known, and whom it brings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from storage.importing.detect import JSONL
from storage.importing.text_source import Source
from triage.codec import BadValue, parse
from triage.records import Client

_HEAD = 50


def named_as_ours(path: Path, names: tuple[str, ...]) -> bool:
    """Whether `--as` or the file's name says that it holds records of ours."""
    return names == (JSONL,) or (JSONL in names and path.suffix.casefold() == f".{JSONL}")


def looks_like_ours(source: Source) -> bool:
    """Whether one of the first lines is a record of ours."""
    return any("kind" in value for value in _objects(source.path, _HEAD))


def clients_in(path: Path) -> list[Client]:
    """The clients that a file brings along; what cannot be read is told of by its preview."""
    clients = []
    with suppress(OSError):
        for value in _objects(path):
            with suppress(BadValue):
                record = parse(value) if value.get("kind") == Client.kind else None
                if isinstance(record, Client):
                    clients.append(record)
    return clients


def _objects(path: Path, most: int | None = None) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for line in islice(stream, most):
            if not line.lstrip().startswith("{"):
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield value
