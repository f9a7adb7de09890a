"""The first bytes of a data file: whose it is, which version, how often it was changed. Imports
nothing.
"""

from __future__ import annotations

APPLICATION_ID = 0x47544D31
"""“GTM1” in the header: tells our file from any other SQLite database."""
VERSION = 4
"""The version of the data file that this program writes: the number of its migrations."""
MAGIC = b"SQLite format 3\0"
HEADER = 100
"""Bytes of the header of any SQLite database."""
COUNT_AT, COUNT_BYTES = 24, 4
"""Where the header counts the changes: one more with each transaction that wrote something."""


def application_of(header: bytes) -> int:
    """Whose file it is, by its header."""
    return int.from_bytes(header[68:72], "big")


def version_in(header: bytes) -> int:
    """The version of the data file, by its header."""
    return int.from_bytes(header[60:64], "big")
