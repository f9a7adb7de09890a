"""How a file of Good Terms' own records is known, and whom it brings."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from storage.age_file import is_encrypted
from storage.importing.detect import JSONL
from storage.importing.errors import ImportTrouble
from storage.importing.record_file import RecordFile
from triage.records import Client
from triage.records.codec import BadValue, parse

_HEAD = 50


def named_as_ours(path: Path, names: tuple[str, ...]) -> bool:
    """Whether `--as` or the file's name says that it holds records of ours."""
    return names == (JSONL,) or (JSONL in names and path.suffix.casefold() == f".{JSONL}")


def looks_like_ours(file: RecordFile) -> bool:
    """Whether one of the first lines is a record of ours."""
    return any("kind" in value for value in _objects(file, _HEAD))


def record_file(path: Path, contents: Mapping[Path, bytes]) -> RecordFile | None:
    """An encrypted file of ours, opened; None for a file that is not encrypted.

    Raises ImportTrouble for one that nobody has opened, or that holds something else.
    """
    if not is_encrypted(path):
        return None
    if path not in contents:
        raise ImportTrouble(
            f"{path} is encrypted.", "At a terminal, goodterms import asks for its passphrase."
        )
    file = RecordFile(path, contents[path])
    if not looks_like_ours(file):
        raise ImportTrouble(
            f"{path} holds no Good Terms records.",
            "Decrypt it with the program “age”, then import the result.",
        )
    return file


def clients_in(file: RecordFile) -> list[Client]:
    """The clients that a file brings along; what cannot be read is told of by its preview."""
    clients = []
    with suppress(OSError):
        for value in _objects(file):
            with suppress(BadValue):
                record = parse(value) if value.get("kind") == Client.kind else None
                if isinstance(record, Client):
                    clients.append(record)
    return clients


def _objects(file: RecordFile, most: int | None = None) -> Iterator[dict[str, object]]:
    with (
        file.open() as content,
        io.TextIOWrapper(content, encoding="utf-8-sig", errors="replace") as stream,
    ):
        for line in islice(stream, most):
            if not line.lstrip().startswith("{"):
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield value
