"""Whether a file is an earlier export: only such a file makes room for the next one unasked."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Final

from triage.records import KINDS

CSV_HEAD: Final = ("kind", "id", "client")
"""The first columns of a table of all kinds of records."""
CLIENTS_HEADING: Final = "# Clients on "
STORY_HEADING: Final = "# Record of work with "
BOOK_TITLE: Final = "Good Terms"
"""The title in the properties of a workbook."""
ZIP_COMMENT: Final = b"Good Terms export"
"""The comment of a zip file of tables."""

_HEAD = 1 << 16
"""Bytes in which the first record of a file ends; a longer one is not taken for ours."""
_ZIP = b"PK"
_PROPERTIES = "docProps/core.xml"


def is_earlier_export(path: Path) -> bool:
    """Whether a file is empty or begins as an export of this program does. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return True
    if head.startswith(_ZIP):
        return _is_zip_of_ours(path)
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    ours = (f"{','.join(CSV_HEAD)},", CLIENTS_HEADING, STORY_HEADING)
    return first.startswith(ours) or _is_record(first)


def _is_record(line: str) -> bool:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("kind") in KINDS


def _is_zip_of_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.comment == ZIP_COMMENT:
                return True
            if _PROPERTIES not in archive.namelist():
                return False
            with archive.open(_PROPERTIES) as properties:
                return f">{BOOK_TITLE}</dc:title>".encode() in properties.read(_HEAD)
    except zipfile.BadZipFile:
        return False
