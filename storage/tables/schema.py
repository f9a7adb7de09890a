"""The schema of the data file: its marks and its frozen definitions.

A released `schema_N.sql` is never edited: files of that version are out there. What changes,
changes in a further migration (`migrations.py`).
"""

from __future__ import annotations

from pathlib import Path

from storage.header import APPLICATION_ID

__all__ = ["APPLICATION_ID", "NO_HASH", "statements"]

NO_HASH = "0" * 64
"""What stands where a first journal entry has no predecessor."""


def statements(version: int) -> list[str]:
    """The statements of that version's schema file, in order."""
    text = Path(__file__).with_name(f"schema_{version}.sql").read_text(encoding="utf-8")
    # A trigger holds semicolons of its own, so a blank line is the end of a statement.
    blocks = (block.strip() for block in text.split("\n\n"))
    return [block for block in blocks if block and not block.startswith("--")]
