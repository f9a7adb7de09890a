"""The schema of the data file: its marks and its frozen definitions.

A released `schema_N.sql` is never edited: files of that version are out there. What changes,
changes in a further migration (`migrations.py`).
"""

from __future__ import annotations

from pathlib import Path

APPLICATION_ID = 0x47544D31
"""“GTM1” in the header: tells our file from any other SQLite database."""
NO_HASH = "0" * 64
"""What stands where a first journal entry has no predecessor."""


def statements(version: int) -> list[str]:
    """The statements that version's file was first made with, in order."""
    text = Path(__file__).with_name(f"schema_{version}.sql").read_text(encoding="utf-8")
    # A trigger holds semicolons of its own, so a blank line is the end of a statement.
    blocks = (block.strip() for block in text.split("\n\n"))
    return [block for block in blocks if block and not block.startswith("--")]
